"""A model's sentence goes out only with the words of the plans that support it."""

from collections.abc import Callable

import pytest

from assistant.chat.items import Item
from assistant.chat.verifier import Verification, Verifier

Find = Callable[..., Item]
PHARMACISTS = "每千人口药师（士）数"
LIFE = "人均预期寿命（岁）"
MEILI = "梅李人民医院要突出老年病医院功能定位，力争"
CLINICS = "建成1家示范发热门诊"
MIGRANTS = "公安局、民政局"


@pytest.fixture(scope="module")
def shown(item: Find) -> list[Item]:
    return [
        item(PHARMACISTS, "changshu"),
        item(LIFE, "yongqiao"),
        item(MEILI, "changshu"),
        item(CLINICS, "wuzhong"),
        item("（牵头单位：卫生健康委员会；配合单位：公安局、民政局", "jiangyin"),
    ]


@pytest.fixture(scope="module")
def verify(shown: list[Item], names: tuple[str, ...]) -> Callable[[str], Verification]:
    return Verifier(shown, names).verify


@pytest.mark.parametrize(
    ("said", "rests_on"),
    [
        ("每千人口药师（士）数2025年目标为0.5人[1]。", PHARMACISTS),
        ("常熟的每千人口药师（士）数，2025年的目标值是０．５０人【1】", PHARMACISTS),
        ("**每千人口药师（士）数**2025年达到0.5人[1]。", PHARMACISTS),
        ("2020年人均预期寿命为77.7岁，2025年目标为大于78.2岁[2]。", LIFE),
        ("梅李人民医院要突出老年病医院功能定位[3]。", "梅李人民医院"),
        ("吴中要建成1家示范发热门诊、3家规范化发热门诊以及13家发热诊室[4]。", CLINICS),
        ("由卫生健康委员会牵头，公安局、民政局配合[5]。", "卫生健康委员会"),
        ("对。2025年每千人口药师（士）数目标为0.5人[1]。", PHARMACISTS),
    ],
)
def test_what_the_plans_say_goes_out(
    verify: Callable[[str], Verification], said: str, rests_on: str
) -> None:
    verified = verify(said)
    assert verified.statement, verified.reason
    assert not verified.moved
    (evidence,) = verified.statement.evidence
    assert rests_on in evidence.excerpt.text


@pytest.mark.parametrize(
    "said",
    [
        # figures, units, bounds, years
        "每千人口药师（士）数2025年目标为5人[1]。",
        "每千人口药师（士）数2025年目标为0.5%[1]。",
        "每千人口药师（士）数2025年目标为0.5万人[1]。",
        "每千人口药师（士）数2025年目标为0.5人以上[1]。",
        "每千人口药师（士）数2030年目标为0.5人[1]。",
        "每千人口药师（士）数2020年为0.5人[1]。",
        "每千人口药师（士）数目标为半人[1]。",
        "每千人口药师（士）数目标为零点五人[1]。",
        "每千人口药师（士）数目标为5成[1]。",
        "每千人口药师（士）数目标为٥人[1]。",
        "每千人口药师（士）数目标为Ⅴ人[1]。",
        "每千人口药师（士）数目标为five人[1]。",
        "每千人口药师（士）数目标为0.5\u200b5人[1]。",
        "每千人口药师（士）数目标为0.5 5人[1]。",
        "每千人口药师（士）数目标为&#57;人[1]。",
        # another thing, another region, another kind
        "人均预期寿命2025年目标为0.5人[1]。",
        "埇桥每千人口药师（士）数2025年目标为0.5人[1]。",
        "每千人口药师（士）数目前为0.5人[1]。",
        "每千人口药师（士）数现状为0.5人[1]。",
        "2020年人均预期寿命为78.2岁[2]。",
        "2025年人均预期寿命目标为77.7岁[2]。",
        "人均预期寿命2025年目标为78.2岁[2]。",
        "建成13家示范发热门诊[4]。",
        "建成一家示范发热门诊[4]。",
        # institutions and what they are to do
        "梅园人民医院要突出老年病医院功能定位[3]。",
        "梅李中医院要突出老年病医院功能定位[3]。",
        "支塘人民医院要突出老年病医院功能定位[3]。",
        "梅李人民医院不要突出老年病医院功能定位[3]。",
        "梅李人民医院要取消老年病医院功能定位[3]。",
        "梅李人民医院已突出老年病医院功能定位[3]。",
        "由公安局牵头，卫生健康委员会配合[5]。",
        "由财政部牵头[5]。",
        # markup and what the plans do not say
        "详见[这里](http://evil.example/?q=1)[1]。",
        "![图](http://evil.example/a.png)[1]。",
        "<img src=x onerror=alert(1)>每千人口药师（士）数[1]。",
        "每千人口药师（士）数见evil.example[1]。",
        "规划没有提到每千人口药师（士）数[1]。",
        "依据不足",
        "依据[1]。",
        "根据规划要求，目标为[1]。",
        "好的！😀",
        "。",
        "999",
        "太阳从西边出来[1][2][3]。",
    ],
)
def test_what_they_do_not_say_is_withheld(verify: Callable[[str], Verification], said: str) -> None:
    verified = verify(said)
    assert verified.statement is None
    assert verified.reason


