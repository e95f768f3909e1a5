"""Whether a complete question is answered alike alone and after another conversation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice

from assistant import Assistant
from assistant.answers import Answer
from corpus.documents import Value
from evals.dataset import HALVES, spread
from evals.samples import Kind, Sample, Turn
from evals.scores import Score
from evals.trials import REGIONS, Job, Trial, TrialDetail, asked, trial_from, with_answer

# So many pairs of each half, if it has as many complete questions.
PAIRS = 210
# Names a region, or all plans: nothing said before can be meant.
_COMPLETE = re.compile(
    "|".join(REGIONS.values())
    + "|(哪些|哪几[份个家]|哪[份个]|各|所有|全部)(规划|方案|地)|[五5][份个地]"
)
# The kinds of the questions that are asked before, in turn.
_EARLIER: tuple[tuple[Kind, ...], ...] = (
    ("indicator",),
    ("responsibility",),
    ("list", "summary"),
    ("across",),
    ("unanswerable",),
)
_COURTESIES = ("谢谢", "你好", "好的，明白了")


class Pair(Value):
    """A complete question, and what the user asks before it, one after the other."""

    sample: Sample
    before: tuple[Sample, ...]


def pairs_from(samples: Sequence[Sample], most: int = PAIRS) -> tuple[Pair, ...]:
    """Return pairs of questions of the same half, the same ones each time.

    Asked before is in turn an indicator, a responsibility, a list or summary, which plans say
    something, what is to be refused, and a courtesy or a conversation that ends in a fragment:
    always about other words of the plans, where any.
    """
    return tuple(
        pair for half in HALVES for pair in _pairs_in([s for s in samples if s.half == half], most)
    )


def _pairs_in(samples: Sequence[Sample], most: int) -> Iterator[Pair]:
    complete = spread([sample for sample in samples if is_complete(sample)], most)
    share = most // (len(_EARLIER) + 1) + 1
    pools = [
        cycle(spread([s for s in samples if s.kind in kinds and not s.history], share))
        for kinds in _EARLIER
        if any(s.kind in kinds for s in samples)
    ]
    ways = len(pools) + 1
    for number, sample in enumerate(complete):
        way, turn = number % ways, number // ways
        if way == len(pools):
            yield Pair(sample=sample, before=_talk(sample, turn))
        else:
            near = islice(pools[way], len(samples))
            other = next((s for s in near if is_elsewhere(s, sample)), None)
            if other:
                yield Pair(sample=sample, before=(other,))


def is_complete(sample: Sample) -> bool:
    """Whether a question can be understood without what was said before it."""
    has_context = sample.kind == "follow-up" or sample.history or sample.plans
    return not has_context and _COMPLETE.search(sample.question) is not None


def is_elsewhere(earlier: Sample, sample: Sample) -> bool:
    """Whether two questions are about different plans, or different words of the same ones."""
    quotes = {gold.quote for gold in earlier.evidence}
    return earlier.id != sample.id and not quotes & {gold.quote for gold in sample.evidence}


def _talk(sample: Sample, turn: int) -> tuple[Sample, ...]:
    """Return a courtesy, or a question with a fragment after it, of regions that are not asked."""
    if turn % 2 == 0:
        said = [_COURTESIES[turn // 2 % len(_COURTESIES)]]
    else:
        regions = list(REGIONS.values())
        others = [region for region in regions if region not in sample.question] or regions
        first, second = others[turn % len(others)], others[(turn + 1) % len(others)]
        said = [f"{first}人均预期寿命的目标是多少", f"那{second}呢"]
    return tuple(Sample(id="；".join(said), kind="follow-up", question=words) for words in said)


def pair_jobs(
    pairs: Sequence[Pair], assistant: Assistant, known: Mapping[str, Answer]
) -> list[Job]:
    """Return a job for each pair: a trial.

    Args:
        known: answers to samples asked alone, by id; the others are asked for.
    """
    return [partial(_tried, pair, assistant, known) for pair in pairs]


def _tried(pair: Pair, assistant: Assistant, known: Mapping[str, Answer]) -> tuple[Trial, ...]:
    sample = pair.sample
    alone = known.get(sample.id) or asked(assistant, sample).answer
    history: tuple[Turn, ...] = ()
    for earlier in pair.before:
        answer = known.get(earlier.id) or asked(assistant, earlier, history).answer
        history = with_answer(history, earlier.question, answer.text)
    trace = asked(assistant, sample, history)
    changes = list(_changes(alone, trace.answer))
    detail = TrialDetail(
        question=sample.question,
        understood=trace.question.text,
        answer=trace.answer.text,
        before=tuple(earlier.question for earlier in pair.before),
        alone=alone.text,
    )
    scores = {"changed": Score(value=float(bool(changes)), explanation="；".join(changes))}
    return (trial_from("independence", sample.id, sample.half, scores, detail, group=sample.id),)


def _changes(alone: Answer, after: Answer) -> Iterator[str]:
    if after.text != alone.text:
        yield "回答变了"
    if _cited(after) != _cited(alone):
        yield "引文变了"


def _cited(answer: Answer) -> list[tuple[str, int, int]]:
    return [(citation.plan_id, citation.start, citation.end) for citation in answer.citations]
