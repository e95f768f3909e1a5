"""What a question is about, without how it is put and without the plans that it is put to."""

import re
from collections.abc import Callable

from assistant.answers import Question
from assistant.language.indicator_names import without_brackets
from assistant.language.lexicon import words_of
from assistant.language.regions import plan_names
from assistant.language.rules import patterns_of
from assistant.language.terms import term_set, terms_of, terms_within_words, topic_of
from assistant.library import Library
from index.words import nouns_in, segments

# Which part of a topic the plans must say for the rest of it to be left out.
_MOSTLY_SAID = 0.5
_RULES = patterns_of(__file__, "terms")
_ASKING = _RULES["asking"]
_FIGURE = _RULES["figure"]
_ASKED_OF = _RULES["asked-of"]
# What any figure is, of whatever it may be.
_MEASURE = _RULES["measure"]
_ATTRIBUTES = tuple(words_of("attributes"))
_WORD = re.compile(r"[\u4e00-\u9fff]")
_OR = re.compile("或者|或是|或")
_FURTHER = re.compile("[？?。]|[，,](?=不管|不论|无论|包括|比如|逐|都)")
_WHICH = re.compile("哪|谁|各|所有|每|有没有|有无|是不是|是否")


def topic_terms(question: Question, library: Library) -> tuple[str, ...]:
    """Return the terms of what is asked about, without the plans it is asked of.

    The figures of a claim are left out: they may be wrong. Regions that no plan is of are not
    what is asked about, but whom it is asked of. Two characters that belong to two words are
    no term if no plan has them beside each other, or one of them only asks (要, 有).
    """
    topic = topic_of(question.text, (*plan_names(library.sources), *question.places))
    within = terms_within_words(topic)
    known = [
        term
        for term in terms_of(topic)
        if term in within or (term in library.weights and not _ASKING.search(term))
    ]
    terms = tuple(known) or terms_of(topic)
    if question.kind == "claim":
        terms = tuple(term for term in terms if not _FIGURE.search(term))
    return terms


def attributes_asked(question: str) -> tuple[str, ...]:
    """Return what is asked of a thing and nothing else answers: 院长, 工资, 总投资."""
    return tuple(word for word in _ATTRIBUTES if word in question)


def spoken_topic(question: Question, library: Library) -> str:
    """Return what is asked about in the words that some plan uses.

    What no plan ever says is how the question is put, not what it is about; but not the nouns
    that make up most of it: 质子治疗 is not 治疗.
    """
    topic = topic_of(question.text, plan_names(library.sources))
    said = [library.words_said(source.id) for source in library.sources]

    def is_said(word: str) -> bool:
        return not _WORD.search(word) or any(word in text for text in said)

    def kept(is_kept: Callable[[str], object]) -> str:
        runs = ("".join(filter(is_kept, segments(run))) for run in topic.split())
        return " ".join(filter(None, runs))

    in_words_said = kept(is_said)
    with_nouns = kept(lambda word: is_said(word) or nouns_in(word))
    weights = library.weights
    share = weights.total(terms_of(in_words_said)) / (weights.total(terms_of(with_nouns)) or 1)
    return (in_words_said if share >= _MOSTLY_SAID else with_nouns) or topic


def topics_across(question: Question, library: Library) -> tuple[str, ...]:
    """Return what a question to all plans is about: this or that, each in words some plan uses.

    What a further sentence adds is left out.
    """
    first = _FURTHER.split(question.text)[0]
    asked = first if _WHICH.search(first) else question.text
    bare = without_brackets(asked)
    parts = (*_OR.split(asked), *((bare,) if bare != asked else ()))
    topics = (spoken_topic(question.model_copy(update={"text": part}), library) for part in parts)
    return tuple(dict.fromkeys(filter(terms_of, topics)))


def names_only_plans(text: str, question: Question, library: Library) -> bool:
    """Whether ``text`` has no topic but the plans themselves, by title or region."""
    titles = term_set(" ".join(library.source(plan).title for plan in question.plans))
    topic = topic_of(text, plan_names(library.sources))
    return all(term in titles for term in terms_of(topic))


def focus_terms(question: Question) -> tuple[str, ...]:
    """Return the terms of what is asked of a thing, 院长 in “卫生院的院长是谁”; counted twice."""
    asked = _ASKED_OF.search(question.text)
    return terms_of(topic_of(_MEASURE.sub("", asked.group(1)))) if asked else ()
