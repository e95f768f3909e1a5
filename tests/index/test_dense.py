"""FaissStore is a vector store as LangChain defines one, and can be saved and searched exactly."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from corpus.errors import CorruptIndexError, EmbeddingModelError
from index.dense import DOCUMENTS_FILE, FaissStore
from index.vectors import EXACT_FILE

EMBEDDING = DeterministicFakeEmbedding(size=8)
TEXTS = ["甲", "乙", "丙", "丁"]


class TestFaissStoreIsAVectorStore(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self) -> Iterator[VectorStore]:
        yield FaissStore(self.get_embeddings())


class TestLargeFaissStoreIsAVectorStore(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self) -> Iterator[VectorStore]:
        yield FaissStore(self.get_embeddings(), exact_up_to=0)


@pytest.fixture
def store() -> FaissStore:
    metadatas = [{"plan": plan} for plan in ("changshu", "jiangyin", "changshu", "jiangyin")]
    return FaissStore.from_texts(TEXTS, EMBEDDING, metadatas, ids=["a", "b", "c", "d"])


def test_the_score_is_the_cosine(store: FaissStore) -> None:
    vectors = np.array(EMBEDDING.embed_documents(TEXTS))
    query = np.array(EMBEDDING.embed_query("问"))
    cosines = vectors @ query / np.linalg.norm(vectors, axis=1) / np.linalg.norm(query)
    found = {d.page_content: s for d, s in store.similarity_search_with_score("问", k=4)}
    assert [found[text] for text in TEXTS] == pytest.approx(cosines, abs=1e-6)
    assert store.cosines(query.tolist()) == pytest.approx(cosines, abs=1e-6)


def test_the_same_text_is_nearest(store: FaissStore) -> None:
    [(document, score)] = store.similarity_search_with_score("丙", k=1)
    assert document.id == "c"
    assert score == pytest.approx(1)
    assert store.similarity_search_by_vector(EMBEDDING.embed_query("丙"), k=1) == [document]


def test_a_filter_lets_through_some_plans_only(store: FaissStore) -> None:
    found = store.similarity_search("问", k=4, filter=lambda d: d.metadata["plan"] == "jiangyin")
    assert {document.id for document in found} == {"b", "d"}
    assert store.similarity_search("问", filter=lambda d: False) == []


def test_cosines_keep_the_order_of_the_documents_after_changes(store: FaissStore) -> None:
    store.delete(["b"])
    store.add_documents([Document("戊", id="e"), Document("新甲", id="a")])
    assert [document.id for document in store.documents] == ["c", "d", "e", "a"]
    assert int(store.cosines(EMBEDDING.embed_query("新甲")).argmax()) == 3
    assert int(store.cosines(EMBEDDING.embed_query("丙")).argmax()) == 0


def test_delete_without_ids_empties_and_with_no_ids_does_nothing(store: FaissStore) -> None:
    store.delete([])
    assert len(store) == 4
    store.delete()
    assert len(store) == 0
    assert store.similarity_search("问") == []
    assert store.cosines(EMBEDDING.embed_query("问")).shape == (0,)


def test_of_one_id_twice_the_later_document_is_kept() -> None:
    store = FaissStore(EMBEDDING)
    assert store.add_documents([Document("甲", id="x"), Document("乙", id="x")]) == ["x", "x"]
    assert [document.page_content for document in store.documents] == ["乙"]


def test_a_caller_cannot_change_the_store_through_a_document(store: FaissStore) -> None:
    store.similarity_search("甲", k=1)[0].metadata["plan"] = "changed"
    assert store.get_by_ids(["a"])[0].metadata == {"plan": "changshu"}


def test_a_model_of_another_dimension_has_a_remedy(store: FaissStore) -> None:
    with pytest.raises(EmbeddingModelError, match="plans build"):
        store.similarity_search_by_vector([1.0, 2.0])


@pytest.mark.parametrize("texts", [TEXTS, []])
def test_a_saved_store_loads_again(tmp_path: Path, texts: list[str]) -> None:
    metadatas = [{"line": "一\u2028二\n三"} for _ in texts]
    store = FaissStore.from_texts(texts, EMBEDDING, metadatas)
    store.save(tmp_path)
    loaded = FaissStore.load(tmp_path, EMBEDDING)
    assert loaded.documents == store.documents
    assert loaded.similarity_search_with_score("问") == store.similarity_search_with_score("问")
    loaded.add_texts(["另一个"])
    assert len(loaded) == len(texts) + 1


@pytest.mark.parametrize("file", [EXACT_FILE, DOCUMENTS_FILE])
@pytest.mark.parametrize("content", [None, b"", b"not an index\n"])
def test_a_damaged_file_is_named(
    store: FaissStore, tmp_path: Path, file: str, content: bytes | None
) -> None:
    store.save(tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(CorruptIndexError, match="plans build"):
        FaissStore.load(tmp_path, EMBEDDING)


def test_a_store_that_grows_beyond_its_limit_still_finds_and_forgets(tmp_path: Path) -> None:
    vectors = np.random.default_rng(0).standard_normal((60, 8))  # of doubles, as callers have them
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store = FaissStore(EMBEDDING, exact_up_to=40)
    for start in range(0, 60, 20):
        documents = [Document(f"第{n}条", id=str(n)) for n in range(start, start + 20)]
        store.add_embedded(documents, vectors[start : start + 20])  # type: ignore[arg-type]
    store.delete(["7"])
    store.save(tmp_path)
    for one in (store, FaissStore.load(tmp_path, EMBEDDING, exact_up_to=40)):
        assert len(one) == 59
        for n in (0, 8, 59):
            [(document, score)] = one.similarity_search_with_score_by_vector(vectors[n].tolist(), 1)
            assert document.id == str(n)
            assert score == pytest.approx(1, abs=1e-6)
        found = one.similarity_search_by_vector(vectors[7].tolist(), 59)
        assert "7" not in {document.id for document in found}
