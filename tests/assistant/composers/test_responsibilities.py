import pytest

from assistant.assistant import Assistant

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
