"""Lists: the words that announce them and their items, however they are laid out."""

import pytest

from corpus.documents import Source, SourceText
from corpus.lists import ItemList, items_within, lists_in, ordinal_of
from corpus.parsing import plan_from


def lists(text: str) -> list[ItemList]:
    return list(lists_in(plan_from(Source(id="a", title="甲"), SourceText(text=text))))


def words(listed: ItemList) -> list[str]:
    return ["".join(excerpt.text for excerpt in item.excerpts) for item in listed.items]


def test_numbered_items_follow_the_words_that_announce_them() -> None:
    [found] = lists("一、申报\n申报单位应提交下列材料：\n1.申报表；\n2.营业执照；\n3.承诺书。\n")
    assert found.lead is not None
    assert found.lead.text == "申报单位应提交下列材料："
    assert words(found) == ["申报表；", "营业执照；", "承诺书。"]


def test_items_may_be_bullets() -> None:
    [found] = lists("一、问题\n执行中的问题：\n——人员不足；\n——经费短缺。\n")
    assert words(found) == ["——人员不足；", "——经费短缺。"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "一是清扫道路。清扫20条。二是修补墙面。三是清理楼道。",
        "首先，清扫道路。其次，修补墙面。最后，清理楼道。",
        "（1）清扫道路；（2）修补墙面；（3）清理楼道。",
        "第一，清扫道路。第二，修补墙面。第三，清理楼道。",
    ],
)
def test_items_may_be_counted_off_in_one_paragraph(paragraph: str) -> None:
    assert len(items_within(paragraph)) == 3


def test_items_may_be_counted_off_one_a_paragraph() -> None:
    [found] = lists("一、措施\n一是清扫道路，共20条。\n二是修补墙面，共3处。\n")
    assert found.lead is None
    assert words(found) == ["一是清扫道路，共20条。", "二是修补墙面，共3处。"]


def test_an_ordinal_within_a_sentence_counts_nothing() -> None:
    assert items_within("这一是非问题由第一，第二两组讨论。") == []
    assert ordinal_of("三是加强培训") == 3


def test_the_chapters_after_a_covering_letter_are_no_list() -> None:
    text = "现将有关事项通知如下：\n一、目标\n（一）近期\n建成一家。\n二、任务\n抓好落实。\n"
    assert lists(text) == []
