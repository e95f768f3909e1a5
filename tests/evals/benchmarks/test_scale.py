"""A library made out of the plans crowds as they do, and what it costs is measured."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import shipped_plans
from evals.benchmarks import scale
from evals.benchmarks.recombined import Array, Recombined
from index.embedding import unit_vectors
from index.passages import Passage, passages_from
from index.settings import Settings


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return [p for plan in shipped_plans() for p in passages_from(plan, 220)]


@pytest.fixture(scope="module")
def vectors(passages: list[Passage]) -> Array:
    """Vectors that scatter about one direction, as those of a real model do."""
    random = np.random.default_rng(0)
    made = random.standard_normal((len(passages), 384)) + 3 * random.standard_normal(384)
    return unit_vectors(made.tolist())


def test_made_passages_are_as_near_to_real_ones_as_plans_are_to_each_other(
    passages: list[Passage], vectors: Array
) -> None:
    recombined = Recombined(passages, vectors, ["梅李人民医院"], seed=0)
    [(made, their_vectors, keywords)] = recombined.portions(1000)
    assert len({passage.id for passage in made}) == len(their_vectors) == len(keywords) == 1000
    assert len({passage.source.id for passage in made}) == 5
    assert np.linalg.norm(their_vectors, axis=1) == pytest.approx(1, abs=1e-5)
    nearest = (their_vectors @ vectors.T).max(axis=1)
    assert float(np.median(nearest)) == pytest.approx(recombined.closeness, abs=0.02)


def test_a_library_of_some_size_is_measured(
    tmp_path: Path, passages: list[Passage], vectors: Array
) -> None:
    questions = ["梅李人民医院的定位是什么", "人均预期寿命"]
    made = Recombined(passages, vectors, ["梅李人民医院"], seed=0)
    row = scale.measured(made, 300, questions, Settings(cache_folder=tmp_path))
    assert (row.passages, row.recall) == (300, 1)  # so few vectors are all compared
    assert min(row.build_seconds, row.disk_mib) > 0
    assert row.search_mib > 50
    assert {name: len(values) for name, values in row.milliseconds.items()} == {
        "embed": 2,
        "hybrid": 2,
    }
    figures = scale.figures_of(row)
    assert figures["n300_hybrid_ratio"].unit == "×"
    json.dumps({name: figure.value for name, figure in figures.items()})
