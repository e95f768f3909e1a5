"""Two workers of Ray give the vectors that one process gives."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

from corpus.errors import EmbeddingModelError
from index import build
from index.build import index_in_memory, open_index
from index.bulk import RayEmbeddings, workers_from
from index.passages import Passage
from index.settings import load_settings

ROOT = Path(__file__).parents[2]
TEXTS = [f"第{n}条：加强急救体系建设。" for n in range(300)]
needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None, reason="needs the extra scale"
)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def _ray() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *sys.path]))
        yield
    import ray  # noqa: PLC0415 - an extra

    ray.shutdown()


def load() -> Embeddings:
    return DeterministicFakeEmbedding(size=8)


@needs_ray
@pytest.mark.usefixtures("_ray")
def test_two_workers_give_the_vectors_of_one_in_order() -> None:
    here = load()
    bulk = RayEmbeddings(partial(DeterministicFakeEmbedding, size=8), 2, here)
    np.testing.assert_allclose(bulk.embed_documents(TEXTS), here.embed_documents(TEXTS), rtol=1e-6)
    assert bulk.embed_documents([]) == []
    assert bulk.embed_query("甲") == here.embed_query("甲")


@needs_ray
@pytest.mark.usefixtures("_ray")
def test_an_index_is_built_by_two_workers(
    tmp_path: Path, passages: tuple[Passage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "embeddings_from", lambda settings: load())
    bulk = RayEmbeddings(partial(DeterministicFakeEmbedding, size=8), 2, load())
    monkeypatch.setattr(build, "workers_from", lambda settings, here: bulk)
    settings = load_settings(cache_folder=tmp_path / "cache")
    built = open_index(lambda: passages, settings, fingerprint="v1")
    assert built.search("急救") == index_in_memory(passages, settings, load()).search("急救")


def test_one_worker_is_this_process() -> None:
    assert workers_from(load_settings(), load()) is None
    assert isinstance(workers_from(load_settings(embedding_workers=2), load()), RayEmbeddings)


def test_without_ray_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setitem(sys.modules, "ray.data", None)
    with pytest.raises(EmbeddingModelError, match="PLANS_EMBEDDING_WORKERS"):
        RayEmbeddings(load, 2, load()).embed_documents(["甲"])
