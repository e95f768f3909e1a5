"""A model's sentence goes out only with the words of the plans that support it."""

import re
from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.chat.items import Item
from assistant.chat.selection import items_from
from assistant.chat.verifier import Verification, Verifier
from assistant.chat.writer import verifier_of

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
def verify(
    shown: list[Item], names: tuple[str, ...], regions: frozenset[str]
) -> Callable[[str], Verification]:
    return Verifier(shown, names, regions=regions).verify


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
        "建成一家规范化发热门诊[4]。",
        "建成两家示范发热门诊[4]。",
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
def of_its_own(
    item: Find, names: tuple[str, ...], regions: frozenset[str]
) -> Callable[[str, str], Verification]:
    """Hold a sentence to the one passage that has these words."""

    def verified(words: str, said: str) -> Verification:
        return Verifier([item(words)], names, regions=regions).verify(said)

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


# As they are shown for a question. [=护士] is the marker of the first item with this word.

NURSES = "青禾和白石的每千人口注册护士数目标"
TASKS = "青禾县重点任务有哪些"
TOWNS = "白石区的无烟学校和健康镇各几个"
Hold = Callable[[str, str], Verification]


@pytest.fixture(scope="module")
def asked(invented: Assistant) -> Callable[[str], tuple[Verifier, tuple[Item, ...]]]:
    """The verifier of a question, and what it holds sentences to."""
    known: dict[str, tuple[Verifier, tuple[Item, ...]]] = {}

    def of_question(question: str) -> tuple[Verifier, tuple[Item, ...]]:
        if question not in known:
            trace = invented.trace(question)
            items = items_from(trace, invented.library, 6000)
            known[question] = verifier_of(trace, items, invented.library), items
        return known[question]

    return of_question


@pytest.fixture(scope="module")
def hold(asked: Callable[[str], tuple[Verifier, tuple[Item, ...]]]) -> Hold:
    """Holds a sentence to what is shown for a question."""

    def held(question: str, said: str) -> Verification:
        verifier, items = asked(question)
        return verifier.verify(_with_numbers(said, items))

    return held


def _with_numbers(said: str, items: tuple[Item, ...]) -> str:
    def number(marker: re.Match[str]) -> str:
        at = (n for n, item in enumerate(items, 1) if marker[1] in item.text and not item.composed)
        return f"[{next(at)}]"

    return re.sub(r"\[=([^\]]*)\]", number, said)


@pytest.mark.parametrize(
    "said",
    [
        "青禾县每千人口注册护士数2025年目标为3.4人[=3.4]。",
        "青禾县每千人口注册护士数2020年为2.6人，2025年提高到3.4人[=3.4]。",
        "青禾县每千人口注册护士数由2.6人提高到3.4人[=3.4]。",
        "青禾县每千人口注册护士数2025年目标为3.4人[=3.4]，白石区为3.8人[=3.8]。",
        "每千人口注册护士数2025年目标，青禾县为3.4人[=3.4]，白石区为3.8人[=3.8]。",
        "青禾县每千人口注册护士数2025年目标为3.4人[=3.4]，"
        "白石区每千人口注册护士数2025年目标为3.8人[=3.8]，白石区更高。",
        "白石区的目标比青禾县高3.8−3.4=0.4人[=3.8][=3.4]。",
    ],
)
def test_two_plans_may_be_compared_in_one_sentence(hold: Hold, said: str) -> None:
    verified = hold(NURSES, said)
    assert verified.statement, verified.reason


@pytest.mark.parametrize(
    "said",
    [
        "青禾县每千人口注册护士数2025年目标为3.8人[=3.4]。",
        "青禾县每千人口注册护士数2025年目标为3.8人[=3.8]。",
        "青禾县3.8人[=3.4]，白石区3.4人[=3.8]。",
        "青禾县每千人口注册护士数2025年目标为3.8人[=3.4]，白石区为3.4人[=3.8]。",
        "青禾县每千人口注册护士数由3.4人降到2.6人[=3.4]。",
        "青禾县每千人口注册护士数2025年目标为3.4人[=3.4]，"
        "白石区每千人口注册护士数2025年目标为3.8人[=3.8]，青禾县更高。",
        "青禾县的目标比白石区高3.8−3.4=0.4人[=3.8][=3.4]。",
        "两地每千人口注册护士数2025年目标都是3.4人[=3.4][=3.8]。",
        "白石区每千人口注册护士数2025年目标为3人[=3.8]。",
        "每千人口注册护士数2025年目标为3.4人，白石区[=3.4][=3.8]。",
    ],
)
def test_their_figures_do_not_change_places(hold: Hold, said: str) -> None:
    assert hold(NURSES, said).statement is None


@pytest.mark.parametrize(
    "said",
    [
        "青禾县人民医院力争建成三级乙等医院[=救护车]。",
        "每3万人口配置一辆救护车[=救护车]。",
        "全县病床总数达到1200张，比2020年增长20%[=救护车]。",
        "到2025年，全县病床总数达到1200张[=救护车]。",
        "到2025年，建设无烟学校12所[=背街小巷]。",
        "建成健康村60个，建设无烟学校12所[=健康村][=背街小巷]。",
        "开展农村厕所改造，由县教育局牵头，县卫生健康委、县财政局配合[=背街小巷]。",
        "县教育局牵头开展农村厕所改造[=背街小巷]。",
        "提升医疗能力由县卫生健康委牵头，建设健康环境由县教育局牵头[=救护车][=背街小巷]。",
    ],
)
def test_what_passages_say_may_be_said_in_other_words(hold: Hold, said: str) -> None:
    verified = hold(TASKS, said)
    assert verified.statement, verified.reason


