"""What is asked of documents themselves, and the words of theirs that say it."""

from collections.abc import Iterator

from assistant.answers import Evidence
from assistant.evidence.asked import Asked
from assistant.language.injection import gives_orders
from assistant.language.regions import plan_names
from assistant.language.terms import term_set, terms_of, topic_of
from assistant.question.metadata import (
    kinds_named,
    particulars_asked,
    without_kinds,
    without_metadata,
)
from corpus.documents import Source, Value
from corpus.front_matter import Words
from corpus.particulars import Field, particulars_from
from corpus.place_names import regions_in
from corpus.text import excerpt_from
from index.passages import passage_of

# Of so many documents at most each is told for itself.
MOST_DOCUMENTS = 12
# Said in another place than this, if at all, it is said of something in the document.
_OF_LETTERHEAD: frozenset[Field] = frozenset(
    ("issuer", "number", "issued_on", "published_on", "recipients", "copies", "status")
)
# So staff call any of these documents.
_ANY_KIND = "规划"
# What answers too, where a document does not say the one but the other.
_INSTEAD: dict[Field, Field] = {"issued_on": "published_on", "published_on": "issued_on"}


class Particular(Value):
    """What a document says of itself in one respect; no evidence where it does not say it."""

    field: Field
    value: str = ""
    evidence: tuple[Evidence, ...] = ()


class OfDocument(Value):
    """What is asked of one document, in the order in which it is told."""

    source: Source
    particulars: tuple[Particular, ...]

    @property
    def said(self) -> tuple[Particular, ...]:
        """What the document says."""
        return tuple(each for each in self.particulars if each.evidence)

    @property
    def unsaid(self) -> tuple[Field, ...]:
        """What it does not say."""
        return tuple(each.field for each in self.particulars if not each.evidence)


def asked_of_documents(asked: Asked) -> tuple[OfDocument, ...]:
    """Return what is asked of documents themselves, for each; nothing for another question."""
    fields = particulars_asked(asked.question.text)
    plans = _documents_meant(asked) if fields else ()
    if not plans or len(plans) > MOST_DOCUMENTS:
        return ()
    return tuple(_of_document(asked, plan, fields) for plan in plans)


def is_unsaid(documents: tuple[OfDocument, ...]) -> bool:
    """Whether something is asked that only letterheads say, and none of these does."""
    asked = {each.field for document in documents for each in document.particulars}
    said = any(document.said for document in documents)
    return bool(documents) and not said and asked <= _OF_LETTERHEAD


def _documents_meant(asked: Asked) -> tuple[str, ...]:
    """The documents that a question names or, naming none, all; none if it is of another thing."""
    question, library = asked.question, asked.library
    rest = without_metadata(question.text)
    for region in regions_in(rest):
        rest = rest.replace(region, " ")
    topic = terms_of(topic_of(without_kinds(rest), plan_names(library.sources)))
    kinds = [kind for kind in kinds_named(rest) if kind != _ANY_KIND]
    meant = []
    for plan in question.plans:
        title = library.source(plan).title
        if all(term in term_set(title) for term in topic):
            meant.append((plan, sum(kind in title for kind in kinds)))
    most = max((named for _, named in meant), default=0)
    return tuple(plan for plan, named in meant if named == most)


def _of_document(asked: Asked, plan_id: str, fields: tuple[Field, ...]) -> OfDocument:
    library = asked.library
    plan = library.plan(plan_id)
    source = library.source(plan_id)
    said = particulars_from(plan.source_text)
    particulars = []
    for wanted in fields:
        instead = _INSTEAD.get(wanted, wanted)
        field = instead if wanted not in said and instead in said else wanted
        found = [words for words in said.get(field, ()) if not gives_orders(words.value)]
        evidence = tuple(e for words in found for e in _evidence(asked, plan_id, words))
        value = _value(source, field, found)
        particulars.append(Particular(field=field, value=value, evidence=evidence))
    return OfDocument(source=source, particulars=tuple(particulars))


def _value(source: Source, field: Field, found: list[Words]) -> str:
    """As the user has put it right, where that is what the same words say; else as it is read."""
    values = [words.value for words in found]
    kept = str(getattr(source, field, "") or "")
    return kept if kept in values else "、".join(dict.fromkeys(values))


def _evidence(asked: Asked, plan_id: str, words: Words) -> Iterator[Evidence]:
    """The words in the passage that they stand in, or by themselves where they are in none."""
    plan = asked.library.plan(plan_id)
    excerpt = excerpt_from(plan.text, words.start, words.end)
    if not excerpt.spans:
        return
    passage = next(
        (
            p
            for p in asked.library.passages
            if p.source.id == plan_id
            and p.excerpt.start <= excerpt.start
            and excerpt.end <= p.excerpt.end
        ),
        None,
    )
    passage = passage or passage_of(plan, (), "clause", excerpt)
    yield Evidence(passage=passage, excerpt=excerpt, score=1.0)
