"""An index is built once, opened from then on, and never lost to a crash or to damage."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

from corpus.errors import CacheFolderError, CorruptIndexError
from index import build, building
from index.build import Index, index_in_memory, index_state, load_index, open_index
from index.passages import Passage
from index.settings import Settings
from index.storage import IndexFolder

QUESTION = "梅李人民医院的定位是什么"


def never() -> Sequence[Passage]:
    raise AssertionError("nothing should be read where the saved index is fresh")


@pytest.fixture(autouse=True)
def _one_model_for_all(monkeypatch: pytest.MonkeyPatch, embeddings: Embeddings) -> None:
    """Spare the tests loading the model for every index that they open."""
    monkeypatch.setattr(build, "embeddings_from", lambda settings: embeddings)


@pytest.fixture
def built(passages: tuple[Passage, ...], settings: Settings) -> Index:
    return open_index(lambda: passages, settings, fingerprint="v1")


def folder_in_use(settings: Settings) -> Path:
    folder = IndexFolder(settings.cache_folder).current()
    assert folder is not None
    return folder


def test_a_fresh_index_is_opened_without_reading_the_corpus(
    built: Index, settings: Settings
) -> None:
    opened = open_index(never, settings, fingerprint="v1")
    assert opened.passages == built.passages
    assert opened.search(QUESTION) == built.search(QUESTION)


def test_progress_goes_from_nothing_to_all(
    passages: tuple[Passage, ...], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 5)
    steps: list[tuple[int, int]] = []
    open_index(
        lambda: passages,
        settings,
        fingerprint="v1",
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(0, 12), (5, 12), (10, 12), (12, 12)]


@pytest.mark.usefixtures("built")
def test_a_changed_corpus_is_indexed_anew(
    passages: tuple[Passage, ...], settings: Settings
) -> None:
    assert len(open_index(lambda: passages[:3], settings, fingerprint="v2").passages) == 3


class CountingEmbeddings(Embeddings):
    """Remembers which texts it was asked to embed."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return self._embeddings.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embeddings.embed_query(text)


