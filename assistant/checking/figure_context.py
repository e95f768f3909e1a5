"""A figure by the words around it: what of its clause says what it is a figure of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.numbers import with_counts
from assistant.language.years import YEAR
from corpus.indicators.clauses import clauses_of
from corpus.indicators.figures import Figure, figures_in

CLAUSE_END = re.compile("[，；。]")
# What tells that a plan says something, but not what.
_ATTRIBUTION = re.compile(
    "(?:按照?|根据|对照|依据)?(?:《[^》]{2,40}》|(?:本|该|此)?(?:规划|纲要|分?工?方案|工作要点|要点))"
    "(?:[还也又]|同时|中)*(?:提出|要求|明确|安排|规定|部署|指出)?的?[，：:]?"
    "|(?:还|也|同时)(?:提出|要求|明确)"
)
_AIM = re.compile(
    "的?(?:目标|要求)(?=[为是由定：:\\d≥≤<>＞＜约]|不|控制|超|达|降|提)|应(?=[达当])|定(?=为)"
)
# A year between a name and its value, which is known from elsewhere.
_YEAR_AMID = re.compile(
    f"(?<=[率例数比重平])(?:[到至]?{YEAR.pattern}年[底末]?)(?=要|应|达|不|控|降|提|为)"
)
_LEADING = re.compile("^(?:口|以上|以下|左右|以内)?的?")
_CONTENT = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
_PART_END = re.compile(
    "[、；]|以及|(?:和|及|与)(?=[0-9])|等(?![级于待])(?=目标|任务|指标|要求|$)|的?(?:规划)?(?:目标|任务|要求)"
)
_PART_START = re.compile("[、；]|以及")
_BRACKETED = re.compile("[（(][^（）()]*[）)]")
# “甲、乙等疾病的筛查”: what is listed before 等 may be listed in full or in part.
_SUMMED_UP = re.compile("^.*等(?![级于待])(?=.{4})")
_YEARS = re.compile(f"{YEAR.pattern}年")
_SHORT = 4
_FILLER = re.compile(
    f"其中|力争|确保|争取|实现|全[市区县省]|我[市区县]|[到至在]?{YEAR.pattern}年[底末]?[，,]?"
    "|达到?|提[高升][到至]|控制在|降低?[到至]|稳定在|保持在|不低于|不少于|不超过|不高于|超过|低于|高于"
    "|少于|至少|目标|任务|要求|均|分别|[为约在要应须的是\\s]|[，,：:（）()]"
)


@dataclass(frozen=True)
class FigureContext:
    """A figure, and the words of its clause that say what it is a figure of.

    ``words`` are those nearest to it; ``clause`` is the whole clause, with the one before it
    where the clause has nothing but the figure. ``alone`` tells that it has no other figure.
    """

    figure: Figure
    words: str
    clause: str
    alone: bool


def plain(text: str) -> str:
    """Return a text with small counts in digits and without what only refers to a plan.

    Character for character: what is left out becomes commas or spaces.

    >>> plain("规划要求建成三家三级医院和两个第三方中心")
    '，，，，建成3家三级医院和2个第三方中心'
    """
    text = with_counts(text)
    text = _ATTRIBUTION.sub(lambda found: "，" * len(found.group()), text)
    text = _YEAR_AMID.sub(lambda found: " " * len(found.group()), text)
    return _AIM.sub(lambda found: " " * len(found.group()), text)


def figure_contexts_in(text: str) -> Iterator[FigureContext]:
    """Yield the figures of a text with the words around them.

    >>> text = "培养领军人才6名、重点人才30人，建设7个胸痛单元"
    >>> [each.words for each in figure_contexts_in(text)]
    ['培养领军人才', '重点人才', '建设胸痛单元']
    """
    before = ""
    for clause in clauses_of(text):
        whole = text[clause.start : clause.end]
        for index, figure in enumerate(clause.figures):
            start = clause.figures[index - 1].end if index else clause.start
            following = clause.figures[index + 1 : index + 2]
            end = following[0].start if following else clause.end
            right = bare(_PART_END.split(_BRACKETED.sub("", text[figure.end : end]))[0])
            left = bare(_PART_START.split(text[start : figure.start])[-1])
            words = _of_list(text[clause.start : figure.start]) or (
                right if _CONTENT.search(right) else left or bare(whole)
            )
            if words == right and (len(words) <= _SHORT or len(left) <= _SHORT):
                words = left + right
            if not _CONTENT.search(words):
                words = bare(before)
            context = whole if _CONTENT.search(bare(whole)) else before + whole
            yield FigureContext(figure, words, context, len(clause.figures) == 1)
        before = whole if _CONTENT.search(bare(whole)) else before


def _of_list(before: str) -> str:
    """The name that a figure belongs to in “甲、乙分别为1和2”."""
    names, respectively, values = before.rpartition("分别")
    if not respectively:
        return ""
    parts = re.split("[、和与及]", _YEARS.sub("", names))
    place = len(figures_in(values))
    return bare(parts[place]) if place < len(parts) else ""


def bare(words: str) -> str:
    """Return words without those that only lead up to a figure.

    >>> bare("到2025年，健康镇建成率达到")
    '健康镇建成率'
    """
    said = _FILLER.sub("", _LEADING.sub("", words.strip()))
    return _SUMMED_UP.sub("", said)
