import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import shipped_plans
from corpus.documents import Indicator, Plan, Section, Source
from corpus.indicators.prose import prose_indicators
from corpus.text import excerpt_from

SOURCE = Source(id="test", title="测试规划", period="2021—2025年")


def stated(text: str, *path: str, source: Source = SOURCE) -> tuple[Indicator, ...]:
    paragraph = excerpt_from(text, 0, len(text))
    section = Section(path=path or ("一、任务",), heading=None, paragraphs=(paragraph,))
    return prose_indicators([section], source)


def short(indicators: tuple[Indicator, ...]) -> list[tuple[str, str, int | None, str | None]]:
    """Each reading as name, 现状 or 目标, year and wording."""
    return [
        (row.name, role, reading.year, reading.value)
        for row in indicators
        for role, reading in (("现状", row.baseline), ("目标", row.target))
        if reading
    ]


@pytest.fixture(scope="module")
def plans() -> Mapping[str, Plan]:
    return {plan.source.id: plan for plan in shipped_plans()}


def of_plan(plan: Plan) -> list[tuple[str, str, int | None, str | None]]:
    return short(prose_indicators(plan.sections, plan.source))


def test_a_target_has_the_year_that_leads_its_sentence() -> None:
    assert short(stated("到2025年，65岁及以上老年人健康管理率达到72%以上。")) == [
        ("65岁及以上老年人健康管理率", "目标", 2025, "72%以上")
    ]


def test_a_year_before_the_period_is_past() -> None:
    assert short(stated("2020年，全市人均期望寿命82.53岁。")) == [
        ("人均期望寿命", "现状", 2020, "82.53岁")
    ]


def test_one_leading_year_holds_for_all_clauses() -> None:
    said = "“十三五”末，孕产妇死亡率0/10万、婴儿死亡率2.5‰，健康素养水平提高至37.04%。"
    assert short(stated(said)) == [
        ("孕产妇死亡率", "现状", 2020, "0/10万"),
        ("婴儿死亡率", "现状", 2020, "2.5‰"),
        ("健康素养水平", "现状", 2020, "37.04%"),
    ]


def test_a_way_from_one_value_to_another_is_two_readings() -> None:
    said = "“十三五”时期，人均基本公共卫生服务经费由56.12元提高到89.42元。"
    assert short(stated(said)) == [
        ("人均基本公共卫生服务经费", "现状", 2015, "56.12元"),
        ("人均基本公共卫生服务经费", "现状", 2020, "89.42元"),
    ]
    [row] = stated("基层诊疗量占比从2020年的58%提高到2025年的60%。")
    assert short((row,)) == [
        ("基层诊疗量占比", "现状", 2020, "58%"),
        ("基层诊疗量占比", "目标", 2025, "60%"),
    ]


def test_names_and_values_in_two_lists_are_matched() -> None:
    said = "2020年每千人医师数、每万人全科医生数分别为2.79人、4.95人。"
    assert [(name, value) for name, _, _, value in short(stated(said))] == [
        ("每千人医师数", "2.79人"),
        ("每万人全科医生数", "4.95人"),
    ]


def test_lists_that_do_not_match_stay_one_indicator_with_its_quantities() -> None:
    [row] = stated("目前高血压、糖尿病患者的血压、血糖控制率分别为60%、50%。")
    assert row.baseline is not None
    assert row.name == "高血压、糖尿病患者的血压、血糖控制率"
    assert [str(q.amount) for q in row.baseline.quantities] == ["60", "50"]


def test_a_figure_said_of_all_is_each_one_s() -> None:
    rows = stated("到2025年，在线监测覆盖率、监测数据公布率双达100%。")
    assert [row.name for row in rows] == ["在线监测覆盖率", "监测数据公布率"]


def test_a_comparison_is_a_change_of_what_was_named_before() -> None:
    rows = stated("“十三五”末，人均期望寿命83.36岁，比2015年提高0.96岁。")
    assert short(rows)[1] == ("人均期望寿命", "现状", 2020, "提高0.96岁")
    assert rows[1].baseline is not None
    assert rows[1].baseline.quantities[0].direction == "提高"


def test_changes_in_a_list_are_matched_and_each_says_its_direction() -> None:
    said = "2020年拥有医疗机构539家，床位10102张，比2015年分别增加15.17%、37.38%。"
    assert short(stated(said))[2:] == [
        ("医疗机构", "现状", 2020, "增加15.17%"),
        ("床位", "现状", 2020, "增加37.38%"),
    ]


def test_a_second_target_year_is_of_the_same_indicator() -> None:
    said = "到2020年，肿瘤诊断的早期比例提高至18%以上，到2030年超过25%。"
    source = Source(id="t", title="纲要", period="2030年", issued_on="2019年5月14日")
    assert short(stated(said, source=source)) == [
        ("肿瘤诊断的早期比例", "目标", 2020, "18%以上"),
        ("肿瘤诊断的早期比例", "目标", 2030, "超过25%"),
    ]


def test_a_figure_of_a_trend_belongs_to_the_clause_before() -> None:
    assert short(stated("2020年个人卫生支出比重持续下降，降至30%以下。")) == [
        ("个人卫生支出比重", "现状", 2020, "30%以下")
    ]


