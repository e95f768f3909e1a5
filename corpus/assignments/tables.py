"""Responsibilities that the rows of a table give: what each column is, and what a row assigns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.assignments.paragraphs import without_number
from corpus.assignments.roles import rank_of, role_of_head
from corpus.assignments.told import Verb, are_named
from corpus.assignments.units import units_from, units_in_cell
from corpus.documents import Assignment, Excerpt, Table, Unit
from corpus.tables.cells import NOTE, is_blank, words_of
from corpus.tables.rows import Row
from corpus.text import excerpt_from

_NUMBER_HEAD = re.compile("^(?:序号|编号|序|项次|号)$")
_GROUP_HEAD = re.compile("类别|分类|领域|板块|类型|模块|维度|章节")
_TASK_HEAD = re.compile("任务|事项|工作|项目|行动|举措|改革|问题|目标")
_MEASURE_HEAD = re.compile("举措|措施|内容|要求|做法|目标|成果|标准|要点|说明|任务|工作|指标")
_NO_TASK_HEAD = re.compile("备注|附注|说明|进展|状态|投资|资金|来源|电话|联系")
_VAGUE_HEAD = re.compile("单位|部门|科室|责任|分工|落实|承担|实施|负责|机构")
_FIRST_ROWS = 4
_MOSTLY_UNITS = 0.6
_EMPTY = Excerpt(text="", spans=())


@dataclass(frozen=True)
class Columns:
    """Which column of a table says what, by position; ``rank`` is how surely ``lead`` leads."""

    lead: tuple[int, ...]
    cooperating: tuple[int, ...]
    task: int | None = None
    measure: int | None = None
    number: int | None = None
    deadline: int | None = None
    leader: int | None = None
    group: int | None = None
    verb: Verb = "负责"


def columns_from(heads: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Columns | None:
    """Return what the columns of a table are, ``None`` if it assigns nothing.

    Where heads are vague (单位), ``rows`` tell: a column of units is one of those responsible.

    >>> columns_from(["序号", "任务", "责任单位", "牵头单位", "时限"]).lead
    (3,)
    """
    said = [re.sub(r"\s+", "", head) for head in heads]
    roles = [role_of_head(head) for head in said]
    ranks = {i: rank_of(said[i]) for i, role in enumerate(roles) if role == "lead"}
    cooperating = [i for i, role in enumerate(roles) if role == "cooperating"]
    if not ranks:
        vague = [i for i, head in enumerate(said) if roles[i] is None and _VAGUE_HEAD.search(head)]
        of_units = [i for i in vague if _holds_units([row[i] for row in rows if i < len(row)])]
        if not of_units or not any(role == "deadline" or cooperating for role in roles):
            of_units = [i for i in of_units if re.search("责任|分工|落实|承担|负责", said[i])]
        ranks = {i: rank_of(said[i]) for i in of_units[:1]}
        cooperating += of_units[1:]
    if not ranks and not cooperating:
        return None
    best = min(ranks.values(), default=0)
    lead = tuple(i for i, rank in ranks.items() if rank == best)
    cooperating += [i for i, rank in ranks.items() if rank > best]
    number = _first(said, _NUMBER_HEAD, ())
    taken = {*lead, *cooperating, *(i for i, role in enumerate(roles) if role), number}
    group = _first(said, _GROUP_HEAD, taken)
    free = [
        i
        for i, head in enumerate(said)
        if i not in taken and i != group and head and not _NO_TASK_HEAD.search(head)
    ]
    task = next((i for i in free if _TASK_HEAD.search(said[i])), free[0] if free else group)
    later = [i for i in free if i != task]
    measure = next((i for i in later if _MEASURE_HEAD.search(said[i])), None)
    return Columns(
        lead=lead,
        cooperating=tuple(sorted(cooperating)),
        task=task,
        measure=measure,
        number=number,
        deadline=next((i for i, role in enumerate(roles) if role == "deadline"), None),
        leader=next((i for i, role in enumerate(roles) if role == "leader"), None),
        group=group,
        verb="牵头" if ranks and best == 0 else "负责",
    )


def assignment_of(
    columns: Columns, cells: Sequence[Excerpt], path: tuple[str, ...], excerpt: Excerpt
) -> Assignment | None:
    """Return what a row assigns, ``None`` if it names neither unit nor deadline of a task.

    Args:
        columns: what the columns are.
        cells: the cells of the row, merged ones carried from the rows above.
        path: the address of the row.
        excerpt: the row as it stands.
    """
    task = _words(cells, columns.task)
    measure = _words(cells, columns.measure)
    lead = _units(cells, columns.lead)
    cooperating = tuple(u for u in _units(cells, columns.cooperating) if u not in lead)
    deadline = _words(cells, columns.deadline)
    if not (task or measure) or not (lead or cooperating):
        return None
    number = re.sub(r"\D", "", _words(cells, columns.number))
    beside = tuple(c for c in cells if c.spans and not _is_within(c, excerpt))
    return Assignment(
        path=path,
        number=int(number) if number else None,
        action=without_number(path[0]) if path else "",
        task=without_number(task or measure),
        lead=lead,
        cooperating=cooperating,
        excerpt=excerpt,
        kind="row",
        beside=beside,
        measure=measure if task else "",
        deadline=deadline,
        leader=_words(cells, columns.leader),
        verb=columns.verb,
    )


def assignments_of_rows(
    rows: Sequence[Row], *, tells_merged: bool
) -> tuple[tuple[Assignment, ...], Columns | None]:
    """Return what the rows of a table with a header assign, and what its columns are.

    ``tells_merged``: the file tells which cells are merged; otherwise an empty one may be.
    """
    heads = [field.column.head for field in rows[0].fields]
    columns = columns_from(heads, [[field.words for field in row.fields] for row in rows])
    if columns is None:
        return (), None
    found: list[Assignment] = []
    carried: Sequence[Excerpt] = [_EMPTY] * len(heads)
    for row in rows:
        cells = [field.excerpt or _EMPTY for field in row.fields]
        carried = cells if tells_merged else _with_carried(cells, carried, columns)
        assignment = assignment_of(columns, carried, row.path, row.excerpt)
        if assignment and not row.is_total:
            found.append(assignment)
    return tuple(found), columns


def assignments_in_table(
    source_text: str, table: Table, above: Columns | None = None
) -> tuple[tuple[Assignment, ...], Columns | None]:
    """Return what the rows of a table assign whose header is not read, and what its columns are.

    ``above`` are the columns of the table before, whose rows one without a header continues.
    """
    texts = [[cell.text for cell in row] for row in table.rows]
    header, columns = _header(texts)
    if columns is None and above is not None and _continues(texts, above):
        header, columns = 0, above
    if columns is None:
        return (), None
    width = max(len(row) for row in table.rows[: max(header, 1)])
    found: list[Assignment] = []
    carried = [_EMPTY] * width
    for index, row in enumerate(table.rows[header:], start=header):
        filled = [cell for cell in row if cell.text]
        if len(filled) <= 1 or NOTE.match(filled[0].text) or texts[index] in texts[:header]:
            continue
        cells = [*[_EMPTY] * (width - len(row)), *row][:width]
        cells = _with_carried(cells, carried, columns)
        carried = cells
        excerpt = excerpt_from(source_text, filled[0].start, filled[-1].end)
        path = (*table.path, f"第{index + 1}行")
        assignment = assignment_of(columns, cells, path, excerpt)
        if assignment:
            found.append(assignment)
    return tuple(found), columns


def _header(texts: Sequence[Sequence[str]]) -> tuple[int, Columns | None]:
    """How many rows the header ends after, and its columns."""
    for index, row in enumerate(texts[:_FIRST_ROWS]):
        filled = [text for text in row if text]
        if len(filled) < 2:  # noqa: PLR2004
            continue
        heads, depth = list(row), index + 1
        below = texts[depth] if depth < len(texts) else ()
        if len(below) == len(row) and _is_second_level(row, below):
            heads = [b or a for a, b in zip(row, below, strict=True)]
            depth += 1
        columns = columns_from(heads, texts[depth:])
        if columns:
            return depth, columns
    return 0, None


def _is_second_level(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row has the heads of the columns under a merged one: 牵头, 配合 under 责任单位."""
    filled = [text for text in below if text]
    return not all(row) and len(filled) < len(below) and all(map(role_of_head, filled))


