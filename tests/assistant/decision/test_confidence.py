"""How sure an answer is, and that what it lacks makes it unsure."""

import pytest

from assistant.answers import Candidate, Draft, Question
from assistant.assistant import Assistant
from assistant.decision.confidence import confidence
from index.settings import load_settings

QUESTION = Question(asked="问", text="问", kind="fact", plans=("a",), names_plan=True)
GOOD = {"covered": 0.9, "known": 1.0, "typed": 1.0, "sentence": 0.9, "score": 0.9}


def candidate(signals: dict[str, float], composer: str = "sentences") -> Candidate:
    draft = Draft(statements=())
    return Candidate(composer=composer, question=QUESTION, draft=draft, signals=signals)


def test_a_composer_that_was_not_calibrated_is_sure_of_nothing() -> None:
    assert confidence(candidate(GOOD, composer="guesses")) == 0


@pytest.mark.parametrize(
    "worse",
    [{"covered": 0.1}, {"other year": 1.0}, {"lacks": 1.0}, {"score": 0.1}],
)
def test_each_signal_counts(worse: dict[str, float]) -> None:
    assert confidence(candidate({**GOOD, **worse})) < confidence(candidate(GOOD))


@pytest.mark.parametrize(
    "question",
    [
        "梅李人民医院的院长是谁",
        "常熟市第一人民医院有多少张床位",
        "护士平均工资多少",
        "江阴2020年健康素养水平",
        "常熟2025年一共要配多少辆负压救护车？",
        "今天天气怎么样",
    ],
)
def test_a_sentence_without_what_is_asked_is_no_answer(shipped: Assistant, question: str) -> None:
    assert shipped.answer(question).refused


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("埇桥2020年去瞧一次门诊平均花多少钱？住一次院呢？", "77元、1727元"),
        ("吹气测肺那项，埇桥多大岁数起体检都要做", "40岁及以上"),
        ("常熟免费定向培养农村医学生，五年最少培养多少个", "不少于100名"),
    ],
)
def test_plain_words_that_no_plan_has_do_not_stand_in_the_way(
    shipped: Assistant, question: str, said: str
) -> None:
    assert said in shipped.answer(question).text


def test_the_threshold_is_a_setting() -> None:
    strict = load_settings(refusal_threshold=0.99)
    texts = {"one": "将肺功能检查纳入40岁及以上人群常规体检。", "two": "加强疫苗冷链管理。"}
    question = "多少岁起体检要查肺功能"
    assert not Assistant.from_texts(texts).answer(question).refused
    assert Assistant.from_texts(texts, strict).answer(question).refused


def test_an_indicator_of_another_plan_is_shown_as_near_and_not_as_the_answer(
    shipped: Assistant,
) -> None:
    answer = shipped.answer("临江每万人口全科医生2025年目标是多少")
    assert answer.refused
    assert {citation.plan_id for citation in answer.nearest} >= {"changshu", "yongqiao"}
