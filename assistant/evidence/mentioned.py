"""Whether a plan speaks of a topic, looked for by every variant in all that it says."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assistant.answers import Evidence
from assistant.evidence.absence import weight_of
from assistant.evidence.sentences import is_title
from assistant.language.rules import patterns_of
from assistant.language.terms import PLAIN, normalised, plain_words, terms_of, topic_of
from assistant.language.thesaurus import known_names
from assistant.language.variants import bare, has_variant, spans_of, units_of, variant_spans
from assistant.library import Library
from corpus.documents import Excerpt, Value
from index.passages import Passage
from index.words import nouns_in

# ``said``: a sentence speaks of it. ``near``: what is said comes near it, or it may be called
# otherwise. ``silent``: it is called by a known name, and no variant of it stands in the plan.
Grade = Literal["said", "near", "silent"]

_SORT = patterns_of(__file__, "mentioned")["sort"]
# A word of such a weight stands in every sixteenth passage, and tells nothing by itself.
_COMMON = 2.8
# Words of one name stand so far apart at most, those of a phrase so far.
_GAP, _GAP_OF_RUNS = 8, 20
_PARTED = re.compile("[，。；：！？,;:]")
_LITERAL, _VARIANT, _IN_PARTS, _HEADED, _MOSTLY = 1.0, 0.95, 0.9, 0.7, 0.6
# A phrase of so many telling words is spoken of, too, where a sentence with its heading has such
# a part of its weight, and two of the words itself.
_PHRASE, _MOST_OF_IT, _OF_ITSELF = 3, 0.7, 2
# A clause of so many characters says little but a name, and one that is shorter not more of it.
_SHORT = 20
# A sentence with such a part of a topic's weight comes near it, and of a name of the field with
# such a part: its words far apart are not near it.
_NEAR, _NEAR_NAME = 0.5, 0.75
_MOST_NEAR = 3


class Sought(Value):
    """What became of the search in one plan, with the sentence that speaks of the topic best.

    ``words`` are those by which it does; ``near`` are the sentences that come nearest where none
    speaks of it.
    """

    grade: Grade
    best: Evidence | None = None
    words: str = ""
    near: tuple[Evidence, ...] = ()


class Unit(Value):
    """A part of a topic that can be looked for by itself; ``run`` tells which belong together."""

    name: str
    run: int
    weight: float
    is_common: bool


class Topic(Value):
    """A topic as it is looked for: whole, and in its units without what is only their sort."""

    whole: str
    units: tuple[Unit, ...]

    @property
    def telling(self) -> tuple[Unit, ...]:
        """The units that are not common; all if all are."""
        return tuple(unit for unit in self.units if not unit.is_common) or self.units


def sought_in(plan_id: str, topics: Sequence[str], library: Library) -> Sought:
    """Return whether a plan speaks of any of the topics."""
    found = [_sought(plan_id, topic_from(topic, library), library) for topic in topics]
    said = [one for one in found if one.grade == "said" and one.best]
    if said:
        return max(said, key=lambda one: one.best.score if one.best else 0.0)
    near = [e for one in found for e in one.near]
    is_silent = bool(found) and all(one.grade == "silent" for one in found)
    near.sort(key=lambda e: -e.score)
    return Sought(grade="silent" if is_silent else "near", near=tuple(near[:_MOST_NEAR]))


def topic_from(text: str, library: Library) -> Topic:
    """Return a topic divided for a search; what only asks in it is left out."""
    text = normalised(text)
    units = []
    for run, names in enumerate(units_of(_without_asking(text), known_names())):
        for name in names:
            weight = weight_of(name, library.weights)
            common = weight < _COMMON and name not in known_names()
            units.append(Unit(name=name, run=run, weight=weight, is_common=common))
    kept = [unit for unit in units if not _SORT.fullmatch(unit.name)] or units
    kept = _that_are_said(kept, library) if len(kept) > _PHRASE else kept
    return Topic(whole=bare(text), units=tuple(kept))


def _that_are_said(units: list[Unit], library: Library) -> list[Unit]:
    """The units of a long phrase without verbs that no plan says: they are how it is put."""
    said = [bare(library.words_said(source.id)) for source in library.sources]
    kept = [
        unit
        for unit in units
        if nouns_in(unit.name)
        or unit.name in known_names()
        or any(unit.name in text for text in said)
    ]
    return kept or units


def _without_asking(text: str) -> str:
    """A topic with blanks for what asks in it, but for the known names in it, which stay whole."""
    for name in known_names():
        start = text.find(name)
        if start >= 0 and next(spans_of(name, text), None):
            before, after = text[:start], text[start + len(name) :]
            return f"{_without_asking(before)}{name}{_without_asking(after)}".strip()
    return topic_of(text) if text.strip() else ""


def _sought(plan_id: str, topic: Topic, library: Library) -> Sought:
    if not topic.whole or not topic.units:
        return Sought(grade="near")
    best: tuple[float, ...] = ()
    chosen: Evidence | None = None
    words = ""
    for passage, sentence in library.sentences((plan_id,)):
        if is_title(sentence, passage):
            continue
        score, directness, said = _spoken_of(topic, passage, sentence)
        is_clause = float(passage.kind == "clause")
        if score and (score, is_clause, directness) > best:
            best = (score, is_clause, directness)
            chosen = Evidence(passage=passage, excerpt=sentence, score=score)
            words = said
    if chosen:
        return Sought(grade="said", best=chosen, words=words)
    near = _near(plan_id, topic, library)
    is_near = bool(near) or _is_partly_said(plan_id, topic, library)
    grade: Grade = "near" if is_near or not _is_known(topic, library) else "silent"
    return Sought(grade=grade, near=near)


def _spoken_of(topic: Topic, passage: Passage, sentence: Excerpt) -> tuple[float, float, str]:
    """How surely a sentence speaks of a topic, 0 if it does not, how directly, in what words."""
    text = _body(sentence.text, passage.source.title)
    heading = bare(passage.path[-1]) if passage.path else ""
    score = _LITERAL
    at = next(spans_of(topic.whole, text), None)
    if at is None:
        score, at = _VARIANT, next(variant_spans(topic.whole, text), None)
    if at is None:
        score, at = _IN_PARTS, _together(topic, text, heading)
    if at is not None:
        return score, _directness(at, text, topic, heading), text[slice(*at)]
    if passage.path and has_variant(topic.whole, heading):
        return _HEADED, 1 / (1 + sentence.start - passage.excerpt.start), topic.whole
    share = _share_of_phrase(topic, text, heading) if len(topic.telling) >= _PHRASE else 0.0
    return (_MOSTLY, share, topic.whole) if share >= _MOST_OF_IT else (0.0, 0.0, "")


def _share_of_phrase(topic: Topic, text: str, heading: str) -> float:
    """Which part of a phrase's weight a sentence has with its heading, 0 if it has too little."""
    here = [unit for unit in topic.telling if has_variant(unit.name, text)]
    if len(here) < _OF_ITSELF:
        return 0.0
    held = [u for u in topic.telling if u in here or has_variant(u.name, heading)]
    return sum(u.weight for u in held) / sum(u.weight for u in topic.telling)


