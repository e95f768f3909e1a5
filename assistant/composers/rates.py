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
from assistant.language.units import RATE, SHARE_OF_THEM
from assistant.question.calculation import measure_wanted, people_supposed

_TIMES = {"万": Decimal(10_000), "千": Decimal(1_000), "": Decimal(1)}


class Rates:
    """How many a rate makes for the people that a question supposes, with the working."""

    name = "rates"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield it where a sentence that bears on the question sets a rate in its measure."""
        text = normalised(asked.question.text)
        people, measure = people_supposed(text), measure_wanted(text)
        if people is None or not measure:
            return
        for found in asked.evidence:
            rate = RATE.search(normalised(found.excerpt.text))
            if rate and rate["unit"] == measure and found.score >= BEARS_ON:
                draft = _draft_from(people, rate, found, text)
                yield proposed(self.name, asked, draft, fit=found.score)
                return


def _draft_from(
    people: tuple[Decimal, str], rate: re.Match[str], found: Evidence, asked: str
) -> Draft:
    amount, scale = people
    base, of = Decimal(rate["base"] or 1), rate["scale"] or ""
    amount *= _TIMES[scale] / _TIMES[of]
    each = Decimal(1) if rate["each"] == "一" else Decimal(rate["each"])
    number = rounded(amount / base * each)
    times = f" × {each}" if each != 1 else ""
    unit = rate["unit"]
    said = f"{amount.normalize():f}"
    text = f"应有{number}{unit}：{said}{of} ÷ {base}{of}{times} = {number}"
    derived = [str(number), said]
    share = SHARE_OF_THEM.search(normalised(found.excerpt.text))
    if share and any(part in asked for part in (share["name"], share["name"][:2])):
        part = rounded(number * Decimal(share["share"]) / 100)
        text += f"；其中{share['name']}{part}{unit}：{number} × {share['share']}% = {part}"
        derived.append(str(part))
    text += f"（{shown(found.excerpt)}）"
    statement = Statement(text=text, evidence=(found,), derived=tuple(derived))
    return Draft(statements=(statement,))
