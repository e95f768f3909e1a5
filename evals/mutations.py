"""Lies made out of true sentences, to measure how many of them a verifier lets out."""

import random
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from assistant.language.years import WORDED, years_in
from evals.figures import figures_in, stands_in, workings_in
from evals.normalise import comparable

KINDS = tuple(
    "figure year unit institution role nature direction negation plan swapped present".split()
)
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_IS = {name: re.compile(words.replace("\n", "")) for name, words in _WORDS["patterns"].items()}
_EXCHANGES = {
    kind: [
        (re.compile(old.replace("⟨verb⟩", _IS["verb"].pattern)), new)
        for old, *others in (entry.split("→") for entry in entries.split())
        for new in others
    ]
    for kind, entries in _WORDS["exchanges"].items()
}
_SHORT, _MOST = 4, 10  # so many characters may stand anywhere; lies of a kind


class Lie(NamedTuple):
    """A sentence that its evidence does not support, and what was changed to make it one."""

    kind: str
    text: str


class _Case(NamedTuple):
    said: str
    evidence: str
    regions: tuple[str, ...]
    institutions: tuple[str, ...]
    chance: random.Random

    def some(self, of: Sequence[str], count: int) -> list[str]:
        return self.chance.sample(of, min(count, len(of)))


def lies_of(
    statement: str,
    evidence: str,
    *,
    regions: Sequence[str],
    institutions: Sequence[str],
    seed: int = 0,
) -> tuple[Lie, ...]:
    """Return lies made out of a true sentence, each once, at most ten of a kind.

    It rests on ``evidence``, which has its address and region; ``regions`` and ``institutions``
    are the names that the library says. The same seed draws the same lies.

    >>> lies = lies_of("2025年为3家", "2025年达到3家", regions=(), institutions=())
    >>> sorted(lie.text for lie in lies if lie.kind == "unit")
    ['2025年为3%', '2025年为3万家', '2025年为3张']
    """
    lies: dict[str, str] = {}
    places, units = (tuple(filter(None, names)) for names in (regions, institutions))
    for kind in KINDS:
        case = _Case(statement, evidence, places, units, random.Random(f"{seed}{kind}{statement}"))
        made = [
            _put(statement, match, match.expand(new))
            for old, new in _EXCHANGES.get(kind, ())
            for match in old.finditer(statement)
        ]
        made += _MAKERS[kind](case) if kind in _MAKERS else ()
        false = [t for t in dict.fromkeys(made) if t not in lies and _is_lie(t, case, kind)]
        lies |= dict.fromkeys(case.some(false, _MOST), kind)
    return tuple(Lie(kind, text) for text, kind in lies.items())


def _is_lie(text: str, case: _Case, kind: str) -> bool:
    """Whether a changed sentence says something else, which its evidence does not say."""
    said, changed = (set(re.split("[,。;:]", comparable(t))) for t in (case.said, text))
    evidence = _any_of(tuple(said - changed)).sub("", comparable(case.evidence))
    if all(new in evidence and len(new) >= _SHORT for new in changed - said):
        return False
    if any(_IS["denial"].search(old) for old in said - changed):
        return kind == "negation" and len(text) <= len(case.said)
    if kind in ("year", "present"):
        # What is given twice is given for two years, perhaps.
        stated = [Decimal(m.group()) for m in _numbers(case.evidence)]
        return all(stated.count(Decimal(m.group())) <= 1 for m in _numbers(case.said))
    if kind == "swapped" and (workings := workings_in(text)):
        return not all(working.is_right for working in workings)
    figures = set(figures_in(text)).difference(figures_in(case.said))
    return kind != "unit" or not figures or not all(stands_in(f, case.evidence) for f in figures)


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _numbers(text: str) -> list[re.Match[str]]:
    """The figures of a text that are no years."""
    return [m for m in _IS["number"].finditer(text) if not WORDED.match(text, m.start())]


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")


def _figure(case: _Case) -> Iterator[str]:
    stated = {m.group(): Decimal(m.group()) for m in _numbers(case.evidence)}
    for match in _numbers(case.said):
        old, before, after = match.group(), case.said[: match.start()], case.said[match.end() :]
        value = Decimal(old)
        shifts = ("10", "0.1") if value % 1 or not value % 10 else ("10",)
        made = [f"{(value * Decimal(shift)).normalize():f}" for shift in shifts]
        # What is rounded is not made a lie by its last digit.
        is_rough = before.endswith(("约", "≈", "近")) or "左右" in after[:4]
        for at in [at for at in range(1 if is_rough else len(old)) if old[at] != "."]:
            made += [old[:at] + digit + old[at + 1 :] for digit in case.some("123456789", 2)]
        made = [n for n in made if Decimal(n) not in stated.values()]
        name = re.sub(r"[为是约达到要应至\W]+$", "", before)[-2:]
        if name and (_IS["dated"].search(case.said) or not re.search("[\t：]", case.evidence)):
            # Not what another year, perhaps, has of the same thing.
            of_same = re.findall(rf"{re.escape(name)}\D{{0,6}}(\d[\d.]*)", case.evidence)
            made += [n for n in case.some(list(stated), 4) if n not in of_same]
        most = {"月": 12, "日": 28, "%": max(int(value), 100)}.get(after[:1], 10**9)
        yield from (_put(case.said, match, n) for n in made if 0 < Decimal(n) <= most)


