"""What a chat model's words were worth before they were held to the plans, and how many went out.

Scored only where a model is set: beside the scores of the answers they show what the leash
does. They are no part of the gate.
"""

from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import Answer, Citation, Evidence, Written, citation_from
from assistant.chat.markers import MARKER, marked
from assistant.chat.verifier import is_silence
from evals.outcome import Outcome, Scorer
from evals.scorers.attribution import citation_recall
from evals.scorers.correctness import correctness
from evals.scorers.standing import figures_stand
from evals.scores import Score, share, unscored


def of_plain_text(scorer: Scorer) -> Scorer:
    """Return a scorer that judges the model's plain text as ``scorer`` does an answer.

    A question that was not put to the model, or not answered by it, has no plain text.
    """

    def score(outcome: Outcome) -> Score:
        written = outcome.trace.written
        if written is None or not written.text.strip():
            return unscored("没有问模型，或模型没有写")
        answer = plain_answer(written, outcome.answer)
        trace = outcome.trace.model_copy(update={"answer": answer})
        return scorer(replace(outcome, trace=trace))

    return score


def plain_answer(written: Written, answer: Answer) -> Answer:
    """Return a model's text as the answer it would be: its markers lead to what it was shown."""
    text = MARKER.sub(lambda m: "".join(f"[{n}]" for n in marked(m.group()).numbers), written.text)
    citations = tuple(
        _citation_of(number, evidence) for number, evidence in enumerate(written.shown, start=1)
    )
    refused = is_silence(text) and not MARKER.search(text)
    return Answer(text=text, refused=refused, citations=citations, question=answer.question)


def _citation_of(number: int, evidence: tuple[Evidence, ...]) -> Citation:
    words = [citation_from(number, e.passage, e.excerpt) for e in evidence]
    quote = " ".join(f"{each.quote} {each.address}" for each in words)
    return words[0].model_copy(update={"quote": quote})


def worded(outcome: Outcome) -> Score:
    """Return 1 where the model's words went out, 0 where the composed answer did."""
    if outcome.trace.written is None:
        return unscored("没有问模型")
    return Score(value=float(bool(outcome.answer.model)), explanation=outcome.answer.notice)


def withheld(outcome: Outcome) -> Score:
    """Return the share of the model's sentences that were withheld."""
    written = outcome.trace.written
    if written is None or not written.sentences:
        return unscored("模型没有写")
    reasons = "；".join(written.withheld)
    return share(len(written.withheld), written.sentences, reasons)


PLAIN_SCORERS: Mapping[str, Scorer] = {
    "worded": worded,
    "withheld": withheld,
    "plain_right": of_plain_text(correctness),
    "plain_figures": of_plain_text(figures_stand),
    "plain_citation_recall": of_plain_text(citation_recall),
}
