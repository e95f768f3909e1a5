"""The retriever is one as LangChain defines it, and finds by meaning and by keyword."""

import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig
from langchain_tests.integration_tests import RetrieversIntegrationTests

from corpus.errors import EmbeddingModelError
from index.build import Index, index_in_memory
from index.embedding import QuestionEmbeddings
from index.hybrid import HybridRetriever
from index.passages import Passage
from index.settings import Settings
from index.stored import StoredPassages


class TestHybridRetrieverIsARetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _take_index(self, index: Index) -> None:
        self.hybrid = index.retriever()

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return HybridRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {name: getattr(self.hybrid, name) for name in HybridRetriever.model_fields} | {
            "tags": None,
            "metadata": None,
        }

    @property
    def retriever_query_example(self) -> str:
        return "梅李人民医院的定位是什么"

    @property
    def num_results_arg_name(self) -> str:
        return "top_k"


class TestLargeHybridRetrieverIsARetriever(TestHybridRetrieverIsARetriever):
    @pytest.fixture(autouse=True)
    def _take_index(self, passages: tuple[Passage, ...], embeddings: Embeddings) -> None:
        settings = Settings(top_k=5, exact_up_to=0)
        self.hybrid = index_in_memory(passages, settings, embeddings).retriever()


def test_the_passage_that_answers_comes_first_by_both_searches(index: Index) -> None:
    hits = index.search("梅李人民医院的定位是什么")
    assert hits[0].passage.id == "changshu-0"
    assert hits[0].found_by == ("dense", "keyword")
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_question_in_other_words_is_found_by_meaning(index: Index) -> None:
    hit = index.search("小学生视力下降怎么办")[0]
    assert hit.passage.id == "jiangyin-3"
    assert "dense" in hit.found_by


def test_a_figure_is_found_by_keyword(index: Index) -> None:
    hit = index.search("70%")[0]
    assert hit.passage.id == "jiangyin-4"
    assert "keyword" in hit.found_by


def test_a_passage_without_a_shared_keyword_was_not_found_by_keyword(index: Index) -> None:
    assert all("keyword" not in hit.found_by for hit in index.search("zzz"))


def test_only_passages_of_the_plans_asked_for_are_returned(index: Index) -> None:
    hits = index.search("人均预期寿命", plans=["jiangyin"], top_k=20)
    assert len(hits) == 6
    assert {hit.passage.source.id for hit in hits} == {"jiangyin"}


@pytest.mark.parametrize("plans", [[], ["no-such-plan"]])
def test_no_plan_has_no_passages(index: Index, plans: list[str]) -> None:
    assert index.search("人均预期寿命", plans=plans) == ()


@pytest.mark.parametrize("query", ["", " \n"])
def test_a_blank_query_finds_nothing(index: Index, query: str) -> None:
    assert index.search(query) == ()


def test_the_number_of_hits_can_be_asked_for(index: Index) -> None:
    assert len(index.search("健康", top_k=2)) == 2
    assert len(index.search("健康", top_k=100)) == len(index.passages)


def test_documents_turn_back_into_the_passages_that_were_hit(index: Index) -> None:
    documents = index.retriever().invoke("急救", top_k=3, plans=["jiangyin"])
    hits = index.search("急救", top_k=3, plans=["jiangyin"])
    assert [Passage.from_document(d) for d in documents] == [hit.passage for hit in hits]


async def test_documents_are_found_asynchronously_too(index: Index) -> None:
    found = await index.retriever().ainvoke("急救", top_k=3, plans=["jiangyin"])
    assert found == index.retriever().invoke("急救", top_k=3, plans=["jiangyin"])


def test_many_threads_may_search_at_once(index: Index) -> None:
    queries = ["急救", "预期寿命", "食品安全", "精神卫生"] * 4
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(index.search, queries))
    assert found == [index.search(query) for query in queries]


ASKED = ["急救", "预期寿命", "", "食品安全", "急救"]


class Counting(QuestionEmbeddings):
    """The real model; counts its calls for questions."""

    def __init__(self, model: QuestionEmbeddings) -> None:
        self.model = model
        self.calls: list[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.model.embed_documents(texts)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.calls.append(texts)
        return self.model.embed_queries(texts)


@pytest.fixture
def counted(
    passages: tuple[Passage, ...], embeddings: QuestionEmbeddings
) -> tuple[Index, Counting]:
    counting = Counting(embeddings)
    return index_in_memory(passages, Settings(top_k=5), counting), counting


def test_many_questions_find_what_each_alone_would_and_are_embedded_in_one_call(
    index: Index, counted: tuple[Index, Counting]
) -> None:
    counting_index, counting = counted
    found = counting_index.search_many(ASKED, plans=["jiangyin"])
    assert counting.calls == [["急救", "预期寿命", "食品安全"]]
    for hits, question in zip(found, ASKED, strict=True):
        alone = index.search(question, plans=["jiangyin"])
        assert [hit.passage for hit in hits] == [hit.passage for hit in alone]
        assert [h.score for h in hits] == pytest.approx([h.score for h in alone], abs=1e-4)
    assert counting_index.search_many([]) == []
    assert counting_index.search_many(["急救"], plans=[]) == [()]


def test_the_same_question_is_embedded_once(counted: tuple[Index, Counting]) -> None:
    index, counting = counted
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(index.search, ["急救"] * 8))
    assert all(hits == found[0] for hits in found)
    assert counting.calls == [["急救"]]


