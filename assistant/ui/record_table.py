"""Records as a table whose last column leads to the plan's own words."""

from collections.abc import Sequence

from markupsafe import Markup

from corpus.documents import Excerpt, Source
from corpus.text import readable

MOST_ROWS = 200


def record_table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | Markup]],
    counted_in: str = "条",
) -> Markup:
    """Return rows as a table, `MOST_ROWS` of them at most, and how many there are.

    ``counted_in`` is the measure word of what they are: 条, 份.
    """
    if not rows:
        return Markup('<p class="none" role="status">没有符合条件的{}。</p>').format(caption)
    shown = rows[:MOST_ROWS]
    left_out = f"，这里列出前 {MOST_ROWS} {counted_in}，请缩小范围" if len(rows) > MOST_ROWS else ""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in header)
    body = Markup("").join(_row(row) for row in shown)
    return Markup(
        '<p class="count" role="status">{}共 {} {}{}</p><div class="records scrolls" tabindex="0">'
        '<table aria-label="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(caption, len(rows), counted_in, left_out, caption, head, body)


def source_button(source: Source, excerpt: Excerpt, path: Sequence[str]) -> Markup:
    """Return the button that opens a plan at an excerpt; its tip says which words."""
    quote = " ".join(excerpt.text.split())
    return Markup(
        '<button type="button" class="plain" data-act="cite" data-plan="{}" data-start="{}"'
        ' data-end="{}" data-tip="{}" data-from="{}">看原文</button>'
    ).format(
        source.id,
        excerpt.start,
        excerpt.end,
        readable(quote),
        " › ".join((source.title, *path)),
    )


def plan_name(source: Source) -> Markup:
    """Return a plan's region, or its title, and its status where it has one."""
    name = source.name
    if not source.status:
        return Markup("{}").format(name)
    return Markup('{}<span class="status">{}</span>').format(name, source.status)


def _row(cells: Sequence[str | Markup]) -> Markup:
    return Markup("<tr>{}</tr>").format(
        Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
    )
