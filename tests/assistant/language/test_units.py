import pytest

from assistant.language.units import SHARE, counted_in, measures_asked


@pytest.mark.parametrize(
    ("question", "answer", "answers"),
    [
        ("要建多少家医院", "建成2所", True),
        ("要建多少家医院", "投入2亿元", False),
        ("投资多少亿元", "投入1.2亿元", True),
        ("看一次多少钱", "次均300元", True),
        ("开几场活动", "不少于12次", True),
        ("有多少张床", "约1.2万张", True),
    ],
)
def test_a_figure_answers_in_the_measure_of_the_question(
    question: str, answer: str, answers: bool
) -> None:
    assert bool(counted_in(measures_asked(question)).search(answer)) is answers


def test_a_question_without_a_measure_asks_in_none() -> None:
    assert measures_asked("要培养多少个") == ()


@pytest.mark.parametrize("share", ["95%", "5‰", "4.5/10万", "百分之五", "九成", "1:1.2", "全部"])
def test_a_share_is_given_in_many_ways(share: str) -> None:
    assert SHARE.search(share)
