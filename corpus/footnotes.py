"""The notes of a document, tied to their marks: ①, [1], 注1; where each stands, and at what."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Excerpt, Footnote, SourceText
from corpus.numerals import CIRCLED

# How a line begins that is a note, if its mark stands in a text before.
_MARK = rf"[{CIRCLED}]|[\[［〔【]\s*\d{{1,2}}\s*[\]］〕】]|注\s*(?:\d{{1,2}}|[{CIRCLED}])"
_OPENING = re.compile(rf"[ \t　]*(?P<mark>{_MARK})[ \t　]*[：:．.、]?[ \t　]*(?=\S)")
_BRACKETED = re.compile(r"[\[［〔【]\s*(\d{1,2})\s*[\]］〕】]")
_NUMBERED = re.compile(rf"注\s*(\d{{1,2}}|[{CIRCLED}])")
# A mark follows a word; one after a colon or a comma begins an item of a list.
_AFTER_WORD = re.compile(r"[\w）)”’》％%‰】]")
_AFTER_SENTENCE = re.compile(r"[。！？；]")
# What an item of a list begins with stands in its row; a mark of a note, alone.
_MOST_REFERENCES = 12
_CLAUSE = re.compile(r"[，,。；;：:、！？!?\n\t]")
_SENTENCE = re.compile(r"[。！？!?\n\t]")
_SHORTEST_CLAUSE, _SHORTEST_TOPIC, _LONGEST_LABEL = 2, 4, 40
_VERB = re.compile("(?:达到?|为|是|约|至|到|超过|不低于)+$")
_LEAD = re.compile("^(?:其中|并且?|以及|同时)(?=..)")
_FIGURE = re.compile(r"[\d\s.,，%％‰—–\-＋+<>≤≥约±]*[\w%％‰]{0,3}")


@dataclass(frozen=True)
class _Line:
    """A line of a text: where its note's mark begins, if it opens with one, and what is said."""

    start: int
    words: int
    mark: str
    is_marked: bool


def footnotes_in(source_text: SourceText) -> tuple[Footnote, ...]:
    """Return the notes of a text in their order, with all places where their marks stand.

    What its file marks as a note is one; in a text without such marks, a line that opens with
    ①, [1] or 注1 is, if this mark stands after a word somewhere before it.
    """
    text = source_text.text
    found: list[Footnote] = []
    since: dict[str, int] = {}
    last = -1
    for line in _opening_lines(source_text):
        given = next((n for n in source_text.footnotes if n.start == line.start), None)
        begin = since.get(line.mark, 0)
        references = given.references if given else ()
        if not references:
            in_notes = [(note.start, note.end) for note in found]
            references = tuple(
                span
                for span in _references(text, line.mark, begin, line.start, bool(given))
                if not any(a <= span[0] < b for a, b in in_notes)
            )
        if given is None and (not references or _is_item(text, line, last)):
            continue
        end = text.find("\n", line.words)
        end = len(text) if end < 0 else end
        found.append(Footnote(mark=line.mark, start=line.start, end=end, references=references))
        since[line.mark] = last = end
    return tuple(found)


def _opening_lines(source_text: SourceText) -> Iterator[_Line]:
    """The lines that begin with a mark; a cell of a table is none."""
    given = {note.start: note for note in source_text.footnotes}
    position = 0
    for raw in source_text.text.splitlines(keepends=True):
        start, position = position, position + len(raw)
        opening = _OPENING.match(raw)
        if start in given:
            mark = given[start].mark
            yield _Line(start, start + len(mark), mark, True)
        elif opening and not raw.startswith("\t"):
            yield _Line(start, start + opening.end(), _canonical(opening["mark"]), False)


def _canonical(mark: str) -> str:
    """A mark without the white space in it.

    >>> _canonical("〔 1 〕"), _canonical("注 2")
    ('[1]', '注2')
    """
    plain = re.sub(r"\s", "", mark)
    return re.sub(r"[\[［〔【](\d+)[\]］〕】]", r"[\1]", plain)


def _references(
    text: str, mark: str, begin: int, end: int, is_given: bool
) -> Iterator[tuple[int, int]]:
    """Where a mark stands as one of a note between two places of a text."""
    if _BRACKETED.fullmatch(mark):
        number = re.escape(mark.strip("[]"))
        pattern = rf"[\[［〔【]\s*{number}\s*[\]］〕】]"
    elif _NUMBERED.fullmatch(mark):
        number = re.escape(mark.removeprefix("注"))
        pattern = rf"[（(\[［〔]\s*注\s*{number}\s*[）)\]］〕]|注\s*{number}(?!\d)"
    else:
        pattern = re.escape(mark)
    found = 0
    for match in re.compile(pattern).finditer(text, begin, end):
        line = text.rfind("\n", 0, match.start()) + 1
        if not text[line : match.start()].strip() or found == _MOST_REFERENCES:
            continue
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        if mark in CIRCLED:
            is_run = before in CIRCLED or (bool(after) and after in CIRCLED)
            ends_line = not after.strip()
            is_after = _AFTER_WORD.match(before) or (
                _AFTER_SENTENCE.match(before) and (is_given or ends_line)
            )
            if is_run or not is_after:
                continue
        found += 1
        yield match.span()


