from collections.abc import Callable

import pytest

from assistant.answers import Message
from assistant.question.cues import stands_alone, wants_more
from assistant.question.follow_ups import standalone
from corpus.catalogue import sources
from corpus.documents import Source

Plans = tuple[Source, ...]
Said = Callable[[str], bool]
Talk = Callable[..., list[Message]]


def after(*turns: str) -> list[Message]:
    return [Message(role="user", content=turn) for turn in turns]


@pytest.mark.parametrize(
    ("before", "asked", "meant"),
    [
        ("常熟健康素养水平的目标是多少？", "埇桥呢？", "埇桥健康素养水平的目标是多少？"),
        ("常熟床位数目标是多少", "那注册护士数呢？", "常熟注册护士数目标是多少"),
        ("埇桥2025年床位数是多少", "2020年呢", "埇桥2020年床位数是多少"),
        ("近视率的目标是多少？", "不是常熟，我要的是埇桥的", "埇桥近视率的目标是多少？"),
        ("常熟药师数要多少", "它的性质呢", "常熟药师数的性质"),
        ("常熟健康管理率要到多少", "说错了，我要的是临江的", "临江健康管理率要到多少"),
        ("江阴要建多少健康单位", "健康社区那个呢", "江阴健康社区多少"),
        ("临江医保怎么付费", "常熟也是这么付的吗", "常熟医保怎么付费"),
        ("埇桥2025年人均预期寿命目标", "太仓市的床位数是多少", "太仓市的床位数是多少"),
        ("埇桥2025年人均预期寿命目标", "那昆山呢", "昆山2025年人均预期寿命目标"),
        ("太仓市2025年人均预期寿命目标", "常熟呢", "常熟2025年人均预期寿命目标"),
        ("江阴长期护理保险由哪个部门牵头", "这个制度哪年建好", "江阴长期护理保险哪年建好"),
    ],
)
def test_a_follow_up_is_made_to_stand_alone(before: str, asked: str, meant: str) -> None:
    assert standalone(asked, after(before), sources()) == meant


def test_without_a_conversation_a_question_is_left_as_it_is() -> None:
    assert standalone(" 埇桥呢？", (), sources()) == "埇桥呢？"


def test_a_question_of_all_plans_does_not_inherit_one() -> None:
    asked = "哪些规划提到互联网医院"
    assert standalone(asked, after("常熟床位数目标"), sources()) == asked


def test_a_chain_of_follow_ups_keeps_what_was_meant_before() -> None:
    history = after("常熟床位数目标是多少", "那注册护士数呢？")
    assert standalone("埇桥呢？", history, sources()) == "埇桥注册护士数目标是多少"


def test_an_empty_turn_is_passed_over() -> None:
    assert standalone("埇桥呢", after("常熟床位数目标", " "), sources()) == "埇桥床位数目标"


def test_the_beginning_of_a_name_stands_for_the_like_of_what_was_asked_about() -> None:
    names = ["梅李人民医院", "支塘人民医院", "支塘镇"]
    history = after("梅李人民医院的定位是什么")
    assert standalone("那支塘的呢", history, sources(), names) == "支塘人民医院的定位是什么"


def test_an_earlier_question_is_gone_back_to() -> None:
    history = after("吴中要建几家示范发热门诊", "那普惠性托育机构呢")
    asked = standalone("回到最前面那个，发热诊室有几家", history, sources())
    assert asked == "吴中发热诊室有几家"


def test_a_pronoun_means_the_institution_that_was_named_last() -> None:
    history = after("华山医院和吴中人民医院共建哪几个专科")
    names = ["华山医院", "吴中人民医院"]
    asked = standalone("它要建成几级医院", history, sources(), names)
    assert asked == "吴中人民医院要建成几级医院"


def test_a_question_without_a_subject_takes_the_one_before() -> None:
    history = after("支塘人民医院以后变成什么医院")
    asked = standalone("要争几级几等", history, sources(), ["支塘人民医院"])
    assert asked == "支塘人民医院要争几级几等"


EARLIER = [
    ("青禾县人均预期寿命2025年目标是多少",),
    ("白石的无烟学校由谁牵头", "那急救站呢"),
    (("青禾县面临哪些问题", "- 人才紧缺[1]\n- 血液偏紧[2]"), "谢谢"),
    ("你好",),
    ("哪些规划提到安宁疗护",),
]
COMPLETE = [
    "白石的急救站由谁牵头",
    "青禾县健康村有几个",
    "救护车按什么标准配",
    "红岩的产假有多少天，由谁审核",
    "哪些规划提到急救站",
    "“三减三健”指什么",
    "白石和红岩的无烟学校哪个多",
    "概括青禾县急救站的建设内容",
    "青禾县要不要建急救站",
]


