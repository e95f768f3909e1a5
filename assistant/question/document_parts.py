"""How a question names a part of a plan: a chapter or a clause by its number, or all parts."""

from assistant.language.rules import patterns_of
from corpus.documents import Value
from corpus.numerals import number_from

_RULES = patterns_of(__file__, "document-parts")
_PART, _CLAUSE, _HOW_MANY = (_RULES[name] for name in ("part", "clause", "how-many"))


class Part(Value):
    """A part of a plan by its number; ``kind`` is 部分, 章, 节 or 篇."""

    number: int | None
    kind: str


def part_named(question: str) -> Part | None:
    """Return the part that a question names, if any.

    >>> part_named("埇桥第七章讲什么"), part_named("第3条讲什么")
    (Part(number=7, kind='章'), None)
    """
    part = _PART.search(question)
    return Part(number=number_from(part.group(1)), kind=part.group(2)) if part else None


def without_part(question: str) -> str:
    """Return a question without the part that it names."""
    return _PART.sub(" ", question)


def clause_named(question: str) -> int | None:
    """Return the number of the clause that a question names, if any.

    >>> clause_named("江阴第20条"), clause_named("第七章")
    (20, None)
    """
    clause = _CLAUSE.search(question)
    return int(clause.group(1)) if clause else None


def without_clause(question: str) -> str:
    """Return a question without the clause that it names."""
    return _CLAUSE.sub(" ", question)


def asks_for_parts(question: str) -> bool:
    """Whether it is asked in which parts a plan is divided."""
    return _HOW_MANY.search(question) is not None
