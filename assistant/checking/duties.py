"""Who leads a task and who cooperates, held against the responsibilities that plans assign."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Evidence
from assistant.checking.figure_context import plain
from assistant.checking.findings import Judgement
from assistant.checking.manuscripts import Sentence
from assistant.language.clauses import shown
from assistant.language.institutions import DEPARTMENT
from assistant.language.regions import plan_names
from assistant.language.terms import terms_of, topic_of
from assistant.library import Library
from corpus.assignments import is_short_for, unit_name, units_from
from corpus.documents import Assignment, Unit
from index.passages import Passage

Role = Literal["lead", "cooperating", "group"]

_UNITS = f"{DEPARTMENT.pattern}(?:(?:、|和|与|及|以及){DEPARTMENT.pattern})*"
_LEADING = (
    "(?:共同|联合|负责)?(?:牵头|负责|主管|承担|主办)|(?:作为|为|是)(?:牵头|责任|主办)(?:单位|部门)"
)
_COOPERATING = "(?:共同|积极)?(?:配合|参与|协办|协同|协助)|(?:作为|为|是)(?:配合|协办)(?:单位|部门)"
_CLAUSE_BREAK = re.compile("[，；。：:]")
_LABEL = re.compile("^[^：:]{1,6}[：:]")
_TOLD = re.compile(
    f"(?P<by>由)?(?P<units>{_UNITS})(?:等(?:部门|单位|\\d+个部门)?)?"
    f"(?:(?P<lead>{_LEADING})|(?P<cooperating>{_COOPERATING}))"
)
_LISTED = re.compile(
    "(?:(?P<lead>(?:牵头|责任|主办)(?:单位|部门))|(?P<cooperating>(?:配合|协办|协同)(?:单位|部门))"
    "|(?P<group>(?:专项小组)?组长单位))"
    f"(?:[：:](?P<listed>[^；;。：:（）()\n]+)|[为是由](?P<units>{_UNITS}))"
)
_HEAD = re.compile("(?P<lead>(?:牵头|责任|主办)(?:单位|部门))|(?:配合|协办|协同)(?:单位|部门)")
_OPENING = re.compile(
    "^(?:由|其中|并|同时|依托|以|(?:[^，。]{0,12}(?:规划|方案|纲要|要点)[》”]?)?(?:提出|要求|明确|确定|规定))+"
)
_RESPONSIBLE = re.compile("牵头|负责|组长|主管|承担")
_TASK_COVERS = 0.6
_CLEARLY = 0.08
_SENTENCE_COVERS = 0.7
_FEWEST_TERMS = 2
# What a heading that covers the topic is worth beside the words under it.
_HEADING_SHARE = 0.6
_OWN_HEADINGS = 2


@dataclass(frozen=True)
class Duty:
    """Units that a text says lead or cooperate, and the words for what they do.

    ``start`` and ``end`` delimit the names of the units.
    """

    start: int
    end: int
    role: Role
    units: tuple[Unit, ...]
    task: str


def duties_in(text: str) -> Iterator[Duty]:
    """Yield the duties that a sentence tells of.

    >>> [(d.role, [u.name for u in d.units]) for d in duties_in("由教育局牵头，残联等配合。")]
    [('lead', ['教育局']), ('cooperating', ['残联'])]
    """
    found = sorted([*_TOLD.finditer(text), *_LISTED.finditer(text)], key=lambda m: m.start())
    blanked = text
    for match in found:
        gap = "　" * len(match.group())
        blanked = blanked[: match.start()] + gap + blanked[match.end() :]
    task: str | None = None
    for match in found:
        if match.re is _TOLD:
            duty = _told(match, _around(blanked, *match.span(), task))
        else:
            own = _CLAUSE_BREAK.split(blanked[: match.start()])[-1]
            duty = _listed(match, own or task or "")
        task = duty.task or task or ""
        if duty.units:
            yield duty


def _told(match: re.Match[str], task: str) -> Duty:
    """“由教育局牵头”, “财政局等配合”."""
    start, end = match.span("units")
    opening = _OPENING.match(match["units"])
    start += opening.end() if opening else 0
    units = _units(match.string[start:end])
    return Duty(start, end, "lead" if match["lead"] else "cooperating", units, task)


def _listed(match: re.Match[str], task: str) -> Duty:
    """“牵头单位：教育局”, “组长单位是医疗保障局”."""
    role: Role = "lead" if match["lead"] else "group" if match["group"] else "cooperating"
    task = plain(task).strip("　， （(的")
    if match["listed"]:
        return Duty(*match.span("listed"), role, units_from(match["listed"]), task)
    return Duty(*match.span("units"), role, _units(match["units"]), task)


def _units(words: str) -> tuple[Unit, ...]:
    said = (
        re.sub("^(?:以及|[、和与及])", "", found.group()) for found in DEPARTMENT.finditer(words)
    )
    return units_from("、".join(said))


def _around(text: str, start: int, end: int, task: str | None) -> str:
    """The clause of a duty without its units; where it has nothing else, the task before it.

    The first duty, before which there is no task (``None``), has its own in the next clause
    then, or in the one before.
    """
    *before, left = _CLAUSE_BREAK.split(text[:start])
    right, *after = _CLAUSE_BREAK.split(text[end:])
    others = [*after[:1], *before[-1:]] if task is None else [task]
    for words in (left + right, *others):
        if re.search("[一-鿿]{3}", words):
            return plain(words).strip("　， ")
    return ""


def duty_in_cell(words: str, column: str, row: str) -> Duty | None:
    """Return the duty that a cell under 牵头单位 or 配合单位 tells of."""
    if not (head := _HEAD.search(column)):
        return None
    units = units_from(words)
    return Duty(0, len(words), "lead" if head["lead"] else "cooperating", units, row)


def judged_duty(duty: Duty, sentence: Sentence, plan: str, library: Library) -> Judgement | None:
    """Return what one plan says of a duty; ``None`` if it has no such task."""
    names = plan_names(library.sources)
    words = duty.task
    terms = terms_of(topic_of(words, names))
    for context in (sentence.earlier, *reversed(sentence.path)):
        if len(terms) < _FEWEST_TERMS:
            words = f"{words} {_LABEL.sub('', context)}"
            terms = terms_of(topic_of(words, names))
    if len(terms) < _FEWEST_TERMS:
        return None
    best = _task(terms, duty.role, plan, library)
    if best:
        return _of_assignment(duty, *best, library)
    return _of_sentence(duty, terms, plan, library)


def _task(
    terms: Sequence[str], role: Role, plan: str, library: Library
) -> tuple[Passage, Assignment] | None:
    """The assignment whose task the terms mean, if one stands out."""
    scored = []
    for passage, assignment in library.assignments([plan]):
        if assignment.of_group != (role == "group"):
            continue
        own = " ".join((*passage.path[-_OWN_HEADINGS:], assignment.task))
        around = [p.excerpt.text for p in library.neighbours(passage)]
        heading = library.weights.coverage(terms, own)
        body = library.weights.coverage(terms, " ".join((own, *passage.path, *around)))
        score = _HEADING_SHARE * heading + (1 - _HEADING_SHARE) * body
        scored.append((score, body, passage, assignment))
    scored.sort(key=lambda entry: -entry[0])
    if not scored or scored[0][1] < _TASK_COVERS:
        return None
    score, _, passage, best = scored[0]
    rivals = [a for s, _, _, a in scored[1:] if s > score - _CLEARLY]
    if any({u.name for u in a.lead} != {u.name for u in best.lead} for a in rivals):
        return None
    return passage, best


def _of_assignment(
    duty: Duty, passage: Passage, assignment: Assignment, library: Library
) -> Judgement:
    regions = [source.region for source in library.sources]
    assigned = assignment.cooperating if duty.role == "cooperating" else assignment.lead
    agrees = all(_is_among(unit, assigned, regions) for unit in duty.units)
    lead = "、".join(unit.said for unit in assignment.lead)
    others = "、".join(unit.said for unit in assignment.cooperating)
    number = f"第{assignment.number}条" if assignment.number else ""
    explanation = f"{number}“{assignment.task}”牵头单位是{lead}"
    if duty.role == "cooperating":
        explanation += f"；配合单位是{others}"
    return Judgement(
        verdict="supported" if agrees else "contradicted",
        explanation=explanation,
        evidence=(Evidence(passage=passage, excerpt=assignment.excerpt, score=1.0),),
    )


def _of_sentence(duty: Duty, terms: Sequence[str], plan: str, library: Library) -> Judgement | None:
    """What a sentence says of who leads, where a plan has no list of responsibilities for it."""
    regions = [source.region for source in library.sources]
    best = None
    for hit in library.search("".join(terms), 12, [plan]):
        for sentence in hit.passage.sentences():
            covered = library.weights.coverage(terms, sentence.text)
            if covered < _SENTENCE_COVERS or not _RESPONSIBLE.search(sentence.text):
                continue
            for other in duties_in(sentence.text):
                if other.role == duty.role and (best is None or covered > best[0]):
                    best = (covered, hit.passage, sentence, other)
    if best is None:
        return None
    _, passage, sentence, other = best
    agrees = all(_is_among(unit, other.units, regions) for unit in duty.units)
    return Judgement(
        verdict="supported" if agrees else "contradicted",
        explanation=shown(sentence),
        evidence=(Evidence(passage=passage, excerpt=sentence, score=1.0),),
    )


def _is_among(unit: Unit, units: Sequence[Unit], regions: Sequence[str]) -> bool:
    name = _bare(unit, regions)
    return any(
        name.endswith(other) or is_short_for(name, other) or is_short_for(other, name)
        for other in (_bare(u, regions) for u in units)
    )


def _bare(unit: Unit, regions: Sequence[str]) -> str:
    """A unit's name without the region before it."""
    name = unit.name
    for region in regions:
        name = name.removeprefix(region)
    name = re.sub("^[市区县](?!场)(?=.{2})", "", name)
    return unit_name(name)
