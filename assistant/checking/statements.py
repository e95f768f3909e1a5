"""What a draft says in words that a plan says, held against the plan's sentences."""

import re
from collections.abc import Iterator, Sequence

from assistant.answers import Evidence
from assistant.checking.findings import Judgement
from assistant.checking.stance import last_marker
from assistant.language.clauses import cut_to
from assistant.language.regions import plan_names
from assistant.language.terms import terms_of, topic_of
from assistant.library import Library
from corpus.documents import Excerpt
from index.passages import Passage

_SAYS = re.compile(
    "(?:规划|纲要|方案|要点)[》”]?(?:[还也又]|同时|中|明确)*(?:提出|要求|明确|安排|规定|部署|指出)(?:了|要)?(?!的)[，：:]?"
)
_NEGATED = re.compile("没有|未|不再|尚无|不含")
# What is said of the draft itself, or done as a plan wants it.
_OF_DRAFT = re.compile("现将|如下|我[委局们]")
_ACCORDING = re.compile("(?:根据|按照?|依据|对照)")
_CLAUSE_BREAK = re.compile("[，；。！]")
_COVERS = 0.72
_FEWEST_TERMS = 4


def statements_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where what a plan is said to say stands in a sentence, clause by clause.

    >>> text = "规划提出，推进市妇幼保健院独立设置，新建海虞卫生院。"
    >>> [text[start:end] for start, end in statements_in(text)]
    ['推进市妇幼保健院独立设置', '新建海虞卫生院']
    """
    says = _SAYS.search(text)
    if says is None or _NEGATED.search(text) or _ACCORDING.match(text):
        return
    position = says.end()
    for part in _CLAUSE_BREAK.split(text[position:]):
        marker = last_marker(part)
        is_own = _OF_DRAFT.search(part) or (marker and marker.stance == "actual")
        if part.strip() and not is_own:
            yield position, position + len(part)
        position += len(part) + 1


def judged_statement(words: str, passages: Sequence[Passage], library: Library) -> Judgement | None:
    """Return whether one plan says something; ``None`` if the words are too few to tell."""
    terms = terms_of(topic_of(words, plan_names(library.sources)))
    if len(terms) < _FEWEST_TERMS:
        return None
    best: tuple[float, Passage, Excerpt] | None = None
    for passage in passages:
        heading = " ".join(passage.path[-2:])
        for sentence in (*passage.sentences(), passage.excerpt):
            covered = library.weights.coverage(terms, f"{heading} {sentence.text}")
            if covered >= _COVERS and (best is None or covered > best[0]):
                best = (covered, passage, sentence)
    if best is None:
        return Judgement(verdict="not_found", explanation="规划里没有找到这样的说法。")
    _, passage, sentence = best
    text, excerpt = cut_to(sentence, terms, library.weights)
    evidence = Evidence(passage=passage, excerpt=excerpt, score=best[0])
    return Judgement(verdict="supported", explanation=text, evidence=(evidence,))
