"""Whether plans say something at all: what the answers deny wrongly, and claim wrongly.

A question is put about one plan or about all; each plan that it is about makes a trial.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Self

from pydantic import model_validator

from assistant import Assistant
from assistant.answers import NEAREST_LABEL, Answer
from evals.dataset import samples_in
from evals.samples import GoldEvidence, Half, Record, Sample, half_of
from evals.scorers.correctness import SAYS_NOTHING
from evals.scores import Score
from evals.statements import statements_of
from evals.trials import REGIONS, Job, Trial, TrialDetail, asked, trial_from

FOLDER = Path(__file__).parent
ALL_PLANS = "all"
# That only the search came to nothing claims nothing of the plan.
_NOT_FOUND = re.compile("(没有|未|没)能?(检索|找|查)到")


class Mention(Record):
    """A question whether ``plan`` says something, or which plans do where that is ``all``.

    ``said`` is the answer of one plan, ``said_by`` are the plans of all that say it.
    """

    plan: str
    topic: str
    question: str
    said: bool | None = None
    said_by: tuple[str, ...] | None = None
    evidence: tuple[GoldEvidence, ...] = ()
    held_out: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _has_one_gold_answer(self) -> Self:
        asks_all = self.plan == ALL_PLANS
        if asks_all != (self.said is None) or asks_all != (self.said_by is not None):
            raise ValueError("said goes with one plan, said_by with all")
        return self

    @property
    def half(self) -> Half:
        """The half of the set."""
        return half_of(self.held_out)

    @property
    def truth(self) -> Mapping[str, bool]:
        """For each plan that is asked about, whether it says it."""
        if self.said_by is None:
            return {self.plan: bool(self.said)}
        return {plan: plan in self.said_by for plan in REGIONS}

    @property
    def sample(self) -> Sample:
        """The question as a sample, to be put and its evidence looked up."""
        return Sample(
            id=self.id,
            kind="across",
            question=self.question,
            evidence=self.evidence,
            held_out=self.held_out,
        )


def load_mentions(folder: Path = FOLDER) -> tuple[Mention, ...]:
    """Return every question about mentions; errors as for `samples_in`."""
    return samples_in(folder, Mention, "evals/mentions/__init__.py")


def mention_jobs(mentions: Sequence[Mention], assistant: Assistant) -> list[Job]:
    """Return a job for each question: a trial of each plan that it is about."""
    return [partial(_tried, mention, assistant) for mention in mentions]


def _tried(mention: Mention, assistant: Assistant) -> tuple[Trial, ...]:
    trace = asked(assistant, mention.sample)
    detail = TrialDetail(
        question=mention.question, understood=trace.question.text, answer=trace.answer.text
    )
    return tuple(
        trial_from(
            "mentions",
            mention.id if mention.said_by is None else f"{mention.id}-{plan}",
            mention.half,
            scores_of(trace.answer, plan, said=said, alone=mention.said_by is None),
            detail,
            group=mention.id,
        )
        for plan, said in mention.truth.items()
    )


def scores_of(answer: Answer, plan: str, *, said: bool, alone: bool) -> dict[str, Score]:
    """Return how wrong an answer is of one plan, each 0 or 1.

    ``false_no``: the plan says it, but the answer refuses, does not cite the plan, or denies it.
    ``false_silence``: the plan says it, but the answer claims that it does not, in so many words.
    ``false_yes``: the plan does not say it, but is cited, and nothing is said against it.

    Args:
        said: whether the plan says it.
        alone: whether the question is about this plan only.
    """
    is_cited = not answer.refused and plan in {citation.plan_id for citation in answer.citations}
    if said:
        is_denied = _is_denied(answer, plan, unnamed=not is_cited, in_earnest=True)
        found = {"false_no": not is_cited or is_denied, "false_silence": is_denied}
    else:
        found = {"false_yes": is_cited and not _is_denied(answer, plan, unnamed=alone)}
    region = REGIONS.get(plan, plan)
    return {
        name: Score(value=float(is_so), explanation=region if is_so else "")
        for name, is_so in found.items()
    }


def _is_denied(answer: Answer, plan: str, *, unnamed: bool, in_earnest: bool = False) -> bool:
    """Whether the answer says that a plan is silent.

    Args:
        unnamed: a sentence that names no region is about this plan too.
        in_earnest: that nothing was found is no denial.
    """
    for sentence in denials_in(answer.text):
        named = named_in(sentence)
        is_about = plan in named or (unnamed and not named)
        if is_about and not (in_earnest and _NOT_FOUND.search(sentence)):
            return True
    return False


def denials_in(text: str) -> tuple[str, ...]:
    """Return the sentences of an answer that say that something is not said, or was not found.

    What a refusal shows as nearest are the plans' words, not the answer's.

    >>> denials_in("常熟市：要建[1]。\\n没有提到的：吴中区。\\n\\n相关但不是答案：\\n- 未设的。")
    ('没有提到的：吴中区。',)
    """
    return tuple(
        statement.text
        for statement in statements_of(text.partition(NEAREST_LABEL)[0])
        if not statement.cited
        and (statement.role == "silence" or SAYS_NOTHING.search(statement.text))
    )


def named_in(text: str) -> Collection[str]:
    """Return the plans whose region a text names."""
    return {plan for plan, region in REGIONS.items() if region in text}
