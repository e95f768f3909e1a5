"""A saved web page as text: the document that it shows, without the site around it."""

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from corpus.documents import SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.blocks import (
    IMAGE,
    NOTE_MARK,
    Block,
    Box,
    Cell,
    Heading,
    Note,
    Paragraph,
    source_text_from,
    table_of,
    too_long,
)
from corpus.formats.html_elements import (
    BLOCKS,
    HEADINGS,
    columns_of,
    is_data,
    is_picture,
    is_unseen,
    is_words,
    number_of,
    rows_of,
    span_of,
)
from corpus.formats.html_main import main_of, particulars_of, remove_surroundings, titles_of
from corpus.numerals import circled

HTML_ERRORS: tuple[type[Exception], ...] = (ParserRejectedMarkup, RecursionError)

_WHITE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200
# Each takes some 40 µs; a plan of 60,000 characters has a few thousand.
_MOST_TAGS = 500_000

_NOTE_NUMBER = re.compile(r"\s*(\d{1,2})\s*")

LEFT_OUT_NOTE = "已略去网页中的导航、页眉页脚、分享按钮等，只保留正文"
IMAGE_NOTE = f"网页含有图片：图片处以“{IMAGE}”标出，图中的文字没有读取"


def read_html(page: str) -> SourceText:
    """Return the text of a web page; raises one of `HTML_ERRORS` where it cannot be parsed."""
    if page.count("<") > _MOST_TAGS:
        raise too_long("标签")
    soup = _soup_from(page)
    titles = titles_of(soup)
    particulars = particulars_of(soup)
    left_out = remove_surroundings(soup)
    main = main_of(soup)
    notes = [LEFT_OUT_NOTE] if left_out or main.parent not in (None, soup, soup.html) else []
    blocks = list(_Flow().blocks_of(main))
    blocks = _with_declared(blocks, "".join(main.get_text().split()), titles, particulars)
    if any(IMAGE in block.text for block in blocks if isinstance(block, Paragraph)):
        notes.append(IMAGE_NOTE)
    return source_text_from(blocks, notes)


def _with_declared(
    blocks: Sequence[Block],
    words: str,
    titles: Sequence[str],
    particulars: Sequence[tuple[str, str]],
) -> list[Block]:
    """Put before the document what the page only declares: its title, its day, its source."""

    def is_shown(said: str) -> bool:
        return "".join(said.split()) in words

    declared: list[Block] = []
    if titles and not any(map(is_shown, titles)):
        declared.append(Paragraph(titles[0]))
    begins = [block.text for block in blocks[:1] if isinstance(block, Heading | Paragraph)]
    if any("".join(text.split()) == "".join(t.split()) for text in begins for t in titles):
        declared.append(blocks[0])
        blocks = blocks[1:]
    for label, value in particulars:
        if not is_shown(value) and not is_shown(value.split()[0]):
            declared.append(Paragraph(f"{label}：{value}"))
    return [*declared, *blocks]


def fragment_blocks(markup: str) -> list[Block]:
    """Return what a piece of HTML in a document of another format shows."""
    soup = _soup_from(markup)
    for tag in soup.find_all(is_unseen):
        tag.decompose()
    return list(_Flow().blocks_of(soup))


def _soup_from(page: str) -> BeautifulSoup:
    soup = BeautifulSoup(page.replace("\0", ""), "lxml")
    deepest = 0
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depth = depths[id(tag)] = depths.get(id(tag.parent), 0) + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnreadableFileError(
            "网页的层次嵌套过深，无法读取",
            "请在浏览器中打开该网页，把正文复制到 Word 中另存为 docx，或打印为 PDF 后再添加",
        )
    return soup


class _Flow:
    """Reads an element from its beginning to its end, dividing the words where blocks do."""

    def __init__(self) -> None:
        self._words: list[str] = []
        # Of a list item; the item may hold paragraphs of its own.
        self._number = ""
        # The mark that the paragraph opens with, if it is a note.
        self._note = ""

    def blocks_of(self, element: Tag) -> Iterator[Block]:
        yield from self._within(element, preformatted=element.name == "pre")
        yield from self._paragraph()

    def _within(self, element: Tag, *, preformatted: bool) -> Iterator[Block]:
        for child in element.children:
            if isinstance(child, Tag):
                yield from self._tag(child, preformatted)
            elif is_words(child):
                words = str(child)
                self._words.append(words if preformatted else _WHITE.sub(" ", words))

    def _tag(self, tag: Tag, preformatted: bool) -> Iterator[Block]:
        if tag.name == "br":
            self._words.append("\n")
        elif tag.name == "sup" and (number := _NOTE_NUMBER.fullmatch(tag.get_text())):
            self._words.append(self._mark(number[1]))
        elif tag.name == "img":
            self._words.append(IMAGE if is_picture(tag) else "")
        elif tag.name in HEADINGS:
            yield from self._paragraph()
            yield from self._heading(tag)
        elif tag.name == "table" and is_data(tag):
            yield from self._paragraph()
            yield _table(tag)
        elif tag.name in BLOCKS:
            yield from self._paragraph()
            if tag.name == "li":
                self._number = number_of(tag)
            if tag.name == "table" and columns_of(tag) == 1:
                yield Box(tuple(_Flow().blocks_of(tag)))
            else:
                yield from self._within(tag, preformatted=preformatted or tag.name == "pre")
            yield from self._paragraph()
        else:
            yield from self._within(tag, preformatted=preformatted)

    def _mark(self, number: str) -> str:
        """A raised number: the mark of a note, at the note itself or in the text; or a power."""
        before = "".join(self._words).rstrip()[-1:]
        mark = circled(int(number))
        if not before:
            self._note = mark
            return ""
        return number if before.isascii() and before.isalnum() else NOTE_MARK.format(mark)

    def _heading(self, tag: Tag) -> Iterator[Block]:
        inner = list(_Flow().blocks_of(tag))
        if all(isinstance(block, Paragraph) for block in inner):
            text = " ".join(block.text for block in inner if isinstance(block, Paragraph))
            yield Heading(int(tag.name[1]), text)
        else:
            yield from inner

    def _paragraph(self) -> Iterator[Block]:
        text = "".join(self._words).replace("\xa0", " ")
        self._words.clear()
        if text.strip() and self._note:
            yield Note(self._note, text)
        elif text.strip():
            yield Paragraph(self._number + text.lstrip())
            self._number = ""
        self._note = ""


def _table(table: Tag) -> Block:
    rows = rows_of(table)
    made = table_of(
        [
            [
                Cell(
                    "\n".join(_texts(_Flow().blocks_of(cell))),
                    span_of(cell, "colspan"),
                    min(span_of(cell, "rowspan"), len(rows) - number),
                )
                for cell in row
            ]
            for number, row in enumerate(rows)
        ]
    )
    caption = table.find("caption")
    if isinstance(caption, Tag) and caption.get_text(strip=True):
        return Box((Paragraph(caption.get_text(" ", strip=True)), made))
    return made


def _texts(blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Box):
            yield from _texts(iter(block.blocks))
