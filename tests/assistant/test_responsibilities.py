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