@pytest.mark.parametrize("marker", ["[2]", "[3]", "[2][3]", "[0]", "[99]", ""])
def test_a_marker_is_moved_to_the_words_that_support_a_sentence(
    verify: Callable[[str], Verification], marker: str
) -> None:
    verified = verify(f"每千人口药师（士）数2025年目标为0.5人{marker}。")
    assert verified.statement
    (evidence,) = verified.statement.evidence
    assert PHARMACISTS in evidence.excerpt.text
    assert verified.unknown == tuple(n for n in (0, 99) if f"[{n}]" == marker)


def test_a_marker_too_many_is_dropped(verify: Callable[[str], Verification]) -> None:
    verified = verify("每千人口药师（士）数2025年目标为0.5人[1][3]。")
    assert verified.statement and len(verified.statement.evidence) == 1


def test_two_passages_may_support_a_clause_each(verify: Callable[[str], Verification]) -> None:
    verified = verify(
        "常熟每千人口药师（士）数2025年目标为0.5人，埇桥2020年人均预期寿命为77.7岁[1][2]。"
    )
    assert verified.statement and len(verified.statement.evidence) == 2


@pytest.mark.parametrize(
    "said",
    [
        "埇桥区，每千人口药师（士）数2025年目标为0.5人[1][2]。",
        "人均预期寿命，2025年目标为0.5人[1][2]。",
        "2030年，每千人口药师（士）数目标为0.5人[1][5]。",
        "吴中区，由卫生健康委员会牵头[4][5]。",
        "由卫生健康委员会牵头，建成1家示范发热门诊[4][5]。",
        "公安局、民政局配合，建成1家示范发热门诊[4][5]。",
        "每千人口药师（士）数2025年目标为0.5人，人均预期寿命2025年目标为＞78.2岁[1][2]。",
        "每千人口药师（士）数，2020年现状为77.7岁[1][2]。",
    ],
)
def test_a_clause_takes_nothing_of_another_passage_for_its_own(
    verify: Callable[[str], Verification], said: str
) -> None:
    """Each half stands in a passage; the place, the year or the thing it is of does not."""
    assert verify(said).statement is None


@pytest.fixture(scope="module")
def of_its_own(item: Find, names: tuple[str, ...]) -> Callable[[str, str], Verification]:
    """Hold a sentence to the one passage that has these words."""

    def verified(words: str, said: str) -> Verification:
        return Verifier([item(words)], names).verify(said)

    return verified


