"""Whether a sentence gives its figures to what the plans give them to: thing, year, kind, unit."""

import re
from collections.abc import Iterator, Sequence

from assistant.chat.figures import Figure, figures_in, is_same, plain
from assistant.chat.items import Clause, Item, clauses_of
from assistant.terms import term_set
from corpus.documents import Assignment, Indicator, Reading

_PRESENT = re.compile("现状|目前|现有|如今|现在|已|基期|基线|截至|实际")
_TARGET = re.compile(r"目标|力争|争取|计划|将(?!军)|预计|规划期末|到20\d\d")
# A clause that gives at most this much less of a sentence than the best one is as good.
_AS_GOOD = 0.101
_FITS = 0.3
_FEWEST_TERMS = 2
_LEADS = re.compile("牵头|主办|负责")
_COOPERATES = re.compile("配合|协助|协办")
_CLAUSE_MARKS = re.compile("[，,；;。]")
_TASK_NUMBER = re.compile("第?[0-9]+条?")


def misattributed(said: str, items: Sequence[Item]) -> str:
    """Return what a plain sentence gives to the wrong thing, or nothing.

    Args:
        said: the sentence; its words and figures stand in the items, in whatever order.
    """
    return _wrong_figures(said, items) or _wrong_roles(said, items) or _wrong_kind(said, items)


def _wrong_figures(said: str, items: Sequence[Item]) -> str:
    figures = figures_in(said)
    for number, figure in enumerate(figures):
        if figure.is_year:
            continue
        subject = _subject_of(said, figure, number, figures)
        region = _region_of(said, figure, items)
        givers = [i for i in items if _gives(i, figure) and (not region or region in i.regions)]
        if not any(_fits(said, subject, figure, item) for item in givers):
            return f"数字与所说的事项、年份对不上：{said[figure.start : figure.end]}{figure.unit}"
    return ""


def _gives(item: Item, figure: Figure) -> bool:
    return any(is_same(figure, found, item.units) for found in item.figures) or any(
        is_same(figure, found, "") for found in item.figures_of_address
    )


def _region_of(said: str, figure: Figure, items: Sequence[Item]) -> str:
    """The last region named before a figure, of those that are cited; nothing if none is."""
    names = {name for item in items for name in item.regions}
    found = [(said.rfind(plain(name), 0, figure.start), len(name), name) for name in names]
    position, _, name = max(found, default=(-1, 0, ""))
    return name if position >= 0 else ""


def _subject_of(
    said: str, figure: Figure, number: int, figures: Sequence[Figure]
) -> frozenset[str]:
    """The terms of what a figure is said of: its clause, with those before if that is bare."""
    clauses = clauses_of(said)
    position = next((k for k, c in enumerate(clauses) if figure in c.figures), len(clauses) - 1)
    terms: frozenset[str] = frozenset()
    while position >= 0:
        terms |= _terms(clauses[position].text)
        if len(terms) >= _FEWEST_TERMS:
            break
        position -= 1
    return terms


def _terms(text: str) -> frozenset[str]:
    """The terms of a text but its numbers and the words that only tell the kind of a figure."""
    without = re.sub(r"目标值?|现状值?|牵头|负责|配合|预期性|约束性|达到|数值|指标", " ", text)
    return frozenset(t for t in term_set(without) if not t[0].isdigit())


def _fits(said: str, subject: frozenset[str], figure: Figure, item: Item) -> bool:
    typed = list(_readings(item, figure))
    if typed:
        names = {id(record): _terms(_name_of(record)) for record in item.records}
        best = max(_overlap(subject, terms) for terms in names.values())
        return any(
            _overlap(subject, names[id(record)]) >= best - _AS_GOOD
            and _is_of_kind(said, figure, record, reading)
            for record, reading in typed
        )
    if any(is_same(figure, found, "") for found in item.figures_of_address):
        return True
    return _is_in_best_clause(said, subject, figure, item)


def _name_of(record: Indicator) -> str:
    return f"{record.name} {record.concept}"


def _readings(item: Item, figure: Figure) -> Iterator[tuple[Indicator, Reading]]:
    """Yield the readings whose wording has a figure's number."""
    for record in item.records:
        for reading in (record.baseline, record.target):
            worded = figures_in(plain(reading.value)) if reading and reading.value else ()
            if reading is not None and any(f.number == figure.number for f in worded):
                yield record, reading


