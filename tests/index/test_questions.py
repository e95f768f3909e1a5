"""A question is embedded once, however often and by however many it is asked."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.errors import EmbeddingModelError
from index.questions import QuestionVectors


class Embedder:
    """Counts its calls; waits for `go`, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.failures = 0
        self.begun = threading.Event()
        self.go = threading.Event()
        self.go.set()

    def __call__(self, questions: list[str]) -> list[list[float]]:
        self.calls.append(questions)
        self.begun.set()
        assert self.go.wait(10)
        if self.failures:
            self.failures -= 1
            raise EmbeddingModelError("加载不了", "请重新安装")
        return [[float(len(question)), 0.1] for question in questions]


def test_a_batch_is_embedded_in_one_call_and_each_question_once() -> None:
    embed = Embedder()
    vectors = QuestionVectors(embed, 10)
    assert vectors.of(["甲", "乙乙", "甲"]) == [[1, 0.1], [2, 0.1], [1, 0.1]]
    assert vectors.of(["丙丙丙", "乙乙"]) == [[3, 0.1], [2, 0.1]]
    assert vectors.of([]) == []
    assert embed.calls == [["甲", "乙乙"], ["丙丙丙"]]


def test_what_a_caller_does_to_a_vector_is_not_remembered() -> None:
    vectors = QuestionVectors(Embedder(), 10)
    vectors.of(["甲"])[0].append(7.0)
    assert vectors.of(["甲"]) == [[1, 0.1]]


def test_only_the_last_questions_are_remembered() -> None:
    embed = Embedder()
    vectors = QuestionVectors(embed, 2)
    for question in ("甲", "乙", "甲", "丙", "甲", "乙"):
        vectors.of([question])
    assert embed.calls == [["甲"], ["乙"], ["丙"], ["乙"]]
    assert vectors.of(["一", "二", "三", "四"]) == [[1, 0.1]] * 4
    assert len(vectors) == 2


def test_threads_that_ask_the_same_at_once_have_it_embedded_once() -> None:
    embed = Embedder()
    embed.go.clear()
    vectors = QuestionVectors(embed, 10)
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(vectors.of, ["甲", "乙"]) for _ in range(8)]
        assert embed.begun.wait(10)
        embed.go.set()
        assert all(answer.result(10) == [[1, 0.1], [1, 0.1]] for answer in answers)
    assert embed.calls == [["甲", "乙"]]


def test_known_questions_are_answered_while_another_is_embedded() -> None:
    embed = Embedder()
    vectors = QuestionVectors(embed, 10)
    vectors.of(["甲"])
    embed.go.clear()
    embed.begun.clear()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(vectors.of, ["乙乙"])
        assert embed.begun.wait(10)
        assert vectors.of(["甲"]) == [[1, 0.1]]
        embed.go.set()
        assert slow.result(10) == [[2, 0.1]]


def test_a_failure_is_told_and_not_remembered() -> None:
    embed = Embedder()
    embed.failures = 1
    vectors = QuestionVectors(embed, 10)
    with pytest.raises(EmbeddingModelError):
        vectors.of(["甲"])
    assert len(vectors) == 0
    assert vectors.of(["甲"]) == [[1, 0.1]]


def test_who_waited_for_another_s_failure_tries_again() -> None:
    embed = Embedder()
    embed.failures = 1
    embed.go.clear()
    vectors = QuestionVectors(embed, 10)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(vectors.of, ["甲"])
        assert embed.begun.wait(10)
        second = pool.submit(vectors.of, ["甲"])
        embed.go.set()
        with pytest.raises(EmbeddingModelError):
            first.result(10)
        assert second.result(10) == [[1, 0.1]]
