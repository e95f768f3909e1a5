"""Whether an answer is right: it says what it must, nothing it must not, and no more than asked."""

import re
from collections.abc import Mapping

from evals.normalise import comparable, holds, without_markers
from evals.outcome import Outcome
from evals.samples import Kind, Sample
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
    "parts": 500,  # up to nine values of three plans, or a lead with all that cooperate
    "summary": 600,  # up to seven points at 80
}
# What a colleague writes of a part for which nothing was found; a sentence or a line says it.
SAYS_NOTHING = re.compile("没有检索到|没有找到|没有列出|没有说明|没有写明|没有提到|未列|没有规定")
_SENTENCES = re.compile(r"[。！？!?\n]")


def correctness(outcome: Outcome) -> Score:
    """Return 1 for a right answer and 0 for a wrong one, with what is wrong.

    A question that the plans do not answer is answered rightly by a refusal alone.
    """
    sample, answer = outcome.sample, outcome.answer
    if sample.expects_refusal:
        return Score(value=1) if answer.refused else Score(value=0, explanation="应当拒答")
    if answer.refused:
        return Score(value=0, explanation="不应拒答")
    faults = faults_of(answer.text, sample)
    return Score(value=0 if faults else 1, explanation="；".join(faults))


def leaves_out(text: str, word: str) -> bool:
    """Whether a sentence of the text has the word and says that nothing is found of it.

    >>> leaves_out("要建32个[1]。没有检索到总投资。", "投资")
    True
    >>> leaves_out("投资32亿。没有提到别的。", "投资")
    False
    """
    sentences = (comparable(sentence) for sentence in _SENTENCES.split(text))
    return any(SAYS_NOTHING.search(s) and holds(s, word) for s in sentences)


def faults_of(text: str, sample: Sample) -> list[str]:
    """Return what is wrong with the text of an answer to a sample, each in a few words.

    >>> sample = Sample(id="a", kind="fact", question="", keys=(("25",),), forbidden=("125人",))
    >>> faults_of("共125人[1]。", sample)
    ['缺少：25', '不应出现：125人']
    """
    words = comparable(without_markers(text))
    faults = [
        f"缺少：{group[0]}" for group in sample.keys if not any(holds(words, k) for k in group)
    ]
    faults += [f"不应出现：{wording}" for wording in sample.forbidden if holds(words, wording)]
    faults += [f"没有说清没有：{word}" for word in sample.absent if not leaves_out(text, word)]
    longest = LONGEST[sample.kind]
    if (length := len(words.replace(" ", ""))) > longest:
        faults.append(f"过长：{length} 字，上限 {longest} 字")
    return faults
