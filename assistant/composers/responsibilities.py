"""Questions for who does what and by when, answered from the plans' responsibilities."""

from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.composers.duties import (
    led_by,
    what_is,
    when_due,
    whether_any_cooperates,
    who,
    with_number,
)
from assistant.composers.duty_lists import by_deadline, most_tasks, part_of, tasks_of
from assistant.evidence.asked import Asked
from assistant.evidence.duties import (
    NamedUnit,
    Responsibility,
    by_topic,
    units_named,
    without_units,
)
from assistant.language.institutions import SOME_DEPARTMENT
from assistant.language.terms import term_set
from assistant.library import Library
from assistant.question.query_terms import topic_terms
from assistant.question.responsibility import (
    asks_by_deadline,
    asks_for_leader,
    asks_for_most,
    asks_for_tasks,
    asks_what_it_is,
    asks_when_due,
    asks_whether_any_cooperates,
    asks_who,
    claims_part,
    is_said_outright,
    means_list,
    means_row,
    names_part,
    names_tasks,
    task_number_in,
    without_deadlines,
)
from corpus.documents import Assignment
from corpus.text import readable
from index.passages import Passage

# Which part of the topic's weight a task must have to be of it.
_OF_TOPIC = 0.6


class Responsibilities:
    """Who leads a task, who cooperates and by when; or all tasks of a unit, or due by a time."""

    name = "responsibilities"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield what the responsibilities say, if the question is for that."""
        question, library = asked.question, asked.library
        assignments = library.assignments(question.plans)
        if not assignments or question.kind == "across":
            return
        units = units_named(question.text, assignments)
        is_due = asks_when_due(question.text) or asks_by_deadline(question.text)
        if not is_due and not _is_for_parts(question, units):
            return
        if task_number_in(question.text) is not None:
            numbered = _by_number(question, assignments)
            if numbered:
                said = (with_number(_said(question, *entry), entry[1]) for entry in numbered)
                draft = Draft(statements=tuple(said))
                yield proposed(self.name, asked, draft, by_number=1.0)
        elif asks_for_most(question.text):
            most = most_tasks(question, assignments)
            if most:
                yield proposed(self.name, asked, most, of_unit=1.0, listed=1.0)
        elif due := _due_tasks(units, question, library, assignments):
            yield proposed(self.name, asked, due, of_unit=1.0, listed=1.0)
        elif units and _asks_tasks_of(units, question, library, assignments):
            tasks = tasks_of(units, question, assignments)
            if tasks:
                yield proposed(self.name, asked, tasks, of_unit=1.0)
        else:
            yield from self._of_topic(asked, units, assignments)

    def _of_topic(
        self, asked: Asked, units: Sequence[NamedUnit], assignments: Sequence[Responsibility]
    ) -> Iterator[Candidate]:
        """Yield what is said of the tasks that the topic of the question means."""
        question, library = asked.question, asked.library
        if asks_for_tasks(question) and _names_other_unit(question, library, units):
            return
        fit, lead, chosen = by_topic(question, asked.hits, library, assignments)
        if asks_when_due(question.text) and not (question.kind == "who" and names_part(question)):
            chosen = [entry for entry in chosen if entry[1].deadline]
        if chosen:
            about = topic_terms(without_units(units, question), library)
            draft = Draft(statements=tuple(_verified(units, question, chosen, about, library)))
            outright = _said_outright(asked.evidence, chosen)
            yield proposed(self.name, asked, draft, fit=fit, lead=lead, outright=outright)


def _is_for_parts(question: Question, units: Sequence[NamedUnit]) -> bool:
    """Whether it is asked who has a part in something, or what a task is by its number."""
    text = question.text
    is_task = task_number_in(text) is not None and means_row(text)
    is_about = asks_for_most(text) or asks_for_leader(text) or asks_whether_any_cooperates(text)
    return bool(
        question.kind == "who"
        or (asks_who(text) and names_part(question))
        or (units and names_part(question))
        or (is_task and asks_what_it_is(text))
        or is_about
    )


def _by_number(question: Question, assignments: Sequence[Responsibility]) -> list[Responsibility]:
    """The tasks of the number that is asked for; of a list if it is called 第8项, or of clauses."""
    wanted = task_number_in(question.text)
    chosen = [entry for entry in assignments if entry[1].number == wanted]
    of_kind = [e for e in chosen if (e[1].kind == "row") == means_row(question.text)]
    return of_kind or chosen


def _said(
    question: Question, passage: Passage, a: Assignment, *, with_measure: bool = False
) -> Statement:
    """What a question wants to know of a task."""
    text = question.text
    if asks_for_leader(text) and a.leader:
        return led_by(passage, a)
    if asks_whether_any_cooperates(text):
        return whether_any_cooperates(passage, a)
    if asks_when_due(text) and a.deadline:
        is_also = question.kind == "who" and names_part(question)
        if not is_also:
            return when_due(passage, a)
        return who(passage, a, with_deadline=True, with_measure=with_measure)
    if asks_what_it_is(text) and not names_part(question):
        return what_is(passage, a)
    return who(passage, a, with_measure=with_measure)


def _verified(
    units: Sequence[NamedUnit],
    question: Question,
    chosen: Sequence[Responsibility],
    about: Sequence[str],
    library: Library,
) -> Iterator[Statement]:
    """Yield who does what, with 对 or 不对 before it where the question claims it of a unit.

    Where the name of a task has not what is asked ``about``, its measure is said too.
    """
    for place, entry in enumerate(chosen):
        is_named = library.weights.coverage(about, entry[1].task) >= _OF_TOPIC
        statement = _in_full(
            _said(question, *entry, with_measure=not is_named), entry[1], about, library
        )
        if place == 0 and units and claims_part(question):
            verdict = "对。" if _bears_out(units, question, entry[1]) else "不对。"
            statement = statement.model_copy(update={"text": verdict + statement.text})
        yield statement


def _in_full(
    statement: Statement, a: Assignment, about: Sequence[str], library: Library
) -> Statement:
    """The sentence itself, where it has more of what is asked about than what is said of it."""
    if a.kind != "sentence":
        return statement
    sentence = readable(a.excerpt.text)
    coverage = library.weights.coverage
    if coverage(about, sentence) <= coverage(about, statement.text):
        return statement
    return statement.model_copy(update={"text": sentence})


def _said_outright(evidence: Sequence[Evidence], chosen: Sequence[Responsibility]) -> float:
    """The score of the best clause that says in so many words who does something, or 0.

    The sentence that a chosen responsibility was read from says nothing else.
    """
    return max(
        (
            found.score
            for found in evidence
            if found.passage.kind == "clause"
            and is_said_outright(found.excerpt.text)
            and not any(_overlap(found, passage, a) for passage, a in chosen)
        ),
        default=0.0,
    )


def _overlap(found: Evidence, passage: Passage, a: Assignment) -> bool:
    same = found.passage.source.id == passage.source.id
    excerpt = found.excerpt
    return same and excerpt.start < a.excerpt.end and a.excerpt.start < excerpt.end


def _asks_tasks_of(
    units: Sequence[NamedUnit],
    question: Question,
    library: Library,
    assignments: Sequence[Responsibility],
) -> bool:
    """Whether a question asks for the tasks of units, and not who has a task."""
    if not asks_for_tasks(question):
        return False
    rest = without_units(units, question)
    if not topic_terms(rest, library):
        return True
    return names_tasks(question) and not by_topic(rest, (), library, assignments)[-1]


def _due_tasks(
    units: Sequence[NamedUnit],
    question: Question,
    library: Library,
    assignments: Sequence[Responsibility],
) -> Draft | None:
    """The tasks due by a time, of the units and the topic that are named, if asked for so."""
    if not asks_by_deadline(question.text):
        return None
    rest = without_units(units, question)
    about = rest.model_copy(update={"text": without_deadlines(rest.text)})
    terms = topic_terms(about, library)
    rows = [e for e in assignments if e[1].kind == "row"] if means_list(question.text) else []
    if rows:
        # What none of its tasks has is how the list is asked for: 有具体年月的任务里头.
        said = term_set(" ".join(_words(a) for _, a in rows))
        terms = tuple(term for term in terms if term in said)
    of_topic = [
        (passage, a)
        for passage, a in rows or assignments
        if all(unit.is_among(a.lead) for unit in units)
        and (not terms or library.weights.coverage(terms, _words(a)) >= _OF_TOPIC)
    ]
    return by_deadline(question, of_topic)


def _words(a: Assignment) -> str:
    return " ".join((*a.path, a.task, a.measure, a.excerpt.text))


def _bears_out(units: Sequence[NamedUnit], question: Question, a: Assignment) -> bool:
    """Whether the units have the part in a task that a question says."""
    cooperates = part_of(units[0], question.text) == "配合"
    return all(unit.is_among(a.cooperating if cooperates else a.lead) for unit in units)


def _names_other_unit(question: Question, library: Library, units: Sequence[NamedUnit]) -> bool:
    """Whether the tasks are asked for of a unit that has none: 统计局牵头哪几条任务."""
    rest = without_units(units, question)
    other = SOME_DEPARTMENT.search(question.text)
    return bool(other and SOME_DEPARTMENT.sub("", rest.text) and not units) and not topic_terms(
        rest.model_copy(update={"text": SOME_DEPARTMENT.sub("，", rest.text)}), library
    )