def _year(case: _Case) -> Iterator[str]:
    said, stated = years_in(case.said), years_in(case.evidence)
    # What has 85% at last has 80% then, too.
    is_bound = any(figure.bound for figure in figures_in(case.said))
    for match in WORDED.finditer(case.said):
        year = int(match.group())
        for new in sorted({*stated, year - 1, year + 1, year + 5}.difference(said)):
            if not (is_bound and new in stated and new > year):
                yield _put(case.said, match, str(new))


def _institution(case: _Case) -> Iterator[str]:
    names = _any_of(tuple(name for name in case.institutions if len(name) >= _SHORT - 1))
    stated = tuple(dict.fromkeys(names.findall(case.evidence)))
    for match in names.finditer(case.said):
        old, before = match.group(), case.said[: match.start()]
        if _IS["before-a-name"].search(before) or before.endswith(case.regions):
            alike = [name for name in case.institutions if name[-1] == old[-1]]
            new = [n for n in alike if not any(_are_one(n, s) for s in (old, *stated))]
            levels = [x + old[1:] for x in "市区县" if old[0] in "市区县" and old[1] != "场"]
            new = [n for n in case.some(new, 4) + levels if n not in case.evidence]
            # Not what stands in a list with it, of which the same may be true.
            rows = [row for row in re.split("[：；，。\t\n]", case.evidence) if old in row]
            new += [n for n in stated if rows and not any(n in r or _are_one(n, old) for r in rows)]
            yield from (_put(case.said, match, n) for n in new if n not in case.said)
    for name, others in (("level", ("国家", *"省市区县")), ("hospital", "一二三四五六")):
        known = case.said + case.evidence
        free = [n for n in others if not re.search(f"{n}(?:级|院|人民)", known)]
        for match in _IS[name].finditer(case.said):
            yield from (_put(case.said, match, new) for new in case.some(free, 3))


def _are_one(one: str, other: str) -> bool:
    """Whether one name may be short for the other, as 市三院 for 第三人民医院."""
    short, long = sorted((re.sub("^[省市区县委]", "", name) for name in (one, other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _role(case: _Case) -> Iterator[str]:
    yield re.sub("牵头|配合", lambda m: "配合" if m.group() == "牵头" else "牵头", case.said)
    for duty in _IS["duties"].finditer(case.evidence):
        for old, new in (duty.groups(), duty.groups()[::-1]):
            units = (new, *new.split("、")[:2]) if new not in case.said else ()
            yield from (case.said.replace(old, unit) for unit in units)


def _nature(case: _Case) -> Iterator[str]:
    others = {"预期性", "约束性"}.difference(re.findall("预期性|约束性", case.evidence))
    if len(others) == 1 and _numbers(case.said) and not re.search("[=＝≈]|期性|束性", case.said):
        yield from (case.said.rstrip("。") + e.format(*others) for e in ("（{}）", "，属{}指标"))


def _plan(case: _Case) -> Iterator[str]:
    free = [n for n in case.regions if re.sub("[市区县]$", "", n) not in case.evidence + case.said]
    named = dict.fromkeys(_any_of(case.regions).findall(case.said))
    for name in () if _IS["denial"].search(case.said) else named:
        alike = [other for other in free if (other[-1] in "市区县") == (name[-1] in "市区县")]
        yield from (case.said.replace(name, other) for other in case.some(alike, 3))
    if not named and (label := _IS["of-one-region"].match(case.said)):
        yield from (_put(case.said, label, label.group() + n) for n in case.some(free, 3))


def _swapped(case: _Case) -> Iterator[str]:
    text, region = case.said, _any_of(case.regions)
    pairs = [(m.span("first"), m.span("second")) for m in _IS["order"].finditer(text)]
    # What is so of both is so the other way round.
    is_same = re.search("[也都均同]", text) is not None
    for among in (_numbers(text), () if is_same else WORDED.finditer(text)):
        apart = [(a, b) for a, b in combinations(among, 2) if _are_of_two(text, a, b)]
        alike = [(a, b) for a, b in apart if text[a.end() :][:1] == text[b.end() :][:1]]
        pairs += [(a.span(), b.span()) for a, b in alike or apart]
    for a, b in () if is_same else combinations(region.finditer(text), 2):
        gap = region.sub("", text[a.end() : b.start()])
        if len(a.group()) == len(b.group()) and not re.fullmatch("[、和与及跟或]*", gap):
            pairs.append((a.span(), b.span()))
    for a, b in combinations(_IS["called"].finditer(text), 2):
        if a["unit"] == b["unit"] and Decimal(a["figure"]) != Decimal(b["figure"]):
            pairs.append((a.span("name"), b.span("name")))
    for (start, end), (later, last) in pairs:
        yield text[:start] + text[later:last] + text[end:later] + text[start:end] + text[last:]


def _are_of_two(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether two numbers or years are given for two things; a date is no number of things."""
    gap, units = comparable(text[a.end() : b.start()]), {text[m.end() :][:1] for m in (a, b)}
    if Decimal(a.group()) == Decimal(b.group()) or len({"月", "日"} & units) == 1:
        return False
    return ("分别" in text and not re.search("[+×]", gap)) or not _IS["one-sum"].fullmatch(gap)


_MAKERS: dict[str, Callable[[_Case], Iterable[str]]] = {
    maker.__name__[1:]: maker
    for maker in (_figure, _year, _institution, _role, _nature, _plan, _swapped)
}
