"""The retriever is one as LangChain defines it, and finds by meaning and by keyword."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index.build import Index
from index.hybrid import HybridRetriever
from index.passages import Passage


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


def test_many_threads_may_search_at_once(index: Index) -> None:
    queries = ["急救", "预期寿命", "食品安全", "精神卫生"] * 4
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(index.search, queries))
    assert found == [index.search(query) for query in queries]
