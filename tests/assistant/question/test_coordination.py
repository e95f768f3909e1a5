"""Several things of which a figure is asked in one clause."""

from collections.abc import Callable

import pytest

from assistant.question.coordination import coordinated
from corpus.documents import Source

Plans = tuple[Source, ...]
Said = Callable[[str], bool]


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "青禾县的急救站、护士数各是多少",
            {"急救站": "青禾县的急救站是多少", "护士数": "青禾县的护士数是多少"},
        ),
        (
            "青禾和白石的护士数与医师数分别要达到多少",
            {
                "护士数": "青禾和白石的护士数要达到多少",
                "医师数": "青禾和白石的医师数要达到多少",
            },
        ),
        (
            "白石的护士数和医师数的目标",
            {"护士数": "白石的护士数的目标", "医师数": "白石的医师数的目标"},
        ),
        (
            "青禾县健康村和无烟学校要建几个",
            {"健康村": "青禾县健康村要建几个", "无烟学校": "青禾县无烟学校要建几个"},
        ),
    ],
)
def test_the_question_is_put_to_each_of_them(
    question: str, each: dict[str, str], plans: Plans, said: Said
) -> None:
    parts = coordinated(question, plans, said)
    assert {part.asked: part.question for part in parts} == each


def test_what_is_asked_of_all_of_them_is_asked_of_each(plans: Plans, said: Said) -> None:
    parts = coordinated("县中医院、县疾控中心和柳溪镇卫生院的床位有几张", plans, said)
    assert [part.question for part in parts] == [
        "县中医院的床位有几张",
        "县疾控中心的床位有几张",
        "柳溪镇卫生院的床位有几张",
    ]


def test_whose_they_are_holds_for_all_of_them(plans: Plans, said: Said) -> None:
    parts = coordinated("县中医院的医师和护士各有几名", plans, said)
    assert [part.question for part in parts] == ["县中医院的医师有几名", "县中医院的护士有几名"]


@pytest.mark.parametrize(
    "question",
    [
        "青禾县急救站是多少",
        "青禾县急救站和救护车由谁牵头",
        "青禾县医师数和护士数相差多少",
        "青禾县医师数和护士数一共多少",
        "青禾县护士数是医师数的几倍",
        "青禾县二级及以上医院有几家",
    ],
)
def test_one_thing_or_one_figure_of_several_is_left_whole(
    question: str, plans: Plans, said: Said
) -> None:
    assert coordinated(question, plans, said) == ()
