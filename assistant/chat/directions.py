"""Whether what a sentence says rises, falls, or is more or less than another, does so."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from assistant.chat.attribution import Mention, overlap
from assistant.chat.facts import Fact, facts_of
from assistant.chat.figures import figures_in, terms_beside
from assistant.chat.items import Clause, Item, clauses_of
from assistant.chat.workings import without_placeholders

# Words that say which way; each family is the opposite of the other.
_UP = re.compile(
    "提高|提升|增加|增长|上升|升[到至高]|涨|扩大|延长|多|高于|高出|更高|更多|最高|最多|新增|加快|快"
)
_DOWN = re.compile(
    "降低|下降|减少|减至|减到|降[到至为了]|压减|压到|缩短|缩小|少(?!数|年|儿|于|[^，。]{0,3}[盐油糖])"
    "|低于|更低|更少|最低|最少|放缓|慢(?!性|病)"
)
_NO_DIRECTION = re.compile(
    "不(?:低|少|高|多)于|不多|不少|多(?:种|元|项|个|样|方|层|学科|部门|渠道|形式|点|发|重|次|胎|彩|媒|数|功能|维|级)"
    "|许多|很多|众多|诸多|至多|最多|大多|高(?:质量|水平|级|血|危|龄|压|中|校|等|原|层|新|发)|至少|最少|缺少|(?:快|较)"
    "|减少不|增多|(?:不|应)快"
)
_FITS = 0.3
_CHANGE = "增减"
_NEIGHBOUR = 2  # characters


def wrong_direction(said: str, item: Item, mentions: Sequence[Mention]) -> str:
    """Return a word that says the opposite of the source, or nothing.

    A word of the same direction in what the source says of the same thing bears it out; else
    the figures must: of two years of the same row, or of two figures in one sentence.
    """
    source = _plainly(f"{item.said}\n{item.where}")
    for clause in clauses_of(said):
        words = _plainly(clause.text)
        up, down = _UP.search(words), _DOWN.search(words)
        if (not up and not down) or without_placeholders(words) != words:
            continue  # what is worked out is held to its operands
        own = [m for m in mentions if m.figure in clause.figures]
        for match, same, other in ((up, _UP, _DOWN), (down, _DOWN, _UP)):
            if match is None:
                continue
            if _says_opposite(words, match, source, other):
                return f"增减、高低与原文相反：{match.group()}"
            beside = _of_clause(clause, source, same, other)
            if beside is False:
                return f"增减、高低与原文相反：{match.group()}"
            if beside or match.group() in source:
                continue
            told = _by_figures(own, item, rising=same is _UP)
            if told is None:
                told = _told(terms_beside(clause.text), source, same, other)
            if told is None and not same.search(source):
                told = False
            if told is False:
                return f"增减、高低与原文相反：{match.group()}"
    return ""


def _of_clause(
    clause: Clause, source: str, same: re.Pattern[str], other: re.Pattern[str]
) -> bool | None:
    """Whether the clause of the source with the same figure has the same direction."""
    numbers = {figure.number for figure in clause.figures if not figure.is_year}
    for part in re.split("[，,；;。\n]", source):
        if numbers & {f.number for f in figures_in(part)}:
            says, opposes = same.search(part), other.search(part)
            if bool(says) != bool(opposes):
                return bool(says)
    return None


def _says_opposite(words: str, match: re.Match[str], source: str, other: re.Pattern[str]) -> bool:
    """Whether the source has an opposite word where a sentence has this one: 需求增长, 需求下降."""
    before = words[max(0, match.start() - _NEIGHBOUR) : match.start()]
    after = words[match.end() : match.end() + _NEIGHBOUR]
    if before + match.group() in source or match.group() + after in source:
        return False
    if len(after) == _NEIGHBOUR and any(
        other.search(source[max(0, found.start() - _NEIGHBOUR) : found.start()])
        for found in re.finditer(re.escape(after), source)
    ):
        return True
    is_word = len(before) == _NEIGHBOUR and all("\u3400" <= c <= "\u9fff" for c in before)
    return is_word and any(
        other.match(source, found.end()) for found in re.finditer(re.escape(before), source)
    )


def _plainly(text: str) -> str:
    return _NO_DIRECTION.sub("", text)


def _told(
    terms: frozenset[str], source: str, same: re.Pattern[str], other: re.Pattern[str]
) -> bool | None:
    """Whether the source says the same direction of these terms; nothing if it says none."""
    best: tuple[float, bool | None] = (_FITS, None)
    for line in re.split("[。；;\n]", source):
        if not same.search(line) and not other.search(line):
            continue
        fit = overlap(terms, terms_beside(line))
        if fit > best[0]:
            is_both = bool(same.search(line)) and bool(other.search(line))
            best = (fit, None if is_both else bool(same.search(line)))
    return best[1]


def _by_figures(mentions: Sequence[Mention], item: Item, *, rising: bool) -> bool | None:
    """Whether figures of the same thing in two years go that way; nothing if there are none."""
    facts = [fact for fact in facts_of(item) if fact.year]
    for mention in mentions:
        changes = [f for f in facts_of(item) if f.figure.number == mention.figure.number]
        if any(_CHANGE in fact.near for fact in changes):
            return rising  # a column of changes gives a fall with its sign
        for fact in facts:
            if fact.figure.number != mention.figure.number:
                continue
            earlier = [f for f in facts if _is_before(f, fact)]
            if earlier:
                before, after = _value(earlier[-1]), _value(fact)
                if before is not None and after is not None and before != after:
                    return (after > before) == rising
    return None


def _is_before(one: Fact, other: Fact) -> bool:
    return (
        one.year < other.year
        and one.line == other.line
        and one.figure.unit == other.figure.unit
        and overlap(one.terms, other.terms) >= _FITS
    )


def _value(fact: Fact) -> Decimal | None:
    try:
        return Decimal(fact.figure.number)
    except InvalidOperation:
        return None
