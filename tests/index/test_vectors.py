"""Vectors behave the same whether all are compared or only those in the nearest clusters."""

import resource
from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np
import pytest

from index.clusters import (
    CLUSTERS_FILE,
    LABELS_FILE,
    ROWS_FILE,
    ClusteredVectors,
    vectors_in,
)
from index.embedding import unit_vectors
from index.vectors import Array, ExactVectors, Vectors

DIMENSION = 16


def unit(count: int, seed: int = 0) -> Array:
    """Vectors around forty centres."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((40, DIMENSION))
    made = centres[random.integers(0, 40, count)]
    made = made + 0.3 * random.standard_normal((count, DIMENSION))
    return unit_vectors(made.tolist())


class VectorsContract(ABC):
    """What every implementation keeps to."""

    @abstractmethod
    def empty(self) -> Vectors:
        """Return vectors without any yet."""

    @pytest.fixture
    def rows(self) -> Array:
        return unit(3000)

    @pytest.fixture
    def vectors(self, rows: Array) -> Vectors:
        made = self.empty()
        made.add(np.arange(2000), rows[:2000])
        made.add(np.arange(2000, 3000), rows[2000:])
        return made

    def test_labels_rise_and_vectors_are_kept(self, vectors: Vectors, rows: Array) -> None:
        assert vectors.labels.tolist() == list(range(3000))
        np.testing.assert_array_equal(vectors.at(np.array([2999, 5])), rows[[2999, 5]])

    def test_each_vector_is_nearest_to_itself(self, vectors: Vectors, rows: Array) -> None:
        for place in (0, 1234, 2999):
            labels, cosines = vectors.nearest(rows[place], 3)
            assert labels[0] == place
            assert cosines[0] == pytest.approx(1, abs=1e-6)
            assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)

    def test_cosines_are_in_the_order_asked_for(self, vectors: Vectors, rows: Array) -> None:
        labels = np.array([7, 3, 2000])
        np.testing.assert_allclose(
            vectors.cosines(rows[0], labels), rows[labels] @ rows[0], atol=1e-6
        )

    def test_the_ten_nearest_are_found(self, vectors: Vectors, rows: Array) -> None:
        found = [
            len(set(np.argsort(-rows @ query)[:10]) & set(vectors.nearest(query, 10)[0].tolist()))
            for query in unit(50, seed=1)
        ]
        assert np.mean(found) >= 9.8

    def test_only_those_allowed_are_found(self, vectors: Vectors, rows: Array) -> None:
        labels, _ = vectors.nearest(rows[0], 5, np.arange(100, 2000, 2))
        assert len(labels) == 5
        assert all(100 <= label < 2000 and label % 2 == 0 for label in labels)

    @pytest.mark.parametrize("searched_before", [False, True])
    def test_what_is_removed_or_added_is_gone_or_found(
        self, vectors: Vectors, rows: Array, searched_before: bool
    ) -> None:
        if searched_before:
            vectors.nearest(rows[0], 1)
        vectors.remove(np.array([0, 2999]))
        new = unit(1, seed=7)
        vectors.add(np.array([3000]), new)
        assert vectors.nearest(rows[0], 1)[0][0] != 0
        assert vectors.nearest(new[0], 1)[0].tolist() == [3000]
        assert len(vectors.labels) == 2999
        np.testing.assert_array_equal(vectors.at(np.array([3000, 1])), [new[0], rows[1]])

    def test_saved_vectors_are_the_same_and_may_be_changed(
        self, vectors: Vectors, rows: Array, tmp_path: Path
    ) -> None:
        vectors.remove(np.array([10, 11]))
        (folder := tmp_path / "saved").mkdir()
        vectors.save(folder)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        loaded = vectors_in(folder)
        assert type(loaded) is type(vectors)
        for query in rows[:5]:
            for one, other in zip(loaded.nearest(query, 5), vectors.nearest(query, 5), strict=True):
                np.testing.assert_array_equal(one, other)
        loaded.add(np.array([3000]), unit(1, seed=7))
        loaded.remove(np.array([0]))
        assert loaded.nearest(unit(1, seed=7)[0], 1)[0].tolist() == [3000]
        np.testing.assert_array_equal(loaded.at(np.array([1, 2999])), rows[[1, 2999]])
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    def test_a_full_disk_is_an_os_error(self, vectors: Vectors, tmp_path: Path) -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        try:
            with pytest.raises(OSError, match="too large"):
                vectors.save(tmp_path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


class TestExactVectors(VectorsContract):
    def empty(self) -> Vectors:
        return ExactVectors(DIMENSION)


class TestClusteredVectors(VectorsContract):
    def empty(self) -> Vectors:
        return ClusteredVectors(DIMENSION)

    def test_clusters_are_found_anew_when_they_are_outgrown(self) -> None:
        vectors, rows = self.empty(), unit(3000)
        vectors.add(np.arange(100), rows[:100])
        vectors.nearest(rows[0], 1)
        vectors.add(np.arange(100, 3000), rows[100:])
        assert vectors.nearest(rows[2500], 1)[0].tolist() == [2500]

    @pytest.mark.parametrize("file", [ROWS_FILE, LABELS_FILE, CLUSTERS_FILE])
    def test_files_that_do_not_belong_together_are_refused(
        self, vectors: Vectors, tmp_path: Path, file: str
    ) -> None:
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
        vectors.save(tmp_path / "one")
        vectors.remove(np.array([5]))
        vectors.save(tmp_path / "other")
        (tmp_path / "one" / file).write_bytes((tmp_path / "other" / file).read_bytes())
        with pytest.raises(ValueError, match="belong together"):
            vectors_in(tmp_path / "one")
