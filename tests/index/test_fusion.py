"""Two scores become one; nothing breaks where there is nothing to tell apart."""

import doctest

import numpy as np
import pytest

from index import fusion
from index.fusion import best, fuse


def test_the_formulas_in_the_docstrings_hold() -> None:
    assert doctest.testmod(fusion).failed == 0


def test_the_weight_goes_from_one_search_to_the_other() -> None:
    dense, keyword = np.array([3.0, 2.0, 1.0]), np.array([1.0, 2.0, 3.0])
    assert best(fuse(dense, keyword, 1.0), 3) == [0, 1, 2]
    assert best(fuse(dense, keyword, 0.0), 3) == [2, 1, 0]
    assert fuse(dense, keyword, 0.5) == pytest.approx([0, 0, 0])


def test_a_search_that_scores_all_alike_has_no_say() -> None:
    dense = np.array([0.1, 0.3, 0.2], dtype=np.float32)
    alike = np.full(3, 0.1, dtype=np.float32)
    assert best(fuse(dense, alike, 0.01), 3) == [1, 2, 0]
    assert fuse(alike, alike, 0.7).tolist() == [0, 0, 0]


@pytest.mark.parametrize("size", [0, 1])
def test_no_passage_or_one_is_no_harm(size: int) -> None:
    assert fuse(np.ones(size), np.ones(size), 0.7).tolist() == [0.0] * size


def test_of_equal_scores_the_earlier_comes_first() -> None:
    assert best(np.array([0.0, 1.0, 1.0, 1.0]), 2) == [1, 2]


def test_more_may_be_asked_for_than_there_are() -> None:
    assert best(np.array([1.0, 2.0]), 9) == [1, 0]
