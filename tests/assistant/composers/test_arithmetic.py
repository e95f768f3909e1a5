import pytest

from assistant.assistant import Assistant


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
        ("埇桥千人床位涨了53%，2015年是几张？", "6.86 ÷ (1 + 53%) = 4.48"),
        ("江阴健康单位、健康镇村，2030年比2020年各多建多少？", "160 − 30 = 130"),
        ("江阴健康单位、健康镇村，2030年比2020年各多建多少？", "100 − 40 = 60"),
        ("吴中21年省级的健康镇、村、社区、企业，加一块儿新建几个？", "共12个：1 + 4 + 3 + 4 = 12"),
        ("临江经常锻炼的人，占比要往上拉几个点？", "5.23个百分点：38.5 − 33.27 = 5.23"),
        ("常熟基层诊疗量占比，2015到2020五年间平均每年抬高了几个百分点", "÷ (2020 − 2015) = 2.318"),
        ("常熟卫生人才计划里领军、重点、拔尖、后备四层加起来要培养几个人？", "共166"),
    ],
)
def test_however_it_is_worded(shipped: Assistant, question: str, said: str) -> None:
    assert said in shipped.answer(question).text
