"""Markdown tables within an answer: made, told from other lines, and said in lines."""

import re
from collections.abc import Iterable, Sequence

_ROW = re.compile(r"\|(.*)\|\s*")
_RULE = re.compile(r"[\s|:-]+")
_BAR = re.compile(r"(?<!\\)\|")


def table_from(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table; a bar within a cell is escaped, as Markdown wants it.

    >>> print(table_from(("规划", "规划写明"), [("常熟市", "84岁[1]"), ("甲|乙", "规划未列")]))
    | 规划 | 规划写明 |
    | --- | --- |
    | 常熟市 | 84岁[1] |
    | 甲\|乙 | 规划未列 |
    """
    return "\n".join(map(_row, (headings, ["---"] * len(headings), *rows)))


def cells_of(line: str) -> tuple[str, ...] | None:
    r"""Return the cells of a row, none for the rule under the headings; ``None`` for other lines.

    >>> cells_of("| 常熟市 | 甲\\|乙 |"), cells_of("| --- | --- |"), cells_of("84岁")
    (('常熟市', '甲|乙'), (), None)
    """
    row = _ROW.fullmatch(line)
    if row is None:
        return None
    if _RULE.fullmatch(line):
        return ()
    return tuple(cell.strip().replace(r"\|", "|") for cell in _BAR.split(row.group(1)))


def in_lines(text: str) -> str:
    """Return a text without tables: each row but the headings as “- 常熟市：84岁”.

    >>> in_lines("规划列出：\\n\\n| 规划 | 写明 |\\n| --- | --- |\\n| 常熟市 | 84岁 |")
    '规划列出：\\n\\n- 常熟市：84岁'
    """
    lines: list[str] = []
    is_body = False
    for line in text.split("\n"):
        cells = cells_of(line)
        if cells is None:
            is_body = False
            lines.append(line)
        elif not cells:
            is_body = True
        elif is_body:
            name, *others = cells
            lines.append(f"- {name}：{'；'.join(others)}")
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
