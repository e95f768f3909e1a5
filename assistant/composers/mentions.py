"""Questions for which plans say something, answered for every plan that is asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.composers.readings import wording
from assistant.evidence.asked import Asked
from assistant.evidence.sentences import BEARS_ON
from assistant.language.clauses import cut_to
from assistant.language.indicator_names import without_brackets
from assistant.language.terms import TermWeights, coined_pairs, content_words, normalised, terms_of
from assistant.library import Library
from assistant.question.query_terms import spoken_topic
from corpus.documents import Indicator
from index.passages import Passage

# Where a sentence does not hold the topic word for word, which part of the topic's words it
# must hold with its heading, and which part of its character pairs by itself: words that
# stand far apart in it are no mention.
_MENTION_COVERS = 0.85
_BY_ITSELF = 0.55
_MARKS = str.maketrans("", "", "“”\"'《》？?，,。 ")
_OR = re.compile("或者|或是|或")
_FURTHER = re.compile("[？?。]|[，,](?=不管|不论|无论|包括|比如|逐|都)")
_WHICH = re.compile("哪|谁|各|所有|每|有没有|有无|是不是|是否")
_NEGATED = re.compile("(没有?|未|不)(曾|有)?(提|写|讲|说|涉|安排|列|规定|要求)")


class Mentions:
    """One cited line for each plan that mentions the topic, and the names of those that do not."""

    name = "mentions"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield them; where no plan mentions it in its words, sentences that bear on it do."""
        question, library = asked.question, asked.library
        if question.kind != "across":
            return
        topics = [spoken_topic(either, library) for either in _either(question)]
        topics = list(filter(terms_of, topics))
        if not topics:
            return
        mentions: dict[str, Evidence] = {}
        for plan_id in question.plans:
            found = filter(None, (_best_mention(plan_id, topic, library) for topic in topics))
            best = max(found, key=lambda mention: mention.score, default=None)
            if best:
                mentions[plan_id] = best
        scores = [mention.score for mention in mentions.values()]
        is_mentioned = bool(mentions)
        if not mentions:
            for near in asked.evidence:
                if near.score >= BEARS_ON:
                    mentions.setdefault(near.passage.source.id, near)
        if mentions:
            draft = _draft_from(question, mentions, terms_of(" ".join(topics)), library)
            yield proposed(
                self.name,
                asked,
                draft,
                literal=sum(score == 1.0 for score in scores) / (len(scores) or 1),
                least=min(scores, default=0.0),
                mentioned=float(is_mentioned),
                silent=1 - len(mentions) / len(question.plans),
            )


def _draft_from(
    question: Question, mentions: Mapping[str, Evidence], terms: Sequence[str], library: Library
) -> Draft:
    statements = []
    silent = []
    for plan_id in question.plans:
        mention = mentions.get(plan_id)
        source = library.source(plan_id)
        if mention is None:
            silent.append(source.name)
            continue
        text, excerpt = cut_to(mention.excerpt, terms, library.weights)
        if isinstance(mention.passage.record, Indicator):
            text = wording(question, mention.passage.record) or text
        cited = Evidence(passage=mention.passage, excerpt=excerpt, score=mention.score)
        statements.append(Statement(text=text, evidence=(cited,), subject=source.name))
    opening, closing = f"{len(statements)}份提到：", ""
    if silent:
        closing = f"没有提到的：{'、'.join(silent)}。"
    if silent and _NEGATED.search(question.text):
        opening, closing = f"{closing}{opening}", ""
    return Draft(opening=opening, statements=tuple(statements), closing=closing)


def _either(question: Question) -> list[Question]:
    """A question for this or that, taken apart; what a further sentence adds is left out."""
    first = _FURTHER.split(question.text)[0]
    asked = first if _WHICH.search(first) else question.text
    parts = [
        *_OR.split(asked),
        *([without_brackets(asked)] if without_brackets(asked) != asked else []),
    ]
    return [question.model_copy(update={"text": part}) for part in parts]


def _best_mention(plan_id: str, topic: str, library: Library) -> Evidence | None:
    """The sentence that holds most of the topic; one that has it word for word comes first."""
    literal = topic.translate(_MARKS)
    words = content_words(topic)
    coined = coined_pairs(topic)
    terms = [term for term in terms_of(topic) if term in library.weights]
    best: Evidence | None = None
    for passage, sentence in library.sentences((plan_id,)):
        text = _bare(sentence.text)
        if literal in text:
            score = 1.0
        elif all(pair in text for pair in coined) and any(w in text for w in words or terms):
            by_itself = library.weights.coverage(terms, sentence.text)
            together = _covered(words or terms, text, passage, library.weights)
            enough = by_itself >= _BY_ITSELF and together >= _MENTION_COVERS
            score = 0.99 * (by_itself + together) / 2 if enough else 0.0
        else:
            continue
        if score and (best is None or score > best.score):
            best = Evidence(passage=passage, excerpt=sentence, score=score)
    return best


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    """A text normalised, without the marks that may stand within a name."""
    return normalised(text).translate(_MARKS)


def _covered(words: Sequence[str], text: str, passage: Passage, weights: TermWeights) -> float:
    """Which part of the words' weight a sentence holds with its heading, 0 to 1."""
    weight = {word: weights.total(terms_of(word)) for word in words}
    heading = normalised(passage.path[-1]) if passage.path else ""
    whole = sum(weight.values())
    held = sum(weight[word] for word in words if word in text or word in heading)
    return held / whole if whole else 0.0