@lru_cache(maxsize=20_000)
def _body(text: str, title: str) -> str:
    """A sentence as it is looked through; the title of its document is no mention."""
    return bare(text).replace(bare(title), "，") if title else bare(text)


def _directness(at: tuple[int, int], text: str, topic: Topic, heading: str) -> float:
    """How much of its clause a name is, 0 to 1, and more where the heading has it too."""
    start, end = at
    before = max((m.end() for m in _PARTED.finditer(text, 0, start)), default=0)
    after = _PARTED.search(text, end)
    clause = (after.start() if after else len(text)) - before
    share = (end - start) / max(clause, _SHORT)
    return share + float(topic.whole in heading) - float(len(text) < _SHORT)


def _together(topic: Topic, text: str, heading: str) -> tuple[int, int] | None:
    """Where the units of a topic stand close together in a text, some in its heading perhaps."""
    telling = topic.telling
    spans: dict[Unit, list[tuple[int, int]]] = {}
    for unit in telling:
        spans[unit] = list(variant_spans(unit.name, text))
        if not spans[unit] and not has_variant(unit.name, heading):
            return None
    here = [unit for unit in telling if spans[unit]]
    if not here:
        return None
    # A name of the field is whole without what stands beside it.
    of_run = {unit.run for unit in telling if unit.name not in known_names()}
    for unit in topic.units:
        if unit in spans:
            continue
        spans[unit] = list(variant_spans(unit.name, text))
        is_needed = unit.run in of_run and len(telling) == 1
        if is_needed and not spans[unit] and not has_variant(unit.name, heading):
            return None
        if is_needed and spans[unit]:
            here.append(unit)
    return _closest(here, spans, text)


