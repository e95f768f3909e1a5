from collections.abc import Callable

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import Field

from assistant.answers import Citation
from corpus.errors import SettingsError
from evals.judge import VARIABLES, chat_model_from, judge_with
from evals.outcome import Outcome
from evals.samples import Sample, Turn
from evals.settings import JUDGE_VARIABLES, JudgeSettings, load_judge_settings
from prompts.loading import load_prompt

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]


@pytest.fixture
def outcome(say: Say, cite: Cite, doctors: Sample) -> Outcome:
    citation = cite("changshu", "80%的医护人员具备核酸采样能力")
    return say(doctors, "80%的医护人员具备核酸采样能力[1]。", citation)


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ('{"reason": "说到了80%", "verdict": "right"}', 1),
        ('{"reason": "数字不对", "verdict": "wrong"}', 0),
        ('```json\n{"reason": "对", "verdict": "right"}\n```', 1),
        ("回答正确。", None),
        ('{"reason": "也许", "verdict": "maybe"}', None),
        ('{"verdict": ', None),
        ("", None),
    ],
)
def test_only_a_clear_verdict_is_a_score(outcome: Outcome, reply: str, value: float | None) -> None:
    score = judge_with(FakeListChatModel(responses=[reply]))(outcome)
    assert score.value == value
    assert score.explanation


class Broken(FakeListChatModel):
    """A model whose server does not answer."""

    def _generate(self, messages: list[BaseMessage], *_: object, **__: object) -> ChatResult:
        raise ConnectionError("refused")


def test_a_model_that_fails_leaves_the_answer_unscored(outcome: Outcome) -> None:
    score = judge_with(Broken(responses=[""]))(outcome)
    assert score.value is None
    assert "ConnectionError" in score.explanation


class Listening(FakeListChatModel):
    """A model that remembers what it was asked."""

    heard: list[str] = Field(default_factory=list)

    def _generate(self, messages: list[BaseMessage], *args: object, **kwargs: object) -> ChatResult:
        self.heard.append(str(messages[0].content))
        return super()._generate(messages, *args, **kwargs)  # type: ignore[arg-type]


def test_the_judge_is_told_the_conversation_the_gold_and_the_answer(
    say: Say, doctors: Sample
) -> None:
    asked = doctors.model_copy(
        update={"history": (Turn(role="user", content="甲"), Turn(role="assistant", content="乙"))}
    )
    model = Listening(responses=['{"verdict": "right"}'])
    judge_with(model)(say(asked, "答{案}[1]。"))
    (heard,) = model.heard
    for words in ("用户：甲", "助手：乙", doctors.question, "changshu：80%的医护人员", "答{案}。"):
        assert words in heard
    assert '{"reason"' in heard


def test_the_prompt_has_the_variables_that_are_filled_in() -> None:
    variables = VARIABLES["judge"]
    assert set(load_prompt("judge", variables).input_variables) == set(variables)


def test_the_judge_has_settings_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANS_JUDGE_MODEL", raising=False)
    with pytest.raises(SettingsError, match="PLANS_JUDGE_MODEL"):
        load_judge_settings()
    monkeypatch.setenv("PLANS_JUDGE_MODEL", "qwen")
    monkeypatch.setenv("PLANS_JUDGE_API_KEY", "secret")
    settings = load_judge_settings()
    assert settings.model == "qwen"
    assert "secret" not in repr(settings)
    assert {"PLANS_JUDGE_MODEL", "PLANS_JUDGE_BASE_URL", "PLANS_JUDGE_API_KEY"} <= JUDGE_VARIABLES


def test_a_misspelt_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_JUDGE_MODEL", "qwen")
    monkeypatch.setenv("PLANS_JUDGE_KEY", "secret")
    with pytest.raises(SettingsError, match="PLANS_JUDGE_KEY") as caught:
        load_judge_settings()
    assert "PLANS_JUDGE_API_KEY" in caught.value.remedy
    assert "secret" not in str(caught.value)


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(SettingsError, match="用不了"):
        chat_model_from(JudgeSettings(model="nobody:nothing"))
