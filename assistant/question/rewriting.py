"""A question put again in the words of the plans, where plain speech has others."""

from assistant.answers import Question
from assistant.language.institutions import is_institution
from assistant.language.regions import plan_names
from assistant.language.terms import (
    IN_HEADING,
    PLAIN,
    coined_pairs,
    normalised,
    plain_words,
    term_set,
    terms_of,
    topic_of,
)
from assistant.library import Library
from corpus.documents import Excerpt
from index.passages import Passage


def reworded(question: Question, library: Library) -> Question | None:
    """Return the question in the words of the sentence that says most of it, or ``None``.

    A word of plain speech counts as said where one of its wordings stands, so that the words
    of a question choose each other's wording; ``None`` if no wording takes a word's place.
    """
    plain = _replaceable(question, library)
    if not plain:
        return None
    topic = topic_of(question.text, (*plan_names(library.sources), *question.places))
    rest = topic
    for word in plain:
        rest = rest.replace(normalised(word), " ")
    weights = library.weights
    said = {term: weights[term] for term in terms_of(rest)}
    worth = {word: weights.total(terms_of(word)) for word in plain}
    best, wordings = 0.0, dict[str, str]()
    for passage, sentence in library.sentences(question.plans):
        in_sentence, in_heading = term_set(sentence.text), term_set(" ".join(passage.path))
        score = sum(weight for term, weight in said.items() if term in in_sentence)
        score += sum(
            IN_HEADING * weight
            for term, weight in said.items()
            if term in in_heading and term not in in_sentence
        )
        chosen = {}
        for word in plain:
            wording, share = _wording_in(word, sentence, passage)
            if wording:
                chosen[word] = wording
                score += share * worth[word]
        if chosen and score > best:
            best, wordings = score, chosen
    # 人均预期寿命 is said already, and not 寿命 alone.
    new = {word: wording for word, wording in wordings.items() if wording not in question.text}
    if not new:
        return None
    text = question.text
    for word, wording in new.items():
        text = text.replace(word, _beside(word, wording, question, library))
    return question.model_copy(update={"text": text, "also": tuple(new.values())})


def _beside(word: str, wording: str, question: Question, library: Library) -> str:
    """What is searched for: the wording, with the user's own word where it may be a thing apart.

    A plan that speaks of 社区医院 means these, and no other institutions that people call so.
    """
    if not is_institution(word):
        return wording
    said = (library.words_said(plan) for plan in question.plans)
    return f"{word}、{wording}" if any(normalised(word) in text for text in said) else wording


def _replaceable(question: Question, library: Library) -> tuple[str, ...]:
    """The plain words of a question, but none cut out of a name that some plan has: 两癌."""
    coined = [pair for pair in coined_pairs(question.text) if library.says(normalised(pair))]
    words = plain_words(question.text)
    return tuple(word for word in words if not any(word in pair != word for pair in coined))


def _wording_in(word: str, sentence: Excerpt, passage: Passage) -> tuple[str, float]:
    """The wording of a word that a sentence or its heading has, and what that is worth."""
    heading = " ".join(passage.path)
    for text, share in ((sentence.text, 1.0), (heading, IN_HEADING)):
        for wording in PLAIN[word]:
            if wording in text:
                return wording, share
    return "", 0.0
