"""What of the items supports a sentence as a whole: a sentence, a passage, or two of a plan."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations

from assistant.chat.attribution import overlap
from assistant.chat.figures import figures_in, plain, terms_beside
from assistant.chat.items import Item, clauses_of

# So many passages of a plan may support a sentence together.
_FEWEST_JOINED, _MOST_JOINED = 2, 8
# Each clause has this part of what a passage says of it from one of the passage's sentences.
_LOCAL = 0.65
# What of a sentence an item does not bear out; nothing if all of it is.
Fault = Callable[[str, Item], str]


def supporting(text: str, items: Sequence[Item], fault: Fault) -> tuple[Item, ...]:
    """The least that supports a sentence: a sentence of a passage, a passage, two of a plan."""
    for item in items:
        for part in closest(text, item.parts):
            if not fault(text, part):
                return (part,)
    for item in items:
        is_local = len(item.parts) > 1 and _is_local(text, item.parts)
        if is_local and not fault(text, item):
            return _narrowed(text, item.parts, fault)
    texts = [item for item in items if not item.is_row][:_MOST_JOINED]
    joints = [*combinations(texts, 2), *([tuple(texts)] if len(texts) > _FEWEST_JOINED else [])]
    for joint in joints:
        parts = [part for item in joint for part in item.parts]
        is_one_plan = len({item.regions for item in joint}) == 1 and _is_local(text, parts)
        if is_one_plan and not fault(text, _joined(joint)):
            return _narrowed(text, parts, fault)
    return ()


def _narrowed(text: str, parts: Sequence[Item], fault: Fault) -> tuple[Item, ...]:
    """Those of the sentences that have something of what is said which none before has."""
    wanted = _terms_of(text)
    kept: list[Item] = []
    for part in closest(text, parts):
        if wanted & _terms_of(part.said):
            kept.append(part)
            wanted -= _terms_of(part.said)
    whole = _joined(kept) if kept else None
    if whole is None or fault(text, whole):
        return tuple(parts)
    return tuple(part for part in parts if part in kept)


def closest(text: str, items: Sequence[Item]) -> list[Item]:
    """The items that have something of a sentence, those that have most of it first."""
    terms = _terms_of(text)
    shares = [(len(terms & _terms_of(item.said + item.where)), item) for item in items]
    return [item for share, item in sorted(shares, key=lambda entry: -entry[0]) if share]


def _joined(items: Sequence[Item]) -> Item:
    return Item(
        "\n".join(item.text for item in items),
        tuple(dict.fromkeys(e for item in items for e in item.evidence)),
        composed=any(item.composed for item in items),
        is_row=any(item.is_row for item in items),
        dated="".join(dict.fromkeys(item.dated for item in items)),
    )


def _is_local(text: str, parts: Sequence[Item]) -> bool:
    """Whether each clause has nearly all that the parts say of it from one of them."""
    source = [terms_beside(f"{part.said}\n{part.where}") for part in parts]
    known = frozenset().union(*source)
    for clause in clauses_of(plain(text)):
        terms = terms_beside(clause.text) & known
        if terms and max(overlap(terms, of_part) for of_part in source) < _LOCAL:
            return False
    return True


@lru_cache(maxsize=4096)
def _terms_of(text: str) -> frozenset[str]:
    said = plain(text)
    return terms_beside(said) | {figure.number for figure in figures_in(said)}
