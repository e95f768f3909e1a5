"""The list that a sentence announces or is an item of, so that it is answered with whole."""

from assistant.library import Library
from corpus.documents import Excerpt, Value
from corpus.lead_ins import is_lead_in
from corpus.lists import Item, ItemList, ordinal_of
from corpus.text import sentences_of
from index.passages import Passage


class Around(Value):
    """What stands around a sentence of a list: the words that head it, and those beside it."""

    heads: str
    within: str


def around_of(passage: Passage, sentence: Excerpt, library: Library) -> Around | None:
    """Return what stands around a sentence that announces a list or is of an item, if it does.

    An item is headed by the words that announce it and, where it is counted off in its
    paragraph, by its own first sentence; the words that announce a list have its items beside
    them.
    """
    announced = list_announced(passage, sentence, library)
    if announced is not None:
        said = (excerpt.text for item in announced.items for excerpt in item.excerpts)
        return Around(heads="", within=" ".join((passage.excerpt.text, *said)))
    holding = list_holding(passage, sentence, library)
    if holding is None:
        return None
    listed, item = holding
    lead = lead_sentence(listed)
    first = sentences_of(item.excerpts[0])[0]
    heads = " ".join((lead.text if lead else "", first.text if ordinal_of(first.text) else ""))
    return Around(heads=heads, within=" ".join(excerpt.text for excerpt in item.excerpts))


def list_announced(passage: Passage, sentence: Excerpt, library: Library) -> ItemList | None:
    """Return the list that a sentence announces, if it does."""
    if passage.kind != "clause" or not is_lead_in(sentence.text):
        return None
    start, end = sentence.start, sentence.end
    return next(
        (
            each
            for each in library.lists(passage.source.id)
            if each.lead is not None and each.lead.start <= start and end == each.lead.end
        ),
        None,
    )


def list_holding(
    passage: Passage, sentence: Excerpt, library: Library
) -> tuple[ItemList, Item] | None:
    """Return the innermost list that a sentence is an item of, or a part of one, if it is."""
    if passage.kind != "clause":
        return None
    start, end = sentence.start, sentence.end
    holding = [
        (each, item)
        for each in library.lists(passage.source.id)
        for item in each.items
        if any(e.start <= start and end <= e.end for e in item.excerpts)
    ]
    return min(holding, key=lambda entry: entry[1].end - entry[1].start, default=None)


def lead_sentence(listed: ItemList) -> Excerpt | None:
    """Return the sentence that announces a list, ``None`` where only a heading does."""
    if listed.lead is None:
        return None
    last = sentences_of(listed.lead)[-1]
    return last if is_lead_in(last.text) else None
