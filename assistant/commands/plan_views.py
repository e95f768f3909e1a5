"""A plan on the terminal: its tree, a section in full, its tables and responsibilities."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from corpus.assignments import without_number
from corpus.changes import CHANGE_NAMES, Change
from corpus.coverage import coverage_of
from corpus.documents import Assignment, Plan, Section, Source
from corpus.documents import Table as PlanTable
from corpus.errors import UnknownPlanError
from corpus.export import SOURCE_FIELDS, assignment_rows, indicator_rows, said_of
from corpus.numerals import NUMERAL
from corpus.tables.reading import rows_from
from corpus.tables.rows import ColumnKind, Row
from corpus.text import readable

MOST_CHANGES = 20
_LONGEST_CHANGE = 160
_LONGEST_LABEL = 24
_ADDRESS = 2  # innermost headings that tell where a change is
_INDICATORS = ("领域", "指标", "单位", "现状", "目标", "性质", "来自")
_ASSIGNMENTS = ("序号", "任务", "牵头单位", "配合单位")
# What the cells of a column were taken for.
_KINDS: Mapping[ColumnKind, str] = {
    "ordinal": "序号",
    "unit": "计量单位",
    "figure": "数值",
    "time": "时间",
    "institution": "机构",
    "text": "文字",
}
_BEFORE_HEADINGS = "（正文标题之前）"
# What numbers a heading, width normalised; and what of it is not the numeral.
_MARKER = re.compile(
    rf"第[\d{NUMERAL}]+[章节条]|专栏\d*|\([\d{NUMERAL}]+\)|"
    rf"[{NUMERAL}]+、|\d+[.、]?"
)
_NUMERALS = re.compile(rf"[^\d{NUMERAL}]")
_MARKS = {"added": "green", "removed": "red", "changed": "yellow"}


def understood_table(plan: Plan) -> Table:
    """Return what was understood of a file: what it says of itself, and how much was read."""
    table = _pairs()
    for field, name in SOURCE_FIELDS.items():
        words = getattr(plan.source, field)
        table.add_row(name, Text(words) if words else Text("（文件没有写明）", "dim"))
    rows = sum(len(table.rows) for table in plan.tables)
    counts = {
        "章节": len(plan.sections),
        "表格": f"{len(plan.tables)} 张，{rows} 行",
        "指标": len(plan.indicators),
        "分工": len(plan.assignments),
    }
    table.add_row("内容", "，".join(f"{name} {count}" for name, count in counts.items()))
    if plan.source_text.pages:
        table.add_row("页数", str(len(plan.source_text.pages)))
    notes = list(plan.source_text.notes)
    if not any(section.path for section in plan.sections):
        notes.append("没有读到章节标题，出处只能到全文；请确认没有选错文件")
    for note in notes:
        table.add_row("注意", Text(note, "yellow"))
    return table


def changes_shown(changes: Sequence[Change], most: int = MOST_CHANGES) -> Iterator[Text]:
    """Yield a line a change, the first ``most`` of them, and how many more there are."""
    if not changes:
        yield Text("  与旧版相比，条款和指标没有变化（只可能有排版、编号或顺序的差别）。")
        return
    yield Text(f"  与旧版相比，共有 {len(changes)} 处变化：")
    for change in changes[:most]:
        words = readable(change.wording)
        yield Text.assemble(
            (f"  {CHANGE_NAMES[change.kind]} ", _MARKS[change.kind]),
            (f"{_short_address(change)}　", "dim"),
            words[:_LONGEST_CHANGE] + "…" * (len(words) > _LONGEST_CHANGE),
        )
    if len(changes) > most:
        yield Text(f"  ……另有 {len(changes) - most} 处变化没有列出。")


def _short_address(change: Change) -> str:
    labels = change.path[-_ADDRESS:]
    short = (label[:_LONGEST_LABEL] + "…" * (len(label) > _LONGEST_LABEL) for label in labels)
    return " › ".join(short) or _BEFORE_HEADINGS


def plan_tree(plan: Plan) -> Tree:
    """Return the headings of a plan as a tree, each with the number of its paragraphs."""
    root = Tree(Text(plan.source.title, "bold"), guide_style="dim")
    paragraphs: Counter[tuple[str, ...]] = Counter()
    for section in plan.sections:
        paragraphs[section.path] += len(section.paragraphs)
    rows = {table.path: len(table.rows) for table in plan.tables}
    if paragraphs[()]:
        root.add(Text.assemble((_BEFORE_HEADINGS, "dim"), _count(paragraphs[()], 0)))
    nodes: dict[tuple[str, ...], Tree] = {(): root}
    for section in plan.sections:
        for depth in range(1, len(section.path) + 1):
            path = section.path[:depth]
            if path not in nodes:
                counted = _count(paragraphs[path], rows.get(path, 0))
                nodes[path] = nodes[path[:-1]].add(Text.assemble(path[-1], counted))
    return root


def _count(paragraphs: int, rows: int) -> tuple[str, str]:
    counts = [f"{n} {what}" for n, what in ((paragraphs, "段"), (rows, "行表格")) if n]
    return (f"　{'，'.join(counts)}" if counts else "", "dim")


def section_shown(plan: Plan, wanted: str) -> Iterator[RenderableType]:
    """Yield the sections that ``wanted`` means, in full, with all that stands under them.

    ``wanted`` is words of a heading, or a clause's number (“三”, “（二）”, “16”).

    Raises `UnknownPlanError` if no heading has it.
    """
    paths = [path for path in _paths(plan) if _is_meant(path[-1], wanted)]
    roots = [path for path in paths if not any(path[:n] in paths for n in range(1, len(path)))]
    if not roots:
        labels = [path[-1] for path in _paths(plan)]
        close = get_close_matches(wanted, [without_number(label) for label in labels], 3, 0.4)
        hint = f"相近的标题：{'、'.join(close)}；" if close else ""
        raise UnknownPlanError(
            f"规划 {plan.source.id} 没有标题或编号为“{wanted}”的章节",
            f"{hint}执行 plans show {plan.source.id} 可列出全部标题",
        )
    for number, root in enumerate(roots):
        if number:
            yield Text()
        yield Text(" › ".join(root), "bold")
        yield from _contents(plan, root)


def _paths(plan: Plan) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(section.path for section in plan.sections if section.path))


def _is_meant(label: str, wanted: str) -> bool:
    """Whether a heading has these words, or this number.

    >>> [_is_meant("（二）加强急救", words) for words in ("急救", "二", "(二)", "三", "第二章")]
    [True, True, True, False, False]
    """
    heading, sought = _normalised(label), _normalised(wanted).rstrip("、.")
    marker = _MARKER.match(heading)
    number = marker.group().rstrip("、.") if marker else ""
    if sought and sought in (number, _NUMERALS.sub("", number)):
        return True
    is_number = _NUMERALS.sub("", sought) == sought or _MARKER.fullmatch(sought)
    return bool(sought) and not is_number and sought in heading


def _normalised(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def _contents(plan: Plan, root: tuple[str, ...]) -> Iterator[RenderableType]:
    """Everything under a heading, in the order of the text."""
    within = len(root)
    parts: list[tuple[int, Section | PlanTable | Assignment]] = []
    for section in plan.sections:
        if section.path[:within] == root and (section.heading or section.paragraphs):
            parts.append(((section.heading or section.paragraphs[0]).start, section))
    for table in plan.tables:
        if table.path[:within] == root:
            starts = [cell.start for row in table.rows for cell in row if cell.spans]
            parts.append((min(starts, default=0), table))
    parts += [(a.excerpt.start, a) for a in plan.duty_lines if a.path[:within] == root]
    for _, part in sorted(parts, key=lambda part: part[0]):
        if isinstance(part, PlanTable):
            yield table_shown(part)
        elif isinstance(part, Assignment):
            yield Text(readable(part.excerpt.text), "cyan")
        else:
            if part.heading is not None and part.path != root:
                yield Text(f"\n{part.path[-1]}", "bold")
            yield from (Text(readable(paragraph.text)) for paragraph in part.paragraphs)


def table_shown(table: PlanTable) -> Table:
    """Return a table of a plan as it stands, its first row as header."""
    header, *rows = ([readable(cell.text) for cell in row] for row in table.rows)
    width = max(len(header), *(len(row) for row in rows)) if rows else len(header)
    padded = [[*row, *[""] * (width - len(row))] for row in (header, *rows)]
    return _grid(padded[0], padded[1:])


def indicators_shown(plan: Plan) -> Iterator[RenderableType]:
    """Yield the tables of a plan as they stand and as they were understood, then its indicators."""
    for table in plan.tables:
        yield Text(" › ".join(table.path), "bold")
        yield table_shown(table)
        read = rows_from(plan.text, table)
        if read:
            yield Text("读出的行", "bold")
            yield rows_shown(read)
        else:
            yield Text("没有认出表头，按原样收录。")
    if plan.indicators:
        yield Text("读出的指标", "bold")
        rows = []
        for group, name, unit, year, value, by, target, nature, origin, *_ in indicator_rows(plan):
            measured, aimed_at = _dated(year, value), _dated(by, target)
            rows.append((group, name, unit, measured, aimed_at, nature, origin))
        yield _grid(_INDICATORS, rows)
    if not plan.tables and not plan.indicators:
        yield Text("这份规划没有表格，也没有读出指标。")


def rows_shown(rows: Sequence[Row]) -> Table:
    """Return the rows of a table as they were understood, each value with its unit."""
    fields = [f for f in rows[0].fields if f.column.index != rows[0].entity_column]
    columns = [f.column for f in fields if f.column.kind not in ("ordinal", "unit")]
    shown = [c for c in columns if c.index not in rows[0].group_columns]
    heads = [f"{c.head}（{_KINDS[c.kind]}）" for c in shown]
    lines = [
        (row.number, " › ".join(row.groups), row.entity, *(row.fields[c.index].said for c in shown))
        for row in rows
    ]
    return _grid(("序号", "分组", rows[0].entity_head or "名称", *heads), lines)


def _dated(year: str, value: str) -> str:
    return f"{value}（{year}年）" if year and value else value


def assignments_shown(plan: Plan) -> RenderableType:
    """Return the responsibilities of a plan as a table."""
    if not plan.assignments:
        return Text("这份规划没有写明责任分工。")
    rows = [
        (number, task, lead, cooperating)
        for number, _, task, lead, cooperating, _ in assignment_rows(plan)
    ]
    return _grid(_ASSIGNMENTS, rows)


def coverage_shown(plan: Plan) -> Iterator[RenderableType]:
    """Yield how many characters of a plan's text went into what."""
    coverage = coverage_of(plan)
    rows = [
        (part.name, f"{part.characters:,}", f"{part.pieces:,}")
        for part in coverage.parts
        if part.pieces
    ]
    rows.append(("合计", f"{coverage.characters:,}", ""))
    yield _grid(("去处", "字符", "处数"), rows)
    yield Text(f"全文 {coverage.share:.2%} 的字符恰好归入一处。")


def said_shown(source: Source) -> Table:
    """Return what a document says of itself, id and file included."""
    table = _pairs()
    for name, words in (("编号", source.id), *said_of(source), ("文件", source.file)):
        table.add_row(name, Text(words))
    return table


def _pairs() -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(header_style="bold", show_lines=True)
    for heading in header:
        table.add_column(Text(heading), overflow="fold")
    for row in rows:
        table.add_row(*(Text(words) for words in row))
    return table
