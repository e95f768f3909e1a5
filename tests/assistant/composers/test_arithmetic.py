from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.arithmetic import Arithmetic
from assistant.composers.composer import Composer

Proposals = Callable[[Composer, str], list[Candidate]]


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("江阴2030年健康单位比2020年多多少个", "多130个：160 − 30 = 130"),
        (
            "埇桥2025年和2020年的工作场所职业病危害因素监测合格率相差多少",
            "多60个百分点：85 − 25 = 60",
        ),
        ("常熟“十三五”期间人均基本公共卫生服务经费增长了百分之多少", "变化59.34%"),
        ("江阴2030年建成的健康单位是2020年的几倍", "是5.33倍：160 ÷ 30 = 5.33"),
        (
            "埇桥全科医师2020到2025年平均每年要增加多少人",
            "多0.78人：3.93 − 3.15 = 0.78；平均每年0.156人：",
        ),
        ("埇桥千人口床位数比2015年增长53%，推算2015年是多少张", "推算2015年约4.48张"),
        ("常熟十三五期间人均期望寿命提高了多少岁", "户籍人口人均期望寿命比2015年提高0.96岁"),
        ("常熟每千人口护士目标比医师目标多多少", "相差0.3人：3.5 − 3.2 = 0.3"),
        ("吴中新建的省级健康镇、村、社区、企业一共几个", "共12个：1 + 4 + 3 + 4 = 12"),
        ("吴中要建的示范发热门诊和规范化发热门诊一共多少家", "共4家：1 + 3 = 4"),
    ],
)
def test_the_working_is_shown(shipped: Assistant, question: str, result: str) -> None:
    answer = shipped.answer(question)
    assert answer.text.startswith(result)
    assert answer.citations


def test_two_things_of_one_year_are_told_apart(shipped: Assistant) -> None:
    text = shipped.answer("2020年临江职工和城乡居民医保住院费用基金支付比例相差几个百分点").text
    assert text.startswith("相差6.86个百分点：72.69 − 65.83 = 6.86")
    assert "职工基本医疗保险" in text and "城乡居民基本医疗保险" in text


def test_a_share_in_a_year_that_no_plan_gives_is_not_reckoned(shipped: Assistant) -> None:
    assert shipped.answer("常熟2035年居民健康素养水平的目标是百分之几").refused


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("常熟2015年那会儿人均寿命多少岁来着？", "推算2015年约82.40岁：83.36 − 0.96 = 82.40"),
        ("江阴健康单位、健康镇村，2030年比2020年各多建多少？", "100 − 40 = 60"),
        ("常熟卫生人才计划里领军、重点、拔尖、后备四层加起来要培养几个人？", "共166"),
    ],
)
def test_plain_speech_asks_for_the_same(shipped: Assistant, question: str, said: str) -> None:
    assert said in shipped.answer(question).text


def test_the_result_is_marked_as_derived_from_the_figures_that_are_cited(
    proposals: Proposals,
) -> None:
    [candidate] = proposals(Arithmetic(), "青禾县人均预期寿命2025年比2020年提高多少")
    [statement] = candidate.draft.statements
    assert statement.text == "多1.5岁：79 − 77.5 = 1.5（2025年79岁，2020年77.5岁）"
    assert statement.derived == ("1.5",)
    assert [e.passage.path[-1] for e in statement.evidence] == ["第1行"]


def test_two_plans_are_set_against_each_other_and_both_cited(proposals: Proposals) -> None:
    [candidate] = proposals(Arithmetic(), "青禾和白石的人均预期寿命2025年目标相差多少")
    assert candidate.draft.statements[0].text.startswith("相差1岁：80 − 79 = 1")
    assert {e.passage.source.id for e in candidate.draft.evidence} == {"qinghe", "baishi"}


def test_a_year_that_is_told_by_its_change_alone_is_worked_back(proposals: Proposals) -> None:
    [candidate] = proposals(Arithmetic(), "青禾县病床总数2020年是多少张")
    assert candidate.draft.statements[0].text.startswith("推算2020年约1000张：1200 ÷ (1 + 20%)")


def test_how_well_the_least_fitting_figure_fits_is_a_signal(proposals: Proposals) -> None:
    [named] = proposals(Arithmetic(), "青禾县人均预期寿命2025年比2020年提高多少")
    [short] = proposals(Arithmetic(), "青禾县护士数2025年比2020年提高多少")
    assert (named.signals["fit"], named.signals["named"]) == (1.0, 1.0)
    assert short.signals["named"] == 0.0


@pytest.mark.parametrize(
    "question",
    ["青禾县人均预期寿命是多少", "青禾县适龄妇女宫颈癌筛查率2025年比2020年提高多少"],
)
def test_nothing_is_computed_unasked_or_from_a_blank(proposals: Proposals, question: str) -> None:
    assert proposals(Arithmetic(), question) == []
