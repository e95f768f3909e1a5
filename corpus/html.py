"""A saved web page as text: the document that it shows, without the site around it."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from corpus.blocks import IMAGE, Block, Box, Cell, Heading, Paragraph, source_text_from, table_of
from corpus.documents import SourceText
from corpus.errors import UnreadableFileError

HTML_ERRORS: tuple[type[Exception], ...] = (ParserRejectedMarkup, RecursionError)

_DROPPED = frozenset(
    """script style noscript template nav header footer aside form iframe button select input
    textarea svg canvas audio video object embed map head title link meta dialog menu""".split()
)
_BLOCKS = frozenset(
    """address article blockquote body center dd details div dl dt fieldset figcaption figure
    html li main ol p pre section summary table tbody td tfoot th thead tr ul hr""".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
# Words that sites put into the class or id of what surrounds a document.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?|position|location|nav(?:bar|igation)?|menu|top(?:bar|nav)"
    r"|share|bdshare\w*|social|foot(?:er)?|copyright|side(?:bar)?|header|toolbar|tools?|print"
    r"|font-?size|pager?|paging|pagination|related|recommend\w*|comments?|login|search|qrcode"
    r"|hidden|advert\w*|ads?|cookie\w*|skip(?:link)?|friendlink\w*)(?=$|[\s_\d-])"
)
# An element that holds more of the words than this is the document, whatever it is called.
_MOST_AROUND = 0.4
# The document is the innermost element that holds so much of the page's words; a link is no
# word, for what surrounds a document is mostly links.
_MAIN = 0.8
_SMALLEST_PICTURE = 32
_LONGEST_CELL = 400
_WHITE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 200

LEFT_OUT_NOTE = "已略去网页中的导航、页眉页脚、分享按钮等，只保留正文"
IMAGE_NOTE = f"网页含有图片：图片处以“{IMAGE}”标出，图中的文字没有读取"


def read_html(page: str) -> SourceText:
    """Return the text of a web page; raises one of `HTML_ERRORS` where it cannot be parsed."""
    soup = _soup_from(page)
    titles = _titles_of(soup)
    left_out = _without_surroundings(soup)
    main = _main_of(soup)
    notes = [LEFT_OUT_NOTE] if left_out or main.parent not in (None, soup, soup.html) else []
    blocks = list(_Flow().blocks_of(main))
    words = "".join(main.get_text().split())
    if titles and not any("".join(title.split()) in words for title in titles):
        blocks.insert(0, Paragraph(titles[0]))
    if any(IMAGE in block.text for block in blocks if isinstance(block, Paragraph)):
        notes.append(IMAGE_NOTE)
    return source_text_from(blocks, notes)


def fragment_blocks(markup: str) -> list[Block]:
    """Return what a piece of HTML in a document of another format shows."""
    soup = _soup_from(markup)
    for tag in soup.find_all(_is_unseen):
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


def _is_unseen(tag: Tag) -> bool:
    return (
        tag.name in _DROPPED
        or tag.has_attr("hidden")
        or _attribute(tag, "aria-hidden") == "true"
        or bool(_HIDDEN.search(_attribute(tag, "style").lower()))
    )


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def _without_surroundings(soup: BeautifulSoup) -> bool:
    """Remove what is not shown and what surrounds the document; return whether there was any."""
    for tag in soup.find_all(["script", "style", "noscript", "template"]):
        tag.decompose()
    weights = _weights_of(soup)
    whole = weights[id(soup)]
    left_out = False
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "head"):
            continue
        named = f"{_attribute(tag, 'class')} {_attribute(tag, 'id')}".lower()
        if _is_unseen(tag):
            # A page may wrap everything in a form (ASP.NET does), but not in a menu.
            if tag.name in ("form", "header", "aside") and weights[id(tag)] > _MOST_AROUND * whole:
                continue
        elif (
            not (_attribute(tag, "role") in _ROLES or _AROUND.search(named))
            or weights[id(tag)] > _MOST_AROUND * whole
        ):
            continue
        left_out = left_out or bool(tag.get_text(strip=True))
        tag.decompose()
    return left_out


def _weights_of(soup: BeautifulSoup) -> dict[int, int]:
    """For each element, how many characters of words it holds that are no link."""
    weights = {id(tag): 0 for tag in (soup, *soup.find_all(True))}
    for string in soup.find_all(string=True):
        if isinstance(string, PreformattedString) or string.find_parent("a") is not None:
            continue
        length = len("".join(string.split()))
        for parent in string.parents if length else ():
            weights[id(parent)] += length
    return weights


def _main_of(soup: BeautifulSoup) -> Tag:
    weights = _weights_of(soup)
    main: Tag = soup.body or soup
    enough = _MAIN * weights[id(main)]
    while enough:
        inner = next(
            (
                child
                for child in main.find_all(True, recursive=False)
                if weights[id(child)] >= enough and child.name in _BLOCKS
            ),
            None,
        )
        if inner is None or (inner.name == "table" and _is_data(inner)) or inner.name == "p":
            break
        main = inner
    return main


def _titles_of(soup: BeautifulSoup) -> list[str]:
    """The titles that a page declares or shows outside of its letterhead, the likeliest first."""
    declared = [
        _attribute(meta, "content")
        for meta in soup.find_all("meta")
        if _attribute(meta, "name").lower() == "articletitle"
    ]
    shown = [
        heading.get_text(" ")
        for heading in soup.find_all("h1")
        if heading.find_parent(["header", "nav", "footer", "aside"]) is None
    ]
    titles = (_WHITE.sub(" ", title).strip() for title in (*declared, *shown))
    return [title for title in titles if title]


class _Flow:
    """Reads an element from its beginning to its end, dividing the words where blocks do."""

    def __init__(self) -> None:
        self._words: list[str] = []
        # Of a list item; the item may hold paragraphs of its own.
        self._number = ""

    def blocks_of(self, element: Tag) -> Iterator[Block]:
        yield from self._within(element, preformatted=element.name == "pre")
        yield from self._paragraph()

    def _within(self, element: Tag, *, preformatted: bool) -> Iterator[Block]:
        for child in element.children:
            if isinstance(child, Tag):
                yield from self._tag(child, preformatted)
            elif _is_words(child):
                words = str(child)
                self._words.append(words if preformatted else _WHITE.sub(" ", words))

    def _tag(self, tag: Tag, preformatted: bool) -> Iterator[Block]:
        if tag.name == "br":
            self._words.append("\n")
        elif tag.name == "img":
            self._words.append(IMAGE if _is_picture(tag) else "")
        elif tag.name in _HEADINGS:
            yield from self._paragraph()
            yield from self._heading(tag)
        elif tag.name == "table" and _is_data(tag):
            yield from self._paragraph()
            yield _table(tag)
        elif tag.name in _BLOCKS:
            yield from self._paragraph()
            if tag.name == "li":
                self._number = _number_of(tag)
            if tag.name == "table" and _columns_of(tag) == 1:
                yield Box(tuple(_Flow().blocks_of(tag)))
            else:
                yield from self._within(tag, preformatted=preformatted or tag.name == "pre")
            yield from self._paragraph()
        else:
            yield from self._within(tag, preformatted=preformatted)

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
        if text.strip():
            yield Paragraph(self._number + text.lstrip())
            self._number = ""


def _is_words(node: PageElement) -> bool:
    """Whether a node is text, and no comment, declaration or other instruction."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _is_picture(image: Tag) -> bool:
    """Whether an image is part of the document, not an icon."""
    sizes = re.findall(r"\d+", f"{_attribute(image, 'width')} {_attribute(image, 'height')}")
    source = _attribute(image, "src").lower()
    return all(int(size[:6]) >= _SMALLEST_PICTURE for size in sizes) and "icon" not in source


