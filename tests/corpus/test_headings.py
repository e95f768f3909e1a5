import pytest

from corpus.headings import heading_from


@pytest.mark.parametrize(
    ("line", "style", "label"),
    [
        ("第四章 “十四五”时期重点任务", "章", "第四章 “十四五”时期重点任务"),
        ("第三节 加强医院信息化建设", "节", "第三节 加强医院信息化建设"),
        ("一、慎终如始抓好疫情常态化精准防控", "一、", "一、慎终如始抓好疫情常态化精准防控"),
        ("（一）发展环境。", "（一）", "（一）发展环境"),
        ("１.建设医疗健康大数据中心：重点完善", "1.", "１.建设医疗健康大数据中心"),
        ("1\t.加强慢性病综合防控。建立健全协调机制，", "1.", "1.加强慢性病综合防控"),
        ("62．推动健康医疗业务与大数据技术深度融合。构建", "1.", None),
        ("专栏1公共卫生体系建设项目", "专栏", "专栏1公共卫生体系建设项目"),
        ("——以人为本，健康优先。以人民群众的美好健康生活需求为出发点。", "unnumbered", None),
        ("引导合理膳食。推进营养健康科普常态化，建立健全监测制度。", "unnumbered", "引导合理膳食"),
    ],
)
def test_each_numbering_of_the_plans_is_known(line: str, style: str, label: str | None) -> None:
    heading = heading_from(line)
    assert heading is not None
    assert heading.style == style
    assert label is None or heading.label == label


@pytest.mark.parametrize(
    "line", ["3岁以下婴幼儿照护服务", "2020年，全市完成了。", "到2025年，建成1家。"]
)
def test_a_sentence_that_begins_with_a_figure_is_no_heading(line: str) -> None:
    assert heading_from(line) is None


def test_a_title_before_a_colon_is_not_part_of_the_body() -> None:
    line = "2.人才培养：强化中医高层次人才培养。"
    heading = heading_from(line)
    assert heading is not None
    assert line[heading.body_start :] == "强化中医高层次人才培养。"


def test_a_heading_that_is_a_statement_stays_in_the_body() -> None:
    line = "17. 基本公共卫生服务人均补助标准不低于90元。继续深入实施试点。"
    heading = heading_from(line)
    assert heading is not None
    assert line[heading.body_start :].startswith("基本公共卫生服务人均补助标准不低于90元。")


def test_a_colon_in_brackets_ends_no_heading() -> None:
    heading = heading_from("一、全民健康素养提升行动（专项小组组长单位：卫生健康委员会）")
    assert heading is not None
    assert heading.label.endswith("（专项小组组长单位：卫生健康委员会）")