def _continues(texts: Sequence[Sequence[str]], above: Columns) -> bool:
    """Whether rows without a header have units where the table before has them."""
    last = max((*above.lead, *above.cooperating))
    leading = above.lead[0] if above.lead else above.cooperating[0]
    return (
        bool(texts)
        and all(len(row) > last for row in texts)
        and _holds_units([row[leading] for row in texts])
    )


def _with_carried(
    cells: Sequence[Excerpt], above: Sequence[Excerpt], columns: Columns
) -> list[Excerpt]:
    """The cells of a row, with those merged with the rows above: the task, and who is responsible.

    Who cooperates and by when is carried only with who leads: elsewhere a blank says none.
    """
    merged = {columns.group, columns.task}
    if not any(cells[i].text for i in columns.lead):
        merged |= {*columns.lead, *columns.cooperating, columns.deadline, columns.leader}
    return [
        above[i] if i in merged and not cell.text and i < len(above) else cell
        for i, cell in enumerate(cells)
    ]


def _holds_units(cells: Sequence[str]) -> bool:
    filled = [text for text in cells if text and not is_blank(text)]
    of_units = sum(are_named(units_from(text)) for text in filled)
    return bool(filled) and of_units >= _MOSTLY_UNITS * len(filled)


def _first(heads: Sequence[str], pattern: re.Pattern[str], taken: object) -> int | None:
    skipped = taken if isinstance(taken, set) else set()
    return next((i for i, h in enumerate(heads) if i not in skipped and pattern.search(h)), None)


def _units(cells: Sequence[Excerpt], columns: Sequence[int]) -> tuple[Unit, ...]:
    found: dict[str, Unit] = {}
    for i in columns:
        if cells[i].text:
            found |= {unit.said: unit for unit in units_in_cell(cells[i])}
    return tuple(found.values())


def _words(cells: Sequence[Excerpt], column: int | None) -> str:
    if column is None or is_blank(cells[column].text):
        return ""
    return words_of(cells[column])


def _is_within(cell: Excerpt, excerpt: Excerpt) -> bool:
    return excerpt.start <= cell.start and cell.end <= excerpt.end
