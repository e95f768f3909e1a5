"""A model's text as sentences, each as soon as it has ended, its markers with it."""

import re
from typing import NamedTuple

from assistant.chat.markers import MARKER

_BULLET = re.compile(
    r"^\s*(?:[-*•·‣]+\s+|[-•·‣]\s*|\(?\d{1,2}[.、)）](?!\d)\s*|（\d{1,2}）\s*|#+\s*|>+\s*)+"
)
_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n")
_LINE_END = re.compile("\n")
# The rule under the header of a table; a row has whose it is and at least one value.
_RULE = re.compile(":?-+:?")
_WITH_VALUE = 2
# What may still belong to a sentence after its mark: a marker, or the beginning of one.
_TRAILING = re.compile(rf"(?:[ \t]*{MARKER.pattern})*[ \t]*", re.IGNORECASE)
_MARKER_BEGUN = re.compile(r"[\[［【][^\]］】。\n]{0,40}$")
LONGEST = 600


class Sentence(NamedTuple):
    """A sentence as the model wrote it, without its bullet; ``in_list`` if it had one."""

    text: str
    in_list: bool


class SentenceReader:
    """Divides a text that comes in pieces into sentences, at their marks and at line ends.

    What runs on for over 600 characters is cut there: it is no sentence of an answer.
    """

    def __init__(self) -> None:
        self._held = ""
        self._in_list = False
        self._line_begins = True
        self._heads: tuple[str, ...] = ()

    def feed(self, piece: str) -> list[Sentence]:
        """Return the sentences that have ended with this piece."""
        self._held += piece
        found = []
        while (end := self._end_of_sentence()) is not None:
            found += self._taken(end)
        return found

    def end(self) -> list[Sentence]:
        """Return the last sentence, which no mark need end."""
        return self._taken(len(self._held))

    def _end_of_sentence(self) -> int | None:
        """Where the first sentence ends, ``None`` while more of it may come."""
        in_table = self._line_begins and self._held.lstrip().startswith("|")
        mark = (_LINE_END if in_table else _END).search(self._held)
        if mark is None:
            return LONGEST if len(self._held) > LONGEST else None
        if mark.group() == "\n":
            return mark.end()
        trailing = _TRAILING.match(self._held, mark.end())
        end = trailing.end() if trailing else mark.end()
        rest = self._held[end:]
        return None if not rest or _MARKER_BEGUN.match(rest) else end

    def _taken(self, end: int) -> list[Sentence]:
        line, self._held = self._held[:end], self._held[end:]
        if self._line_begins:
            bullet = _BULLET.match(line)
            self._in_list = bool(bullet)
            line = line[bullet.end() :] if bullet else line
        self._line_begins = line.endswith("\n") or (self._line_begins and not line.strip())
        text = line.strip()
        if text.startswith("|"):
            row = self._row(text)
            return [Sentence(row, in_list=True)] if row else []
        self._heads = ()
        return [Sentence(text, self._in_list)] if text else []

    def _row(self, line: str) -> str:
        """A row of a table as a sentence: 常熟：目标84岁[1]；nothing for its header."""
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if all(_RULE.fullmatch(cell) for cell in cells):
            return ""
        if not self._heads:
            self._heads = tuple(cells)
            return ""
        named = [(h, c) for h, c in zip(self._heads, cells, strict=False) if c and c not in "—-"]
        if named and named[0][1].isdigit():
            named = named[1:]  # 序号
        if len(named) < _WITH_VALUE:
            return ""
        whose, values = named[0][1], named[1:]
        several = len(values) > 1
        return f"{whose}：" + "；".join(f"{h}：{c}" if several else c for h, c in values)
