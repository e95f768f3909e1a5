"""Whether an answer is right: it says what it must, nothing it must not, and no more than asked."""

from collections.abc import Mapping

from evals.normalise import comparable, holds, without_markers
from evals.outcome import Outcome
from evals.samples import Kind
from evals.scores import Score

# The longest right answer, in characters without white space and citation markers, so that
# a dumped page is wrong. Each is about twice what a careful colleague needs (the ten answers
# of the project's examples; the longest gold evidence of the kind, which an answer may quote
# whole), and less than one retrieved passage (220 characters) where one sentence is asked. A
# refusal has no limit here: it is right or wrong by itself.
LONGEST: Mapping[Kind, int] = {
    "fact": 200,  # gold evidence up to 96, colleague's answers up to 50
    "indicator": 200,  # value, year, nature, baseline; up to four values in one row
    "paraphrase": 200,  # a fact in other words
    "numeric": 200,  # result, both operands and the working
    "follow-up": 250,  # any of the kinds above, and short lists
    "list": 400,  # gold evidence up to 214
    "responsibility": 400,  # a lead and up to fifteen cooperating units; or some tasks
    "compare": 400,  # up to five plans at 60 and the verdict
    "across": 500,  # up to five plans at 80 and those that say nothing
    "summary": 600,  # up to seven points at 80
}


def correctness(outcome: Outcome) -> Score:
    """Return 1 for a right answer and 0 for a wrong one, with what is wrong.

    A question that the plans do not answer is answered rightly by a refusal alone.
    """
    sample, answer = outcome.sample, outcome.answer
    if sample.expects_refusal:
        return Score(value=1) if answer.refused else Score(value=0, explanation="应当拒答")
    if answer.refused:
        return Score(value=0, explanation="不应拒答")
    faults = faults_of(answer.text, sample.keys, sample.forbidden, LONGEST[sample.kind])
    return Score(value=0 if faults else 1, explanation="；".join(faults))


def faults_of(
    text: str, keys: tuple[tuple[str, ...], ...], forbidden: tuple[str, ...], longest: int
) -> list[str]:
    """Return what is wrong with an answer's text, each in a few words.

    >>> faults_of("共125人[1]。", keys=(("25",),), forbidden=("125人",), longest=5)
    ['缺少：25', '不应出现：125人', '过长：6 字，上限 5 字']
    """
    words = comparable(without_markers(text))
    faults = [f"缺少：{group[0]}" for group in keys if not any(holds(words, k) for k in group)]
    faults += [f"不应出现：{wording}" for wording in forbidden if holds(words, wording)]
    if (length := len(words.replace(" ", ""))) > longest:
        faults.append(f"过长：{length} 字，上限 {longest} 字")
    return faults
