"""A chat model as judge: scores beside the deterministic ones, never in their place."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import PydanticOutputParser
from pydantic import BaseModel

from corpus.errors import SettingsError
from evals.normalise import without_markers
from evals.outcome import Outcome, Scorer
from evals.scores import Score, share, unscored
from evals.settings import JudgeSettings
from prompts.loading import load_prompt

VARIABLES: Mapping[str, tuple[str, ...]] = {
    "judge": ("question", "evidence", "keys", "answer"),
    "faithfulness": ("evidence", "statements"),
}
V = TypeVar("V", bound=BaseModel)
_NONE = "（无）"


class Verdict(BaseModel):
    """What the judge is asked to write."""

    reason: str = ""
    verdict: Literal["right", "wrong"]


class Verdicts(BaseModel):
    """What it is asked to write of sentences: 1 for each that is borne out, else 0."""

    supported: list[Literal[0, 1]]


def chat_model_from(settings: JudgeSettings) -> BaseChatModel:
    """Return the judging model.

    Raises:
        SettingsError: its provider is unknown, or the provider's package is not installed.
    """
    provider = None if ":" in settings.model else "openai"
    options: dict[str, Any] = {"temperature": 0, "timeout": settings.timeout}
    if settings.base_url is not None:
        options["base_url"] = settings.base_url
    if settings.api_key is not None:
        options["api_key"] = settings.api_key.get_secret_value()
    try:
        model: BaseChatModel = init_chat_model(settings.model, model_provider=provider, **options)
    except (ImportError, ValueError) as error:
        raise SettingsError(
            f"评判模型 {settings.model} 用不了：{error}",
            "请检查 PLANS_JUDGE_MODEL，并安装 pip install 'health-plans-assistant[llm]'",
        ) from error
    return model


def _asking(
    model: BaseChatModel, prompt: str, verdict: type[V]
) -> Callable[[dict[str, str]], V | Exception]:
    """Return what puts a prompt to the model; a call that fails is a value, as of one answer."""
    parser = PydanticOutputParser[V](pydantic_object=verdict)
    chain = load_prompt(prompt, VARIABLES[prompt]) | model | parser

    def ask(inputs: dict[str, str]) -> V | Exception:
        said: list[V | Exception] = chain.batch([inputs], return_exceptions=True)
        return said[0]

    return ask


def judge_with(model: BaseChatModel) -> Scorer:
    """Return the scorer that asks this model; whatever it does not clearly judge is unscored."""
    ask = _asking(model, "judge", Verdict)

    def judge(outcome: Outcome) -> Score:
        verdict = ask(_inputs_of(outcome))
        if isinstance(verdict, Exception):
            return unscored(f"评判模型没有给出结论：{type(verdict).__name__}")
        return Score(value=float(verdict.verdict == "right"), explanation=verdict.reason)

    return judge


def faithfulness_with(model: BaseChatModel) -> Scorer:
    """Return the scorer of faithfulness after RAGAS: which statements the cited words bear out.

    Es, James, Espinosa-Anke and Schockaert: RAGAS: Automated Evaluation of Retrieval Augmented
    Generation, EACL 2024 (arXiv:2309.15217), section 3: the share of an answer's statements
    that a model infers from the context. The statements are the answer's sentences, which need
    no model to be found; the context is what the answer cites. Without a verdict a sentence an
    answer is unscored.
    """
    ask = _asking(model, "faithfulness", Verdicts)

    def faithfulness(outcome: Outcome) -> Score:
        said = [s.text for s in outcome.statements if s.role == "statement"]
        if outcome.answer.refused or not said:
            return unscored("没有要核对的句子")
        quotes = [f"- {c.address}：{c.quote}" for c in outcome.answer.citations]
        numbered = [f"{number}. {text}" for number, text in enumerate(said, start=1)]
        verdicts = ask({"evidence": "\n".join(quotes), "statements": "\n".join(numbered)})
        if isinstance(verdicts, Exception) or len(verdicts.supported) != len(said):
            return unscored(f"评判模型没有逐句给出结论：{type(verdicts).__name__}")
        unborne = [t for t, yes in zip(said, verdicts.supported, strict=True) if not yes]
        return share(len(said) - len(unborne), len(said), "；".join(unborne))

    return faithfulness


def _inputs_of(outcome: Outcome) -> dict[str, str]:
    sample = outcome.sample
    return {
        "question": _asked(outcome),
        "evidence": "\n".join(f"- {e.plan}：{e.quote}" for e in sample.evidence) or _NONE,
        "keys": "\n".join(f"- {' / '.join(group)}" for group in sample.keys) or _NONE,
        "answer": without_markers(outcome.answer.text),
    }


def _asked(outcome: Outcome) -> str:
    """Return the conversation and the question as typed: how it was understood may be wrong."""
    said = [
        f"{'用户' if t.role == 'user' else '助手'}：{t.content}" for t in outcome.sample.history
    ]
    return "\n".join(
        [*said, f"用户：{outcome.sample.question}" if said else outcome.sample.question]
    )
