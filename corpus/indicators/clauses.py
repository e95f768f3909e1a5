"""The clauses of a sentence with their figures, and where what is said of a figure ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.indicators.figures import Figure, figures_in
from corpus.indicators.units import is_counted
from corpus.periods import YEAR

_CLAUSE_END = re.compile("[，；;。]|(?<![0-9])[:：]|[:：](?![0-9])|(?<![0-9]),|,(?![0-9]{3})")
_OPEN, _CLOSE = "“（(《〔「", "”）)》〕」"
_AFTER_VALUE = re.compile(r"[\s$]*(?:$|[、（(]|以及|[和与及并且](?!以)|的?(?:目标|水平)(?:$|[、]))")
_BETWEEN_VALUES = re.compile(r"\s*[、和与/及]\s*")
_COUNTED_END = re.compile("[、，]|(?:以及|和|及|与)(?=[0-9])|并|等(?!级)")
_SHARE_END = re.compile(r"[、和及]\s*(?=[0-9]+(?:\.[0-9]+)?%)")
_FROM = re.compile(rf"[由从](?P<year>{YEAR})?(?:年)?(?:初|末|底)?的?\s*$")
_TO = re.compile(
    r"\s*(?:提高|提升|增加|增长|上升|下降|降低|减少|缩短|扩大|延长|升|降|增|减)[到至为]"
    rf"(?P<year>{YEAR})?(?:年)?(?:初|末|底)?的?\s*$"
)
_PREDICATE = re.compile(
    "达到|建成|具备|建有|设置|设立|开设|配备|设有|能够?提供|开展|接受|完成|参加|形成|实现|通过|成为"
)
_SHARE_LEAD = re.compile("[，、\\s]*(?:力争|确保|实现|争取|全[市区县省]|使|到)*")
_LONGEST_COUNTED = 30
_LONGEST_SHARE = 44
_LONGEST_LIST = 8
_LONGEST_SHARE_LEAD = 16
_SHORTEST_SUBJECT = 3


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence between commas, outside brackets, with the figures in it."""

    text: str
    start: int
    end: int
    figures: tuple[Figure, ...]

    def ends_value(self, figure: Figure) -> bool:
        """Whether nothing more is said after a figure, so that it is the value of something."""
        return bool(_AFTER_VALUE.match(self.text, figure.end, self.end))

    def group(self, index: int) -> tuple[Figure, ...]:
        """The figure with those that follow it in a list: “分别为60%、50%”."""
        group = [self.figures[index]]
        for following in self.figures[index + 1 : index + _LONGEST_LIST]:
            between = self.text[group[-1].end : following.start]
            if not _BETWEEN_VALUES.fullmatch(between) or not self.ends_value(following):
                break
            group.append(following)
        return tuple(group)

    def counted_end(self, start: int) -> int:
        """Where the name of what is counted ends that begins at ``start``."""
        limit = min(self.end, start + _LONGEST_COUNTED)
        depth = 0
        for position in range(start, limit):
            depth += _depth(self.text[position])
            if depth <= 0 and _COUNTED_END.match(self.text, position):
                return position
        return limit

    def share(self, start: int, figure: Figure, subject: str) -> "Share | None":
        """What is said of a share that opens what begins at ``start``, if one does.

        Args:
            start: where the clause begins, or what is left of it.
            figure: the share.
            subject: of what a share was said before, for “40%达到推荐标准”.
        """
        far = figure.start - start > _LONGEST_SHARE_LEAD
        if far or figure.quantity.unit != "%":
            return None
        if not _SHARE_LEAD.fullmatch(self.text, start, figure.start):
            return None
        following = _SHARE_END.search(self.text, figure.end, self.end)
        end = following.start() if following else self.end
        said = re.sub(r"\s", "", self.text[figure.end : end]).removeprefix("的")
        predicate = _PREDICATE.search(said)
        if predicate is None or len(said) > _LONGEST_SHARE:
            return None
        if predicate.start() == 0 and subject:
            return Share(f"{subject}{said}的比例", subject, end)
        own = said[: predicate.start()]
        return Share(f"{said}的比例", own, end) if len(own) >= _SHORTEST_SUBJECT else None

    def passage(self, start: int, first: Figure, second: Figure) -> "Passage | None":
        """“由56.12元提高到89.42元”, “从2015年的46.76%提高到2020年的58.35%”."""
        origin = _FROM.search(self.text[start : first.start])
        to = _TO.fullmatch(self.text[first.end : second.start])
        if not origin or not to:
            return None
        years = [int(match["year"]) if match["year"] else None for match in (origin, to)]
        return Passage(self.text[start : start + origin.start()], *years)


@dataclass(frozen=True)
class Share:
    """A share of those that do something, “中医馆建成示范中医馆的比例”; where its words end."""

    name: str
    subject: str
    end: int


@dataclass(frozen=True)
class Passage:
    """The words before a way from one figure to another, and the years that are said."""

    words: str
    first_year: int | None
    second_year: int | None


def share_worded(clause: str) -> str:
    """Return the share of those that do what a clause says, or nothing.

    >>> share_worded("二级以上综合性医院开设老年医学科"), share_worded("开设老年医学科")
    ('二级以上综合性医院开设老年医学科的比例', '')
    """
    said = clause.strip("，、 ")
    predicate = _PREDICATE.search(said)
    if predicate is None or predicate.start() < _SHORTEST_SUBJECT or len(said) > _LONGEST_SHARE:
        return ""
    return f"{said}的比例"


def clauses_of(text: str) -> Iterator[Clause]:
    """Divide a sentence at its commas and semicolons outside brackets and quotation marks."""
    figures = figures_in(text)
    first = 0
    for start, end in _bounds(text):
        last = first
        while last < len(figures) and figures[last].start < end:
            last += 1
        yield Clause(text, start, end, figures[first:last])
        first = last


def counts(figure: Figure) -> bool:
    """Whether a figure counts things: 3家, 2万人以上; not 5%, 3.5岁 or a bare number."""
    return is_counted(figure.quantity.unit)


def _bounds(text: str) -> Sequence[tuple[int, int]]:
    bounds = []
    start = depth = 0
    for position, character in enumerate(text):
        depth = max(0, depth + _depth(character))
        if depth == 0 and _CLAUSE_END.match(text, position):
            bounds.append((start, position))
            start = position + 1
    return [*bounds, (start, len(text))]


def _depth(character: str) -> int:
    return (character in _OPEN) - (character in _CLOSE)
