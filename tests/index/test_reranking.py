"""A cross-encoder of one's own puts the best passages in its order; it is never downloaded."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

from corpus.errors import RerankerError
from index.build import Index, index_in_memory
from index.embedding import QuestionEmbeddings
from index.passages import Hit, Passage
from index.reranking import RERANKED, CrossEncoderReranker, Reranker, reranked, reranker_from
from index.settings import load_settings

QUESTION = "急救知识"
CHARACTERS = "卫生健康规划第一章急救知识中小学到年人均预期寿命食品安全医院定位"


def config(outputs: int = 1) -> BertConfig:
    """A transformer so small that it is made in no time; its weights are random."""
    made = BertConfig(
        vocab_size=64,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
    )
    made.num_labels = outputs
    return made


def saved(folder: Path, model: BertForSequenceClassification | BertModel) -> Path:
    folder.mkdir()
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(CHARACTERS)]
    (folder / "vocab.txt").write_text("\n".join(tokens), encoding="utf-8")
    tokenizer = BertTokenizer(str(folder / "vocab.txt"), model_max_length=128)
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder as it would lie on a disk."""
    torch.manual_seed(4)
    with torch.no_grad():
        model = BertForSequenceClassification(config())
        model.classifier.weight.mul_(100)  # scores that lie apart
    return saved(tmp_path_factory.mktemp("models") / "cross-encoder", model)


@pytest.fixture(scope="module")
def reranker(model_folder: Path) -> Reranker:
    return CrossEncoderReranker(str(model_folder))


@pytest.fixture(scope="module")
def index(
    passages: tuple[Passage, ...], embeddings: QuestionEmbeddings, model_folder: Path
) -> Index:
    settings = load_settings(reranker=str(model_folder), top_k=5)
    return index_in_memory(passages, settings, embeddings)


def test_scores_are_those_of_the_cross_encoder(model_folder: Path, reranker: Reranker) -> None:
    texts = ["急救", "食品安全", "人均预期寿命"]
    encoder = CrossEncoder(str(model_folder), local_files_only=True)
    expected = encoder.predict([(QUESTION, text) for text in texts])
    scores = reranker.scores(QUESTION, texts)
    np.testing.assert_allclose(scores, expected, atol=1e-5)
    assert len(set(scores.round(4))) == len(texts)
    assert reranker.scores(QUESTION, ["急救"]).shape == (1,)


def test_without_the_setting_there_is_none() -> None:
    assert reranker_from(load_settings()) is None


def test_hits_come_in_the_order_of_the_reranker(
    index: Index, passages: tuple[Passage, ...], reranker: Reranker
) -> None:
    hits = index.search(QUESTION)
    scores = reranker.scores(QUESTION, [passage.indexed_text for passage in passages])
    best = [passages[place].id for place in np.argsort(-scores)[:5]]
    assert [hit.passage.id for hit in hits] == best
    assert [hit.score for hit in hits] == pytest.approx(sorted(scores, reverse=True)[:5], abs=1e-5)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert index.search("", plans=["jiangyin"]) == ()


def test_it_is_loaded_when_something_is_searched_for_and_not_before(
    passages: tuple[Passage, ...], embeddings: QuestionEmbeddings
) -> None:
    settings = load_settings(reranker="/no/such/folder")
    index = index_in_memory(passages, settings, embeddings)
    with pytest.raises(RerankerError, match="/no/such/folder"):
        index.search(QUESTION)


def test_several_threads_may_ask_it_at_once(index: Index) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(index.search, [QUESTION] * 8))
    assert all(hits == found[0] for hits in found)


class Backwards(Reranker):
    """Puts the last first."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.arange(len(texts), dtype=np.float64)


def test_of_many_hits_only_the_best_are_read_again(passage_of: Callable[..., Passage]) -> None:
    hits = [
        Hit(passage=passage_of(f"n{rank}", "某段"), score=1 - rank / 100, rank=rank, found_by=())
        for rank in range(1, RERANKED + 4)
    ]
    ordered = reranked(QUESTION, hits, Backwards())
    ids = [hit.passage.id for hit in ordered]
    assert ids[:2] == [f"n{RERANKED}", f"n{RERANKED - 1}"]
    assert ids[RERANKED - 1 :] == ["n1", *(f"n{RERANKED + more}" for more in (1, 2, 3))]
    assert [hit.rank for hit in ordered] == list(range(1, len(hits) + 1))
    scores = [hit.score for hit in ordered]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert reranked(QUESTION, [], Backwards()) == ()


@pytest.mark.parametrize("name", ["no-such-organisation/no-such-model", "/no/such/folder", "."])
def test_a_model_that_is_not_here_is_refused_at_once_by_name(name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(RerankerError) as caught:
        CrossEncoderReranker(name).scores(QUESTION, ["急救"])
    assert name in caught.value.message
    assert "PLANS_RERANKER" in caught.value.remedy
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("kind", ["no head", "two outputs"])
def test_a_model_of_another_kind_is_refused(tmp_path: Path, kind: str) -> None:
    """Its head would be made up at random, and its order with it."""
    made = {
        "no head": BertModel,
        "two outputs": BertForSequenceClassification,
    }[kind](config(outputs=2 if kind == "two outputs" else 1))
    folder = saved(tmp_path / "other", made)
    with pytest.raises(RerankerError, match="不是重排模型"):
        CrossEncoderReranker(str(folder)).scores(QUESTION, ["急救"])
