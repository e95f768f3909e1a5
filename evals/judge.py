"""A chat model as judge: one more score beside the deterministic ones, never in their place."""

from typing import Any, Literal

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import PydanticOutputParser
from pydantic import BaseModel

from corpus.errors import SettingsError
from evals.normalise import without_markers
from evals.outcome import Outcome, Scorer
from evals.scores import Score, unscored
from evals.settings import JudgeSettings
from prompts.loading import load_prompt

VARIABLES = ("question", "evidence", "keys", "answer")
_NONE = "（无）"


class Verdict(BaseModel):
    """What the judge is asked to write."""

    reason: str = ""
    verdict: Literal["right", "wrong"]


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


def judge_with(model: BaseChatModel) -> Scorer:
    """Return the scorer that asks this model; whatever it does not clearly judge is unscored."""
    chain = load_prompt("judge", VARIABLES) | model | PydanticOutputParser(pydantic_object=Verdict)

    def judge(outcome: Outcome) -> Score:
        # As a value, so that one call that fails leaves one answer unscored.
        (verdict,) = chain.batch([_inputs_of(outcome)], return_exceptions=True)
        if not isinstance(verdict, Verdict):
            return unscored(f"评判模型没有给出结论：{type(verdict).__name__}")
        return Score(value=float(verdict.verdict == "right"), explanation=verdict.reason)

    return judge


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
