"""A library of any size made out of a small one: its sentences recombined, its vectors disturbed.

A passage takes heading path and record of a real one and as many sentences as that has, drawn
from all plans. Its vector is the real one's with noise that scatters as the real vectors do
(the same covariance, so the same few directions matter), of the size at which it is as near
to its origin as a real passage, in the median, to the nearest passage of another plan. So the
made passages crowd as the same clause does in the plans of many towns.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from sklearn.preprocessing import normalize

from corpus.documents import Excerpt
from corpus.text import readable
from index.passages import Passage
from index.words import WordList, keyword_tokens

# A plan has about so many passages.
PASSAGES_A_PLAN = 200
PORTION = 2_000

Array = NDArray[np.float32]

_SENTENCE_END = re.compile(r"(?<=[。；！？])")


class Recombined:
    """Makes passages, with their keywords and vectors, out of real ones; a seed decides all."""

    def __init__(
        self, passages: Sequence[Passage], vectors: Array, names: Sequence[str], seed: int
    ) -> None:
        self.passages = passages
        self.words = WordList(names)
        self._vectors = vectors
        self._random = np.random.default_rng(seed)
        divided = [_SENTENCE_END.split(passage.excerpt.text) for passage in passages]
        self._lengths = [len(sentences) for sentences in divided]
        self._sentences = [sentence for sentences in divided for sentence in sentences]

    @cached_property
    def closeness(self) -> float:
        """The median cosine of a real passage with the nearest one of another plan."""
        plans = np.array([passage.source.id for passage in self.passages])
        cosines = self._vectors @ self._vectors.T
        cosines[plans[:, None] == plans[None, :]] = -1
        return float(np.median(cosines.max(axis=1)))

    @cached_property
    def _spread(self) -> NDArray[np.float64]:
        """How the real vectors scatter: their covariance, shape (d, d)."""
        return np.cov(self._vectors, rowvar=False)

    @cached_property
    def _size(self) -> np.float32:
        """The size of the noise, in deviations of the real vectors."""
        noise = self._noise(np.random.default_rng(0), len(self._vectors))

        def too_close(size: float) -> float:
            made = normalize(self._vectors + np.float32(size) * noise)
            return float(np.median((made * self._vectors).sum(axis=1))) - self.closeness

        return np.float32(brentq(too_close, 0, 8))

    def portions(self, number: int) -> Iterator[tuple[list[Passage], Array, list[list[str]]]]:
        """Yield passages, their vectors and their keywords, some at a time.

        The keywords of a sentence are found once, for a text has those of its sentences.
        """
        # What is indexed of a passage before its own words.
        headings = [p.indexed_text.removesuffix(readable(p.excerpt.text)) for p in self.passages]
        heads = [keyword_tokens(heading, self.words) for heading in headings]
        tokens = [keyword_tokens(readable(text), self.words) for text in self._sentences]
        for start in range(0, number, PORTION):
            origins = self._random.integers(0, len(self.passages), min(PORTION, number - start))
            drawn = [
                self._random.integers(0, len(self._sentences), self._lengths[origin])
                for origin in origins
            ]
            pairs = list(zip(origins, drawn, strict=True))
            noise = self._noise(self._random, len(origins))
            yield (
                [
                    self._passage(number, self.passages[origin], sentences)
                    for number, (origin, sentences) in enumerate(pairs, start=start)
                ],
                normalize(self._vectors[origins] + self._size * noise),
                [sum((tokens[s] for s in sentences), heads[origin]) for origin, sentences in pairs],
            )

    def _passage(self, number: int, origin: Passage, sentences: NDArray[np.int64]) -> Passage:
        text = "".join(self._sentences[sentence] for sentence in sentences)
        plan = f"plan-{number // PASSAGES_A_PLAN}"
        return origin.model_copy(
            update={
                "id": f"{plan}/{number}",
                "source": origin.source.model_copy(update={"id": plan}),
                "excerpt": Excerpt(text=text, spans=((0, len(text)),)),
            }
        )

    def _noise(self, random: np.random.Generator, number: int) -> Array:
        center = np.zeros(len(self._spread))
        drawn = random.multivariate_normal(center, self._spread, number, check_valid="ignore")
        return drawn.astype(np.float32)
