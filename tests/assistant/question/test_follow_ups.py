import pytest

from assistant.answers import Message
from assistant.question.follow_ups import standalone
from corpus.catalogue import sources


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
