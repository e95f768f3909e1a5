"""A checked draft as a Word file, each finding a comment at the very words it is about."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, cast

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.shared import Pt
from docx.text.run import Run
from lxml.etree import _Element

from assistant.checking.findings import Finding, Report
from assistant.checking.manuscripts import is_wrapped
from assistant.checking.render import NAMES, summary
from assistant.grounding.render import footnotes
from corpus.documents import Source, SourceText
from corpus.formats.docx import DOCX_ERRORS
from corpus.formats.signatures import document_format
from corpus.formats.word_elements import MC, is_hidden
from corpus.formats.word_numbers import W
from corpus.paragraphs import Block, blocks_of
from corpus.tables.cells import table_from

AUTHOR, INITIALS = "规划核对", "核"
_UNOPENED: tuple[type[Exception], ...] = (*DOCX_ERRORS, OpcError)
_TEXT = f"{W}t"
_SIGNS = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "noBreakHyphen"))
# What is no part of a paragraph's own words.
_LEFT_OUT = frozenset(
    (*(f"{W}{name}" for name in ("pPr", "del", "moveFrom")), f"{MC}AlternateContent")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FONT = "宋体"
_TITLE_SIZE = Pt(16)
_LONGEST_TITLE = 60
_CONTEXT = 12


class _Character(NamedTuple):
    """A character of a paragraph, and where in which run it stands."""

    said: str
    run: CT_R
    place: int


def commented_word(report: Report, draft: Path | None, sources: Sequence[Source] = ()) -> bytes:
    """Return a draft as a Word file with the findings as comments.

    A Word draft keeps its own formatting; of any other, and of one that python-docx does not
    open, the text is laid out anew. What is found at no place of the file is said in the
    comment at its beginning, which also sums up.
    """
    document = _opened(draft) or _laid_out(report.text)
    commenter = _Commenter(document, report.text, sources)
    # From the last to the first, so that places before are not moved.
    unplaced = [f for f in reversed(report.findings) if not commenter.comment(f)][::-1]
    first = next((c.run for p in _paragraphs(document) for c in _characters(p)), None)
    if first is not None:
        lines = [f"核对结果：{summary(report)}", *(_line(finding) for finding in unplaced)]
        _add_comment(document, first, first, "\n".join(lines))
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _opened(draft: Path | None) -> Document | None:
    content = draft.read_bytes() if draft else b""
    if document_format(content) != "docx":
        return None
    try:
        return docx.Document(BytesIO(content))
    except _UNOPENED:  # one that our own, more lenient reader could read
        return None


def _laid_out(text: str) -> Document:
    """A new document with the paragraphs and tables of a text."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    source_text = SourceText(text=text, whole_paragraphs=not is_wrapped(text))
    for number, block in enumerate(blocks_of(source_text)):
        if block.is_table:
            _add_table(document, block)
            continue
        words = block.paragraph.text
        paragraph = document.add_paragraph()
        run = paragraph.add_run(words)
        if number == 0 and len(words) <= _LONGEST_TITLE and not words.endswith("。"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold, run.font.size = True, _TITLE_SIZE
        elif block.heading and block.heading.body_start == len(words):
            run.bold = True
    return document


def _add_table(document: Document, block: Block) -> None:
    rows = [[cell.text for cell in row] for row in table_from(block.lines, ()).rows]
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=False):
            cell.text = said
    document.add_paragraph()


