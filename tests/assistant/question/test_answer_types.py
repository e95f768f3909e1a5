import pytest

from assistant.answers import Evidence, Question
from assistant.question.answer_types import answer_type_of, is_answer_type_needed, of_answer_type
from assistant.question.understanding import kind_of
from corpus.documents import Source
from corpus.text import excerpt_from
from index.passages import Passage


def question(text: str) -> Question:
    return Question(asked=text, text=text, kind=kind_of(text), plans=("a",), names_plan=False)


def evidence(text: str) -> Evidence:
    source = Source(id="a", title="服务计划")
    excerpt = excerpt_from(text, 0, len(text))
    passage = Passage(id=text, source=source, path=(), excerpt=excerpt, kind="clause")
    return Evidence(passage=passage, excerpt=excerpt, score=0.4)


@pytest.mark.parametrize(
    ("asked", "answer", "fits"),
    [
        ("床位数要达到多少", "达到300张", True),
        ("床位数要达到多少", "到2025年明显增加", False),
        ("要建多少家医院", "投入300万元", False),
        ("建成率要达到多少", "达到95%", True),
        ("建成率要达到多少", "建成95家", False),
        ("要升到什么等级", "争创三级甲等", True),
        ("要建哪三个中心", "胸痛、卒中、创伤中心", True),
        ("要建哪三个中心", "胸痛中心", False),
        ("健康档案由谁牵头", "由市民政局制定", True),
        ("健康档案由谁牵头", "开展健康教育", False),
        ("什么时候建好", "年底前完成", True),
        ("新院区在哪", "位于古里镇", True),
        ("办公用房要多少平方米", "不少于八十平方米", True),
        ("每户补多少钱", "每户补助三千元", True),
        ("每户补多少钱", "三十日内发放", False),
        ("几天内办结", "十个工作日内办结", True),
        ("几天内办结", "罚款十万元", False),
        ("多久检查一次", "每季度检查一次", True),
        ("多久检查一次", "检查三个单位", False),
        ("高级职称的比例是多少", "三分之一以上", True),
    ],
)
def test_an_answer_is_of_the_type_that_is_asked_for(asked: str, answer: str, fits: bool) -> None:
    answer_type = answer_type_of(question(asked))
    assert answer_type is not None
    assert bool(answer_type.search(answer)) is fits


def test_a_question_for_anything_has_no_answer_type() -> None:
    assert answer_type_of(question("梅李人民医院的定位是什么")) is None


def test_sentences_of_another_type_are_left_out_where_it_is_needed() -> None:
    found = [evidence("床位明显增加"), evidence("床位达到300张")]
    assert of_answer_type(question("床位要多少张"), found) == found[1:]


def test_a_rate_is_no_number_of_things() -> None:
    found = [evidence("每3万人口配置一辆救护车"), evidence("救护车达到20辆")]
    assert of_answer_type(question("救护车有多少辆"), found) == found[1:]


@pytest.mark.parametrize(
    ("asked", "is_needed"),
    [("床位要多少张", True), ("新院区在哪", True), ("床位的目标", False), ("谁牵头", True)],
)
def test_so_much_cannot_be_answered_without_a_figure(asked: str, is_needed: bool) -> None:
    assert is_answer_type_needed(question(asked)) is is_needed
