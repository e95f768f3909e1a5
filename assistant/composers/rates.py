"""How many there must be for so many people, by a rate that a plan sets: 每3万人口配置一辆."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.answers import Candidate, Draft, Evidence, Statement
from assistant.composers.calculations import rounded
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.evidence.sentences import BEARS_ON
from assistant.language.clauses import shown
from assistant.language.terms import normalised

_PEOPLE = re.compile(r"(\d+(?:\.\d+)?)\s*(万|千)?(?:常住|户籍|服务)?(?:人口|个?人)")
_ASKS = re.compile("(?:多少|几)(辆|张|名|人|个|家|所|台)")
_RATE = re.compile(
    r"每(\d+(?:\.\d+)?)?(万|千)?(?:名)?(?:常住|户籍|服务)?(?:人口|人)[^，。；\d]{0,6}?"
    r"(\d+(?:\.\d+)?|一)(辆|张|名|人|个|家|所|台)"
)
_SHARE = re.compile(r"其中(\d+(?:\.\d+)?)%为([\u4e00-\u9fff]{2,8})")
_TIMES = {"万": Decimal(10_000), "千": Decimal(1_000), None: Decimal(1)}


class Rates:
    """How many a rate makes for the people that a question supposes, with the working."""

    name = "rates"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield it where a sentence that bears on the question sets a rate in its measure."""
        text = normalised(asked.question.text)
        people, measure = _PEOPLE.search(text), _ASKS.search(text)
        if people is None or measure is None:
            return
        for found in asked.evidence:
            rate = _RATE.search(normalised(found.excerpt.text))
            if rate and rate.group(4) == measure.group(1) and found.score >= BEARS_ON:
                draft = _draft_from(people, rate, found, text)
                yield proposed(self.name, asked, draft, fit=found.score)
                return


def _draft_from(people: re.Match[str], rate: re.Match[str], found: Evidence, asked: str) -> Draft:
    amount, base = Decimal(people.group(1)), Decimal(rate.group(1) or 1)
    of = rate.group(2) or ""
    amount *= _TIMES[people.group(2)] / _TIMES[rate.group(2)]
    each = Decimal(1) if rate.group(3) == "一" else Decimal(rate.group(3))
    number = rounded(amount / base * each)
    times = f" × {each}" if each != 1 else ""
    unit = rate.group(4)
    said = f"{amount.normalize():f}"
    text = f"应有{number}{unit}：{said}{of} ÷ {base}{of}{times} = {number}"
    derived = [str(number), said]
    share = _SHARE.search(normalised(found.excerpt.text))
    if share and any(part in asked for part in (share.group(2), share.group(2)[:2])):
        part = rounded(number * Decimal(share.group(1)) / 100)
        text += f"；其中{share.group(2)}{part}{unit}：{number} × {share.group(1)}% = {part}"
        derived.append(str(part))
    text += f"（{shown(found.excerpt)}）"
    statement = Statement(text=text, evidence=(found,), derived=tuple(derived))
    return Draft(statements=(statement,))
