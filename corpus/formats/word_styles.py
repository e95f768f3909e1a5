"""What a Word paragraph's style says of it: heading, list item, line of a table of contents."""

import re
from dataclasses import dataclass, replace

from lxml.etree import _Element

from corpus.formats.word_numbers import W

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "subtitle", "标题", "副标题"})
_BODY_LEVEL = 9


@dataclass(frozen=True)
class Style:
    """What is known of a paragraph; ``heading`` is its level from 1, or 0 for plain text.

    ``number_id`` names its list (``""`` for none); ``number_level`` is ``None`` where only
    the list itself says which of its levels the style stands for.
    """

    id: str = ""
    heading: int = 0
    number_id: str = ""
    number_level: int | None = None
    is_contents: bool = False


class Styles:
    """The paragraph styles of a document, each with what it inherits."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        self.list_numbers: dict[str, str] = {}
        if root is None:
            return
        for element in root.iterchildren(f"{W}style"):
            style_id = element.get(f"{W}styleId", "")
            kind = element.get(f"{W}type")
            if kind == "paragraph":
                self._elements[style_id] = element
                if element.get(f"{W}default") in ("1", "true", "on"):
                    self._default = style_id
            elif kind == "numbering":
                number = _value(element.find(f"{W}pPr"), "numPr/numId")
                if number:
                    self.list_numbers[style_id] = number

    def of(self, properties: _Element | None) -> Style:
        """Return what the properties of a paragraph (``w:pPr``) and its style say of it."""
        named = _value(properties, "pStyle")
        style = self._style(self._default if named is None else named)
        return _with(style, properties)

    def _style(self, style_id: str) -> Style:
        line: list[str] = []
        while style_id in self._elements and style_id not in (*self._known, *line):
            line.append(style_id)
            style_id = _value(self._elements[style_id], "basedOn") or ""
        style = self._known.get(style_id, Style())
        for heir in reversed(line):
            style = self._known[heir] = self._inheriting(style, heir)
        return style

    def _inheriting(self, parent: Style, style_id: str) -> Style:
        element = self._elements[style_id]
        name = (_value(element, "name") or "").strip()
        style = replace(parent, id=style_id)
        if heading := _HEADING_NAME.fullmatch(name):
            style = replace(style, heading=int(heading.group(1)))
        style = _with(style, element.find(f"{W}pPr"))
        if name.lower() in _TITLE_NAMES:
            style = replace(style, heading=0)
        return replace(style, is_contents=bool(_CONTENTS_NAME.fullmatch(name)))


def _with(style: Style, properties: _Element | None) -> Style:
    """The style as changed by the properties of a paragraph or of an heir."""
    outline = _value(properties, "outlineLvl")
    if outline is not None and outline.isdecimal():
        level = int(outline[:2])
        style = replace(style, heading=level + 1 if level < _BODY_LEVEL else 0)
    number = _value(properties, "numPr/numId")
    if number is not None:
        style = replace(style, number_id="" if number == "0" else number, number_level=None)
    level_words = _value(properties, "numPr/ilvl")
    if level_words is not None and level_words.isdecimal():
        style = replace(style, number_level=int(level_words[:2]))
    return style


def _value(parent: _Element | None, path: str) -> str | None:
    if parent is None:
        return None
    found = parent.find("/".join(f"{W}{name}" for name in path.split("/")))
    return None if found is None else found.get(f"{W}val", "")
