from collections.abc import Callable, Mapping, Sequence

import pytest
from pydantic import ValidationError

from assistant import Assistant
from assistant.answers import NEAREST_LABEL, Citation
from evals.mentions import Mention, load_mentions, mention_jobs
from evals.places import PlanText
from evals.run import check_evidence
from evals.trials import trials_of

Cite = Callable[..., Citation]
Act = Callable[[Callable[[str, Sequence[str]], tuple[str, Sequence[Citation]]]], Assistant]
ONE = Mention(id="m", plan="changshu", topic="核酸", question="常熟提到核酸吗", said=True)
ALL = Mention(
    id="m", plan="all", topic="核酸", question="哪些规划提到核酸", said_by=("changshu", "wuzhong")
)
WORDS = {
    "changshu": "80%的医护人员具备核酸采样能力",
    "wuzhong": "完成城乡适龄妇女免费“两癌”检查3万人",
    "yongqiao": "居民健康素养水平（%）21.7＞25预期性",
}


@pytest.fixture
def wrong(act: Act, cite: Cite) -> Callable[..., set[str]]:
    """The faults of an answer that cites these plans, after the plan if all are asked about."""

    def faults_of(mention: Mention, text: str, *cited: str) -> set[str]:
        citations = [cite(plan, WORDS[plan], n) for n, plan in enumerate(cited, start=1)]
        trials = trials_of(mention_jobs([mention], act(lambda *_: (text, citations))))
        lone = mention.said_by is None
        return {
            fault if lone else f"{trial.id.removeprefix('m-')} {fault}"
            for trial in trials
            for fault in trial.faults
        }

    return faults_of


def test_there_are_enough_questions_of_each_half() -> None:
    mentions = load_mentions()
    assert len(mentions) >= 150
    for held_out in (False, True):
        half = [mention for mention in mentions if mention.held_out == held_out]
        assert len(half) >= len(mentions) // 2
        said = [mention.said for mention in half]
        assert min(said.count(True), said.count(False), said.count(None)) >= 10


def test_what_is_said_has_evidence_that_stands_in_the_plans(
    plans: Mapping[str, PlanText],
) -> None:
    check_evidence([mention.sample for mention in load_mentions()], plans)
    for mention in load_mentions():
        said = {plan for plan, is_said in mention.truth.items() if is_said}
        assert {gold.plan for gold in mention.evidence} == said, mention.id


@pytest.mark.parametrize(
    ("text", "cited", "faults"),
    [
        ("要求80%的医护人员具备[1]。", ["changshu"], set()),
        ("", [], {"false_no"}),
        ("常熟市的规划没有说明“核酸”。", [], {"false_no", "false_silence"}),
        ("没有检索到常熟市的“核酸”。", [], {"false_no"}),
        ("常熟市没有提到。别处有[1]。", ["changshu"], {"false_no", "false_silence"}),
        ("要求80%[1]。规划没有列出期限。", ["changshu"], set()),
        (f"没有检索到。\n\n{NEAREST_LABEL}\n- 未列入规划的项目。", [], {"false_no"}),
    ],
)
def test_denying_what_a_plan_says_is_worse_than_not_finding_it(
    wrong: Callable[..., set[str]], text: str, cited: list[str], faults: set[str]
) -> None:
    assert wrong(ONE, text, *cited) == faults


@pytest.mark.parametrize(
    ("text", "cited", "faults"),
    [
        ("要求80%的医护人员具备[1]。", ["changshu"], {"false_yes"}),
        ("没有提到核酸。相近的是医护人员的要求[1]。", ["changshu"], set()),
        ("没有检索到。", [], set()),
        ("", [], set()),
    ],
)
def test_claiming_what_a_plan_does_not_say(
    wrong: Callable[..., set[str]], text: str, cited: list[str], faults: set[str]
) -> None:
    assert wrong(ONE.model_copy(update={"said": False}), text, *cited) == faults


def test_of_all_plans_each_is_judged_by_itself(wrong: Callable[..., set[str]]) -> None:
    assert wrong(ALL, "2份提到：\n- 常熟市：有[1]\n- 吴中区：有[2]", "changshu", "wuzhong") == set()
    text = "2份提到：\n- 常熟市：有[1]\n- 埇桥区：有[2]\n\n没有提到的：吴中区、临江市。"
    assert wrong(ALL, text, "changshu", "yongqiao") == {
        "wuzhong false_no",
        "wuzhong false_silence",
        "yongqiao false_yes",
    }
    assert wrong(ALL, "1份提到：\n- 常熟市：有[1]\n\n其余没有提到。", "changshu") == {
        "wuzhong false_no",
        "wuzhong false_silence",
    }


@pytest.mark.parametrize("gold", [{}, {"said": True, "said_by": ("changshu",)}])
def test_a_question_has_one_gold_answer(gold: dict[str, object]) -> None:
    for plan in ("changshu", "all"):
        with pytest.raises(ValidationError):
            Mention.model_validate({"id": "m", "plan": plan, "topic": "", "question": "", **gold})
