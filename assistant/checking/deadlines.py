"""A year by which a draft says that a plan wants something done, where no figure is with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Evidence
from assistant.checking.context import Context
from assistant.checking.findings import Judgement
from assistant.language.clauses import shown
from assistant.language.regions import plan_names
from assistant.language.terms import terms_of, topic_of
from assistant.language.years import YEAR
from assistant.library import Library
from corpus.documents import Excerpt
from corpus.indicators.figures import figures_in
from index.passages import Passage

_BY = re.compile(
    rf"(?:(?:力争|争取)?[到至在]|于)?({YEAR.pattern})\s*年(?:年?底|年?末)?(?:以?前)?[，,]?"
)
_CLAUSE = re.compile("[，、]")
_END = re.compile("[；。！]")
_COVERS = 0.75
_COVERED = 0.6
_FEWEST_TERMS = 3


@dataclass(frozen=True)
class Deadline:
    """A year with what is to be done by it; ``start`` and ``end`` delimit the year's words."""

    start: int
    end: int
    year: int
    what: str


def deadlines_in(text: str, *, of_plan: bool = False) -> Iterator[Deadline]:
    """Yield the years that are said of something; in a draft, of something without a figure.

    >>> [(d.year, d.what) for d in deadlines_in("到2023年，市医院创建成三级甲等医院。")]
    [(2023, '市医院创建成三级甲等医院')]
    """
    found = list(_BY.finditer(text))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        stop = _END.search(text, match.end(), end)
        what = text[match.end() : stop.start() if stop else end].strip("，、 ")
        if what and (of_plan or not figures_in(what)):
            yield Deadline(match.start(1), match.end(1) + 1, int(match[1]), what)


def judged_deadline(
    deadline: Deadline, context: Context, passages: Sequence[Passage], library: Library
) -> Judgement | None:
    """Return what one plan says of a deadline; ``None`` if it gives no year for the same thing."""
    names = plan_names(library.sources)
    terms = terms_of(topic_of(deadline.what, names))
    if len(terms) < _FEWEST_TERMS or context.stance != "planned":
        return None
    # The same year bears it out, however much more a clause on another year has of it.
    best: tuple[tuple[bool, float], Passage, Excerpt, Deadline] | None = None
    for passage in passages:
        for sentence in passage.sentences():
            for other in deadlines_in(sentence.text, of_plan=True):
                covered = library.weights.coverage(terms, other.what)
                if covered < _COVERS:
                    continue
                parts = (other.what, *_CLAUSE.split(other.what))
                its = (terms_of(topic_of(part, names)) for part in parts)
                covering = max(library.weights.coverage(t, deadline.what) for t in its if t)
                rank = (other.year == deadline.year, covered + covering)
                if covering >= _COVERED and (best is None or rank > best[0]):
                    best = (rank, passage, sentence, other)
    if best is None:
        return None
    _, passage, sentence, other = best
    excerpt = sentence.cut(other.start, min(len(sentence.text), other.end + len(other.what) + 1))
    return Judgement(
        verdict="supported" if other.year == deadline.year else "contradicted",
        explanation=shown(excerpt),
        evidence=(Evidence(passage=passage, excerpt=excerpt, score=1.0),),
    )
