"""Vectors by label, of which only those in the nearest clusters are compared with a query."""

import os
from collections.abc import Iterator
from math import log2, sqrt
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Self
from weakref import finalize

import faiss
import numpy as np
from numpy.lib.format import open_memmap, write_array_header_1_0
from typing_extensions import override

from index.documents import Labels, no_room
from index.vectors import EXACT_FILE, Array, ExactVectors, Vectors, write_index

ROWS_FILE = "vectors.npy"
LABELS_FILE = "labels.npy"
CLUSTERS_FILE = "clusters.faiss"

# Vectors are looked through so many at a time, and so many of them train a cluster.
_CHUNK = 16_384
_TRAINING = 64
# Clusters are found anew once there are so many times the vectors that they were found for.
_OUTGROWN = 4
# The nearest by rounded components of which the exact cosines are then compared.
_ROUGH = 200
_PIECE = 1 << 20  # bytes copied at a time


class ClusteredVectors(Vectors):
    """Vectors in a file, and in memory, a byte a component, by clusters (FAISS IVF, SQ8).

    Of n vectors, about √n clusters c are made; a search looks through the 8·√c of them that
    are nearest and ranks the best 200 by their exact vectors. Measured on 10⁶ vectors of 384
    components that scatter like real ones (``plans bench --suite scale``): recall@10 0.995 in
    24 ms and 394 MB. FAISS's product quantiser (192 × 4 bits) needs 107 MB and 3 ms for 0.98,
    but only with 1,000 exact vectors read from disk a question; HNSW cannot remove a vector.

    A file of one's own is a temporary one; a loaded one is read where it lies and copied by
    the first change. Clusters are found when something is first searched, or saved.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._read_from(TemporaryFile())  # noqa: SIM115 - kept
        self._row_labels = np.zeros(0, np.int64)
        self._alive = np.zeros(0, np.bool_)
        self._clusters: faiss.IndexIVFScalarQuantizer | None = None
        self._clustered = 0

    @property
    @override
    def labels(self) -> Labels:
        return self._row_labels[self._alive]

    @override
    def add(self, labels: Labels, vectors: Array) -> None:
        try:
            self._take_over()
            self._file.seek(0, 2)
            self._file.write(vectors.tobytes())
            self._file.flush()
        except OSError as error:
            raise no_room(error) from error
        self._row_labels = np.concatenate((self._row_labels, labels))
        self._alive = np.concatenate((self._alive, np.ones(len(labels), np.bool_)))
        if self._clusters is not None:
            self._clusters.add_with_ids(vectors, labels)

    @override
    def remove(self, labels: Labels) -> None:
        self._alive[np.searchsorted(self._row_labels, labels)] = False
        if self._clusters is not None:
            self._clusters.remove_ids(faiss.IDSelectorBatch(labels))

    @override
    def at(self, labels: Labels) -> Array:
        if not len(labels):
            return np.zeros((0, self.dimension), np.float32)
        rows, back = np.unique(np.searchsorted(self._row_labels, labels), return_inverse=True)
        runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)
        # Read, not mapped: a mapping brings the neighbours of a row into memory as well, at
        # 10⁶ vectors 1.2 GB for some 2,000 rows.
        size = 4 * self.dimension
        pieces = [
            os.pread(self._file.fileno(), size * len(run), self._offset + size * int(run[0]))
            for run in runs
        ]
        found = np.frombuffer(b"".join(pieces), np.float32).reshape(len(rows), self.dimension)
        return found[back]

    @override
    def nearest(self, query: Array, k: int, among: Labels | None = None) -> tuple[Labels, Array]:
        clusters = self._found_clusters()
        parameters = faiss.IVFSearchParameters()
        parameters.nprobe = probes_of(clusters.nlist)
        if among is not None:
            bits = np.zeros(int(self._row_labels[-1]) + 1, np.bool_)
            bits[among] = True
            packed = np.packbits(bits, bitorder="little")
            selector = faiss.IDSelectorBitmap(packed)  # type: ignore[call-arg, arg-type]
            parameters.sel = selector  # a bare pointer, as in `ExactVectors`
        _, (found,) = clusters.search(query[None], max(k, _ROUGH), params=parameters)
        labels = np.sort(found[found >= 0])
        cosines = self.cosines(query, labels)
        order = np.argsort(-cosines, kind="stable")[:k]
        return labels[order], cosines[order]

    @override
    def save(self, folder: Path) -> None:
        clusters = self._found_clusters()
        with (folder / ROWS_FILE).open("wb") as file:
            shape = (int(self._alive.sum()), self.dimension)
            description = {"descr": "<f4", "fortran_order": False, "shape": shape}
            write_array_header_1_0(file, description)
            for _, vectors in self._chunks():
                file.write(vectors.tobytes())
        np.save(folder / LABELS_FILE, self.labels)
        write_index(clusters, folder / CLUSTERS_FILE)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return what `save` wrote. Raises `OSError`, `RuntimeError`, `ValueError`."""
        rows = open_memmap(folder / ROWS_FILE, mode="r")
        labels = np.load(folder / LABELS_FILE)
        clusters = faiss.read_index(str(folder / CLUSTERS_FILE))
        if not isinstance(clusters, faiss.IndexIVFScalarQuantizer):
            raise ValueError(f"not clusters but {type(clusters).__name__}")
        if rows.dtype != np.float32 or rows.shape != (clusters.ntotal, clusters.d):
            raise ValueError("vectors and clusters do not belong together")
        if labels.dtype != np.int64 or labels.shape != rows.shape[:1]:
            raise ValueError("vectors and labels do not belong together")
        vectors = cls(int(clusters.d))
        vectors._file.close()
        vectors._read_from((folder / ROWS_FILE).open("rb"), rows.offset)
        vectors._row_labels, vectors._alive = labels, np.ones(len(labels), np.bool_)
        vectors._clusters, vectors._clustered = clusters, len(labels)
        return vectors

    def _read_from(self, file: IO[bytes], offset: int | None = None) -> None:
        """Take vectors from a file: a temporary one, or the saved one whose ``offset`` is given."""
        self._file, self._own, self._offset = file, offset is None, offset or 0
        finalize(self, file.close)

    def _take_over(self) -> None:
        """Copy a file that is not one's own, before it is changed."""
        if not self._own:
            copy = TemporaryFile()  # noqa: SIM115 - kept
            self._file.seek(self._offset)
            copyfileobj(self._file, copy, _PIECE)
            self._file.close()
            self._read_from(copy)

    def _chunks(self, step: int = 1) -> Iterator[tuple[Labels, Array]]:
        """Yield, some at a time, every ``step``-th label and its vector; read, not mapped."""
        size = _CHUNK * self.dimension * 4
        self._file.seek(self._offset)
        for start in range(0, len(self._row_labels), _CHUNK):
            vectors = np.frombuffer(self._file.read(size), np.float32).reshape(-1, self.dimension)
            alive = np.flatnonzero(self._alive[start : start + _CHUNK])[::step]
            yield self._row_labels[start + alive], vectors[alive]

    def _found_clusters(self) -> faiss.IndexIVFScalarQuantizer:
        count = int(self._alive.sum())
        if self._clusters is None or count > _OUTGROWN * self._clustered:
            number = clusters_of(count)
            clusters = faiss.IndexIVFScalarQuantizer(
                faiss.IndexFlatIP(self.dimension),
                self.dimension,
                number,
                faiss.ScalarQuantizer.QT_8bit,
                faiss.METRIC_INNER_PRODUCT,
            )
            clusters.cp.niter = 10
            clusters.cp.max_points_per_centroid = _TRAINING
            step = max(1, count // (_TRAINING * number))
            clusters.train(np.concatenate([vectors for _, vectors in self._chunks(step)]))
            for labels, vectors in self._chunks():
                clusters.add_with_ids(vectors, labels)
            self._clusters, self._clustered = clusters, count
        return self._clusters


def clusters_of(count: int) -> int:
    """Return how many clusters to make of ``count`` vectors: the power of two nearest √count.

    >>> [clusters_of(count) for count in (1, 100_000, 1_000_000)]
    [1, 256, 1024]
    """
    return int(2 ** round(log2(sqrt(max(1, count)))))


def probes_of(clusters: int) -> int:
    """Return how many clusters to look through: 8·√clusters, all where there are few.

    >>> [probes_of(clusters) for clusters in (1, 256, 1024)]
    [1, 128, 256]
    """
    return min(clusters, round(8 * sqrt(clusters)))


def vectors_in(folder: Path) -> Vectors:
    """Return the vectors saved in a folder. Raises `OSError`, `RuntimeError`, `ValueError`."""
    kind = ExactVectors if (folder / EXACT_FILE).exists() else ClusteredVectors
    return kind.load(folder)