def test_counts_keep_the_verb_in_their_wording() -> None:
    assert short(stated("建成1家示范发热门诊、3家规范化发热门诊以及13家发热诊室。")) == [
        ("示范发热门诊", "目标", None, "建成1家"),
        ("规范化发热门诊", "目标", None, "建成3家"),
        ("发热诊室", "目标", None, "建成13家"),
    ]
    [row] = stated("到2025年，新增省重点专科5至8个。")
    assert row.target is not None
    assert (row.name, row.target.value, row.target.quantities[0].direction) == (
        "省重点专科",
        "新增5至8个",
        "提高",
    )


def test_a_share_of_those_that_do_something_is_named_by_it() -> None:
    assert short(stated("力争100%的基层机构达到基本标准、40%达到推荐标准。")) == [
        ("基层机构达到基本标准的比例", "目标", None, "100%"),
        ("基层机构达到推荐标准的比例", "目标", None, "40%"),
    ]


def test_the_base_said_once_in_a_list_is_in_every_name() -> None:
    rows = stated("2020年千人口床位数6.86张、注册护士数2.89名。")
    assert [row.name for row in rows] == ["千人口床位数", "千人口注册护士数"]


def test_headings_on_goals_and_on_what_was_reached_say_what_sentences_do_not() -> None:
    said = "居民健康素养水平提升到40%以上。"
    assert short(stated(said, "三、发展目标")) == [("居民健康素养水平", "目标", 2025, "40%以上")]
    assert short(stated(said, "一、发展基础")) == [("居民健康素养水平", "现状", None, "40%以上")]


@pytest.mark.parametrize(
    "text",
    [
        "高标准建设P2实验室，推进5G应用。",
        "落实35岁以上人群首诊测血压。",
        "打造24小时心理咨询热线。",
        "人数比目前提高10[image: ]。",
        "每个镇至少有1家基层医疗机构建成规范化门诊。",
        "达到四级以上的超过2家。",
        "推进作业场所监测工作，到2025年监测合格率达到85%以上。",
        "印发《健康中国行动（2019—2030年）》第11条。",
    ],
)
def test_a_figure_without_a_clear_name_gives_nothing(text: str) -> None:
    assert stated(text) == ()


def test_a_ratio_is_one_figure() -> None:
    assert short(stated("到2025年，执业（助理）医师与注册护士比达到1:1.10。")) == [
        ("执业（助理）医师与注册护士比", "目标", 2025, "1:1.10")
    ]


def test_a_formula_is_worded_in_plain_signs() -> None:
    [row] = stated(r"诊疗人次数占比例 $\geq 60\%$ 。")
    assert row.target is not None and row.target.excerpt is not None
    assert (row.target.value, row.target.excerpt.text) == ("≥60%", r"\geq 60\%")


def test_a_prose_indicator_has_its_sentence_path_and_concept(plans: Mapping[str, Plan]) -> None:
    plan = plans["jiangyin"]
    row = next(row for row in prose_indicators(plan.sections, plan.source) if "全科" in row.name)
    assert row.in_prose and row.row is None
    assert row.path[-1].startswith("19．")
    assert row.excerpt.text.startswith("到2020年，全市每万常住人口全科医生数")
    assert row.concept == "每万人口全科医生数"


def test_the_goals_and_achievements_of_the_plans_are_caught(plans: Mapping[str, Plan]) -> None:
    changshu, yongqiao = of_plan(plans["changshu"]), of_plan(plans["yongqiao"])
    assert ("户籍人口人均期望寿命", "目标", 2025, "84岁") in changshu
    assert ("甲乙类传染病发病率", "现状", 2020, "76.43/10万") in changshu
    assert ("居民人均期望寿命", "现状", 2020, "77.7岁") in yongqiao
    linjiang, jiangyin = of_plan(plans["linjiang"]), of_plan(plans["jiangyin"])
    assert ("孕产妇死亡率", "目标", 2025, "控制在14.5/10万以下") in linjiang
    assert ("万人拥有社会体育指导员", "目标", 2020, "36人") in jiangyin
    assert ("万人拥有社会体育指导员", "目标", 2030, "40人") in jiangyin


def check_excerpts(text: str, rows: tuple[Indicator, ...]) -> None:
    for row in rows:
        readings = [reading for reading in (row.baseline, row.target) if reading]
        assert readings and row.name
        for reading in readings:
            assert reading.excerpt is not None and reading.quantities
            assert "".join(text[a:b] for a, b in reading.excerpt.spans) == reading.excerpt.text
            assert row.excerpt.start <= reading.excerpt.start
            assert reading.excerpt.end <= row.excerpt.end


def test_every_value_stands_in_its_sentence(plans: Mapping[str, Plan]) -> None:
    for plan in plans.values():
        rows = prose_indicators(plan.sections, plan.source)
        assert len(rows) >= 15
        check_excerpts(plan.text, rows)


PIECES = st.sampled_from(
    "到2025年，|2020年|人均期望寿命|82.5岁|、|，|；|。|建成|健康镇|3个|达到|由|提高到|60%|分别为"
    "|比2015年|提高|1岁|（|）|“|”|的|50%|和|$\\geq 60\\%$|[image: ]|每千人口|护士数| ".split("|")
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80))
def test_no_sentence_raises_and_every_value_stands_in_it(text: str) -> None:
    check_excerpts(text, stated(text, "发展目标"))


def test_reading_is_linear_in_the_length_of_a_plan() -> None:
    said = "到2025年，健康素养水平达到40%以上、婴儿死亡率控制在4‰以下、建成健康镇3个"
    for text in ("，".join([said] * 300) + "。", "健康" * 50_000 + "水平达到40%。", "1、" * 5_000):
        began = time.perf_counter()
        stated(text)
        assert time.perf_counter() - began < 3
