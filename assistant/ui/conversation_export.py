"""A conversation as a document: Word or Markdown, each quote in a footnote."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

from assistant.answers import Answer
from assistant.grounding.render import (
    UNDERSTOOD_TITLE,
    literal_markdown,
    refusal_title,
    understood,
    wording_note,
)
from assistant.grounding.tables import cells_of
from assistant.ui.source_pane import citation_line
from assistant.ui.turns import ALONE_NOTE, Problem, Turn
from corpus.documents import Source
from corpus.export import xml_words

_MARKER = re.compile(r"\[(\d+)\]")
_ESCAPED_MARKER = re.compile(r"\\\[(\d+)\\\]")
_BULLET = re.compile(r"- (.*)")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# Word keeps footnotes 0 and 1 for the lines that set footnotes apart.
_FIRST_NOTE = 2


class _Notes:
    """The footnotes of a document, numbered through all its answers."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._known = {source.id: source for source in sources}
        self.lines: list[str] = []

    def of(self, answer: Answer) -> dict[int, int]:
        """Add an answer's citations; return the number of the footnote of each."""
        numbers = {}
        for citation in answer.citations:
            source = self._known.get(citation.plan_id)
            source = source or Source(id=citation.plan_id, title=citation.plan_title)
            self.lines.append(citation_line(source, citation.place, citation.quote))
            numbers[citation.number] = len(self.lines)
        return numbers


def markdown_file(title: str, turns: Sequence[Turn], sources: Sequence[Source]) -> bytes:
    """Return a conversation as Markdown, quotes as footnotes at its end."""
    notes = _Notes(sources)
    blocks = [f"# {literal_markdown(title)}"]
    for turn in turns:
        blocks.append(f"## {literal_markdown(turn.question)}")
        numbers = notes.of(turn.outcome) if isinstance(turn.outcome, Answer) else {}
        blocks += [_noted(literal_markdown(words), numbers) for words in _said(turn)]
    blocks += [f"[^{n}]: {literal_markdown(line)}" for n, line in enumerate(notes.lines, start=1)]
    return ("\n\n".join(blocks) + "\n").encode()


def word_file(title: str, turns: Sequence[Turn], sources: Sequence[Source]) -> bytes:
    """Return a conversation as a Word document with true footnotes."""
    notes = _Notes(sources)
    document = Document()
    document.add_heading(xml_words(title), 0)
    for turn in turns:
        document.add_heading(xml_words(turn.question), 1)
        numbers = notes.of(turn.outcome) if isinstance(turn.outcome, Answer) else {}
        for words in _said(turn):
            lines = filter(str.strip, words.splitlines())
            for is_table, block in groupby(lines, lambda line: cells_of(line) is not None):
                if is_table:
                    _write_table(document, list(filter(None, map(cells_of, block))), numbers)
                    continue
                for line in block:
                    item = _BULLET.fullmatch(line)
                    paragraph = document.add_paragraph(style="List Bullet" if item else None)
                    _write(paragraph, item.group(1) if item else line, numbers)
    part = Part(
        PackURI("/word/footnotes.xml"),
        _FOOTNOTES,
        _footnotes_xml(notes.lines),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _said(turn: Turn) -> Iterator[str]:
    """What was said to a question, a block at a time."""
    if turn.is_alone:
        yield ALONE_NOTE
    if isinstance(turn.outcome, Problem):
        yield f"{turn.outcome.message}（{turn.outcome.remedy}）"
        return
    if wording := understood(turn.outcome.question):
        yield f"{UNDERSTOOD_TITLE}{wording}"
    if turn.outcome.refused:
        yield refusal_title(turn.outcome)
    yield turn.outcome.text
    if note := wording_note(turn.outcome):
        yield f"（{note}）"


def _noted(markdown: str, numbers: dict[int, int]) -> str:
    """Markdown with its markers as footnotes; other numbers in brackets stay."""

    def noted(match: re.Match[str]) -> str:
        number = numbers.get(int(match.group(1)))
        return f"[^{number}]" if number else match.group()

    return _ESCAPED_MARKER.sub(noted, markdown)


def _write_table(
    document: DocumentObject, rows: Sequence[Sequence[str]], numbers: dict[int, int]
) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, line in zip(row.cells, cells, strict=False):
            _write(cell.paragraphs[0], line, numbers)


def _write(paragraph: Paragraph, line: str, numbers: dict[int, int]) -> None:
    """Write a line into a paragraph, its markers as references to footnotes."""
    position = 0
    for marker in _MARKER.finditer(line):
        number = numbers.get(int(marker.group(1)))
        if number is None:
            continue
        paragraph.add_run(xml_words(line[position : marker.start()]))
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number - 1 + _FIRST_NOTE))
        run._r.append(reference)
        position = marker.end()
    paragraph.add_run(xml_words(line[position:]))


def _footnotes_xml(lines: Sequence[str]) -> bytes:
    root = etree.fromstring(
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
    )
    for number, line in enumerate(lines, start=_FIRST_NOTE):
        note = etree.SubElement(root, qn("w:footnote"), {qn("w:id"): str(number)})
        paragraph = etree.SubElement(note, qn("w:p"))
        mark = etree.SubElement(paragraph, qn("w:r"))
        properties = etree.SubElement(mark, qn("w:rPr"))
        etree.SubElement(properties, qn("w:vertAlign"), {qn("w:val"): "superscript"})
        etree.SubElement(mark, qn("w:footnoteRef"))
        run = etree.SubElement(paragraph, qn("w:r"))
        text = etree.SubElement(run, qn("w:t"))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = f" {xml_words(line)}"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
