"""What a new version of a plan changed: which clauses, which table rows, which targets."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from corpus.assignments import without_number
from corpus.documents import Indicator, Plan, Reading, Value

ChangeKind = Literal["added", "removed", "changed"]
CHANGE_NAMES: dict[ChangeKind, str] = {"added": "新增", "removed": "删去", "changed": "修改"}

# Below this share of common characters, two texts are two clauses and not one reworded.
_SAME_CLAUSE = 0.5
# Pairs of clauses that are compared word by word in one stretch; beyond it only those under
# one heading are, so that two plans that have nothing in common take seconds and not hours.
_MOST_PAIRS = 2500
_CONTEXT = 12
_LONGEST_WORDING = 80


class Change(Value):
    """A clause, table row or indicator that one version has otherwise than the other.

    ``path`` is its clause address, in the new version where that has it. ``subject`` says of
    an indicator what of it changed (“人均预期寿命：2025年目标”) and is empty for a text.
    """

    kind: ChangeKind
    path: tuple[str, ...]
    before: str = ""
    after: str = ""
    subject: str = ""

    @property
    def wording(self) -> str:
        """The change in one line.

        >>> Change(kind="changed", path=(), before="80岁", after="81岁",
        ...        subject="人均预期寿命：2025年目标").wording
        '人均预期寿命：2025年目标 80岁 → 81岁'
        """
        if self.kind == "changed":
            before, after = _differing(self.before, self.after)
            words = f"{before} → {after}"
        else:
            words = self.before or self.after
        return f"{self.subject} {words}".strip()


class _Clause(NamedTuple):
    """A stretch of text with its address, and both as they are compared."""

    start: int
    path: tuple[str, ...]
    text: str

    @property
    def key(self) -> str:
        return _normalised(without_number(self.text))

    @property
    def place(self) -> tuple[str, ...]:
        return tuple(_normalised(without_number(label)) for label in self.path)


def changes_between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return what changed from one version to the other: indicators first, then the text.

    A clause that was only moved, renumbered or divided into paragraphs has not changed.
    """
    return (*_changed_indicators(before, after), *_changed_clauses(before, after))


def _changed_clauses(before: Plan, after: Plan) -> Iterator[Change]:
    old, new = list(_clauses_of(before)), list(_clauses_of(after))
    keys = [clause.key for clause in old], [clause.key for clause in new]
    only_old, only_new = Counter(keys[0]), Counter(keys[1])
    only_old, only_new = only_old - only_new, only_new - only_old
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            gone = _taken(old[a:b], keys[0][a:b], only_old)
            come = _taken(new[c:d], keys[1][c:d], only_new)
            if _words_of(gone) != _words_of(come):
                yield from _paired(gone, come)


def _taken(clauses: Sequence[_Clause], keys: Sequence[str], wanted: Counter[str]) -> list[_Clause]:
    """Take out the clauses that only one version has; the others were moved."""
    found = []
    for clause, key in zip(clauses, keys, strict=True):
        if wanted[key] > 0:
            wanted[key] -= 1
            found.append(clause)
    return found


def _words_of(clauses: Sequence[_Clause]) -> str:
    """All words of some clauses: paragraphs that were only joined or divided have the same."""
    return "".join(_normalised(clause.text) for clause in clauses)


def _paired(gone: list[_Clause], come: list[_Clause]) -> Iterator[Change]:
    """Pair what is gone with what has come in its place, the most alike first."""
    few = len(gone) * len(come) <= _MOST_PAIRS
    alike = sorted(
        (
            (-share, i, j)
            for i, old in enumerate(gone)
            for j, new in enumerate(come)
            if (few or old.place == new.place) and (share := _likeness(old, new)) >= _SAME_CLAUSE
        ),
    )
    partner: dict[int, int] = {}
    for _, i, j in alike:
        if j not in partner and i not in partner.values():
            partner[j] = i
    for i, old in enumerate(gone):
        if i not in partner.values():
            yield Change(kind="removed", path=old.path, before=old.text)
    for j, new in enumerate(come):
        if j in partner:
            old = gone[partner[j]]
            yield Change(kind="changed", path=new.path, before=old.text, after=new.text)
        else:
            yield Change(kind="added", path=new.path, after=new.text)


def _likeness(old: _Clause, new: _Clause) -> float:
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _SAME_CLAUSE:
        return 0
    return matcher.ratio() + 0.1 * (old.place == new.place)


