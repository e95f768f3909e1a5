"""Questions for which plans say something, answered for every plan that is asked."""

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.clauses import cut_to
from assistant.evidence import sentences_in, spoken_topic
from assistant.library import Library
from assistant.terms import folded, terms_of

# Which part of the topic's weight a clause must hold to count as a mention, where it does
# not hold the topic word for word.
_MENTION_COVERS = 0.85
_MARKS = str.maketrans("", "", "“”\"'《》？?，,。 ")


def draft_from_mentions(question: Question, library: Library) -> Draft | None:
    """Return one cited line for each plan that mentions the topic, and name those that do not."""
    topic = spoken_topic(question, library)
    terms = terms_of(topic)
    if not terms:
        return None
    statements = []
    silent = []
    for plan_id in question.plans:
        evidence = _best_mention(plan_id, topic, terms, library)
        source = library.source(plan_id)
        name = source.region or source.title
        if evidence is None:
            silent.append(name)
            continue
        text, excerpt = cut_to(evidence.excerpt, terms, library.weights)
        cited = Evidence(passage=evidence.passage, excerpt=excerpt, score=evidence.score)
        statements.append(Statement(text=f"{name}：{text}", evidence=(cited,)))
    if not statements:
        return None
    return Draft(
        opening=f"{len(statements)}份提到：",
        statements=tuple(statements),
        closing=f"没有提到的：{'、'.join(silent)}。" if silent else "",
    )


def _best_mention(
    plan_id: str, topic: str, terms: tuple[str, ...], library: Library
) -> Evidence | None:
    """The sentence that holds most of the topic; one that has it word for word comes first."""
    literal = topic.translate(_MARKS)
    best: Evidence | None = None
    for passage in library.passages:
        if passage.source.id != plan_id:
            continue
        for sentence in sentences_in(passage):
            covered = library.weights.coverage(terms, sentence.text)
            is_literal = literal in folded(sentence.text).translate(_MARKS)
            score = 1.0 if is_literal else covered * 0.99
            if (is_literal or covered >= _MENTION_COVERS) and (best is None or score > best.score):
                best = Evidence(passage=passage, excerpt=sentence, score=score)
    return best
