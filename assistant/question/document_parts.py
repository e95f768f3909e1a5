"""How a question names a part of a plan: a chapter or a clause by its number, or all parts."""

from assistant.language.rules import patterns_of
from corpus.documents import Value
from corpus.numerals import number_from

_RULES = patterns_of(__file__, "document-parts")
_PART, _CLAUSE, _HOW_MANY = (_RULES[name] for name in ("part", "clause", "how-many"))
_OVERVIEW = _RULES["overview"]
_ATTACHMENT, _ATTACHMENTS = _RULES["attachment"], _RULES["attachments"]
_NAME, _CONTENT = _RULES["name"], _RULES["content"]


class Part(Value):
    """A part of a plan by its number; ``kind`` is 部分, 章, 节 or 篇."""

    number: int | None
    kind: str


class Clause(Value):
    """A clause or an article by its number, or one of its paragraphs (款) or items (项)."""

    number: int
    paragraph: int | None = None
    item: int | None = None
    said: str = ""


class Attachment(Value):
    """An attachment by its number; ``kind`` is 附件, 附表, 附录 or 附图."""

    kind: str
    number: int


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


def clause_named(question: str) -> Clause | None:
    """Return the clause that a question names by its number, if any.

    >>> clause_named("江阴第20条").number, clause_named("第七章")
    (20, None)
    >>> clause_named("第四条第（二）项是什么").item
    2
    """
    clause = _CLAUSE.search(question)
    number = number_from(clause["clause"]) if clause else None
    if clause is None or number is None:
        return None
    return Clause(
        number=number,
        paragraph=number_from(clause["paragraph"] or ""),
        item=number_from(clause["item"] or ""),
        said="".join(clause.group().split()),
    )


def without_clause(question: str) -> str:
    """Return a question without the clause that it names, and that it asks for its words."""
    return _CONTENT.sub(" ", _CLAUSE.sub(" ", question))


def attachment_named(question: str) -> Attachment | None:
    """Return the attachment that a question names by its number, if any.

    >>> attachment_named("附件2是什么").number, attachment_named("有几个附件")
    (2, None)
    """
    attachment = _ATTACHMENT.search(question)
    number = number_from(attachment["number"]) if attachment else None
    if attachment is None or number is None:
        return None
    return Attachment(kind=attachment["kind"], number=number)


def without_attachment(question: str) -> str:
    """Return a question without the attachment it names and what is asked of it."""
    return _CONTENT.sub(" ", _NAME.sub(" ", _ATTACHMENT.sub(" ", question)))


def asks_for_content(question: str) -> bool:
    """Whether it is asked what stands in a part, not what the part is called."""
    return _CONTENT.search(question) is not None and _NAME.search(question) is None


def attachments_asked(question: str) -> str:
    """Return of which kind the attachments are to be listed or counted, empty if none are.

    >>> attachments_asked("有几个附件"), attachments_asked("附件2是什么")
    ('附件', '')
    """
    asked = _ATTACHMENTS.search(question)
    return (asked["kind"] or asked["listed"]) if asked else ""


def without_attachments(question: str) -> str:
    """Return a question without that it asks for the attachments."""
    return _ATTACHMENTS.sub(" ", question)


def asks_for_parts(question: str) -> bool:
    """Whether it is asked in which parts a plan is divided."""
    return _HOW_MANY.search(question) is not None


def without_overview(question: str) -> str:
    """Return a question without the words that ask for a plan as a whole.

    >>> without_overview("埇桥规划的目录")
    '埇桥规划的 '
    """
    return _OVERVIEW.sub(" ", question)
