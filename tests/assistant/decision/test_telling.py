from assistant import Assistant

PLAN = "# 青禾县卫生健康规划\n\n新建急救站3个。\n\n改建村卫生室12家。\n"


def test_who_asks_for_more_is_told_nothing_twice() -> None:
    plan = Assistant.from_texts({"青禾县卫生健康规划": PLAN})
    asked = "急救站新建几个"
    first = plan.answer(asked)
    assert not first.refused
    history = [
        {"role": "user", "content": asked},
        {"role": "assistant", "content": first.text},
    ]
    more = plan.trace("还有呢", history)
    assert more.decision.reason == "all told"
    assert more.answer.text == "除了上面说过的，没有检索到别的内容。"


def test_without_an_answer_before_all_is_told() -> None:
    plan = Assistant.from_texts({"青禾县卫生健康规划": PLAN})
    history = [{"role": "user", "content": "急救站新建几个"}]
    assert "3个" in plan.answer("还有呢", history).text
