"""What people tell before they ask is left out, unless the question needs it."""

import pytest

from assistant.question.prefaces import without_preface
from corpus.documents import Source

Plans = tuple[Source, ...]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("我们单位在起草急救章节，借鉴一下：青禾县的急救站有几个", "青禾县的急救站有几个"),
        ("正在整理材料。白石的救护车怎么配", "白石的救护车怎么配"),
        ("你好，青禾县无烟学校几所", "青禾县无烟学校几所"),
        ("另外问个别的，产假有多少天", "产假有多少天"),
        ("不看青禾了，白石的无烟学校几所", "白石的无烟学校几所"),
        ("我刚调来。写总结用的：急救站由谁牵头", "急救站由谁牵头"),
    ],
)
def test_what_leads_up_to_a_question_is_left_out(typed: str, asked: str, plans: Plans) -> None:
    assert without_preface(typed, plans) == asked


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("我是白石一家医院的，救护车怎么配", "白石救护车怎么配"),
        ("我妈住青禾县，那边的急救站设在哪里", "青禾县的急救站设在哪里"),
        ("我在白石上班。青禾县的急救站有几个", "青禾县的急救站有几个"),
    ],
)
def test_the_region_that_was_told_is_kept_where_the_question_names_none(
    typed: str, asked: str, plans: Plans
) -> None:
    assert without_preface(typed, plans) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "青禾县急救站有几个，由谁牵头",
        "我想知道急救站有几个",
        "听说白石要建5所无烟学校，对吗",
        "我们要写总结",
        "我们青禾县急救站设置比例，2025年目标是100%吧？请核实",
        "我们县急救站有几个，由谁牵头",
        "你好",
    ],
)
def test_nothing_is_left_out_where_the_rest_is_no_question_of_its_own(
    typed: str, plans: Plans
) -> None:
    assert without_preface(typed, plans) == typed
