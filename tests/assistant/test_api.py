"""The same answers however they are asked for: in turn, in threads, as coroutines, in a batch."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant import Answer, Assistant, aanswer, answer
from corpus.errors import BadQuestionError, UnknownPlanError
from index.settings import load_settings

QUESTIONS = (
    "梅李人民医院的定位是什么",
    "常熟每千人口药师数2025年要多少",
    "江阴流动人口健康促进由谁牵头",
    "哪些规划提到互联网医院",
    "概括埇桥规划里医院信息化建设的内容",
    "临江每万人口全科医生2025年目标是多少",
    "吴中区的工作要点是谁印发的",
    "常熟2025年每千人口执业（助理）医师数比2020年多多少",
)


@pytest.fixture(scope="module")
def one_by_one(shipped: Assistant) -> tuple[Answer, ...]:
    return tuple(shipped.answer(question) for question in QUESTIONS)


def test_several_threads_give_the_same_answers(
    shipped: Assistant, one_by_one: tuple[Answer, ...]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert tuple(pool.map(shipped.answer, QUESTIONS)) == one_by_one


def test_threads_that_are_first_to_ask_give_the_same_answers(
    one_by_one: tuple[Answer, ...],
) -> None:
    """Nothing is loaded yet in a newly opened assistant: all threads meet at its first use."""
    opened = Assistant.shipped()
    with ThreadPoolExecutor(len(QUESTIONS)) as pool:
        assert tuple(pool.map(opened.answer, QUESTIONS)) == one_by_one


def test_coroutines_give_the_same_answers(
    shipped: Assistant, one_by_one: tuple[Answer, ...]
) -> None:
    async def gathered() -> list[Answer]:
        return await asyncio.gather(*(shipped.aanswer(question) for question in QUESTIONS))

    assert tuple(asyncio.run(gathered())) == one_by_one


def test_a_batch_is_answered_in_order(shipped: Assistant, one_by_one: tuple[Answer, ...]) -> None:
    assert shipped.answer_many(iter(QUESTIONS)) == one_by_one
    assert shipped.answer_many(QUESTIONS, at_once=1) == one_by_one
    assert shipped.answer_many([]) == ()


def test_a_batch_is_put_to_the_plans_named(shipped: Assistant) -> None:
    answers = shipped.answer_many(["人均预期寿命的目标", "吸烟率的目标"], plans=["linjiang"])
    assert [answer.question.plans for answer in answers] == [("linjiang",), ("linjiang",)]


def test_a_bad_question_in_a_batch_is_refused(shipped: Assistant) -> None:
    with pytest.raises(BadQuestionError):
        shipped.answer_many([*QUESTIONS, " "])
    with pytest.raises(UnknownPlanError):
        asyncio.run(shipped.aanswer(QUESTIONS[0], plans=["taicang"]))


def test_a_stream_gives_the_same_pieces_to_a_coroutine(shipped: Assistant) -> None:
    async def pieces() -> list[str | Answer]:
        return [piece async for piece in shipped.astream(QUESTIONS[3])]

    assert asyncio.run(pieces()) == list(shipped.stream(QUESTIONS[3]))


def test_who_stops_reading_closes_the_stream(shipped: Assistant) -> None:
    closed = []

    class Slow(Assistant):
        def stream(self, *_arguments: object, **_more: object) -> Generator[str | Answer]:
            try:
                yield "第一句。"
                yield "第二句。"
            finally:
                closed.append(True)

    async def first_piece() -> str | Answer:
        pieces = Slow(shipped.library, load_settings()).astream(QUESTIONS[0])
        assert isinstance(pieces, AsyncGenerator)
        piece: str | Answer = await anext(pieces)
        await pieces.aclose()
        return piece

    assert asyncio.run(first_piece()) == "第一句。"
    assert closed == [True]


@pytest.mark.usefixtures("shipped")
def test_the_one_call_form_has_its_twin() -> None:
    assert asyncio.run(aanswer(QUESTIONS[1])) == answer(QUESTIONS[1])
