"""A summary of the section that a question is about: its points, each in its leading clauses."""

import math
from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.evidence.outlines import is_part
from assistant.evidence.parts import asks_for_whole_plan
from assistant.evidence.sentences import BEARS_ON
from assistant.language.clauses import clauses_of, shown
from assistant.language.terms import normalised, terms_of
from assistant.library import Library
from assistant.question.document_parts import clause_named, part_named, without_part
from assistant.question.query_terms import spoken_topic
from corpus.assignments import without_number
from corpus.documents import Excerpt
from corpus.headings import is_bare_number
from index.passages import Passage

# A summary in all, in characters; it is dealt out among its points.
_LENGTH = 460
_MOST_POINTS = 8
_SEVERAL = 2
# How many sentences speak under a heading, at least where there are so many.
_FEWEST_CLAUSES = 4
_SHORTEST_CLAUSE = 10
# What speaks for a section: its heading says the topic, with those above it; the topic says its
# heading; the best evidence stands in it. Against it: its length, each time it doubles.
_BY_HEADING = 1.0
_BY_PATH = 0.3
_BY_NAME = 0.4
_BY_EVIDENCE = 1.0
_BY_LENGTH = 0.06
_SHORTEST_NAME = 4
# The evidence that counts: so many sentences, of at least this part of the best one's score.
_MOST_EVIDENCE = 12
_NEAR_BEST = 0.5
# A section is the one meant if the heading says, or the evidence in it makes up, so much.
_IS_MEANT = 0.5
# Or if the question has so much of its heading.
_IS_NAMED = 0.75


