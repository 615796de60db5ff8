"""The index of each filing: its vectors and its BM25, written and dropped as one."""

from collections.abc import Sequence

from core.filings import Passage
from core.protocols import Embedder, OnProgress, Progress
from library.bm25 import WordIndexes
from library.vectors import VectorStore

EMBED_AT_ONCE = 256


class Indexes:
    """Writes what the retriever reads."""

    def __init__(self, words: WordIndexes, vectors: VectorStore, embedder: Embedder) -> None:
        """Take the two stores, and the embedder for what is written from now on."""
        self._words, self._vectors, self._embedder = words, vectors, embedder

    @property
    def embedder(self) -> str:
        """The name of the embedder."""
        return self._embedder.name

    def prepare(self) -> None:
        """Import and open what `embed` and `write` need."""
        self._vectors.prepare()
        self._words.prepare()
        self._embedder.embed([])

    def embed(self, passages: Sequence[Passage], on_progress: OnProgress) -> Sequence[Sequence[float]]:
        """A vector a passage; progress is told in passages. Raises ProviderError."""
        vectors: list[Sequence[float]] = []
        for first in range(0, len(passages), EMBED_AT_ONCE):
            on_progress(Progress("index", first, len(passages)))
            vectors += self._embedder.embed([indexed_text(p) for p in passages[first : first + EMBED_AT_ONCE]])
        on_progress(Progress("index", len(passages), len(passages)))
        return vectors

    def write(self, index_name: str, passages: Sequence[Passage], vectors: Sequence[Sequence[float]]) -> None:
        """Make an index of this name."""
        self._words.write(index_name, [indexed_text(passage) for passage in passages])
        self._vectors.write(index_name, passages, vectors, self._embedder.name)

    def drop(self, index_name: str) -> None:
        """Delete an index, or what there is of it."""
        self._vectors.drop(index_name)
        self._words.drop(index_name)


def indexed_text(passage: Passage) -> str:
    """What is searched for a passage: its section's heading and its text."""
    return f"{passage.section}\n{passage.text}"
