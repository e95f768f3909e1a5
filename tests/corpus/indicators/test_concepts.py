from collections import defaultdict

import pytest

from corpus.catalogue import shipped_plans
from corpus.indicators.concepts import concept_of, known_concepts, normalised, same_concept

# Read side by side in the tables and the goals of the five plans.
IN_SEVERAL_PLANS = [
    ("人均预期寿命", "户籍人口人均期望寿命", "居民人均期望寿命", "全市人均预期寿命"),
    ("健康预期寿命", "人均健康预期寿命"),
    ("5岁以下儿童死亡率", "五岁以下儿童死亡率"),
    ("居民健康素养水平", "城乡居民健康素养水平"),
    ("15岁以上人群吸烟率", "全市15岁以上人群吸烟率"),
    ("每千人医疗卫生机构床位数", "每千常住人口床位数", "千人口床位数"),
    ("每千人口执业（助理）医师数", "每千常住人口执业（助理）医师数", "每千人医师数"),
    ("每千人口中医类别执业（助理）医师数", "每千常住人口中医类别（含中医助理医师）医师数"),
    ("每千人口注册护士数", "每千常住人口注册护士数", "每千人注册护士数"),
    ("每万人口全科医师数", "每万常住人口全科医生", "每万常住人口全科医生数", "每万人全科医生数"),
    ("每千人口公共卫生人员数", "每千常住人口公共卫生人员数"),
    ("每千人口拥有3岁以下婴幼儿托位数", "每千人口3岁以下婴幼儿托位数", "三岁以下婴幼儿托位数"),
    ("全市儿童青少年总体近视率", "全区儿童青少年近视率"),
    (
        "65岁及以上老年人城乡社区规范健康管理服务率",
        "65岁以上老年人健康管理率",
        "65岁及以上常住老年人城乡社区规范健康管理服务率",
    ),
    ("以乡（镇、街道）为单位适龄儿童免疫规划疫苗接种率", "适龄儿童免疫规划疫苗接种率"),
    (
        "严重精神障碍患者管理率",
        "登记在册的严重精神障碍患者管理率",
        "社区在册居家严重精神障碍患者健康管理率",
        "在册严重精神障碍患者规范管理率",
    ),
    ("个人卫生支出占卫生总费用比例", "个人卫生支出占卫生总费用的比重", "个人卫生支出比重"),
    ("经常参加体育锻炼人数比例", "经常参加体育锻炼人口比例"),
    ("12岁儿童患龋率", "12岁儿童龋患率"),
    ("基层医疗卫生机构诊疗量占总诊疗量的比例", "基层医疗机构诊疗人次数占全区诊疗人次数比例"),
    ("二级以上公立综合性医院设置老年医学科比例", "二级及以上综合性医院设立老年医学科的比例"),
    ("工作场所职业病危害因素监测合格率", "作业场所职业病危害因素监测合格率"),
    ("人均基本公共卫生服务经费", "基本公共卫生服务人均补助标准"),
    ("市域内就诊率", "县域就诊率", "区域就诊率"),
    ("新生儿遗传代谢疾病筛查率", "新生儿遗传代谢病筛查率"),
    ("地表水达到或好于III类水体比例", "地表水质量达到或优于Ⅲ类水体比例"),
]

LOOK_ALIKES = [
    ("孕产妇死亡率", "婴儿死亡率"),
    ("5岁以下儿童死亡率", "婴儿死亡率"),
    ("人均预期寿命", "健康预期寿命"),
    ("每千人口公共卫生人员数", "每万人口公共卫生人员数"),
    ("每千人口全科医生数", "每万人口全科医生数"),
    ("每千人口执业（助理）医师数", "每千人口注册护士数"),
    ("每千人口执业（助理）医师数", "每千人口中医类别执业（助理）医师数"),
    ("每千人口床位数", "每千人口中医床位数"),
    ("孕产妇系统管理率", "3岁以下儿童系统管理率"),
    (
        "职工基本医疗保险政策范围内住院费用基金支付比例",
        "城乡居民基本医疗保险政策范围内住院费用基金支付比例",
    ),
    ("高血压患者规范管理率", "糖尿病患者规范管理率"),
    ("区域就诊率", "基层就诊率"),
    ("居民健康素养水平", "居民心理健康素养水平"),
    ("职业健康检查率", "孕前优生健康检查率"),
    ("甲乙类传染病发病率", "肺结核发病率"),
    ("0—6岁儿童健康管理率", "65岁以上老年人健康管理率"),
]


@pytest.mark.parametrize("names", IN_SEVERAL_PLANS, ids=lambda names: names[0])
def test_an_indicator_is_linked_under_all_its_wordings(names: tuple[str, ...]) -> None:
    assert len({concept_of(name) for name in names}) == 1
    assert all(same_concept(names[0], name) for name in names)


@pytest.mark.parametrize(("first", "second"), LOOK_ALIKES)
def test_look_alikes_are_not_linked(first: str, second: str) -> None:
    assert not same_concept(first, second)


def test_each_concept_is_known_by_its_own_name_and_by_no_other() -> None:
    assert [concept_of(name) for name in known_concepts()] == list(known_concepts())


def test_names_outside_the_table_are_linked_by_all_but_neutral_words() -> None:
    assert same_concept("食源性疾病监测覆盖率", "食源性疾病监测的覆盖比例")
    assert not same_concept("食源性疾病监测覆盖率", "职业病监测覆盖率")
    assert not same_concept("覆盖率", "覆盖比例")


def test_nothing_is_like_nothing() -> None:
    assert concept_of("") == ""
    assert not same_concept("", "（%）")


def test_folding_keeps_thousands_and_ten_thousands_apart() -> None:
    assert normalised("每千人口护士数") != normalised("每万人口护士数")


def test_the_three_tables_share_concepts() -> None:
    plans = defaultdict(set)
    for plan in shipped_plans():
        for row in plan.indicators:
            if not row.in_prose:
                plans[row.concept].add(plan.source.id)
    in_all = {concept for concept, ids in plans.items() if len(ids) == 3}
    assert {"人均预期寿命", "孕产妇死亡率", "居民健康素养水平", "儿童青少年总体近视率"} <= in_all
    assert len([concept for concept, ids in plans.items() if len(ids) > 1]) == 19
    assert "" not in plans
