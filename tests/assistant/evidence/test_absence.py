"""What of a question the sentences that are cited for it do not hold."""

import pytest

from assistant import Assistant
from assistant.evidence.absence import absence_of, holds, nouns_asked
from assistant.evidence.asked import gather

TEXT = """县妇幼保健院现有职工80人，开放床位60张。
县食品检验所检测蔬菜300份，合格率98%。
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.from_texts({"年报": TEXT})


def unknown(assistant: Assistant, question: str) -> float:
    trace = assistant.trace(question)
    asked = gather(trace.question, trace.hits, assistant.library)
    best = asked.evidence[:1]
    return absence_of(asked.question, best[0].excerpt.text, best, assistant.library).unknown


@pytest.mark.parametrize(
    ("told", "beside"),
    [
        ("妇幼保健院有多少职工", "精神病院有多少职工"),
        ("检测了多少份蔬菜", "检测了多少份饮料"),
        ("妇幼保健院有几张床位", "妇幼保健院有几辆轿车"),
    ],
)
def test_a_thing_that_no_sentence_has_is_told(assistant: Assistant, told: str, beside: str) -> None:
    assert unknown(assistant, told) < 0.5 < unknown(assistant, beside)


@pytest.mark.parametrize(
    ("text", "word", "is_held"),
    [
        ("城乡居民医疗保险", "医保", True),
        ("新住院楼投入使用", "新楼", True),
        ("驾驶员年龄", "年龄", True),
        ("公共汽车", "公园", False),
        ("在校学生", "职工", False),
    ],
)
def test_a_word_is_held_also_where_it_is_written_out(text: str, word: str, is_held: bool) -> None:
    assert (holds(text, word) == 1.0) is is_held


def test_the_nouns_of_a_topic_are_those_that_tell_things_apart() -> None:
    assert nouns_asked("托儿所人数") == ("托儿所",)
    assert nouns_asked("残疾人坐火车") == ("残疾人", "火车")
