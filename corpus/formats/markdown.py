"""A Markdown file as text: its headings, lists and tables without their marks."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.documents import SourceText
from corpus.formats.blocks import IMAGE, Block, Cell, Heading, Paragraph, source_text_from, table_of
from corpus.formats.html import fragment_blocks

# Tokens that plain prose gives as well: it is left as it stands.
_PROSE = frozenset(
    """paragraph_open paragraph_close inline text softbreak ordered_list_open
    ordered_list_close list_item_open list_item_close code_block""".split()
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:[^\n]*\n){0,100}?---[ \t]*\r?\n")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

FRONT_MATTER_NOTE = "已略去文件开头的 Markdown 元数据（--- 之间的部分）"


def read_markdown(text: str) -> SourceText:
    """Return the text of a Markdown file; prose that has no marks comes back unchanged."""
    body = _FRONT_MATTER.sub("", text)
    notes = [FRONT_MATTER_NOTE] if body != text else []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    if not notes and all(_is_prose(token) for token in tokens):
        return SourceText(text=text)
    return source_text_from(_blocks_of(tokens), notes)


def _is_prose(token: Token) -> bool:
    return token.type in _PROSE and all(child.type in _PROSE for child in token.children or ())


def _blocks_of(tokens: Sequence[Token]) -> Iterator[Block]:
    position = 0
    number = ""
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token.type == "table_open":
            end = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
            yield _table(tokens[position:end])
            position = end
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "list_item_close":
            number = ""
        elif token.type == "heading_open":
            yield Heading(int(token.tag[1]), _words(tokens[position]))
            position += 1
        elif token.type == "inline":
            words = _words(token)
            yield Paragraph(f"{number} {words}" if number else words)
            number = ""
        elif token.type in ("fence", "code_block"):
            yield Paragraph(token.content)
        elif token.type == "html_block":
            yield from fragment_blocks(token.content)


def _table(tokens: Sequence[Token]) -> Block:
    rows: list[list[Cell]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(Cell(_words(token)))
    return table_of(rows)


def _words(inline: Token) -> str:
    return "".join(_word(token) for token in inline.children or ())


def _word(token: Token) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return IMAGE
    if token.type == "html_inline" and _LINE_BREAK.fullmatch(token.content):
        return "\n"
    return ""