class _Commenter:
    """Finds the words of findings in a document and comments on them.

    Paragraphs are found in the draft's text by their characters other than white space, for
    it is laid out otherwise than in the file.
    """

    def __init__(self, document: Document, text: str, sources: Sequence[Source]) -> None:
        self._document = document
        self._sources = sources
        self._offsets = [i for i, character in enumerate(text) if not character.isspace()]
        bare = "".join(text[i] for i in self._offsets)
        self._placed: list[tuple[int, _Element]] = []
        self._others: list[_Element] = []
        position = 0
        for paragraph in _paragraphs(document):
            words = _words(paragraph)
            at = bare.find(words, position) if words else -1
            if at >= 0:
                self._placed.append((at, paragraph))
                position = at + len(words)
            elif words:
                self._others.append(paragraph)

    def comment(self, finding: Finding) -> bool:
        """Comment on a finding; say whether its words were found."""
        claim = finding.claim
        start, end = (bisect_left(self._offsets, offset) for offset in (claim.start, claim.end))
        index = bisect_left(self._placed, start + 1, key=lambda place: place[0]) - 1
        if index >= 0:
            first, paragraph = self._placed[index]
            if self._mark(paragraph, start - first, end - first, finding):
                return True
        key = _bare(claim.before)[-_CONTEXT:] + _bare(claim.text)
        for paragraph in self._others:
            if (at := _words(paragraph).find(key)) >= 0:
                behind = at + len(key)
                return self._mark(paragraph, behind - (end - start), behind, finding)
        return False

    def _mark(self, paragraph: _Element, start: int, end: int, finding: Finding) -> bool:
        """Comment on the characters from ``start`` to ``end``, white space not counted."""
        characters = [c for c in _characters(paragraph) if not c.said.isspace()]
        if not 0 <= start < end <= len(characters):
            return False
        first, last = characters[start], characters[end - 1]
        _split(last.run, last.place + 1)
        run = _split(first.run, first.place) if first.place else first.run
        end_run = run if first.run is last.run else last.run
        _add_comment(self._document, run, end_run, _comment_text(finding, self._sources))
        return True


def _paragraphs(document: Document) -> Iterator[_Element]:
    """The paragraphs of a file in its order; of a text box that is there twice, the newer."""
    body = cast(_Element, document.element.body)
    for paragraph in body.iter(f"{W}p"):
        if not any(ancestor.tag == f"{MC}Fallback" for ancestor in paragraph.iterancestors()):
            yield paragraph


def _words(paragraph: _Element) -> str:
    return _bare("".join(character.said for character in _characters(paragraph)))


def _characters(parent: _Element) -> Iterator[_Character]:
    for child in parent:
        if child.tag == f"{W}r":
            if not is_hidden(child):
                run = cast(CT_R, child)
                said = "".join(map(_said, child))
                yield from (_Character(character, run, i) for i, character in enumerate(said))
        elif child.tag not in _LEFT_OUT:
            yield from _characters(child)


def _said(element: _Element) -> str:
    if element.tag == _TEXT:
        return element.text or ""
    return " " if element.tag in _SIGNS else ""


def _split(run: CT_R, at: int) -> CT_R:
    """Divide a run before its character ``at``; return the second part, formatted alike."""
    following = deepcopy(run)
    run.addnext(following)
    _keep(run, 0, at)
    _keep(following, at, None)
    return following


def _keep(run: CT_R, start: int, end: int | None) -> None:
    """Drop the characters of a run that are not from ``start`` to ``end``."""
    position = 0
    for child in list(run):
        said = _said(child)
        low = max(start - position, 0)
        high = len(said) if end is None else max(min(end - position, len(said)), 0)
        position += len(said)
        if child.tag == _TEXT and low < high:
            child.text = said[low:high]
            child.set(_SPACE, "preserve")
        elif child.tag != f"{W}rPr" and (said or start) and low >= high:
            run.remove(child)


def _add_comment(document: Document, first: CT_R, last: CT_R, text: str) -> None:
    runs = [Run(run, document.part) for run in (first, last)]
    document.add_comment(runs, text=text, author=AUTHOR, initials=INITIALS)


def _comment_text(finding: Finding, sources: Sequence[Source]) -> str:
    notes = [f"出处：{note}" for note in footnotes(finding.citations, sources)]
    said = [finding.explanation] if finding.explanation != NAMES[finding.verdict] else []
    return "\n".join([NAMES[finding.verdict], *said, *notes])


def _line(finding: Finding) -> str:
    return f"{finding.claim.text}：{NAMES[finding.verdict]}。{finding.explanation}"


def _bare(words: str) -> str:
    return "".join(words.split())