@pytest.mark.parametrize(
    ("words", "said", "stands"),
    [
        ("婴幼儿托位数达4.5个", "每千人口托位数达4.5个[1]。", True),
        ("婴幼儿托位数达4.5个", "托位数达4.5个[1]。", False),
        ("宿州市第一人民医院创建成", "宿州市第一人民医院2025年要创建成三级甲等医院[1]。", True),
        ("宿州市第一人民医院创建成", "宿州市第一人民医院2030年要创建成三级甲等医院[1]。", False),
        ("治未病优势病种干预方案", "制定2~3个治未病优势病种干预方案[1]。", True),
        ("治未病优势病种干预方案", "制定~~2~3个~~治未病优势病种干预方案[1]。", False),
        ("消除黑臭河道", "要在2020年消除黑臭河道[1]。", True),
        ("消除黑臭河道", "要在2030年消除黑臭河道[1]。", False),
        ("消除黑臭河道", "到2020年，消除黑臭河道[1]。", True),
        ("消除黑臭河道", "到2030年，消除黑臭河道[1]。", False),
        ("77元、1727元", "2020年次均门诊和住院费用分别为77元、1727元[1]。", True),
        ("77元、1727元", "2020年次均门诊和住院费用分别为1727元、77元[1]。", False),
        ("比达到1:1.10", "执业（助理）医师与注册护士比达到1:1.10[1]。", True),
        ("比达到1:1.10", "执业（助理）医师与注册护士比达到1.10:1[1]。", False),
        ("65岁及以上常住老年人", "65岁及以上常住老年人规范健康管理服务率达到65%以上[1]。", True),
        ("65岁及以上常住老年人", "65%及以上常住老年人规范健康管理服务率达到65%以上[1]。", False),
        ("在2020年基础上提高1岁左右", "人均预期寿命在2020年基础上提高1岁左右[1]。", True),
        ("在2020年基础上提高1岁左右", "人均预期寿命在2025年基础上提高1岁左右[1]。", False),
        ("市五院通过二级医院复评", "市五院通过二级医院复评[1]。", True),
        (
            "市五院通过二级医院复评",
            "市五院通过三级中医医院国家复审、市中医院通过二级医院复评[1]。",
            False,
        ),
        ("支塘人民医院转型为", "常熟市中西医结合医院转型为支塘人民医院[1]。", False),
        ("国家中医药局确定为", "2019年被国家卫健委、国家中医药局确定为试点县[1]。", True),
        ("国家中医药局确定为", "2019年被国家卫健委、临江市确定为试点县[1]。", False),
    ],
)
def test_what_changes_places_within_a_passage_is_withheld(
    of_its_own: Callable[[str, str], Verification], words: str, said: str, stands: bool
) -> None:
    verified = of_its_own(words, said)
    assert bool(verified.statement) is stands, verified.reason


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("支塘人民医院转型为常熟市中西医结合医院[3]。", True),
        ("支塘人民医院争创二级甲等中西医结合医院[3]。", True),
        ("梅李人民医院力争向三级老年病医院发展[3]。", True),
        ("市五院、梅李人民医院争创二级甲等医院[3]。", True),
        ("梅李人民医院转型为常熟市中西医结合医院[3]。", False),
        ("梅李人民医院要突出老年病医院功能定位，转型为常熟市中西医结合医院[3]。", False),
        ("古里人民医院力争向三级老年病医院发展[3]。", False),
        ("海虞卫生院争创二级甲等中西医结合医院[3]。", False),
    ],
)
def test_what_a_passage_says_of_one_is_not_said_of_another_in_it(
    verify: Callable[[str], Verification], said: str, stands: bool
) -> None:
    assert bool(verify(said).statement) is stands


@pytest.mark.parametrize(
    "said",
    [
        "常熟市每千人口药师（士）数2025年目标为0.5人[1]。",
        "由江阴市卫生健康委员会牵头[5]。",
        "由卫生健康委员会牵头[5][",
    ],
)
def test_a_region_before_the_words_of_its_plan_changes_nothing(
    verify: Callable[[str], Verification], said: str
) -> None:
    verified = verify(said)
    assert verified.statement, verified.reason


def test_but_not_a_clause_together(verify: Callable[[str], Verification]) -> None:
    verified = verify("常熟每千人口药师（士）数2020年为77.7岁[1][2]。")
    assert verified.statement is None