def _number_of(item: Tag) -> str:
    """The number that a browser shows before a list item; nothing for a bullet."""
    numbered = item.parent
    if numbered is None or numbered.name != "ol":
        return ""
    position = sum(1 for before in item.previous_siblings if getattr(before, "name", "") == "li")
    start = _attribute(numbered, "start")
    return f"{(int(start) if start.isdecimal() and len(start) < 9 else 1) + position}."  # noqa: PLR2004


def _is_data(table: Tag) -> bool:
    """Whether a table holds data, and is not there to arrange the page."""
    if _attribute(table, "role") in ("presentation", "none") or table.find("table") is not None:
        return False
    if _columns_of(table) < 2:  # noqa: PLR2004 - one column is a frame
        return False
    if table.find(sorted(_HEADINGS)) is not None:
        return False
    return all(len(cell.get_text()) <= _LONGEST_CELL for cell in table.find_all(["td", "th"]))


def _columns_of(table: Tag) -> int:
    return max((len(row) for row in _rows_of(table)), default=0)


def _rows_of(table: Tag) -> list[list[Tag]]:
    rows = table.find_all("tr")
    return [
        [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]
        for row in rows
        if isinstance(row, Tag) and row.find_parent("table") is table
    ]


def _table(table: Tag) -> Block:
    rows = _rows_of(table)
    made = table_of(
        [
            [
                Cell(
                    "\n".join(_texts(_Flow().blocks_of(cell))),
                    _span(cell, "colspan"),
                    min(_span(cell, "rowspan"), len(rows) - number),
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


def _span(cell: Tag, name: str) -> int:
    value = _attribute(cell, name)
    if value == "0" and name == "rowspan":  # to the end of the table
        return 65_534
    return int(value) if value.isdecimal() and len(value) < 9 else 1  # noqa: PLR2004