@pytest.mark.parametrize("before", EARLIER, ids=lambda before: str(before[0])[:12])
@pytest.mark.parametrize("asked", COMPLETE)
def test_a_complete_question_stays_as_it_was_typed_after_any_other(
    before: tuple[str, ...], asked: str, plans: Plans, said: Said, talk: Talk
) -> None:
    assert stands_alone(asked, plans, said)
    assert standalone(asked, talk(*before), plans, said=said) == asked


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("那白石和红岩呢", "白石和红岩急救站要建几个"),
        ("红岩", "红岩急救站要建几个"),
        ("白石也要建吗", "白石急救站要建几个"),
        ("昆山呢", "昆山急救站要建几个"),
        ("谢谢，白石的呢？", "白石急救站要建几个"),
        ("不对，我问的是白石的", "白石急救站要建几个"),
        ("不是青禾，是红岩", "红岩急救站要建几个"),
        ("我要的是红岩，不是青禾", "红岩急救站要建几个"),
        ("说错了，是白石的", "白石急救站要建几个"),
        ("那2030年", "2030年青禾县急救站要建几个"),
        ("健康村呢", "青禾县健康村有多少"),
        ("那健康村要建几个", "青禾县健康村要建几个"),
        ("要不要验收", "青禾县急救站要不要验收"),
        ("它归谁管", "青禾县急救站归谁管"),
        ("什么时候完成", "青禾县急救站什么时候完成"),
        ("那边的救护车怎么配", "青禾县的救护车怎么配"),
        ("还有呢", "青禾县急救站要建几个"),
    ],
)
def test_only_a_cue_carries_something(
    asked: str, meant: str, plans: Plans, said: Said, talk: Talk
) -> None:
    assert standalone(asked, talk("青禾县急救站要建几个"), plans, said=said) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("第二条具体怎么解决", "青禾县血液供应偏紧具体怎么解决"),
        ("最后一条由谁牵头", "青禾县监督力量薄弱由谁牵头"),
    ],
)
def test_an_item_of_the_answer_is_asked_about_in_its_plan(
    asked: str, meant: str, plans: Plans, talk: Talk
) -> None:
    listed = "规划列出：\n- 人才紧缺，队伍不稳[1]\n- 血液供应偏紧[2]\n- 监督力量薄弱[3]"
    assert standalone(asked, talk(("青禾县面临哪些问题", listed)), plans) == meant
    after_thanks = talk(("青禾县面临哪些问题", listed), ("谢谢", "不客气。"))
    assert standalone(asked, after_thanks, plans) == meant


@pytest.mark.parametrize("asked", ["哪个最多", "相差多少"])
def test_two_plans_asked_one_after_the_other_are_compared(
    asked: str, plans: Plans, talk: Talk
) -> None:
    history = talk("青禾县急救站要建几个", "白石呢")
    assert standalone(asked, history, plans) == f"青禾县和白石急救站{asked}"


def test_a_courtesy_takes_nothing_over(plans: Plans, talk: Talk) -> None:
    assert standalone("好的，谢谢", talk("青禾县急救站要建几个"), plans) == "好的，谢谢"


def test_only_the_first_part_of_a_message_goes_on_with_the_conversation(
    plans: Plans, said: Said, talk: Talk
) -> None:
    history = talk("青禾县急救站要建几个")
    asked = standalone("由谁牵头？白石的产假有多少天", history, plans, said=said)
    assert asked == "青禾县急救站由谁牵头，白石的产假有多少天"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("该院哪年建成", "青禾县人民医院哪年建成"),
        ("它的院长是谁", "青禾县人民医院的院长是谁"),
        ("哪年建成", "青禾县人民医院哪年建成"),
    ],
)
def test_an_institution_with_the_name_of_its_region_is_named_once(
    asked: str, meant: str, plans: Plans, names: tuple[str, ...], talk: Talk
) -> None:
    history = talk("青禾县人民医院的定位是什么")
    assert standalone(asked, history, plans, names) == meant


def test_a_part_of_the_plan_may_be_what_was_spoken_of(plans: Plans, talk: Talk) -> None:
    history = talk("青禾县的约束性指标有哪些")
    assert standalone("其中最高的是哪个", history, plans) == "青禾县约束性指标最高的是哪个"


@pytest.mark.parametrize("asked", ["还有吗", "继续", "好的，还有别的吗？"])
def test_more_of_the_same_is_wanted(asked: str) -> None:
    assert wants_more(asked)
    assert not wants_more(f"{asked[:-1]}急救站有几个")
