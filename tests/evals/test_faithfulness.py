from collections.abc import Callable

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant.answers import Citation
from evals.judge import VARIABLES, faithfulness_with
from evals.outcome import Outcome
from evals.samples import Sample
from prompts.loading import load_prompt

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]


@pytest.fixture
def outcome(say: Say, cite: Cite, doctors: Sample) -> Outcome:
    citation = cite("changshu", "80%的医护人员具备核酸采样能力")
    return say(doctors, "80%的医护人员具备核酸采样能力[1]。另有99人[1]。", citation)


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ('{"supported": [1, 1]}', 1),
        ('{"supported": [1, 0]}', 0.5),
        ('```json\n{"supported": [0, 0]}\n```', 0),
        ('{"supported": [1]}', None),
        ('{"supported": [1, 2]}', None),
        ("都支持。", None),
        ("", None),
    ],
)
def test_only_a_verdict_on_each_sentence_is_a_score(
    outcome: Outcome, reply: str, value: float | None
) -> None:
    score = faithfulness_with(FakeListChatModel(responses=[reply]))(outcome)
    assert score.value == value


def test_the_prompt_has_the_variables_that_are_filled_in() -> None:
    variables = VARIABLES["faithfulness"]
    assert set(load_prompt("faithfulness", variables).input_variables) == set(variables)
