"""What a chat model's words were worth before they were held to the plans, and how many went out.

Scored only where a model is set: beside the answer that is shown, the one without a model and
the model's plain text show what the model is good for, and what the verifier does. They are no part
of the gate.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from assistant.answers import Answer, Citation, Evidence, Trace, citation_from
from assistant.chat.forms import is_silence
from assistant.chat.markers import MARKER, marked
from evals.outcome import Outcome, Scorer
from evals.scorers.attribution import citation_recall
from evals.scorers.citing import gold_cited
from evals.scorers.correctness import correctness
from evals.scorers.standing import figures_stand
from evals.scores import Score, share, unscored


def of_answer(answer_of: Callable[[Trace], Answer], scorer: Scorer) -> Scorer:
    """Return a scorer that judges another answer of the trace as ``scorer`` does the one shown."""

    def score(outcome: Outcome) -> Score:
        answer = answer_of(outcome.trace)
        trace = outcome.trace.model_copy(update={"answer": answer})
        return scorer(replace(outcome, trace=trace))

    return score


def composed_answer(trace: Trace) -> Answer:
    """Return the answer without the model."""
    return trace.written.composed if trace.written else trace.answer


def plain_answer(trace: Trace) -> Answer:
    """Return a model's text as the answer it would be: its markers lead to what it was shown.

    A question that was not put to the model has the answer without it.
    """
    written = trace.written
    if written is None:
        return trace.answer
    text = MARKER.sub(lambda m: "".join(f"[{n}]" for n in marked(m.group()).numbers), written.text)
    used = marked(written.text).numbers
    citations = tuple(
        citation
        for number, evidence in enumerate(written.shown, start=1)
        if number in used
        for citation in _citations_of(number, evidence)
    )
    refused = not text.strip() or (is_silence(text) and not used)
    return Answer(text=text, refused=refused, citations=citations, question=trace.question)


def _citations_of(number: int, evidence: tuple[Evidence, ...]) -> Iterator[Citation]:
    """Yield a citation of each sentence that was shown under a number, last one of all."""
    words = [citation_from(number, e.passage, e.excerpt) for e in evidence]
    yield from words
    quote = " ".join(f"{each.quote} {each.address}" for each in words)
    yield words[0].model_copy(update={"quote": quote})


def worded(outcome: Outcome) -> Score:
    """Return 1 where the model's words went out, 0 where the composed answer or a refusal did."""
    if outcome.sample.expects_refusal:
        return unscored("规划里没有答案")
    return Score(value=float(bool(outcome.answer.model)), explanation=outcome.answer.notice)


def withheld(outcome: Outcome) -> Score:
    """Return the share of the model's sentences that were withheld."""
    written = outcome.trace.written
    if written is None or plain_answer(outcome.trace).refused:
        return unscored("没有问模型，或模型没有找到答案")
    reasons = "；".join(written.withheld)
    return share(len(written.withheld), written.sentences, reasons)


def refused_if(*, due: bool) -> Scorer:
    """Return the scorer of refusing where it is due, or else where the plans answer."""

    def score(outcome: Outcome) -> Score:
        if outcome.sample.expects_refusal != due:
            return unscored("规划里有答案" if due else "规划里没有答案")
        return Score(value=float(outcome.answer.refused))

    return score


# The figures by which the answers are compared, and whose they are besides the one shown.
COMPARED: Mapping[str, Scorer] = {
    "right": correctness,
    "refusal_recall": refused_if(due=True),
    "false_refusals": refused_if(due=False),
    "cited": gold_cited,
    "figures": figures_stand,
    "citation_recall": citation_recall,
}
ANSWERS: Mapping[str, Callable[[Trace], Answer]] = {
    "composed": composed_answer,
    "plain": plain_answer,
}
CHAT_SCORERS: Mapping[str, Scorer] = {
    "worded": worded,
    "withheld": withheld,
    **{
        f"{whose}_{name}": of_answer(answer_of, scorer)
        for whose, answer_of in ANSWERS.items()
        for name, scorer in COMPARED.items()
    },
}