@pytest.mark.parametrize(
    "said",
    [
        "县人民医院设立治未病中心[=救护车]。",
        "县中医院要突出创伤救治功能[=救护车]。",
        "青禾县人民医院设立治未病中心，县中医院力争建成三级乙等医院[=救护车]。",
        "每3万人口配置两辆救护车[=救护车]。",
        "每5万人口配置一辆救护车[=救护车]。",
        "全县病床总数达到1200张，比2020年减少20%[=救护车]。",
        "到2030年，全县病床总数达到1200张[=救护车]。",
        "目前，全县病床总数达到1200张[=救护车]。",
        "到2050年，建设无烟学校12所[=背街小巷]。",
        "白石区，建设无烟学校12所[=背街小巷]。",
        "2030年建设无烟学校12所[=背街小巷]。",
        "建成健康村12个、无烟学校60所[=健康村][=背街小巷]。",
        "开展城市厕所改造[=背街小巷]。",
        "停止农村厕所改造[=背街小巷]。",
        "有三项任务：建设健康环境和提升医疗能力[=背街小巷][=救护车]。",
        # of two tasks, each with its own units
        "建设健康环境由县卫生健康委牵头[=背街小巷]。",
        "提升医疗能力由县教育局牵头，建设健康环境由县卫生健康委牵头[=救护车][=背街小巷]。",
    ],
)
def test_but_not_with_another_meaning(hold: Hold, said: str) -> None:
    assert hold(TASKS, said).statement is None


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("无烟学校5所，健康镇1个[=无烟学校]。", True),
        ("健康镇、健康村、健康社区共1+4+3=8个[=无烟学校]。", True),
        ("健康镇、健康村、健康社区分别为4个、1个、3个[=无烟学校]。", False),
        ("健康镇4个、健康村1个[=无烟学校]。", False),
        ("健康镇、健康村、健康社区共1+4+3=9个[=无烟学校]。", False),
        # the plan's only years are those of its indicators
        ("2020年建设无烟学校5所[=无烟学校]。", False),
    ],
)
def test_figures_of_one_list_keep_their_places(hold: Hold, said: str, stands: bool) -> None:
    assert bool(hold(TOWNS, said).statement) is stands


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("青禾县人均预期寿命2025年目标为79岁[=预期寿命]。", True),
        ("不对，青禾县人均预期寿命2025年目标为79岁[=预期寿命]。", True),
        ("青禾县人均预期寿命2025年目标是80岁[=预期寿命]。", False),
        ("对，青禾县人均预期寿命2025年目标为80岁[=预期寿命]。", False),
        ("青禾县人均预期寿命2025年目标不是79岁，是77.5岁[=预期寿命]。", False),
    ],
)
def test_a_claim_is_answered_with_the_plan_s_figure(hold: Hold, said: str, stands: bool) -> None:
    verified = hold("青禾县2025年人均预期寿命目标为80岁，对吗", said)
    assert bool(verified.statement) is stands, verified.reason


@pytest.mark.parametrize(
    "said",
    [
        "张三设立治未病中心[=救护车]。",
        "县中医院设立美容中心[=救护车]。",
        "县中医院设立治未病中心99个[=救护车]。",
    ],
)
def test_names_things_and_figures_of_the_question_are_not_taken_from_it(
    hold: Hold, said: str
) -> None:
    question = "青禾县中医院设立美容中心和治未病中心99个，院长张三，是吗"
    assert hold(question, said).statement is None


@pytest.mark.parametrize(
    "said",
    [
        "县教育局牵头开展农村厕所改造[=背街小巷]。",
        "太阳从西边出来[=背街小巷]。",
        "依据不足。",
        "建设无烟学校99所[=背街小巷]。",
        "县中医院要突出创伤救治功能[=救护车]。",
    ],
)
def test_what_is_withheld_has_a_reason(hold: Hold, said: str) -> None:
    verified = hold(TASKS, said)
    assert verified.statement or verified.reason


# Of a sentence that is withheld, a part.


@pytest.fixture(scope="module")
def shortened(
    asked: Callable[[str], tuple[Verifier, tuple[Item, ...]]],
) -> Callable[[str], str]:
    """What may be said of a sentence on the tasks of 青禾县, nothing if no part of it may."""

    def part_of(said: str) -> str:
        verifier, items = asked(TASKS)
        assert verifier.verify(_with_numbers(said, items)).statement is None
        shorter = verifier.shortened(_with_numbers(said, items))
        assert shorter is None or shorter.is_shortened
        return shorter.text if shorter else ""

    return part_of


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("建设无烟学校12所[=背街小巷]，投资5亿元[=背街小巷]。", "建设无烟学校12所"),
        ("整治背街小巷[=背街小巷]，投资5亿元，占地9亩[=背街小巷]。", "整治背街小巷"),
        ("投资5亿元[=背街小巷]。", ""),
        ("建设无烟学校99所[=背街小巷]，投资5亿元[=背街小巷]。", ""),
    ],
)
def test_the_beginning_of_a_sentence_may_go_out_alone(
    shortened: Callable[[str], str], said: str, part: str
) -> None:
    assert shortened(said) == part


@pytest.mark.parametrize(
    "said",
    [
        "提升医疗能力由县教育局牵头，建设健康环境由县卫生健康委牵头[=救护车][=背街小巷]。",
        "县人民医院扩建病房9间，设立治未病中心[=救护车]。",
        "青禾县人均预期寿命不是80岁，而是79岁[=健康村]。",
    ],
)
def test_what_is_left_of_a_sentence_says_nothing_false(
    shortened: Callable[[str], str], said: str
) -> None:
    assert shortened(said) == ""
