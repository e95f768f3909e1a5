"""An index whose passages and vectors are in Milvus; tested with Milvus Lite, in this process."""

from pathlib import Path
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings

from corpus.errors import CorruptIndexError, SearchError
from index import build
from index.build import Index, index_in_memory, index_state, load_index, open_index
from index.milvus import ABOUT_FILE, MilvusStore
from index.passages import Passage
from index.settings import Settings, load_settings
from index.storage import IndexFolder

pytest.importorskip("langchain_milvus", reason="needs the extra milvus")
pytest.importorskip("milvus_lite", reason="needs Milvus Lite")

QUESTION = "梅李人民医院的定位是什么"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_of(tmp_path)


def settings_of(folder: Path, **more: Any) -> Settings:
    places = {"milvus_uri": str(folder / "milvus.db"), "cache_folder": folder / "cache"}
    return load_settings(**{"store": "milvus", "top_k": 5, **places, **more})


@pytest.fixture(autouse=True)
def _one_model_for_all(monkeypatch: pytest.MonkeyPatch, embeddings: Embeddings) -> None:
    monkeypatch.setattr(build, "embeddings_from", lambda settings: embeddings)


def opened(settings: Settings, passages: tuple[Passage, ...], fingerprint: str = "v1") -> Index:
    return open_index(lambda: passages, settings, fingerprint=fingerprint)


def collections(index: Index) -> list[str]:
    assert isinstance(index.hybrid.store, MilvusStore)
    return sorted(index.hybrid.store._milvus.client.list_collections())


def never() -> tuple[Passage, ...]:
    raise AssertionError("nothing should be read where the saved index is fresh")


@pytest.mark.parametrize("exact_up_to", [1000, 0])
def test_the_retriever_finds_with_milvus_what_it_finds_with_faiss(
    tmp_path: Path, passages: tuple[Passage, ...], embeddings: Embeddings, exact_up_to: int
) -> None:
    settings = settings_of(tmp_path, exact_up_to=exact_up_to)
    here = index_in_memory(passages, settings, embeddings)
    opened(settings, passages)
    elsewhere = open_index(never, settings, fingerprint="v1")
    assert elsewhere.passages == passages
    for plans in (None, ["jiangyin"], ["nowhere"]):
        for question in (QUESTION, "近视", "70%"):
            expected = here.search(question, plans=plans)
            found = elsewhere.search(question, plans=plans)
            assert [hit.passage for hit in found] == [hit.passage for hit in expected]
            assert [hit.found_by for hit in found] == [hit.found_by for hit in expected]
            assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=1e-4)


def test_what_faiss_has_is_not_embedded_again(
    tmp_path: Path, passages: tuple[Passage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(settings_of(tmp_path, store="faiss"), passages)

    def refused(settings: Settings) -> Embeddings:
        raise AssertionError("nothing should be embedded")

    monkeypatch.setattr(build, "embeddings_from", refused)
    settings = settings_of(tmp_path)
    assert index_state(settings, "v1").state == "stale"
    assert isinstance(opened(settings, passages).hybrid.store, MilvusStore)
    # A plan less: the collection that is in use gives the vectors, and none is asked for.
    assert len(opened(settings, passages[:6], "v2").passages) == 6
    assert len(opened(settings_of(tmp_path, store="faiss"), passages[:6], "v3").passages) == 6


def test_a_collection_goes_when_its_folder_has_gone(
    settings: Settings, passages: tuple[Passage, ...]
) -> None:
    other = settings.model_copy(update={"milvus_collection": "plans_of_others"})
    theirs = opened(
        other.model_copy(update={"cache_folder": settings.cache_folder / "other"}), passages
    )
    for number in range(4):
        index = opened(settings, passages[: 6 + number], f"v{number}")
    assert len(index.passages) == 9
    assert len(collections(index)) == 2 + 1  # in use, the one before, and that of others
    assert len(theirs.search(QUESTION)) == 5


def test_a_build_that_failed_leaves_the_old_index_and_is_swept_up(
    settings: Settings, passages: tuple[Passage, ...]
) -> None:
    opened(settings, passages[:6])

    def crash(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(lambda: passages, settings, fingerprint="v2", progress=crash)
    assert len(open_index(never, settings, fingerprint="v1").passages) == 6
    assert len(collections(opened(settings, passages, "v3"))) == 2


def test_a_collection_that_was_lost_is_recognised_and_built_anew(
    settings: Settings, passages: tuple[Passage, ...]
) -> None:
    index = opened(settings, passages)
    assert isinstance(index.hybrid.store, MilvusStore)
    index.hybrid.store._milvus.drop()
    folder = IndexFolder(settings.cache_folder).current()
    assert folder is not None
    with pytest.raises(CorruptIndexError, match="plans build"):
        load_index(folder, settings)
    assert opened(settings, passages).search(QUESTION)[0].passage.id == "changshu-0"
    (folder / "dense" / ABOUT_FILE).write_text("{")
    with pytest.raises(CorruptIndexError, match="plans build"):
        MilvusStore.load(folder / "dense", index.embeddings, settings)


def test_a_server_that_does_not_answer_has_a_remedy(
    tmp_path: Path, passages: tuple[Passage, ...]
) -> None:
    with pytest.raises(SearchError, match="PLANS_MILVUS_URI") as caught:
        opened(
            settings_of(tmp_path, milvus_uri="http://127.0.0.1:1", milvus_token="密码"), passages
        )
    assert "密码" not in str(caught.value)


def test_without_an_address_the_setting_is_named(
    tmp_path: Path, passages: tuple[Passage, ...]
) -> None:
    with pytest.raises(SearchError, match="PLANS_MILVUS_URI"):
        opened(settings_of(tmp_path, milvus_uri=""), passages)
