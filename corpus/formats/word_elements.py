"""The elements of a Word file: which hold words, which say how many cells one takes, and so on."""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from corpus.formats.word_numbers import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Elements around words or paragraphs that say nothing themselves.
TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in (
        "hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo",
        "sdtContent", "rubyBase", "ruby", "r",
    )
)  # fmt: skip
_PICTURES = ("blip", "imagedata", "chart", "relIds", "OLEObject", "contentPart")
# Characters of the font Symbol, which a file names by their place in it.
_SYMBOL = {0xA3: "≤", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xD7: "·"}
_PICTURE_TAGS = tuple(f"}}{name}" for name in _PICTURES)


def has_picture(element: _Element) -> bool:
    """Whether an element shows a picture, and not only shapes."""
    return any(isinstance(e.tag, str) and e.tag.endswith(_PICTURE_TAGS) for e in element.iter())


def children(parent: _Element | None, name: str) -> Iterable[_Element]:
    """Return the children of a name; none where there is no parent."""
    return () if parent is None else parent.iterchildren(f"{W}{name}")


def chosen(alternatives: _Element) -> _Element | None:
    """Return the newer of two versions, which a file has for newer and older programs."""
    for name in ("Choice", "Fallback"):
        for element in alternatives.iterchildren(f"{MC}{name}"):
            if len(element):
                return element
    return None


def outermost(parent: _Element, tag: str) -> Iterator[_Element]:
    """Yield the elements of a name that are in no other of that name, nor in a second version."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            newer = chosen(child)
            if newer is not None:
                yield from outermost(newer, tag)
        else:
            yield from outermost(child, tag)


def wrapped(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, some of which a content control wraps."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag == f"{W}sdt" or child.tag in TRANSPARENT:
            yield from wrapped(child, name)


def continues(properties: _Element | None) -> bool:
    """Whether a cell belongs to the one above (or, in old files, to the one before)."""
    for name in ("vMerge", "hMerge"):
        merge = None if properties is None else properties.find(f"{W}{name}")
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            return True
    return False


def span_of(properties: _Element | None, name: str, otherwise: int) -> int:
    """Return how many columns a property says that something takes."""
    span = None if properties is None else properties.find(f"{W}{name}")
    value = "" if span is None else span.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) < 9 else otherwise  # noqa: PLR2004


def is_contents(control: _Element) -> bool:
    """Whether a content control is a table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def is_hidden(run: _Element) -> bool:
    """Whether a run of words is marked as hidden."""
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")


def symbol(element: _Element) -> str:
    """Return a character of a font of signs; □ for one that is not known."""
    place = element.get(f"{W}char", "")
    if element.get(f"{W}font") == "Symbol" and re.fullmatch("[0-9A-Fa-f]{2,4}", place):
        return _SYMBOL.get(int(place, 16) & 0xFF, "□")
    return "□"


def formula(element: _Element) -> str:
    """Return a formula on one line; of a fraction, what stands above before what stands below."""
    words = ""
    for part in element.iter(f"{M}t", f"{M}den"):
        words += "/" if part.tag == f"{M}den" else part.text or ""
    return words
