"""The parts of a Word file: the document and what it refers to, from the archive they are in."""

import posixpath
from zipfile import ZipFile

from lxml.etree import XMLParser, _Element, fromstring

# “Strict” files name the same elements differently.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


class WordPackage:
    """Gives the parts that hold words, and reads no others.

    Files that other programs wrote often refer to parts that are not there, write their
    names in another case or with backslashes; none of that matters to their words.
    """

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._members = {plain_name(name): name for name in archive.namelist()}
        self._main = self._targets("").get("officeDocument", "word/document.xml")

    def document(self) -> _Element:
        """Return the document; raises `KeyError` if there is none."""
        return self._root(self._main)

    def related(self, kind: str) -> _Element | None:
        """Return the part that the document uses as its ``styles``, ``numbering`` …."""
        target = self._targets(self._main).get(kind, "")
        return self._root(target) if target in self._members else None

    def _root(self, member: str) -> _Element:
        content = self._archive.read(self._members[member])
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        # Entities stay as they are: a file can name others on the machine, or grow without end.
        return fromstring(content, XMLParser(resolve_entities=False, no_network=True))

    def _targets(self, member: str) -> dict[str, str]:
        """The members that one refers to, by the last word of their relation."""
        folder, name = posixpath.split(member)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._members:
            return {}
        return {
            relation.get("Type", "").rpartition("/")[2]: plain_name(
                posixpath.join("/", folder, relation.get("Target", ""))
            )
            for relation in self._root(relations)
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External"
        }


def plain_name(member: str) -> str:
    r"""Return the name of a member as it should be written.

    >>> plain_name("Word\\Document.xml"), plain_name("/word/../word/styles.xml")
    ('word/document.xml', 'word/styles.xml')
    """
    return posixpath.normpath("/" + member.replace("\\", "/").lower()).lstrip("/")
