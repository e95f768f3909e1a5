import pytest

from assistant.answers import Message
from assistant.question.understanding import kind_of, understand
from corpus.catalogue import sources
from corpus.errors import BadQuestionError, UnknownPlanError

ALL = tuple(source.id for source in sources())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("常熟每千人口药师数2025年要多少", "value"),
        ("江阴流动人口健康这项工作谁负责", "who"),
        ("哪些规划提到互联网医院", "across"),
        ("概括埇桥规划里医院信息化建设的内容", "summary"),
        ("常熟哪些医院争创二级甲等医院", "list"),
        ("常熟健康镇建成率达到90%，对吗", "claim"),
        ("常熟和埇桥的托位数目标谁高", "value"),
        ("梅李人民医院往什么方向发展", "fact"),
    ],
)
def test_a_question_shows_what_answer_it_wants(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_the_region_in_a_question_chooses_its_plan() -> None:
    question = understand("临江市2025年的目标", (), None, sources())
    assert (question.plans, question.names_plan, question.years) == (("linjiang",), True, (2025,))


def test_a_question_that_names_no_region_is_put_to_all_plans() -> None:
    question = understand("梅李人民医院的定位是什么", (), None, sources())
    assert (question.plans, question.names_plan) == (ALL, False)


def test_a_region_that_is_excepted_leaves_all_other_plans() -> None:
    question = understand("除了常熟，还有哪些规划提到DRG", (), None, sources())
    assert set(question.plans) == set(ALL) - {"changshu"}


def test_the_caller_narrows_the_plans_and_the_question_narrows_them_further() -> None:
    chosen = understand("健康素养水平", (), ["changshu", "yongqiao"], sources())
    assert chosen.plans == ("changshu", "yongqiao")
    named = understand("埇桥的健康素养水平", (), ["changshu", "yongqiao"], sources())
    assert named.plans == ("yongqiao",)


def test_a_region_that_has_no_plan_is_noticed() -> None:
    assert understand("太仓市2025年人均预期寿命目标", (), None, sources()).places == ("太仓市",)


@pytest.mark.parametrize("question", ["", "  ", "长" * 501])
def test_an_empty_or_endless_question_is_refused_with_a_remedy(question: str) -> None:
    with pytest.raises(BadQuestionError) as error:
        understand(question, (), None, sources())
    assert error.value.remedy


def test_an_unknown_plan_is_refused_by_name() -> None:
    with pytest.raises(UnknownPlanError, match="taicang"):
        understand("目标", (), ["taicang"], sources())


def test_the_history_chooses_the_plan_of_a_follow_up() -> None:
    history = (Message(role="user", content="埇桥每千常住人口床位数"),)
    assert understand("那抗菌药物呢", history, None, sources()).plans == ("yongqiao",)


def test_it_is_a_follow_up_only_if_the_conversation_made_it_another() -> None:
    history = (Message(role="user", content="埇桥每千常住人口床位数"),)
    assert understand("那抗菌药物呢", history, None, sources()).is_follow_up
    assert not understand("那抗菌药物呢", (), None, sources()).is_follow_up
    assert not understand("常熟市有多少张床位", history, None, sources()).is_follow_up
    misspelled = understand(
        "涌桥有多少张床位", history, None, sources(), spelled=lambda text: text.replace("涌", "埇")
    )
    assert misspelled.text != misspelled.asked and not misspelled.is_follow_up


TWO = ["changshu", "yongqiao"]


@pytest.mark.parametrize(
    ("asked", "plans", "left_out"),
    [
        ("江阴的院前急救怎么加强", ("changshu", "yongqiao"), ("jiangyin",)),
        ("埇桥和江阴的院前急救怎么加强", ("yongqiao",), ("jiangyin",)),
        ("埇桥的院前急救怎么加强", ("yongqiao",), ()),
        ("院前急救怎么加强", ("changshu", "yongqiao"), ()),
    ],
)
def test_a_plan_that_is_named_but_was_not_chosen_is_left_out(
    asked: str, plans: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    question = understand(asked, (), TWO, sources())
    assert (question.plans, question.left_out) == (plans, left_out)


def test_a_plan_that_only_the_conversation_names_is_not_left_out() -> None:
    history = (Message(role="user", content="江阴的院前急救怎么加强"),)
    question = understand("那急救站点呢", history, TWO, sources())
    assert (question.plans, question.left_out) == (("changshu", "yongqiao"), ())


def test_where_nobody_chose_plans_none_is_left_out() -> None:
    assert understand("江阴的院前急救怎么加强", (), None, sources()).left_out == ()


def test_what_is_told_before_a_question_is_no_part_of_it() -> None:
    asked = "我们单位在写急救章节，借鉴一下：埇桥的救护车怎么配"
    question = understand(asked, (), None, sources())
    assert (question.asked, question.text) == (asked, "埇桥的救护车怎么配")
    history = (Message(role="user", content=asked),)
    assert understand("常熟呢", history, None, sources()).text == "常熟的救护车怎么配"
