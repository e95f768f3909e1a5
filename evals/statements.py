"""An answer's text divided into statements, each with the citations that stand after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.grounding.tables import in_lines

Role = Literal["statement", "lead-in", "silence"]

_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.、)）](?=\s))\s*")
_MARKER = re.compile(r"\[(\d+)\]")
# A sentence ends after its mark, closing quotes, and the citation markers that follow them.
_SENTENCE = re.compile(r".+?(?:[。！？!?]+[”’」』）)]*(?:\s*\[\d+\])*|(?<=\])；|$)")
_SILENCE = re.compile(
    r"(没有|未|没)(被|明确)?(提|列|说|给|写|规定|设|涉|载|见|收录|要求|找到|检索到)"
)
# "不对。", "是的。": too short to be a statement, it belongs to the next sentence.
_VERDICT_CHARS = 4


@dataclass(frozen=True)
class Statement:
    """A sentence of an answer, markers and list bullet removed, and the numbers it cites.

    A *lead-in* opens a list ("四份提到："); a *silence* says, without a citation, that a
    plan does not say something. No source can support either, so neither is asked to cite.
    """

    text: str
    cited: tuple[int, ...]
    role: Role


def statements_of(text: str) -> tuple[Statement, ...]:
    """Divide an answer into sentences (the unit of ALCE: Gao et al., 2023, section 3).

    What is cited in a cell of a table is one too, and so is what a marker and a semicolon close.

    >>> for s in statements_of("2份提到：\\n- 常熟：要建[1][2]。\\n\\n江阴没有提到。"):
    ...     print(s.role, s.text, s.cited)
    lead-in 2份提到： ()
    statement 常熟：要建。 (1, 2)
    silence 江阴没有提到。 ()
    """
    return tuple(
        statement
        for line in in_lines(text).splitlines()
        if line.strip()
        for statement in _in_line(line)
    )


def _in_line(line: str) -> Iterator[Statement]:
    verdict = ""
    for match in _SENTENCE.finditer(_BULLET.sub("", line)):
        sentence = verdict + match.group().strip()
        verdict = ""
        statement = _statement_from(sentence)
        if len(statement.text.strip("。！？!? ")) <= _VERDICT_CHARS and not statement.cited:
            verdict = sentence
        elif statement.text:
            yield statement
    if verdict:
        yield _statement_from(verdict)


def _statement_from(sentence: str) -> Statement:
    cited = tuple(dict.fromkeys(int(number) for number in _MARKER.findall(sentence)))
    text = _MARKER.sub("", sentence).strip()
    role: Role = "statement"
    if not cited and text.endswith(("：", ":")):
        role = "lead-in"
    elif not cited and _SILENCE.search(text):
        role = "silence"
    return Statement(text, cited, role)
