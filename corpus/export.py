"""A plan in a form that other programs open: JSON, Markdown, or an Excel workbook."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Literal, get_args

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from corpus.documents import Assignment, Indicator, Plan, Reading, Section, Source, Table, Unit
from corpus.text import readable

ExportFormat = Literal["json", "md", "xlsx"]
FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)

SOURCE_FIELDS = {
    "title": "名称",
    "region": "地区",
    "issuer": "印发单位",
    "number": "文号",
    "issued_on": "印发日期",
    "period": "规划期",
    "status": "状态",
}
INDICATOR_HEADER = (
    *("领域", "指标", "单位", "现状年", "现状值", "目标年", "目标值", "性质"),
    *("来自", "出处", "原文"),
)
ASSIGNMENT_HEADER = ("序号", "行动", "任务", "牵头单位", "配合单位", "出处")
SECTION_HEADER = ("出处", "原文")

_JSON_FORMAT = 1
_DEEPEST_HEADING = 6
_LONGEST_CELL = 32_000  # Excel takes 32,767 characters
_WIDTHS = {"规划": 36, "领域": 14, "指标": 30, "任务": 36, "行动": 24, "出处": 44, "原文": 90}
_WIDTHS |= {"牵头单位": 28, "配合单位": 44, "现状值": 16, "目标值": 16, "单位": 14}
_DEFAULT_WIDTH = 10
_LONGEST_REPEATED = 200
_NOT_GIVEN = "——"
# What XML 1.0 has no place for: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_MARKUP = re.compile(r"^(?=[#+=-])|^(\d+)(?=[.)])")


def export(plan: Plan, file_format: ExportFormat) -> bytes:
    """Return a plan as a file's content.

    ``json`` is the whole plan with every offset, and its tables as staff read them; ``md``
    its text and tables in the order of the document; ``xlsx`` the sheets 指标, 职责 and 章节.
    """
    writers: dict[ExportFormat, Callable[[Plan], bytes]] = {
        "json": _json_from,
        "md": _markdown_from,
        "xlsx": _workbook_from,
    }
    return writers[file_format](plan)


def indicator_rows(plan: Plan) -> list[tuple[str, ...]]:
    """Return the indicators as rows under `INDICATOR_HEADER`."""
    return [_indicator_row(indicator) for indicator in plan.indicators]


def xml_words(words: str) -> str:
    r"""Return words without the characters that no XML file can hold.

    >>> xml_words("健康\x0b小屋")
    '健康小屋'
    """
    return _NO_XML.sub("", words)


def indicators_workbook(indicators: Iterable[tuple[Indicator, Source]]) -> bytes:
    """Return indicators of any plans as an Excel workbook of one sheet, a row each."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    rows = [(source.title, *_indicator_row(indicator)) for indicator, source in indicators]
    _fill(workbook.create_sheet("指标"), ("规划", *INDICATOR_HEADER), rows)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def assignment_rows(plan: Plan) -> list[tuple[str, ...]]:
    """Return the responsibilities as rows under `ASSIGNMENT_HEADER`."""
    return [_assignment_row(assignment) for assignment in plan.assignments]


def section_rows(plan: Plan) -> list[tuple[str, ...]]:
    """Return the paragraphs and table rows as rows under `SECTION_HEADER`, in their order."""
    rows: list[tuple[str, ...]] = []
    for part in _parts_of(plan):
        address = " › ".join(part.path)
        if isinstance(part, Section):
            rows += [(address, readable(paragraph.text)) for paragraph in part.paragraphs]
            if not part.paragraphs and part.heading is not None:
                rows.append((address, ""))
        elif isinstance(part, Table):
            rows += [(address, " ｜ ".join(readable(c.text) for c in row)) for row in part.rows]
        else:
            rows.append((address, readable(part.excerpt.text)))
    return rows


def _indicator_row(indicator: Indicator) -> tuple[str, ...]:
    return (
        readable(indicator.group),
        readable(indicator.name),
        readable(indicator.unit),
        *_year_and_value(indicator.baseline),
        *_year_and_value(indicator.target),
        readable(indicator.nature),
        "正文" if indicator.in_prose else "表格",
        " › ".join(indicator.path),
        readable(indicator.excerpt.text),
    )


def _year_and_value(reading: Reading | None) -> tuple[str, str]:
    if reading is None:
        return "", ""
    value = _NOT_GIVEN if reading.value is None else readable(reading.value)
    return str(reading.year or ""), value


def _assignment_row(assignment: Assignment) -> tuple[str, ...]:
    number = "" if assignment.number is None else str(assignment.number)
    words = (assignment.action, assignment.task)
    units = (_units(assignment.lead), _units(assignment.cooperating))
    return (number, *map(readable, words), *units, " › ".join(assignment.path))


