"""Hybrid retrieval: words and vectors find passages, the page around them decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.filings import Hit, Passage
from core.protocols import Embedder
from library.bm25 import WordIndexes, tokens
from library.profiles import PageProfile
from library.vectors import VectorStore

EXPANSION_WEIGHT = 0.5
DENSE_WEIGHT = 0.5
NEAREST = 100


@dataclass(frozen=True)
class Indexed:
    """A filing as retrieval sees it: its index, whether its vectors are the embedder's own, its passages, its pages."""

    index_name: str
    dense: bool
    passages: Sequence[Passage]
    profiles: Sequence[PageProfile]


class Retriever:
    """Searches the indexes of filings."""

    def __init__(self, words: WordIndexes, vectors: VectorStore, embedder: Embedder) -> None:
        """Take the indexes, and the embedder with which the vectors were made."""
        self._words, self._vectors, self._embedder = words, vectors, embedder

    def search(self, query: str, filings: Sequence[Indexed], k: int) -> Sequence[Hit]:
        """The k best passages over these filings, best first, no two with the same text."""
        vector = self._embedder.embed([query])[0] if any(filing.dense for filing in filings) else None
        hits: list[Hit] = []
        for filing in filings:
            hits += self._scored(query, vector, filing)
        return _distinct(sorted(hits, key=lambda hit: -hit.score), k)

    def _scored(self, query: str, vector: Sequence[float] | None, filing: Indexed) -> Sequence[Hit]:
        import numpy as np

        scores = self._words.scores(filing.index_name, tokens(query))[: len(filing.passages)]
        scores = scores / max(1e-9, float(scores.max(initial=0.0)))
        if filing.dense and vector is not None:
            similar = np.zeros(len(filing.passages))
            for near in self._vectors.nearest(filing.index_name, vector, min(NEAREST, len(filing.passages))):
                similar[near.ordinal] = near.similarity
            scores = scores + DENSE_WEIGHT * similar
        return [Hit(passage, float(score)) for passage, score in zip(filing.passages, scores, strict=True) if score > 0]


def _distinct(hits: Sequence[Hit], k: int) -> Sequence[Hit]:
    seen: set[str] = set()
    kept: list[Hit] = []
    for hit in hits:
        text = " ".join(hit.passage.text.split())
        if text not in seen:
            seen.add(text)
            kept.append(hit)
        if len(kept) == k:
            break
    return kept
