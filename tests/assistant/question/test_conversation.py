"""The turns of a conversation, and the items of an answer that may be pointed at."""

from collections.abc import Callable, Sequence

import pytest

from assistant.answers import Message
from assistant.question.conversation import Turn, is_courtesy, name_of, turns_of

Talk = Callable[..., list[Message]]


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ("规划列出：\n- 精神科医师紧缺[1]\n- 血液偏紧[2][3]", ("精神科医师紧缺", "血液偏紧")),
        ("1. 新建急救站\n2. 改造门诊楼", ("新建急救站", "改造门诊楼")),
        ("一是扩建病房[1]；二是招录护士[2]。", ("一是扩建病房", "二是招录护士")),
        ("设有：内科、外科、儿科和急诊科[1]。", ("内科", "外科", "儿科", "急诊科")),
        ("建设检验、影像、心电等三大中心[1]。", ("建设检验", "影像", "心电")),
        ("建设急救站6个[1]。", ()),
        ("由县教育局和县财政局负责[1]。", ()),
        ("", ()),
    ],
)
def test_an_answer_has_items_where_it_lists_several(answer: str, items: tuple[str, ...]) -> None:
    assert Turn(question="有哪些", answer=answer).items == items


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("二是血液供应偏紧（季节性）", "血液供应偏紧"),
        ("（三）监督力量薄弱，人手不足", "监督力量薄弱"),
        ("柳溪镇：2个", "柳溪镇"),
        ("第四、健全制度；定期检查", "健全制度"),
    ],
)
def test_an_item_is_called_by_its_first_words(item: str, name: str) -> None:
    assert name_of(item) == name


@pytest.mark.parametrize(
    "text", ["多谢", "好的，清楚了", "辛苦啦！", "嗯，知道了", "您好", "不用了"]
)
def test_who_only_thanks_or_agrees_asks_nothing(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text", ["谢谢，白石的呢？", "好的，急救站有几个", "行政审批由谁负责", "了解一下产假"]
)
def test_a_question_is_no_courtesy_however_it_begins(text: str) -> None:
    assert not is_courtesy(text)


def test_courtesies_and_empty_turns_are_no_turns(talk: Talk) -> None:
    history = talk("你好", ("急救站有几个", "6个[1]。"), ("谢谢", "不客气。"), " ", "救护车呢")
    turns = turns_of(history, lambda asked, _: asked)
    assert turns == (
        Turn(question="急救站有几个", answer="6个[1]。"),
        Turn(question="救护车呢"),
    )


def test_each_question_is_made_to_stand_alone_after_those_before(talk: Talk) -> None:
    seen: list[int] = []

    def standing(asked: str, turns: Sequence[Turn]) -> str:
        seen.append(len(turns))
        return f"{turns[-1].question}，{asked}" if turns else asked

    turns = turns_of(talk("甲", "乙", "丙"), standing)
    assert [turn.question for turn in turns] == ["甲", "甲，乙", "甲，乙，丙"]
    assert seen == [0, 1, 2]


def test_an_answer_without_a_question_is_no_turn() -> None:
    history = [Message(role="assistant", content="您好，请提问。")]
    assert turns_of(history, lambda asked, _: asked) == ()
