"""Items as a model is shown them, each of one sentence, row or responsibility of a plan."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answers import Evidence
from assistant.chat.items import Item
from corpus.documents import Excerpt, Plan
from corpus.text import readable
from index.passages import Passage


def item_of(passage: Passage, excerpt: Excerpt, plan: Plan) -> Item:
    """Return the item of an excerpt: of a row its cells after the heads of their columns."""
    evidence = Evidence(passage=passage, excerpt=excerpt, score=1.0)
    years = Counter(re.findall(r"20\d\d年", plan.text)).most_common(1)
    dated = years[0][0] if years else ""
    if passage.row is not None:
        return Item(passage.row.labelled, (evidence,), is_row=True, dated=dated)
    return Item(" ".join(readable(excerpt.text).split()), (evidence,), dated=dated)


def together(*items: Item) -> Item:
    """Return the item of a passage that has the sentences of these."""
    evidence = tuple(found for item in items for found in item.evidence)
    return Item(" ".join(item.text for item in items), evidence, dated=items[0].dated)


def found_in(plans: Sequence[Plan], passages: Sequence[Passage], words: str) -> Item:
    """Return the first item that has these words."""
    by_id = {plan.source.id: plan for plan in plans}
    for passage in passages:
        for excerpt in passage.sentences():
            if words in excerpt.text:
                return item_of(passage, excerpt, by_id[passage.source.id])
    raise LookupError(words)
