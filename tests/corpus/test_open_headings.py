from dataclasses import replace

from corpus.headings import Heading, NumberStyle
from corpus.open_headings import OpenHeadings
from corpus.outline import ranks_from

RANKS = ranks_from([])


def heading(style: NumberStyle, number: int | None, label: str) -> Heading:
    return Heading(style, number, label, len(label), len(label))


def read(*headings: Heading, before: str = "") -> OpenHeadings:
    """The headings that are open after these were read one after the other."""
    opened = OpenHeadings(RANKS)
    for each in headings:
        opened.add(opened.made_room(each, before))
    return opened


GOALS = heading("一、", 1, "一、目标")
HEALTH = heading("（一）", 1, "（一）健康")
TASKS = heading("一、", 2, "二、任务")


def test_a_heading_closes_those_of_its_rank_and_within() -> None:
    assert read(GOALS, HEALTH).path == ("一、目标", "（一）健康")
    assert read(GOALS, HEALTH, TASKS).path == ("二、任务",)


def test_a_bracketed_digit_that_goes_on_a_row_of_clauses_is_one_of_them() -> None:
    opened = read(GOALS, HEALTH, heading("（1）", 2, "（2）服务"))
    assert opened.path == ("一、目标", "（2）服务")


def test_a_paragraph_after_a_list_stands_under_what_the_list_stands_under() -> None:
    items = [replace(heading("1.", n, f"{n}.项"), is_item=True) for n in (1, 2)]
    opened = read(GOALS, HEALTH, *items, before="包括以下内容：")
    assert opened.path[-1] == "2.项"
    assert opened.close_items()
    assert opened.path == ("一、目标", "（一）健康")


def test_where_no_list_is_open_none_is_closed() -> None:
    assert not read(GOALS, HEALTH).close_items()


def test_a_table_of_indicators_belongs_to_the_heading_that_announces_targets() -> None:
    opened = read(GOALS, HEALTH)
    opened.close_to_targets()
    assert opened.path == ("一、目标",)


def test_an_opening_sentence_heads_no_answer_and_nothing_before_all_headings() -> None:
    assert not read().may_be_headed
    assert read(GOALS).may_be_headed
    assert not read(heading("问", None, "怎样签约？")).may_be_headed