def _clauses_of(plan: Plan) -> Iterator[_Clause]:
    """Yield headings, paragraphs, responsibilities and the rows that are no indicators."""
    clauses: list[_Clause] = []
    for section in plan.sections:
        heading, path = section.heading, section.path
        # A heading that runs into its sentence is said in full by the paragraph.
        if heading is not None and path and len(heading.text) >= len(path[-1]):
            clauses.append(_Clause(heading.start, path, path[-1]))
        clauses += [_Clause(p.start, path, p.text) for p in section.paragraphs]
    clauses += [_Clause(a.excerpt.start, a.path, a.excerpt.text) for a in plan.duty_lines]
    indicators = {cell.spans for indicator in plan.indicators for cell in indicator.cells}
    for table in plan.tables:
        for row in table.rows:
            cells = [cell for cell in row if cell.text]
            if cells and not any(cell.spans in indicators for cell in cells):
                words = " ｜ ".join(cell.text for cell in cells)
                clauses.append(_Clause(cells[0].start, table.path, words))
    yield from sorted(clauses)


def _changed_indicators(before: Plan, after: Plan) -> Iterator[Change]:
    old, new = _rows_by_name(before), _rows_by_name(after)
    if bool(old) != bool(new):
        yield _whole_table(old, new)
        return
    for name in dict.fromkeys((*new, *old)):
        was, is_now = old[name], new[name]
        for a, b in zip(was, is_now, strict=False):
            yield from _changed_values(a, b)
        for gone in was[len(is_now) :]:
            yield Change(kind="removed", path=gone.path, before=_said(gone), subject=gone.name)
        for come in is_now[len(was) :]:
            yield Change(kind="added", path=come.path, after=_said(come), subject=come.name)


def _whole_table(old: Mapping[str, list[Indicator]], new: Mapping[str, list[Indicator]]) -> Change:
    """All indicators are gone, or all are new: one change, lest it hide the others."""
    rows = [row for named in (old or new).values() for row in named]
    words, path = f"{len(rows)} 项指标", rows[0].path[:-1]
    if old:
        return Change(kind="removed", path=path, before=words, subject="指标表")
    return Change(kind="added", path=path, after=words, subject="指标表")


def _rows_by_name(plan: Plan) -> defaultdict[str, list[Indicator]]:
    rows: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in plan.indicators:
        if not indicator.in_prose:
            rows[indicator.concept or _normalised(indicator.name)].append(indicator)
    return rows


def _changed_values(old: Indicator, new: Indicator) -> Iterator[Change]:
    subject = new.name
    values = {
        _title(new.baseline or old.baseline, "现状"): (old.baseline, new.baseline),
        _title(new.target or old.target, "目标"): (old.target, new.target),
    }
    for title, (was, is_now) in values.items():
        a, b = _value(was, old.unit), _value(is_now, new.unit)
        if _normalised(a) != _normalised(b):
            yield Change(
                kind="changed", path=new.path, before=a, after=b, subject=f"{subject}：{title}"
            )
    for title, a, b in (("性质", old.nature, new.nature), ("单位", old.unit, new.unit)):
        if _normalised(a) != _normalised(b):
            yield Change(
                kind="changed",
                path=new.path,
                before=a or "未注明",
                after=b or "未注明",
                subject=f"{subject}：{title}",
            )


def _title(reading: Reading | None, what: str) -> str:
    return f"{reading.year}年{what}" if reading and reading.year else what


def _value(reading: Reading | None, unit: str) -> str:
    """A value with its unit, unless its own wording goes on after the figure."""
    if reading is None or reading.value is None:
        return "——"
    return reading.value + (unit if reading.value[-1:].isdigit() else "")


def _said(indicator: Indicator) -> str:
    readings = ((indicator.baseline, "现状"), (indicator.target, "目标"))
    said = [f"{_title(r, what)} {_value(r, indicator.unit)}" for r, what in readings if r]
    return "，".join(said)


def _normalised(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).casefold()


def _differing(before: str, after: str) -> tuple[str, str]:
    """Cut what two texts begin and end with alike but for a little context, and what is long.

    >>> _differing("甲" * 30 + "80岁", "甲" * 30 + "81岁")
    ('…甲甲甲甲甲甲甲甲甲甲甲80岁', '…甲甲甲甲甲甲甲甲甲甲甲81岁')
    """
    same = _common(before, after)
    start = max(0, same - _CONTEXT)
    rest = _common(reversed(before[same:]), reversed(after[same:]))
    cut = max(0, rest - _CONTEXT)

    def shown(words: str) -> str:
        end = min(len(words) - cut, start + _LONGEST_WORDING)
        return f"{'…' * bool(start)}{words[start:end]}{'…' * (end < len(words))}"

    return shown(before), shown(after)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
