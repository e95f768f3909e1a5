"""Several plans that are asked together each answer for themselves."""

from assistant.assistant import Assistant


def test_each_plan_answers_with_its_own_wording_of_the_same_indicator(shipped: Assistant) -> None:
    answer = shipped.answer("12岁儿童的龋齿率，临江和江阴分别控制在多少")
    assert "临江市：" in answer.text and "30%" in answer.text
    assert "江阴市：" in answer.text and "25%" in answer.text
    assert {citation.plan_id for citation in answer.citations} == {"linjiang", "jiangyin"}


def test_the_highest_is_named_and_cited(shipped: Assistant) -> None:
    lines = shipped.answer("常熟和埇桥谁的每千人口床位数目标高").text.splitlines()
    assert any(line.startswith("- 埇桥区最高[") for line in lines)


def test_who_says_nothing_is_named(shipped: Assistant) -> None:
    text = shipped.answer("常熟和埇桥的抗菌药物使用强度目标分别是多少").text
    assert text.endswith("没有列出的：常熟市。")


def test_items_of_each_plan_are_put_in_one_line_and_counted(shipped: Assistant) -> None:
    text = shipped.answer("常熟、临江的约束性指标各有几个").text
    assert "常熟市：规划的指标表列出2项：每万人口全科医师数、" in text
    assert "临江市：规划的指标表列出6项：" in text