def _units(units: Iterable[Unit]) -> str:
    return "、".join(readable(unit.said) for unit in units)


def _parts_of(plan: Plan) -> list[Section | Table | Assignment]:
    """The parts of a plan in the order in which they stand in its text."""
    parts: list[tuple[int, int, Section | Table | Assignment]] = []
    for section in plan.sections:
        start = section.heading or section.paragraphs[0]
        parts.append((start.start, 0, section))
    for table in plan.tables:
        starts = [cell.start for row in table.rows for cell in row if cell.spans]
        parts.append((min(starts, default=0), 1, table))
    parts += [(assignment.excerpt.start, 2, assignment) for assignment in plan.duty_lines]
    return [part for _, _, part in sorted(parts, key=lambda part: part[:2])]


def _json_from(plan: Plan) -> bytes:
    content = {
        "format": _JSON_FORMAT,
        "plan": plan.model_dump(mode="json"),
        "readable": {
            "指标": [dict(zip(INDICATOR_HEADER, r, strict=True)) for r in indicator_rows(plan)],
            "职责": [dict(zip(ASSIGNMENT_HEADER, r, strict=True)) for r in assignment_rows(plan)],
            "章节": [dict(zip(SECTION_HEADER, r, strict=True)) for r in section_rows(plan)],
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _markdown_from(plan: Plan) -> bytes:
    blocks = [f"# {_escaped(plan.source.title)}"]
    said = said_of(plan.source)[1:]
    if said:
        blocks.append("\n".join(f"- {name}：{_escaped(words)}" for name, words in said))
    for part in _parts_of(plan):
        if isinstance(part, Section):
            if part.heading is not None and part.path:
                level = min(len(part.path) + 1, _DEEPEST_HEADING)
                blocks.append(f"{'#' * level} {_escaped(part.path[-1])}")
            blocks += [_escaped(paragraph.text) for paragraph in part.paragraphs]
        elif isinstance(part, Assignment):
            blocks.append(_escaped(part.excerpt.text))
        else:
            blocks.append(_markdown_table(*_table_rows(part)))
    if plan.indicators:
        rows = indicator_rows(plan)
        blocks += ["## 附：指标一览", _markdown_table(INDICATOR_HEADER, rows)]
    if plan.assignments:
        rows = assignment_rows(plan)
        blocks += ["## 附：职责分工一览", _markdown_table(ASSIGNMENT_HEADER, rows)]
    return ("\n\n".join(blocks) + "\n").encode()


def said_of(source: Source) -> list[tuple[str, str]]:
    """Return what a document says of itself: the Chinese name of each field, and its words."""
    fields = ((name, str(getattr(source, field))) for field, name in SOURCE_FIELDS.items())
    return [(name, words) for name, words in fields if words]


def _table_rows(table: Table) -> tuple[Sequence[str], list[Sequence[str]]]:
    """A table's header and rows, all as wide as the widest."""
    width = max(len(row) for row in table.rows)
    rows = [[readable(cell.text) for cell in row] for row in table.rows]
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return padded[0], list(padded[1:])


def _markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    shown = ([w if w == "---" else _escaped(w) for w in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in shown)


def _escaped(words: str) -> str:
    r"""Return words so that Markdown shows them as they are.

    >>> _escaped("1. *到2025年*|#"), _escaped("#号")
    ('1\\. \\*到2025年\\*\\|#', '\\#号')
    """
    escaped = _MARKUP.sub(r"\\\1", readable(words))
    return _LINE_MARKUP.sub(lambda m: f"{m.group(1)}\\" if m.group(1) else "\\", escaped)


def _workbook_from(plan: Plan) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[str]]]] = {
        "指标": (INDICATOR_HEADER, indicator_rows(plan)),
        "职责": (ASSIGNMENT_HEADER, assignment_rows(plan)),
        "章节": (SECTION_HEADER, section_rows(plan)),
    }
    for name, (header, rows) in sheets.items():
        _fill(workbook.create_sheet(name), header, rows)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for number, line in enumerate([header, *(p for row in rows for p in _cut(row))], start=1):
        for column, words in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.value = xml_words(words)
            # Whatever it begins with, a plan's text is text: never a formula.
            cell.data_type = "s"
            cell.quotePrefix = words.startswith(("=", "+", "-", "@"))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for cell in sheet[1]:
        width = _WIDTHS.get(str(cell.value), _DEFAULT_WIDTH)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"


def _cut(row: Sequence[str]) -> Iterator[Sequence[str]]:
    """Divide a row whose text is longer than a cell takes."""
    for start in range(0, max(map(len, row)) or 1, _LONGEST_CELL):
        yield [words[start : start + _LONGEST_CELL] or words[:_LONGEST_REPEATED] for words in row]