def _is_item(text: str, line: _Line, last: int) -> bool:
    """Whether a line with a circled number is an item of a list that the line before opens."""
    if line.mark not in CIRCLED:
        return False
    before = text[: line.start].rstrip()
    return len(before) > last and before.endswith(("：", ":"))


def opening_of(note: str, mark: str) -> int:
    """Return how long the mark is that a note's line opens with, and what divides it from words.

    >>> opening_of("注1：不含返聘人员。", "注1"), opening_of("②不含返聘人员。", "②")
    (3, 1)
    """
    opening = _OPENING.match(note)
    return opening.end() if opening else len(mark)


def without_marks(excerpt: Excerpt, marks: Sequence[tuple[int, int]]) -> Excerpt:
    """Return an excerpt without the marks of notes in it; ``marks`` are places in its source.

    >>> without_marks(Excerpt(text="占比②达到", spans=((3, 8),)), [(5, 6)])
    Excerpt(text='占比达到', spans=((3, 5), (6, 8)))
    """
    if not excerpt.spans:
        return excerpt
    first = bisect_left(marks, (excerpt.start, 0))
    last = bisect_left(marks, (excerpt.end, 0))
    for start, end in marks[first:last]:
        spans: list[tuple[int, int]] = []
        text = ""
        position = 0
        for a, b in excerpt.spans:
            for low, high in ((a, min(b, max(a, start))), (max(a, min(b, end)), b)):
                if low < high:
                    spans.append((low, high))
                    text += excerpt.text[position + low - a : position + high - a]
            position += b - a
        excerpt = Excerpt(text=text, spans=tuple(spans))
    return excerpt.cut(0, len(excerpt.text))


def is_note(label: str) -> bool:
    """Whether a label of an address is that of a note, as `label_of` makes them.

    >>> is_note("注② 村医中执业医师占比"), is_note("注册管理")
    (True, False)
    """
    return re.match(rf"注(?:[{CIRCLED}]|\d{{1,2}})(?: |$)", label) is not None


def label_of(note: Footnote, text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return a note's address: its mark, and the words that the mark stands at.

    After a sentence it is what the sentence speaks of, after a figure in a table the row.
    """
    name = f"注{note.mark.removeprefix('注').strip('[]')}"
    words = _words_before(note, text, marks) if note.references else ""
    return f"{name} {words}".strip()


def _words_before(note: Footnote, text: str, marks: Sequence[tuple[int, int]]) -> str:
    at = note.references[0][0]
    line = text.rfind("\n", 0, at) + 1
    before = _plain(text, line, at, marks)
    if text[line] == "\t":
        if _FIGURE.fullmatch(before):
            row = text.rfind("\n\n", 0, at) + 1
            cells = _plain(text, row, at, marks).split("\n")
            before = next((cell.strip() for cell in cells if cell.strip()), before)
        return before[:_LONGEST_LABEL]
    before = before.rstrip("。！？!?；;，, ")
    clause = _CLAUSE.split(before)[-1].strip()
    is_after_sentence = text[at - 1] in "。！？!?；;"
    if is_after_sentence or len(clause) < _SHORTEST_CLAUSE:
        clause = _topic_of(_SENTENCE.split(before)[-1].strip())
    return _LEAD.sub("", clause)[:_LONGEST_LABEL]


def _topic_of(sentence: str) -> str:
    """What a sentence begins to speak of, without the figures that it says of it.

    >>> _topic_of("2023年，全区居民人均预期寿命为82.46岁，其中女性85.12岁")
    '全区居民人均预期寿命'
    """
    clauses = _CLAUSE.split(sentence)
    topics = (_VERB.sub("", re.split(r"\d", clause)[0]) for clause in clauses)
    return next((topic for topic in topics if len(topic) >= _SHORTEST_TOPIC), clauses[0])


def _plain(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> str:
    """A stretch of a text without the marks of notes in it."""
    words = ""
    for a, b in marks[bisect_left(marks, (start, 0)) : bisect_left(marks, (end, 0))]:
        words += text[start:a]
        start = b
    return words + text[start:end]
