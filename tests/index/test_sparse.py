"""The keyword index scores every passage and survives saving."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorruptIndexError
from index.sparse import KeywordIndex

TEXTS = [
    "梅李人民医院定位为二级综合医院",
    "人均预期寿命达到83岁",
    "健康镇建成率达到60%",
]


def test_the_passage_with_the_keywords_scores_highest() -> None:
    scores = KeywordIndex.from_texts(TEXTS).scores("梅李人民医院的定位是什么")
    assert scores.shape == (3,)
    assert int(scores.argmax()) == 0


def test_numbers_are_keywords_as_a_whole() -> None:
    scores = KeywordIndex.from_texts(TEXTS).scores("60%")
    assert (scores > 0).tolist() == [False, False, True]


@pytest.mark.parametrize("query", ["", "  ", "？", "量子色动力学"])
def test_a_query_that_shares_no_keyword_scores_zero_everywhere(query: str) -> None:
    assert KeywordIndex.from_texts(TEXTS).scores(query).tolist() == [0, 0, 0]


@pytest.mark.parametrize("texts", [[], [""], ["。", "，"]])
def test_passages_without_keywords_are_no_harm(texts: list[str], tmp_path: Path) -> None:
    index = KeywordIndex.from_texts(texts)
    index.save(tmp_path)
    for one in (index, KeywordIndex.load(tmp_path)):
        assert len(one) == len(texts)
        assert one.scores("医院").tolist() == [0.0] * len(texts)


def test_a_single_passage_can_be_found() -> None:
    assert KeywordIndex.from_texts(["健康镇建成率"]).scores("健康镇")[0] > 0


def test_a_saved_index_gives_the_same_scores_and_knows_its_names(tmp_path: Path) -> None:
    name = "梅李人民医院"
    index = KeywordIndex.from_texts(TEXTS, names=[name])
    index.save(tmp_path)
    loaded = KeywordIndex.load(tmp_path)
    np.testing.assert_array_equal(loaded.scores(name), index.scores(name))
    # The name as a whole is a keyword, beside its bigrams.
    assert loaded.scores(name)[0] > KeywordIndex.from_texts(TEXTS).scores(name)[0]


def test_the_same_texts_give_the_same_files_and_none_is_a_pickle(tmp_path: Path) -> None:
    for name in ("one", "two"):
        KeywordIndex.from_texts(TEXTS).save(tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert {Path(name).suffix for name in files} == {".npy", ".json"}
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("file", ["words.json", "params.index.json", "data.csc.index.npy"])
@pytest.mark.parametrize("content", [None, b"", b"?"])
def test_a_damaged_file_is_named(tmp_path: Path, file: str, content: bytes | None) -> None:
    KeywordIndex.from_texts(TEXTS).save(tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(CorruptIndexError, match="plans build"):
        KeywordIndex.load(tmp_path)
