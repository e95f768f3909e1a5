"""What a sentence concludes from its figures: which is more, what rose, how far apart they are."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal, InvalidOperation

from assistant.chat.facts import Fact, facts_of
from assistant.chat.figures import figures_in
from assistant.chat.items import Item
from assistant.chat.joining import CONTAINERS, JOINING
from assistant.chat.workings import Sum, Worked, placeholder, without_placeholders
from index.words import function_words, tagged

_MORE = re.compile("高|多|大|提高|提升|增加|增长|上升|升|涨|增")
_LESS = re.compile("低|少|小|降|下降|减少|减|缩短|压")
# Words that conclude, or say how: 更高, 相差, 平均每年.
_CONCLUDING = re.compile(
    "(?:更|略|较|稍)?(?:高|多|低|少|大|小)(?:出|了|于|一些)?|提高|提升|增加|增长|上升|下降|降低|减少|缩短|相差|差|净增|平均|合计"
    "|一共|总共|合起来|加起来|是|倍|比|折合|换成|计划|原本|还|所以|就是|大约|约|最多|至少"
)
COMPARES = re.compile(
    "更[高低多少大小快慢早晚]|略[高低多少]|较[高低多少]|最[高低多少大小长短](?!程度|限度)|一样|相同|持平|相差"
)
_EXTREME = re.compile("最[高低多少大小长短](?!程度|限度|多跑)")
_DENIES = re.compile("[不未没无非勿已]|取消|停止|每[十百千万]")
_CLAUSE = re.compile("[，,；;。：:]")
_WORD = 2  # characters


def is_conclusion(clause: str, regions: Collection[str]) -> bool:
    """Whether a plain clause has nothing but what follows from figures said elsewhere."""
    text = without_placeholders(clause)
    concludes = text != clause or COMPARES.search(clause)
    if not concludes or any(not f.is_year for f in figures_in(clause)) or _DENIES.search(clause):
        return False
    for region in sorted(regions, key=len, reverse=True):
        text = text.replace(region, " ")
    text = _CONCLUDING.sub(" ", text)
    known = (*JOINING, *CONTAINERS)
    left = [
        word
        for word, tag in tagged(text)
        if word.strip()
        and word not in known
        and word not in function_words()
        and tag[0] not in "mq"
    ]
    return sum(1 for word in left for c in word if "\u3400" <= c <= "\u9fff") < _WORD


def wrong_conclusion(sums: Worked, items: Sequence[Item]) -> str:
    """Return a clause whose direction the figures that it is worked out from do not bear out."""
    facts = [(item, fact) for item in items for fact in facts_of(item)]
    for clause in _CLAUSE.split(sums.text):
        for position, worked_out in enumerate(sums.sums):
            if placeholder(position) in clause and worked_out.signs[:1] in ("-", "÷"):
                fault = _wrong_difference(clause, worked_out, facts)
                if fault:
                    return fault
    return ""


def wrong_extreme(said: str, item: Item, items: Sequence[Item]) -> str:
    """Return what is called the most or the least where the other rows shown do not bear it out."""
    match = _EXTREME.search(said)
    if match is None or match.group() in item.said:
        return ""
    is_most = _MORE.search(match.group()) is not None
    table = item.evidence[0].passage.path[:-1]
    rows = [
        i for i in items if i.is_row and i is not item and i.evidence[0].passage.path[:-1] == table
    ]
    numbers = [figure.number for figure in figures_in(said) if not figure.is_year]
    for fact in facts_of(item) if item.is_row and len(rows) > 1 else ():
        if fact.figure.number in numbers:
            others = [
                _number(other.figure.number)
                for row in rows
                for other in facts_of(row)
                if other.near == fact.near and other.year == fact.year
            ]
            own = _number(fact.figure.number)
            if len(others) > 1 and all((own >= o) if is_most else (own <= o) for o in others):
                return ""
    return f"比较没有依据：{match.group()}"


def _wrong_difference(clause: str, worked_out: Sum, facts: Sequence[tuple[Item, Fact]]) -> str:
    more, less = _MORE.search(clause), _LESS.search(clause)
    said = more or less
    if said is None or (more and less) or len(worked_out.operands) < _WORD:
        return ""
    word = said.group()
    one = [(i, f) for i, f in facts if f.figure.number == worked_out.operands[0]]
    other = [(i, f) for i, f in facts if f.figure.number == worked_out.operands[1]]
    rises = _number(worked_out.operands[0]) > _number(worked_out.operands[1])
    subject, than, behind = clause.partition("比")
    regions = {r for item, _ in (*one, *other) for r in item.regions if r in subject}
    if than and not regions:
        compared = {r for item, _ in (*one, *other) for r in item.regions if r in behind}
        if compared:
            owns = not any(compared & item.regions for item, _ in one)
            return "" if owns == (bool(more) == rises) else f"大小与原文相反：{word}"
    if regions:
        owns = any(regions & item.regions for item, _ in one)
        return "" if owns == (bool(more) == rises) else f"大小与原文相反：{word}"
    years = {(f.year, g.year) for _, f in one for _, g in other if f.year and g.year != f.year}
    for first, second in years:
        if second and ((first > second) == rises) == bool(more):
            return ""
    if years:
        return f"增减与原文相反：{word}"
    told = any(word in item.said for item, _ in (*one, *other))
    return "" if told or bool(more) == rises else f"增减与原文相反：{word}"


def wrong_comparison(clause: str, parts: Sequence[tuple[str, Item]]) -> str:
    """Return a comparison without figures (临江更高) that those said beside it do not bear out.

    Args:
        parts: what the sentence says, plain, each part with the item that it rests on.
    """
    text = without_placeholders(clause)
    if text != clause or not COMPARES.search(text):
        return ""
    owners = [(item.regions, value) for said, item in parts if (value := _value(said)) is not None]
    values = [value for _, value in owners]
    if re.search("一样|相同|持平", text):
        return "" if len(values) > 1 and len(set(values)) == 1 else "两者并不相同"
    for pattern, pick in ((_MORE, max), (_LESS, min)):
        if pattern.search(text):
            subject = text.split("比")[0]
            named = [value for regions, value in owners if any(r in subject for r in regions)]
            stands = len(named) == 1 and len(set(values)) > 1 and named[0] == pick(values)
            return "" if stands else f"比较没有依据：{text}"
    return f"比较没有依据：{text}"


def _value(said: str) -> Decimal | None:
    figures = [f for f in figures_in(said) if not f.is_year]
    return _number(figures[-1].number) if figures else None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
