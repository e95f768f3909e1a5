"""Faithfulness after RAGAS, by a judging model: which statements the cited words bear out.

Es, James, Espinosa-Anke and Schockaert: RAGAS: Automated Evaluation of Retrieval Augmented
Generation, EACL 2024 (arXiv:2309.15217), section 3: the share of an answer's statements that
a model infers from the context. The statements are the answer's sentences, which need no
model to be found; the context is what the answer cites.
"""

from typing import Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import PydanticOutputParser
from pydantic import BaseModel

from evals.outcome import Outcome, Scorer
from evals.scores import Score, share, unscored
from prompts.loading import load_prompt

VARIABLES = ("evidence", "statements")


class Verdicts(BaseModel):
    """What the judge is asked to write: 1 for each statement that is borne out, else 0."""

    supported: list[Literal[0, 1]]


def faithfulness_with(model: BaseChatModel) -> Scorer:
    """Return the scorer that asks this model; without a verdict a sentence it is unscored."""
    prompt = load_prompt("faithfulness", VARIABLES)
    chain = prompt | model | PydanticOutputParser(pydantic_object=Verdicts)

    def faithfulness(outcome: Outcome) -> Score:
        said = [s.text for s in outcome.statements if s.role == "statement"]
        if outcome.answer.refused or not said:
            return unscored("没有要核对的句子")
        quotes = [f"- {c.address}：{c.quote}" for c in outcome.answer.citations]
        numbered = [f"{number}. {text}" for number, text in enumerate(said, start=1)]
        inputs = {"evidence": "\n".join(quotes), "statements": "\n".join(numbered)}
        # As a value, so that one call that fails leaves one answer unscored.
        (verdicts,) = chain.batch([inputs], return_exceptions=True)
        if not isinstance(verdicts, Verdicts) or len(verdicts.supported) != len(said):
            return unscored(f"评判模型没有逐句给出结论：{type(verdicts).__name__}")
        unborne = [t for t, yes in zip(said, verdicts.supported, strict=True) if not yes]
        return share(len(said) - len(unborne), len(said), "；".join(unborne))

    return faithfulness