def test_what_did_not_change_is_not_embedded_again(
    passages: tuple[Passage, ...],
    settings: Settings,
    embeddings: Embeddings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counting = CountingEmbeddings(embeddings)
    monkeypatch.setattr(build, "embeddings_from", lambda settings: counting)
    open_index(lambda: passages[:8], settings, fingerprint="v1")
    counting.embedded.clear()
    grown = open_index(lambda: passages[4:], settings, fingerprint="v2")
    assert counting.embedded == [passage.indexed_text for passage in passages[8:]]
    anew = index_in_memory(passages[4:], settings, embeddings)
    assert grown.search(QUESTION) == anew.search(QUESTION)


def test_another_prompt_embeds_everything_anew(
    passages: tuple[Passage, ...],
    settings: Settings,
    embeddings: Embeddings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counting = CountingEmbeddings(embeddings)
    monkeypatch.setattr(build, "embeddings_from", lambda settings: counting)
    open_index(lambda: passages, settings, fingerprint="v1")
    counting.embedded.clear()
    prompted = settings.model_copy(update={"embedding_passage_prompt": "段落："})
    open_index(lambda: passages, prompted, fingerprint="v1")
    assert len(counting.embedded) == len(passages)


@pytest.mark.usefixtures("built")
def test_only_settings_that_change_the_index_ask_for_a_new_one(
    passages: tuple[Passage, ...], settings: Settings
) -> None:
    searched_otherwise = settings.model_copy(update={"dense_weight": 0.2, "top_k": 1})
    assert len(open_index(never, searched_otherwise, fingerprint="v1").search(QUESTION)) == 1
    divided_otherwise = settings.model_copy(update={"passage_chars": 300})
    assert index_state(divided_otherwise, "v1").state == "stale"
    assert len(open_index(lambda: passages[:2], divided_otherwise, fingerprint="v1").passages) == 2


@pytest.mark.usefixtures("built")
def test_the_index_before_is_taken_up_again_without_building(
    passages: tuple[Passage, ...], settings: Settings
) -> None:
    open_index(lambda: passages[:3], settings, fingerprint="v2")
    assert len(open_index(never, settings, fingerprint="v1").passages) == 12
    assert index_state(settings, "v1").state == "fresh"


def test_a_crash_in_the_middle_of_a_build_leaves_the_old_index_in_service(
    built: Index, passages: tuple[Passage, ...], settings: Settings
) -> None:
    def crash(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(lambda: passages[:6], settings, fingerprint="v2", progress=crash)
    assert index_state(settings, "v1").state == "fresh"
    assert open_index(never, settings, fingerprint="v1").search(QUESTION) == built.search(QUESTION)


def damage(folder: Path) -> Path:
    file = max((folder / "dense").iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(bytes(content))
    return file


@pytest.mark.usefixtures("built")
def test_a_damaged_file_is_named_by_the_loader(settings: Settings) -> None:
    file = damage(folder_in_use(settings))
    with pytest.raises(CorruptIndexError, match="plans build") as caught:
        load_index(folder_in_use(settings), settings)
    assert file.name in caught.value.message


def test_a_damaged_index_is_built_anew_on_its_own(
    built: Index, passages: tuple[Passage, ...], settings: Settings
) -> None:
    damage(folder_in_use(settings))
    assert index_state(settings, "v1").state == "corrupt"
    again = open_index(lambda: passages, settings, fingerprint="v1")
    assert again.search(QUESTION) == built.search(QUESTION)
    assert index_state(settings, "v1").state == "fresh"


@pytest.mark.usefixtures("built")
def test_a_damaged_pointer_is_mended_without_building(settings: Settings) -> None:
    (settings.cache_folder / "index" / "current").write_text("?")
    assert index_state(settings, "v1").state == "corrupt"
    open_index(never, settings, fingerprint="v1")
    assert index_state(settings, "v1").state == "fresh"


def test_of_several_that_open_at_once_one_builds_and_the_others_wait(
    passages: tuple[Passage, ...], settings: Settings
) -> None:
    read: list[int] = []

    def reading() -> Sequence[Passage]:
        read.append(1)
        return passages

    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_index(reading, settings, fingerprint="v1"), range(4)))
    assert len(read) == 1
    assert {index.passages for index in opened} == {passages}


@pytest.mark.usefixtures("built")
def test_a_saved_index_holds_no_pickle(settings: Settings) -> None:
    files = [path for path in folder_in_use(settings).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".json", ".sqlite", ".npy", ".faiss"}


def test_an_unwritable_cache_folder_has_a_remedy(
    passages: tuple[Passage, ...], settings: Settings
) -> None:
    settings.cache_folder.write_text("a file where the folder should be")
    with pytest.raises(CacheFolderError, match="PLANS_CACHE_FOLDER"):
        open_index(lambda: passages, settings, fingerprint="v1")
    assert index_state(settings, "v1").state == "missing"


def test_the_state_tells_where_how_large_and_of_what(built: Index, settings: Settings) -> None:
    fresh = index_state(settings, "v1")
    assert (fresh.state, fresh.folder) == ("fresh", folder_in_use(settings))
    assert fresh.passages == len(built.passages)
    assert fresh.size_in_bytes > 10_000
    assert index_state(settings, "v2").state == "stale"


def test_before_the_first_build_the_index_is_missing(settings: Settings) -> None:
    assert index_state(settings, "v1").state == "missing"


@pytest.mark.usefixtures("built")
def test_opening_a_saved_index_does_not_import_torch(settings: Settings) -> None:
    code = (
        "import sys; from index.build import open_index; from index.settings import load_settings;"
        f"settings = load_settings(cache_folder={str(settings.cache_folder)!r});"
        "open_index(lambda: sys.exit('built'), settings, fingerprint='v1');"
        "sys.exit(' '.join({'torch', 'sentence_transformers', 'jieba'} & sys.modules.keys()) or 0)"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "PATH": ""}
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env=environment)


def test_similarity_is_higher_for_the_sentence_that_answers(index: Index) -> None:
    answer, other = index.similarity(QUESTION, ["梅李人民医院是二级综合医院", "孕产妇死亡率"])
    assert 1 >= answer > other > 0
    assert index.similarity(QUESTION, []).shape == (0,)


def test_an_index_in_memory_takes_any_embeddings_and_saves_nothing(
    passages: tuple[Passage, ...], settings: Settings
) -> None:
    index = index_in_memory(passages, settings, DeterministicFakeEmbedding(size=8))
    assert len(index.search("急救")) == 5
    assert np.abs(index.similarity("急救", ["急救", "近视"])).max() <= 1 + 1e-6
    assert not settings.cache_folder.exists()


def test_an_empty_corpus_finds_nothing(settings: Settings) -> None:
    assert open_index(tuple, settings, fingerprint="empty").search("急救") == ()
    assert open_index(never, settings, fingerprint="empty").search("急救") == ()


def test_two_passages_of_one_id_are_refused(
    passage_of: Callable[..., Passage], settings: Settings
) -> None:
    with pytest.raises(ValueError, match="same id"):
        index_in_memory([passage_of("x", "甲"), passage_of("x", "乙")], settings)
