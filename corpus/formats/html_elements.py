"""The elements of a web page: which begin a line, which hold data, which are not shown."""

import re

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

_DROPPED = frozenset(
    """script style noscript template nav header footer aside form iframe button select input
    textarea svg canvas audio video object embed map head title link meta dialog menu""".split()
)
BLOCKS = frozenset(
    """address article blockquote body center dd details div dl dt fieldset figcaption figure
    html li main ol p pre section summary table tbody td tfoot th thead tr ul hr""".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_SMALLEST_PICTURE = 32
_LONGEST_CELL = 400


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as words; empty where there is none."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def is_words(node: PageElement) -> bool:
    """Whether a node is text, and no comment, declaration or other instruction."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def is_picture(image: Tag) -> bool:
    """Whether an image is part of the document, not an icon."""
    sizes = re.findall(r"\d+", f"{attribute(image, 'width')} {attribute(image, 'height')}")
    source = attribute(image, "src").lower()
    return all(int(size[:6]) >= _SMALLEST_PICTURE for size in sizes) and "icon" not in source


def number_of(item: Tag) -> str:
    """Return the number that a browser shows before a list item; nothing for a bullet."""
    numbered = item.parent
    if numbered is None or numbered.name != "ol":
        return ""
    position = sum(1 for before in item.previous_siblings if getattr(before, "name", "") == "li")
    start = attribute(numbered, "start")
    return f"{(int(start) if start.isdecimal() and len(start) < 9 else 1) + position}."  # noqa: PLR2004


def is_data(table: Tag) -> bool:
    """Whether a table holds data, and is not there to arrange the page."""
    if attribute(table, "role") in ("presentation", "none") or table.find("table") is not None:
        return False
    if columns_of(table) < 2:  # noqa: PLR2004 - one column is a frame
        return False
    if table.find(sorted(HEADINGS)) is not None:
        return False
    return all(len(cell.get_text()) <= _LONGEST_CELL for cell in table.find_all(["td", "th"]))


def columns_of(table: Tag) -> int:
    """Return the number of cells of the longest row."""
    return max((len(row) for row in rows_of(table)), default=0)


def rows_of(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row, without those of tables within."""
    rows = table.find_all("tr")
    return [
        [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]
        for row in rows
        if isinstance(row, Tag) and row.find_parent("table") is table
    ]


def span_of(cell: Tag, name: str) -> int:
    """Return how many columns or rows a cell takes."""
    value = attribute(cell, name)
    if value == "0" and name == "rowspan":  # to the end of the table
        return 65_534
    return int(value) if value.isdecimal() and len(value) < 9 else 1  # noqa: PLR2004


def is_unseen(tag: Tag) -> bool:
    """Whether an element shows no words of a document."""
    return (
        tag.name in _DROPPED
        or tag.has_attr("hidden")
        or attribute(tag, "aria-hidden") == "true"
        or bool(_HIDDEN.search(attribute(tag, "style").lower()))
    )
