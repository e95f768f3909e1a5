from collections.abc import Callable

import pytest

from assistant.answers import Citation
from evals.outcome import Outcome
from evals.samples import Sample
from evals.scorers.standing import figures_stand

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]
DOCTORS_ROW = "每千人口执业（助理）医师数人3.2预期性"
DOCTORS_2020 = "2020年每千人医师数、每万人全科医生数、每千人注册护士数分别为2.79人、4.95人、2.88人"


def test_a_working_stands_on_its_operands(say: Say, cite: Cite, doctors: Sample) -> None:
    citations = cite("changshu", DOCTORS_ROW), cite("changshu", DOCTORS_2020, 2)
    text = "多0.41人：2025年目标3.2人[1]，2020年2.79人[2]，3.2 − 2.79 = 0.41。"
    assert figures_stand(say(doctors, text, *citations)).value == 1
    assert figures_stand(say(doctors, text.replace("0.41", "0.42"), *citations)).value != 1
    assert figures_stand(say(doctors, text.replace("2.79", "2.78"), *citations)).value != 1
    without = say(doctors, "多0.41人：2025年目标3.2人[1]，2020年2.79人[2]。", *citations)
    assert "0.41人" in figures_stand(without).explanation


def test_the_year_of_a_table_header_stands_with_its_rows_alone(
    say: Say, cite: Cite, doctors: Sample
) -> None:
    assert (
        figures_stand(say(doctors, "2025年为3.2人[1]。", cite("changshu", DOCTORS_ROW))).value == 1
    )
    score = figures_stand(say(doctors, "2030年为3.2人[1]。", cite("changshu", DOCTORS_ROW)))
    assert score.value == pytest.approx(0.5)
    clause = cite("changshu", "80%的医护人员具备核酸采样能力")
    assert figures_stand(say(doctors, "2025年达到80%[1]。", clause)).value == pytest.approx(0.5)


def test_the_number_of_a_clause_stands_in_its_address(
    say: Say, cite: Cite, doctors: Sample
) -> None:
    citation = cite(
        "jiangyin",
        "（牵头单位：应急管理局；配合单位：公安局、民政局、自然资源和",
        path=("七、食品药品及公共安全保障行动", "46．全面提升防灾减灾救灾能力"),
    )
    assert figures_stand(say(doctors, "第46条由应急管理局牵头[1]。", citation)).value == 1
    assert figures_stand(say(doctors, "第47条由应急管理局牵头[1]。", citation)).value == 0


def test_a_lead_in_may_count_what_follows(say: Say, cite: Cite, doctors: Sample) -> None:
    lines = "- 80%的医护人员具备核酸采样能力[1]\n- 40%为负压救护车[2]"
    citations = (
        cite("changshu", "80%的医护人员具备核酸采样能力"),
        cite("changshu", "40%为负压救护车", 2),
    )
    assert figures_stand(say(doctors, f"分2个方面：\n{lines}", *citations)).value == 1
    assert figures_stand(say(doctors, f"分3个方面：\n{lines}", *citations)).value != 1


def test_what_is_said_to_be_missing_may_be_named(say: Say, cite: Cite, doctors: Sample) -> None:
    asked = doctors.model_copy(update={"question": "2030年要求多少？"})
    citation = cite("changshu", "80%的医护人员具备核酸采样能力")
    text = "80%的医护人员具备核酸采样能力[1]。2030年的规划没有列出。"
    assert figures_stand(say(asked, text, citation)).value == 1


@pytest.mark.parametrize(("text", "refused"), [("没有数字。", False), ("没有2030年的。", True)])
def test_nothing_to_check_is_unscored(say: Say, doctors: Sample, text: str, refused: bool) -> None:
    assert figures_stand(say(doctors, text, refused=refused)).value is None
