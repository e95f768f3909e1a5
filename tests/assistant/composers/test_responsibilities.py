from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.responsibilities import Responsibilities

Proposals = Callable[[Composer, str], list[Candidate]]


def only(proposals: Proposals, question: str) -> Candidate:
    [candidate] = proposals(Responsibilities(), question)
    return candidate


def test_who_leads_a_task_is_said_before_who_cooperates(proposals: Proposals) -> None:
    candidate = only(proposals, "青禾县建设健康环境由谁牵头")
    [statement] = candidate.draft.statements
    assert statement.text == "“建设健康环境”由县教育局牵头；县卫生健康委和县财政局配合"
    assert [e.passage.kind for e in statement.evidence] == ["assignment"]
    assert candidate.signals["fit"] == pytest.approx(1.0)
    assert candidate.signals["lead"] > 0.5


def test_the_tasks_of_a_unit_are_found_though_they_have_no_number(proposals: Proposals) -> None:
    led = only(proposals, "青禾县卫健委牵头哪些任务")
    assert led.draft.opening == "卫生健康委员会牵头1项任务："
    assert [s.text for s in led.draft.statements] == ["提升医疗能力"]
    assert led.signals["of_unit"] == 1.0


def test_a_unit_that_leads_nothing_is_asked_for_what_it_cooperates_in(
    proposals: Proposals,
) -> None:
    candidate = only(proposals, "青禾县财政局要做哪些任务")
    assert candidate.draft.opening == "县财政局配合1项任务："
    assert [s.text for s in candidate.draft.statements] == ["建设健康环境（由县教育局牵头）"]


@pytest.mark.parametrize(("unit", "verdict"), [("教育局", "对。"), ("财政局", "不对。")])
def test_a_claim_about_who_leads_is_held_to_the_line(
    proposals: Proposals, unit: str, verdict: str
) -> None:
    candidate = only(proposals, f"青禾县{unit}牵头建设健康环境，对吗")
    assert candidate.draft.statements[0].text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "白石区由谁牵头",  # its plan has no line of responsibility
        "青禾县互联网医院由谁牵头",  # no task is about it
        "青禾县人均预期寿命",
    ],
)
def test_what_no_line_of_responsibility_says_is_not_proposed(
    proposals: Proposals, question: str
) -> None:
    assert proposals(Responsibilities(), question) == []


TEXT = """一、强化基层
（一）建设社区医院。到2025年建成社区医院5家。（责任单位：市卫健委、市财政局）
（二）培养全科医生。加强全科医生培训。（牵头单位：市卫健委；配合单位：市人社局）
"""


def test_a_unit_in_charge_is_not_said_to_lead() -> None:
    assistant = Assistant.from_texts({"方案": TEXT})
    in_charge = assistant.answer("建设社区医院由谁负责")
    assert in_charge.text.startswith("“建设社区医院”由市卫健委、市财政局负责")
    leading = assistant.answer("培养全科医生由谁牵头")
    assert leading.text.startswith("“培养全科医生”由市卫健委牵头；市人社局配合")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("江阴的职业健康监管是由应急管理局牵头的，对吗？", "不对。第43条"),
        ("村级医疗互助我印象里是医保局牵头，请核实江阴的牵头单位", "不对。第38条"),
        ("江阴长期护理保险是医保局牵头的吗", "对。第37条"),
        ("请列出江阴气象局作为配合单位参与的任务。", "气象局配合2项任务："),
        ("江阴气象局要干哪些活", "气象局配合2项任务："),
        ("江阴教育局都管哪些事", "教育局牵头2项任务："),
        ("江阴教育局除了学校健康教育还牵头什么", ""),
    ],
)
def test_the_part_of_a_unit_is_understood(shipped: Assistant, question: str, begins: str) -> None:
    answer = shipped.answer(question)
    assert answer.text.startswith(begins)
    assert answer.question.plans == ("jiangyin",)


TABLE = """# 康宁县任务清单

| 序号 | 任务 | 举措 | 牵头单位 | 配合单位 | 完成时限 |
| --- | --- | --- | --- | --- | --- |
| 1 | 母婴室建设 | 建成母婴室12间 | 县妇联 | 县住建局 | 2026年4月底前 |
| 2 | 急救培训 | 培训3000人 | 县红十字会 | / | 2026年8月 |
| 3 | 托育扩容 | 新增托位200个 | 县妇联 | 县教育局 | 长期 |
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    path = tmp_path_factory.mktemp("duties") / "清单.md"
    path.write_text(TABLE, encoding="utf-8")
    return Assistant.from_files([path])


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("急救培训有没有配合单位", "没有列出配合单位：“急救培训”由县红十字会牵头"),
        ("母婴室建设由谁牵头、谁配合", "“母婴室建设”由县妇联牵头；县住建局配合"),
        ("急救培训什么时候完成", "“急救培训”的完成时限是2026年8月"),
        ("第3项由谁牵头", "“托育扩容”（序号3）由县妇联牵头；县教育局配合"),
        ("第3项是什么", "“托育扩容”（序号3）：新增托位200个；由县妇联牵头"),
        ("2026年4月底前要完成哪几项任务", "完成时限为2026年4月底前的有1项任务："),
        ("完成时限最晚的是哪项", "完成时限最晚的是1项任务：\n- 急救培训"),
        ("哪个单位牵头的任务最多", "牵头任务最多的是县妇联，2项："),
        ("妇联牵头几项任务", "县妇联牵头2项任务："),
    ],
)
def test_a_table_of_duties_is_answered_from_by_units_numbers_and_deadlines(
    county: Assistant, question: str, begins: str
) -> None:
    assert county.answer(question).text.startswith(begins)
