"""A list as an answer: the words that announce it, and each of its items with a citation."""

from assistant.answers import Draft, Evidence, Statement
from assistant.evidence.asked import Asked
from assistant.evidence.lists import lead_sentence, list_announced, list_holding
from assistant.language.clauses import asks, shown
from corpus.assignments import without_number
from corpus.documents import Excerpt
from corpus.lists import Item, ItemList
from corpus.text import sentences_of
from index.passages import Passage, passage_of

_MOST_ITEMS = 15
# An item is said in so many characters, with as many whole sentences as that allows.
_LONGEST_ITEM = 160
_LONGEST_LEAD = 80
_LONGEST_ANSWER = 140


def answer_to_same_question(found: Evidence) -> Draft | None:
    """Return the whole answer that a document gives to a question of its own, if it is short."""
    passage = found.passage
    if not passage.path or not asks(passage.path[-1]) or passage.kind != "clause":
        return None
    if len(passage.excerpt.text) > _LONGEST_ANSWER:
        return None
    whole = Evidence(passage=passage, excerpt=passage.excerpt, score=found.score)
    return Draft(statements=(Statement(text=shown(passage.excerpt), evidence=(whole,)),))


def list_meant(asked: Asked, found: Evidence) -> ItemList | None:
    """Return the list that is asked for where a sentence is the best evidence, if one is.

    It is the list that the sentence announces, or the one it is an item of, if the question
    has more of the words that announce it than of the item's own.
    """
    announced = list_announced(found.passage, found.excerpt, asked.library)
    if announced is not None or asked.question.kind in ("value", "claim", "who"):
        return announced
    holding = list_holding(found.passage, found.excerpt, asked.library)
    if holding is None:
        return None
    listed, _ = holding
    weights = asked.library.weights
    lead = listed.lead.text if listed.lead is not None else ""
    announcing = weights.coverage(asked.terms, " ".join((*listed.path, lead)))
    own = weights.coverage(asked.terms, found.excerpt.text)
    return listed if announcing and announcing >= own else None


def draft_of(asked: Asked, found: Evidence, listed: ItemList) -> Draft:
    """Return a list as a draft; the first item cites the words that announce it, too."""
    plan = asked.library.plan(found.passage.source.id)
    lead = lead_sentence(listed)
    statements: list[Statement] = []
    for item in listed.items[:_MOST_ITEMS]:
        passages = [
            Evidence(passage=passage_of(plan, item.path, "clause", e), excerpt=e, score=found.score)
            for e in _said(item)
        ]
        text = "：".join(shown(e.excerpt) for e in passages)
        if lead is not None and not statements:
            passage = passage_of(plan, listed.path, "clause", lead)
            passages.append(Evidence(passage=passage, excerpt=lead, score=found.score))
        statements.append(Statement(text=text, evidence=tuple(passages)))
    return Draft(opening=_opening(found.passage, listed, lead), statements=tuple(statements))


def under_lead(asked: Asked, found: Evidence) -> Evidence | None:
    """Return the words that announce the list of which a sentence is an item, as evidence.

    An item says nothing without them: 住院期间发生的费用, which are not paid.
    """
    holding = list_holding(found.passage, found.excerpt, asked.library)
    lead = lead_sentence(holding[0]) if holding else None
    if holding is None or lead is None or len(lead.text) > _LONGEST_LEAD:
        return None
    plan = asked.library.plan(found.passage.source.id)
    passage = passage_of(plan, holding[0].path, "clause", lead)
    return Evidence(passage=passage, excerpt=lead, score=found.score)


def _said(item: Item) -> list[Excerpt]:
    """The words of an item that are shown: its paragraphs, the first sentences of a long one."""
    kept: list[Excerpt] = []
    room = _LONGEST_ITEM
    for excerpt in item.excerpts:
        if kept and len(excerpt.text) > room:
            break
        kept.append(excerpt if len(excerpt.text) <= room else _first_sentences(excerpt, room))
        room -= len(kept[-1].text)
    return kept


def _first_sentences(excerpt: Excerpt, room: int) -> Excerpt:
    end = 0
    for sentence in sentences_of(excerpt):
        position = excerpt.text.index(sentence.text, end) + len(sentence.text)
        if end and position > room:
            break
        end = position
    return excerpt.cut(0, end)


def _opening(passage: Passage, listed: ItemList, lead: Excerpt | None) -> str:
    if lead is not None:
        return f"{shown(lead)}："
    name = without_number(listed.path[-1]) if listed.path else passage.source.title
    return f"{passage.source.region}“{name}”分{len(listed.items)}个方面："