def _is_of_kind(said: str, figure: Figure, record: Indicator, reading: Reading) -> bool:
    """Whether the year and the kind that a sentence gives to a figure are the reading's."""
    if figure.year and reading.year is not None and figure.year != str(reading.year):
        return False
    kind = _kind_of(said, figure)
    if record.baseline is None or record.target is None:
        # One reading alone may be of either kind in prose; a target is never the present.
        return not (kind == "现状" and reading is record.target)
    return not kind or (kind == "目标") == (reading is record.target)


def _kind_of(said: str, figure: Figure) -> str:
    """What a sentence calls a figure: the nearest word before it, else right after it."""
    before = said[: figure.start]
    last = {
        "现状": max((m.start() for m in _PRESENT.finditer(before)), default=-1),
        "目标": max((m.start() for m in _TARGET.finditer(before)), default=-1),
    }
    kind = max(last, key=lambda name: last[name])
    if last[kind] >= 0:
        return kind
    after = re.split(r"\d(?!\d*年)|[；;。]", said[figure.end :])[0]
    if _PRESENT.search(after):
        return "现状"
    return "目标" if _TARGET.search(after) else ""


def _is_in_best_clause(said: str, subject: frozenset[str], figure: Figure, item: Item) -> bool:
    """Whether a figure stands in the clause that says most of what it is said of."""
    if not subject:
        return True
    rivals = [
        (_overlap(subject, _context(item.clauses, position)), clause)
        for position, clause in enumerate(item.clauses)
        if any(not f.is_year for f in clause.figures)
    ]
    best = max((fit for fit, _ in rivals), default=0.0)
    for fit, clause in rivals:
        for found in clause.figures:
            years_agree = not figure.year or not found.year or figure.year == found.year
            alone = len({c.text for _, c in rivals}) == 1
            enough = fit >= _FITS or alone
            if (
                enough
                and fit >= best - _AS_GOOD
                and years_agree
                and is_same(figure, found, item.units)
            ):
                return True
    return False


def _context(clauses: Sequence[Clause], position: int) -> frozenset[str]:
    """The terms of a clause, with those before it if it is bare."""
    terms: frozenset[str] = frozenset()
    while position >= 0:
        terms |= _terms(clauses[position].text)
        if len(terms) >= _FEWEST_TERMS:
            break
        position -= 1
    return terms


def _overlap(subject: frozenset[str], terms: frozenset[str]) -> float:
    return len(subject & terms) / len(subject) if subject else 0.0


def _wrong_roles(said: str, items: Sequence[Item]) -> str:
    """A unit that leads where it only cooperates, or the other way round."""
    assignments = [a for item in items for a in item.assignments]
    if not assignments:
        return ""
    units = {
        name: (_is_among(name, "lead", assignments), _is_among(name, "cooperating", assignments))
        for name in _unit_names(assignments)
    }
    for clause in _CLAUSE_MARKS.split(said):
        leads, cooperates = _LEADS.search(clause), _COOPERATES.search(clause)
        named = [name for name in units if name in clause]
        for name in named:
            if any(name != other and name in other for other in named):
                continue
            may_lead, may_cooperate = units[name]
            if leads and cooperates and not (may_lead and may_cooperate):
                return f"牵头与配合分不清：{name}"
            if (leads and not may_lead) or (cooperates and not may_cooperate):
                return f"牵头与配合说反了：{name}"
    return ""


def _unit_names(assignments: Sequence[Assignment]) -> set[str]:
    return {
        plain(name)
        for a in assignments
        for unit in (*a.lead, *a.cooperating)
        for name in (unit.said, unit.name)
        if name
    }


def _is_among(name: str, role: str, assignments: Sequence[Assignment]) -> bool:
    return any(
        name in (plain(unit.said), plain(unit.name))
        for a in assignments
        for unit in getattr(a, role)
    )


def _wrong_kind(said: str, items: Sequence[Item]) -> str:
    """A plan told as done: a word of the present that the source does not have."""
    source = "\n".join(item.said for item in items)
    for match in _PRESENT.finditer(said):
        if match.group() not in source and not (
            match.group() in ("现状", "基期", "基线") and any(i.records for i in items)
        ):
            return f"原文没有说是现状：{match.group()}"
    return ""