class Summaries:
    """The points of the section that is meant.

    A point is a heading with the leading clauses under it, or where there are no headings a
    sentence's; the fewer the points, the longer.
    """

    name = "summaries"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield them, or the sentences that bear on a question for which no section is meant."""
        question, library = asked.question, asked.library
        # What an article of a number says is not summed up: it is said as it stands.
        if question.kind != "summary" or clause_named(question.text):
            return
        if asks_for_whole_plan(question, library):
            return
        fit, section = _section_meant(question, asked.evidence, library)
        if section:
            draft = _of_section(section)
            if draft:
                yield proposed(self.name, asked, draft, fit=fit)
            return
        scattered = _of_sentences(asked.evidence)
        if scattered:
            yield proposed(self.name, asked, scattered, scattered=1.0)


def _of_section(section: Sequence[Passage]) -> Draft | None:
    path = _shared_path(section)
    name = without_number(path[-1])
    points = _points(section, len(path), name)
    if not points:
        return None
    what = path[-1] if is_bare_number(path[-1]) else f"“{name}”"
    parts = f"分{len(points)}个方面：" if len(points) > 1 else "："
    return Draft(
        opening=f"{section[0].source.region}{what}{parts}",
        statements=tuple(statement for point in points for statement in point),
    )


def _of_sentences(evidence: Sequence[Evidence]) -> Draft | None:
    """The sentences that bear on a question, in the order of their plan, if they are several."""
    clauses = [found for found in evidence if found.passage.kind == "clause"]
    best = [
        found
        for found in clauses[:_MOST_POINTS]
        if found.score >= max(BEARS_ON, _NEAR_BEST * clauses[0].score)
        and found.passage.source == clauses[0].passage.source
    ]
    if len(best) < _SEVERAL:
        return None
    best.sort(key=lambda found: found.excerpt.start)
    room = _LENGTH // len(best)
    leads = [(found.passage, _leading(found.excerpt, room)) for found in best]
    return Draft(
        opening=f"{best[0].passage.source.name}的规划写明：",
        statements=tuple(_statement(passage, shown(lead), lead) for passage, lead in leads),
    )


def _section_meant(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> tuple[float, list[Passage]]:
    """The clauses of the section that most speaks for, and how much does.

    There are none if too little speaks for any.
    """
    part = part_named(question.text)
    asked = normalised(without_part(question.text))
    terms = terms_of(spoken_topic(question.model_copy(update={"text": asked}), library))
    clauses = [e for e in evidence if e.passage.kind == "clause"]
    strong = [e for e in clauses[:_MOST_EVIDENCE] if e.score >= _NEAR_BEST * clauses[0].score]
    whole = sum(e.score for e in strong) or 1.0
    is_found = bool(clauses) and clauses[0].score >= BEARS_ON
    best, chosen = -math.inf, list[Passage]()
    for path, section in _sections(question.plans, library):
        if part and not is_part(path[-1], part):
            continue
        heading = normalised(without_number(path[-1]))
        own = library.weights.coverage(terms, path[-1])
        above = library.weights.coverage(terms, " ".join(path))
        named = library.weights.coverage(terms_of(heading), asked)
        if heading in asked and len(heading) >= _SHORTEST_NAME:
            own = named = 1.0
        plan = section[0].source.id
        inside = (
            e.score
            for e in strong
            if e.passage.source.id == plan and e.passage.path[: len(path)] == path
        )
        mass = sum(inside) / whole if is_found else 0.0
        if not part and max(own, mass) < _IS_MEANT and named < _IS_NAMED:
            continue
        score = _BY_HEADING * own + _BY_PATH * above + _BY_NAME * named * own + _BY_EVIDENCE * mass
        score -= _BY_LENGTH * math.log2(sum(len(p.excerpt.text) for p in section))
        if score > best:
            best, chosen = score, section
    return best, chosen


def _sections(
    plans: Sequence[str], library: Library
) -> Iterator[tuple[tuple[str, ...], list[Passage]]]:
    """Yield every address in these plans with the clauses that stand under it."""
    under: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
    for passage in library.passages:
        if passage.kind == "clause" and passage.source.id in plans:
            for depth in range(1, len(passage.path) + 1):
                under.setdefault((passage.source.id, passage.path[:depth]), []).append(passage)
    for (_, path), section in under.items():
        yield path, section


def _shared_path(section: Sequence[Passage]) -> tuple[str, ...]:
    """The longest address that all clauses of a section stand under."""
    first, *others = (passage.path for passage in section)
    depth = len(first)
    while any(path[:depth] != first[:depth] for path in others):
        depth -= 1
    return first[:depth]


def _points(section: Sequence[Passage], depth: int, name: str) -> list[list[Statement]]:
    """What stands under each heading below a section's own, or its sentences if it has none.

    A sentence that only says the ``name`` of the section again is no point.
    """
    labels = list(dict.fromkeys(p.path[depth] for p in section if len(p.path) > depth))
    if len(labels) > 1:
        labels = labels[:_MOST_POINTS]
        room = _LENGTH // len(labels)
        blocks = ([p for p in section if p.path[depth : depth + 1] == (x,)] for x in labels)
        most = max(_FEWEST_CLAUSES, _MOST_POINTS // len(labels) + 1)
        points = (_point(*entry, room, most) for entry in zip(labels, blocks, strict=True))
        return [point for point in points if point]
    sentences = sorted(
        sorted(_with_news(section, name), key=_precedence)[:_MOST_POINTS], key=_place
    )
    room = _LENGTH // max(len(sentences), 1)
    leads = [(passage, _leading(sentence, room)) for passage, sentence, _ in sentences]
    return [[_statement(passage, shown(lead), lead)] for passage, lead in leads]


# A sentence with its passage and its place in it.
_Sentence = tuple[Passage, Excerpt, int]


def _point(label: str, section: Sequence[Passage], room: int, most: int) -> list[Statement]:
    """A heading with the leading clauses of what stands under it, as many as there is room for."""
    name = "" if is_bare_number(label) else without_number(label)
    sentences = list(_with_news(section, name))
    if sentences and normalised(sentences[0][1].text).startswith(normalised(name)):
        name = ""
    room -= len(name)
    chosen: list[_Sentence] = []
    for entry in sorted(sentences, key=_precedence):
        lead = _leading(entry[1], 0)
        if chosen and (len(lead.text) > room or len(chosen) == most):
            continue
        chosen.append(entry)
        room -= len(lead.text)
    statements: list[Statement] = []
    for passage, sentence, _ in sorted(chosen, key=_place):
        shortest = len(_leading(sentence, 0).text)
        lead = _leading(sentence, shortest + max(room, 0))
        room -= len(lead.text) - shortest
        begins = f"{name}：" if name and not statements else ""
        statements.append(_statement(passage, begins + shown(lead), lead, joins=bool(statements)))
    return statements


def _leading(sentence: Excerpt, room: int) -> Excerpt:
    """The first clauses of a sentence, at least one, as many as there is room for."""
    end = 0
    for clause in clauses_of(sentence.text):
        if end >= _SHORTEST_CLAUSE and clause.end > room:
            break
        end = clause.end
    return sentence.cut(0, end)


def _with_news(section: Sequence[Passage], heading: str) -> Iterator[_Sentence]:
    """Yield the sentences of a section that are not just its heading again."""
    for passage in section:
        for number, sentence in enumerate(passage.sentences()):
            if normalised(sentence.text).strip("。．. ") != normalised(heading):
                yield passage, sentence, number


def _precedence(entry: _Sentence) -> tuple[int, int]:
    """Sentences that open their clause come first, then the others, as they stand."""
    return min(entry[2], 1), entry[1].start


def _place(entry: _Sentence) -> int:
    return entry[1].start


def _statement(passage: Passage, text: str, lead: Excerpt, *, joins: bool = False) -> Statement:
    evidence = Evidence(passage=passage, excerpt=lead, score=1.0)
    return Statement(text=text, evidence=(evidence,), joins=joins)
