"""The words of a text file, whichever of the usual encodings it was saved in."""

import codecs
import re
from dataclasses import dataclass

from corpus.errors import UnreadableFileError

# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5")
# Characters that make up about half of what an official document says, in both scripts. Bytes
# read in the wrong encoding give characters as well, but rarely these.
_COMMON = frozenset(
    "的一是在不了有和人中大为上国以要时来用生到作地于出会可下而子说年健康卫医疗服务发展建设管理"
    "强完善推进实施工体系加区市县镇人民公共机构中心基本全提高能力水平项目保障制度信息化数字创新"
    "爲時來會為國說衛醫療務發產實業體構積極個這們學與總標對計劃據處長點應"
    "，。、；：？！“”‘’（）《》　—"
)
_UNLIKELY = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_MOST_UNLIKELY = 0.02
# A character takes four bytes at most, so a cut one leaves up to three behind.
_LONGEST_REST = 3
# One place in so many characters may be damaged before a file passes for no text at all.
_DAMAGE = 1_000
_SAMPLE = 100_000
# In the shipped plans 49–56 % of the characters are common; a list of names may have few.
_LEAST_COMMON = 0.1
_SHORTEST_TELLING = 50

CUT_NOTE = "文件在最后一个字中间被截断，末尾可能不完整，请与原件核对"


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the encoding it was in, and in Chinese what was wrong with it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decoded(content: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text of ``content`` without a leading byte order mark.

    ``declared`` is the encoding that the file itself names; it is believed if the bytes agree.
    Raises `UnreadableFileError` where the bytes are no text in any known encoding.

    >>> decoded("健康".encode("gb18030"), "a.txt").text
    '健康'
    >>> decoded("健康".encode("utf-16"), "a.txt").encoding
    'utf-16-le'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content = content[len(mark) :]
            found = _tried(content, encoding) or _mended(content, encoding)
            break
    else:
        found = _declared(content, declared) or _likeliest(content)
    if found is not None:
        return found
    raise UnreadableFileError(
        f"文件“{name}”不是文字文件，或文字编码无法识别",
        "请用原来的软件打开，另存为 UTF-8 编码的 txt，或另存为 docx、PDF 后再试",
    )


def _declared(content: bytes, encoding: str | None) -> Decoded | None:
    if encoding is None:
        return None
    return _tried(content, encoding) or _mended(content, encoding)


def _likeliest(content: bytes) -> Decoded | None:
    """Decode in the encoding that gives the commonest characters."""
    for attempt, encodings in ((_tried, _UNMARKED), (_mended, _UNMARKED[:2])):
        candidates = [found for encoding in encodings if (found := attempt(content, encoding))]
        if candidates and candidates[0].encoding == "utf-8":  # no other text is valid UTF-8
            return candidates[0]
        best = max(candidates, key=lambda found: _share_of_common(found.text), default=None)
        if best is not None and (
            len(best.text) < _SHORTEST_TELLING or _share_of_common(best.text) >= _LEAST_COMMON
        ):
            return best
    return None


def _tried(content: bytes, encoding: str) -> Decoded | None:
    """Decode strictly, but for a last character that is cut."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(content, final=False)
    except UnicodeDecodeError:
        return None
    rest, _ = decoder.getstate()
    if len(rest) > _LONGEST_REST or not _is_likely(text) or (rest and not text):
        return None
    return Decoded(text, encoding, (CUT_NOTE,) if rest else ())


def _mended(content: bytes, encoding: str) -> Decoded | None:
    """Decode with ``\ufffd`` for each damaged place, if there are few."""
    text = content.decode(encoding, "replace")
    damaged = text.count("\ufffd") - content.count("\ufffd".encode(encoding))
    if damaged * _DAMAGE > len(text) or not _is_likely(text.replace("\ufffd", "")):
        return None
    note = f"文件有 {damaged} 处无法解码，已用 \ufffd 标出，请与原件核对"
    return Decoded(text, encoding, (note,) if damaged > 0 else ())


def _is_likely(text: str) -> bool:
    """Whether this is what people write: hardly any control, private or unassigned characters."""
    return len(_UNLIKELY.findall(text)) <= _MOST_UNLIKELY * len(text) + 1


def _share_of_common(text: str) -> float:
    sample = text[:_SAMPLE]
    common = sum(character in _COMMON or character.isascii() for character in sample)
    return common / max(len(sample), 1)
