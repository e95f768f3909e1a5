"""Every store keeps passages as the retriever relies on; Milvus as Milvus Lite, in this process."""

from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding

from index.dense import FaissStore
from index.embedding import unit_vectors
from index.milvus import MilvusStore
from index.settings import Settings, load_settings
from index.store import PassageStore

EMBEDDING = DeterministicFakeEmbedding(size=8)
TEXTS = ["甲", "乙", "丙", "丁", "戊", "己"]
PLANS = ["changshu", "jiangyin", "changshu", "临江", "jiangyin", "changshu"]
VECTORS = unit_vectors(EMBEDDING.embed_documents(TEXTS))
DOCUMENTS = [
    Document(text, id=f"{plan}/'{text}\"", metadata={"plan": plan, "passage": '{"a": 1}'})
    for text, plan in zip(TEXTS, PLANS, strict=True)
]


class PassageStoreContract(ABC):
    """What the retriever relies on, whichever store it is given."""

    @abstractmethod
    def empty(self, folder: Path) -> PassageStore:
        """Return a store without documents that may keep files in a folder."""

    @abstractmethod
    def loaded(self, folder: Path, saved: Path) -> PassageStore:
        """Return the store that was saved."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> PassageStore:
        made = self.empty(tmp_path)
        made.add_embedded(DOCUMENTS[:4], VECTORS[:4])
        made.add_embedded(DOCUMENTS[4:], VECTORS[4:])
        return made

    def test_an_empty_store_has_nothing(self, tmp_path: Path) -> None:
        store = self.empty(tmp_path)
        assert (len(store), store.plans()[1]) == (0, ())
        assert store.nearest(VECTORS[0].tolist(), 3)[0].size == 0
        assert store.labels_of_texts(TEXTS) == {}

    def test_each_document_has_a_label_and_a_plan(self, store: PassageStore) -> None:
        labels, names, numbers = store.plans()
        assert labels.tolist() == sorted(set(labels.tolist()))
        assert [names[number] for number in numbers] == PLANS
        assert store.at(labels[[3, 0, 3]].tolist()) == [DOCUMENTS[n] for n in (3, 0, 3)]
        assert (len(store), store.dimension) == (6, 8)

    def test_the_nearest_of_some_plans_come_with_their_cosines(self, store: PassageStore) -> None:
        labels = store.plans()[0]
        cosines = VECTORS @ VECTORS[2]
        for plans in (None, ["changshu"], ["临江", "jiangyin"], ["nowhere", "临江"]):
            allowed = [n for n, plan in enumerate(PLANS) if plans is None or plan in plans]
            expected = sorted(allowed, key=lambda n: -cosines[n])[:3]
            found, scores = store.nearest(VECTORS[2].tolist(), 3, plans)
            assert found.tolist() == labels[expected].tolist()
            assert scores == pytest.approx(cosines[expected], abs=1e-5)
        assert store.nearest(VECTORS[2].tolist(), 3, ["nowhere"])[0].size == 0

    def test_cosines_are_in_the_order_asked_for(self, store: PassageStore) -> None:
        labels = store.plans()[0][[5, 0, 5]]
        for _ in range(2):
            assert store.cosines(VECTORS[1].tolist(), labels) == pytest.approx(
                VECTORS[[5, 0, 5]] @ VECTORS[1], abs=1e-5
            )

    def test_a_known_text_has_a_vector(self, store: PassageStore) -> None:
        found = store.vectors_of_texts(["丙", "庚", "甲"])
        assert set(found) == {"甲", "丙"}
        np.testing.assert_allclose(found["丙"], VECTORS[2], atol=1e-6)

    def test_a_document_takes_the_place_of_one_with_its_id(self, store: PassageStore) -> None:
        new = Document("新甲", id=DOCUMENTS[0].id, metadata={"plan": "wuzhong"})
        store.add_embedded([new], VECTORS[:1])
        labels, names, numbers = store.plans()
        assert [names[number] for number in numbers] == [*PLANS[1:], "wuzhong"]
        assert store.at(labels.tolist()) == [*DOCUMENTS[1:], new]
        assert store.labels_of_texts(["甲"]) == {}

    def test_a_saved_store_is_the_same(self, store: PassageStore, tmp_path: Path) -> None:
        saved = tmp_path / "saved"
        store.save(saved)
        store.forget_others(tmp_path)
        again = self.loaded(tmp_path, saved)
        (labels, names, numbers), expected = again.plans(), store.plans()
        assert names == expected[1]
        np.testing.assert_array_equal((labels, numbers), (expected[0], expected[2]))
        assert again.at(labels.tolist()) == DOCUMENTS
        assert again.nearest(VECTORS[4].tolist(), 1)[0].tolist() == [labels[4]]
        again.add_embedded([Document("庚", id="new", metadata={})], VECTORS[:1])
        assert len(again) == 7


class TestFaissStoreKeepsPassages(PassageStoreContract):
    def empty(self, folder: Path) -> PassageStore:
        return FaissStore(EMBEDDING)

    def loaded(self, folder: Path, saved: Path) -> PassageStore:
        return FaissStore.load(saved, EMBEDDING)


class TestLargeFaissStoreKeepsPassages(PassageStoreContract):
    def empty(self, folder: Path) -> PassageStore:
        return FaissStore(EMBEDDING, exact_up_to=0)

    def loaded(self, folder: Path, saved: Path) -> PassageStore:
        return FaissStore.load(saved, EMBEDDING, exact_up_to=0)


def milvus_settings(folder: Path) -> Settings:
    return load_settings(
        store="milvus",
        milvus_uri=str(folder / "milvus.db"),
        cache_folder=folder / "cache",
        top_k=5,
    )


class TestMilvusStoreKeepsPassages(PassageStoreContract):
    @pytest.fixture(autouse=True)
    def _milvus(self) -> None:
        pytest.importorskip("langchain_milvus", reason="needs the extra milvus")
        pytest.importorskip("milvus_lite", reason="needs Milvus Lite")

    def empty(self, folder: Path) -> PassageStore:
        return MilvusStore(EMBEDDING, milvus_settings(folder))

    def loaded(self, folder: Path, saved: Path) -> PassageStore:
        return MilvusStore.load(saved, EMBEDDING, milvus_settings(folder))