def _closest(
    units: Sequence[Unit], spans: dict[Unit, list[tuple[int, int]]], text: str
) -> tuple[int, int] | None:
    """The stretch with one span of each unit, starting at one of the first's, that is close."""
    for first in spans[units[0]]:
        nearest = [min(spans[unit], key=lambda span: abs(span[0] - first[0])) for unit in units[1:]]
        chosen = sorted(zip((first, *nearest), units, strict=True), key=lambda pair: pair[0])
        if _are_close(chosen, text):
            return chosen[0][0][0], max(span[1] for span, _ in chosen)
    return None


def _are_close(chosen: Sequence[tuple[tuple[int, int], Unit]], text: str) -> bool:
    for (one, unit), (other, following) in pairwise(chosen):
        between = text[one[1] : other[0]]
        if unit.run != following.run:
            if len(between) > _GAP_OF_RUNS:
                return False
        elif len(between) > _GAP or _PARTED.search(between):
            return False
    return True


def _near(plan_id: str, topic: Topic, library: Library) -> tuple[Evidence, ...]:
    """The sentences that come nearest to a topic, if they have half of its weight."""
    terms = _terms(topic)
    weights = library.weights
    least = _NEAR_NAME if topic.whole in known_names() else _NEAR
    found = []
    for passage, sentence in library.sentences((plan_id,)):
        if passage.kind == "heading" or is_title(sentence, passage):
            continue
        share = weights.coverage(terms, f"{' '.join(passage.path)} {sentence.text}")
        if share >= least:
            found.append(Evidence(passage=passage, excerpt=sentence, score=min(share, 1.0)))
    found.sort(key=lambda e: -e.score)
    return tuple(found[:_MOST_NEAR])


def _terms(topic: Topic) -> tuple[str, ...]:
    return terms_of(" ".join(unit.name for unit in topic.units))


def _is_partly_said(plan_id: str, topic: Topic, library: Library) -> bool:
    """Whether a part of a topic stands in a plan, or what plain speech calls by it."""
    said = library.words_said(plan_id)
    headings = "\n".join(_headings(plan_id, library))
    plain = (wording for word in plain_words(topic.whole) for wording in PLAIN[word])
    if any(normalised(wording) in said for wording in plain):
        return True
    text = bare(said) + "\n" + bare(headings)
    parts = [unit.name for unit in topic.telling] if len(topic.telling) > 1 else []
    return any(name in text for name in (topic.whole, *parts))


def _headings(plan_id: str, library: Library) -> Iterator[str]:
    return (heading for path in library.paths(plan_id) for heading in path)


def _is_known(topic: Topic, library: Library) -> bool:
    """Whether a topic is called by names that the field has: any other name would be known too.

    Such are those of the thesaurus, and those that some plan uses.
    """
    names = set(known_names())
    said = [bare(library.words_said(source.id)) for source in library.sources]

    def is_used(name: str) -> bool:
        return any(next(spans_of(name, text), None) for text in said if name in text)

    return is_used(topic.whole) or all(
        unit.name in names or is_used(unit.name) for unit in topic.telling
    )
