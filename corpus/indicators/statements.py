"""What a sentence states in figures: each name with its readings, past or aimed at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Excerpt, Quantity, Reading
from corpus.indicators.clauses import Clause, clauses_of, counts, share_worded
from corpus.indicators.figures import Figure, worded
from corpus.indicators.names import (
    act_alone,
    base_before,
    begins_count,
    counted_name,
    measured_name,
    per_head,
    split_names,
    trend_name,
)
from corpus.indicators.times import (
    Period,
    Time,
    time_at,
    time_ending,
    time_worded,
)
from corpus.periods import YEAR
from corpus.text import joined

_COMPARED = re.compile(r"[，、\s]*(?:[比较与]|相比|同比)[^，]{0,12}")
_ONLY_REACHED = re.compile(
    "(?:力争|将|要|再|进一步)?(?:达到?|实现|(?:提高|提升|降|下降|增加)[到至])?"
)
_SAID_OF_ALL = re.compile("[均皆都双](?:达到|达|为|在|稳定在|保持在|不低于|超过|实现)?$")
_YEAR_BEFORE = re.compile(rf"{YEAR}\s*年[底末前]?[，\s]*$")
_LONGEST_REGION = 80
_LONGEST_RUN = 8


@dataclass(frozen=True)
class Statement:
    """A name with what a sentence says of it; at least one reading is given."""

    name: str
    baseline: Reading | None
    target: Reading | None

    @property
    def unit(self) -> str:
        """The unit of the reading, of the target where there are both."""
        reading = self.target or self.baseline
        return reading.quantities[0].unit if reading else ""


def statements_in(sentence: Excerpt, time: Time, period: Period) -> tuple[Statement, ...]:
    """Return what a sentence states in figures, in its order.

    Args:
        sentence: the sentence; the values are excerpts of it.
        time: when what it says is, was or is to be, where it does not say so itself.
        period: the years of its plan.
    """
    return tuple(_Reader(sentence, time, period).read())


class _Reader:
    """Reads the clauses of a sentence in order, keeping the year and the names said before."""

    def __init__(self, sentence: Excerpt, time: Time, period: Period) -> None:
        self._sentence = sentence
        self._text = sentence.text
        self._time = time_worded(sentence.text, time)
        self._period = period
        self._found: list[Statement] = []
        # What this clause named, the last one that did, and all that did without a break;
        # and what was done with what they counted.
        self._names: tuple[str, ...] = ()
        self._last: tuple[str, ...] = ()
        self._run: tuple[str, ...] = ()
        self._before = ""
        self._per = ""
        self._verb: tuple[int, int] | None = None
        self._counting = False
        self._subject = ""
        self._dated = False

    def read(self) -> list[Statement]:
        for clause in clauses_of(self._text):
            start = self._read_time(clause)
            self._names, self._per = (), ""
            if self._read_clause(clause, start):
                self._run += self._names
                self._last = self._names or self._last
            elif clause.figures:
                self._counting = False
            short = not clause.figures and clause.end - start <= _LONGEST_REGION
            self._before = self._text[start : clause.end] if short else ""
            self._run = self._run[-_LONGEST_RUN:] if clause.figures else ()
        return self._found

    def _read_time(self, clause: Clause) -> int:
        """Take note of the time that a clause begins or ends with; return where its rest begins."""
        said = time_at(self._text, clause.start, self._period)
        if said:
            self._time, start = said
            self._dated = True
            return min(start, clause.end)
        if not clause.figures:
            ending = time_ending(self._text, clause.start, clause.end, self._period)
            self._time = ending or self._time
        return clause.start

    def _read_clause(self, clause: Clause, start: int) -> bool:
        found = len(self._found)
        index = 0
        while index < len(clause.figures):
            figure = clause.figures[index]
            index += 1
            if figure.start < start:
                continue
            end = self._shared(start, figure, clause)
            if end is None and clause.ends_value(figure):
                group = clause.group(index - 1)
                if self._valued(clause, start, group, clause.figures[: index - 1]):
                    end = group[-1].end
            elif end is None:
                end = self._counted_after(start, figure, clause)
            start = end or start
        return len(self._found) > found

    def _valued(
        self, clause: Clause, start: int, group: Sequence[Figure], before: Sequence[Figure]
    ) -> bool:
        """Read a name with its figures after it; say whether there is one."""
        first = group[0]
        if first.start - start > _LONGEST_REGION:
            return False
        earlier = before[-1] if before and before[-1].start >= start else None
        if earlier and self._passed(clause, start, earlier, first):
            return True
        value_start = first.start if first.change_start is None else first.change_start
        words = self._text[start:value_start]
        unit = first.quantity.unit
        if self._said_of_before(words, group, start):
            return True
        several = len(group) > 1 or _SAID_OF_ALL.search(words.rstrip()[-8:])
        names = split_names(words, len(group) if len(group) > 1 else 0, unit) if several else ()
        if names:
            self._measured(names, [self._value(figure) for figure in group], group)
            return True
        base = base_before(words)
        name = measured_name(words.removesuffix(base), unit)
        if name:
            value = self._sentence.cut(value_start - len(base), group[-1].end)
            self._measured((self._with_base(name, unit),), [value], group)
            return True
        return len(group) == 1 and self._counted_before(words, start, first)

    def _with_base(self, name: str, unit: str) -> str:
        """In “千人口床位数6.86张、医师数2.98名” the base is said once."""
        own = per_head(name)
        if own or unit in ("%", "‰", "/10万"):
            self._per = own or self._per
            return name
        return self._per + name

    def _measured(
        self, names: tuple[str, ...], values: list[Excerpt], group: Sequence[Figure]
    ) -> None:
        """One name for all figures of the group, a figure for each, or one figure for all."""
        quantities = [figure.quantity for figure in group]
        for index, name in enumerate(names):
            said = quantities if len(names) == 1 else quantities[index : index + 1] or quantities
            self._add(name, values[min(index, len(values) - 1)], said)
        self._names += names
        self._counting = False

    def _said_of_before(self, words: str, group: Sequence[Figure], start: int) -> bool:
        """“比2015年提高0.96岁”, “到2025年达到85%以上”: said of what was named before."""
        changed = group[0].change_start is not None and _COMPARED.fullmatch(words)
        reached = bool(_ONLY_REACHED.fullmatch(words))
        unit = group[0].quantity.unit
        trend = ""
        if reached and self._before:
            trend = trend_name(self._before, unit) or (
                share_worded(self._before) if unit == "%" else ""
            )
        if not (changed or (reached and (trend or self._year_before(start)))):
            return False
        candidates = [(trend,)] if trend else [self._last, self._run]
        names = next((names for names in candidates if len(names) == len(group)), ())
        for name, figure in zip(names, group, strict=False):
            self._add(name, self._value(figure, group[0]), [figure.quantity])
        if trend:
            self._names += (trend,)
        return bool(names)

    def _year_before(self, start: int) -> bool:
        return bool(_YEAR_BEFORE.search(self._text[max(0, start - 10) : start]))

    def _passed(self, clause: Clause, start: int, first: Figure, second: Figure) -> bool:
        """A way from one figure to another: two past readings, or one past and one aimed at."""
        passed = clause.passage(start, first, second)
        name = measured_name(passed.words, second.quantity.unit) if passed else ""
        if passed is None or not name:
            return False
        time = self._time
        year = passed.second_year
        earlier = self._reading(passed.first_year or time.first, first)
        later = self._reading(year or time.year, second)
        if self._period.holds(year) if year else time.is_target:
            self._append(name, earlier, later)
        else:
            self._append(name, earlier, None)
            self._append(name, later, None)
        self._names += (name,)
        self._counting = False
        return True

    def _counted_before(self, words: str, start: int, figure: Figure) -> bool:
        """“建成健康单位30个”: what is counted stands before the figure."""
        begins = begins_count(words)
        if not counts(figure) or not (begins or self._counting or self._dated):
            return False
        counted = counted_name(words)
        if counted is None:
            return False
        name, verb = counted
        if begins or not self._counting:
            self._verb = self._verb_at(verb, start)
        self._count(name, figure)
        return True

    def _counted_after(self, start: int, figure: Figure, clause: Clause) -> int | None:
        """“建成1家示范发热门诊、3家…”: what is counted follows; return where it ends."""
        if not counts(figure) or figure.start - start > _LONGEST_REGION:
            return None
        words = self._text[start : figure.start]
        verb = act_alone(words)
        continues = self._counting and not words.strip("、，和与以及 ").removeprefix("至少")
        end = clause.counted_end(figure.end)
        counted = counted_name(self._text[figure.end : end])
        if counted is None or counted[1] or (verb is None and not continues):
            return None
        if verb is not None:
            self._verb = self._verb_at(verb, start)
        self._count(counted[0], figure)
        return end

    def _verb_at(self, verb: str, start: int) -> tuple[int, int] | None:
        at = self._text.find(verb, start) if verb else -1
        return (at, at + len(verb)) if at >= 0 else None

    def _count(self, name: str, figure: Figure) -> None:
        """A count, its value worded with the verb: 建成32个; what is newly made is an increase."""
        value = self._sentence.cut(figure.start, figure.end)
        quantity = figure.quantity
        if self._verb:
            verb = self._sentence.cut(*self._verb)
            value = joined(verb, value)
            if verb.text.startswith("新"):
                quantity = quantity.model_copy(update={"direction": "提高"})
        self._add(name, value, [quantity])
        self._names += (name,)
        self._counting = True

    def _shared(self, start: int, figure: Figure, clause: Clause) -> int | None:
        """“30%的中医馆建成示范中医馆”: a share of those that do something; where it ends."""
        share = clause.share(start, figure, self._subject)
        if share is None:
            return None
        self._subject = share.subject
        self._add(share.name, self._value(figure), [figure.quantity])
        self._names += (share.name,)
        return share.end

    def _value(self, figure: Figure, first: Figure | None = None) -> Excerpt:
        """A figure's words; in a list, with the word for the change that the first has."""
        if figure.change_start is not None:
            return self._sentence.cut(figure.change_start, figure.end)
        value = self._sentence.cut(figure.start, figure.end)
        if first and first.change_start is not None:
            return joined(self._sentence.cut(first.change_start, first.start), value)
        return value

    def _reading(self, year: int | None, figure: Figure) -> Reading:
        return _reading_of(year, self._value(figure), [figure.quantity])

    def _add(self, name: str, value: Excerpt, quantities: Sequence[Quantity]) -> None:
        reading = _reading_of(self._time.year, value, quantities)
        is_target = self._time.is_target
        self._append(name, None if is_target else reading, reading if is_target else None)

    def _append(self, name: str, baseline: Reading | None, target: Reading | None) -> None:
        self._found.append(Statement(name, baseline, target))


def _reading_of(year: int | None, value: Excerpt, quantities: Sequence[Quantity]) -> Reading:
    return Reading(year=year, value=worded(value.text), quantities=tuple(quantities), excerpt=value)