def test_a_batch_is_embedded_in_one_call(counted: tuple[Index, Counting]) -> None:
    index, counting = counted
    retriever = index.retriever()
    found = retriever.batch(ASKED, top_k=2)
    assert counting.calls == [["急救", "预期寿命", "食品安全"]]
    assert found == [retriever.invoke(question, top_k=2) for question in ASKED]
    assert retriever.batch([]) == []


async def test_an_async_batch_is_embedded_in_one_call(counted: tuple[Index, Counting]) -> None:
    index, counting = counted
    configs = [RunnableConfig(tags=[str(number)]) for number in range(len(ASKED))]
    found = await index.retriever().abatch(ASKED, configs, top_k=2)
    assert counting.calls == [["急救", "预期寿命", "食品安全"]]
    assert found == index.retriever().batch(ASKED, top_k=2)


def test_a_batch_longer_than_what_is_remembered_is_embedded_in_portions(
    counted: tuple[Index, Counting], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, counting = counted
    monkeypatch.setattr("index.hybrid.REMEMBERED_QUESTIONS", 2)
    index.retriever().batch(["急救", "预期寿命", "食品安全"])
    assert counting.calls == [["急救", "预期寿命"], ["食品安全"]]


def test_a_model_that_does_not_load_fails_every_question_of_a_batch(
    passages: tuple[Passage, ...], counted: tuple[Index, Counting]
) -> None:
    index, counting = counted

    def missing(texts: list[str]) -> list[list[float]]:
        raise EmbeddingModelError("没有模型", "请安装")

    counting.embed_queries = missing  # type: ignore[method-assign]
    retriever = index.retriever()
    with pytest.raises(EmbeddingModelError):
        retriever.batch(["急救", "预期寿命"])
    found: list[Any] = retriever.batch(["急救", "预期寿命"], return_exceptions=True)
    assert [type(error) for error in found] == [EmbeddingModelError] * 2


TOPICS = ("分级诊疗", "家庭医生签约", "急救体系", "健康促进", "妇幼保健", "精神卫生", "中医药服务")
PLACES = ("常熟", "江阴", "临江", "吴中", "埇桥", "梅李", "古里", "沙家浜", "辛庄", "支塘")


class WordsAsVectors(Embeddings):
    """A text's words, each a fixed random direction: near are texts that share words."""

    def embed_query(self, text: str) -> list[float]:
        words = [word for word in (*TOPICS, *PLACES, *"0123456789") if word in text]
        directions = [
            np.random.default_rng(zlib.crc32(word.encode())).standard_normal(24) for word in words
        ]
        return (np.sum(directions, axis=0) if words else np.ones(24)).tolist()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


@pytest.fixture(scope="module")
def many(passage_of: Callable[..., Passage]) -> tuple[Passage, ...]:
    """A thousand passages of three plans."""
    return tuple(
        passage_of(
            f"n{n}",
            f"{PLACES[n % 10]}推进{TOPICS[n % 7]}，第{n}项，到2025年达到{n % 89}%。",
            ("changshu", "jiangyin", "linjiang")[n % 3],
        )
        for n in range(1000)
    )


@pytest.fixture(scope="module")
def exact_and_large(many: tuple[Passage, ...]) -> tuple[Index, Index]:
    """The same thousand passages, all compared, and as a library of millions would be."""
    exact = index_in_memory(many, Settings(top_k=8), WordsAsVectors())
    large = index_in_memory(many, Settings(top_k=8, exact_up_to=100), WordsAsVectors())
    return exact, large


QUESTIONS = ("梅李的急救体系", "常熟分级诊疗第37项", "66%", "精神卫生", "古里第812项的家庭医生签约")


@pytest.mark.parametrize("plans", [None, ["jiangyin"], ["changshu", "linjiang"]])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_large_library_finds_what_comparing_all_would(
    exact_and_large: tuple[Index, Index], question: str, plans: list[str] | None
) -> None:
    exact, large = exact_and_large
    assert isinstance(large.hybrid.passages, StoredPassages)
    expected = exact.search(question, plans=plans)
    found = large.search(question, plans=plans)
    assert [hit.score for hit in found] == pytest.approx([h.score for h in expected], rel=0.05)
    assert found[0].passage.id in {
        h.passage.id for h in expected if h.score > 0.99 * found[0].score
    }
    if plans:
        assert {hit.passage.source.id for hit in found} <= set(plans)


def test_a_small_part_of_a_large_library_is_compared_whole(
    many: tuple[Passage, ...], exact_and_large: tuple[Index, Index]
) -> None:
    exact, _ = exact_and_large
    large = index_in_memory(many, Settings(top_k=8, exact_up_to=400), WordsAsVectors())
    for question in QUESTIONS:
        expected = exact.search(question, plans=["jiangyin"])
        found = large.search(question, plans=["jiangyin"])
        assert [hit.passage.id for hit in found] == [hit.passage.id for hit in expected]
        assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=1e-5)


def test_more_hits_than_candidates_may_be_asked_for(exact_and_large: tuple[Index, Index]) -> None:
    _, large = exact_and_large
    assert len(large.search("常熟分级诊疗第37项", top_k=300)) == 300
    assert len({hit.passage.id for hit in large.search("常熟", top_k=1000)}) == 1000


def test_the_passages_of_a_large_library_are_read_when_asked_for(
    many: tuple[Passage, ...], exact_and_large: tuple[Index, Index]
) -> None:
    stored = exact_and_large[1].hybrid.passages
    assert (len(stored), stored[3], stored[-1]) == (1000, many[3], many[-1])
    assert stored[5:8] == many[5:8]
    assert exact_and_large[1].passages == many
