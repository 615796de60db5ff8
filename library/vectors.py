"""The vectors of each filing: a Chroma collection of its own, in the workspace or on a Chroma server.

Collections hold LlamaIndex nodes (library/nodes.py), so that any LlamaIndex index can be opened over them; they are
written and asked through Chroma alone, which spares the user the four seconds of importing LlamaIndex.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from core.errors import NotThere
from core.filings import Passage
from library.nodes import node_id, node_metadata

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

SYNC_THRESHOLD = 100
"""How many vectors Chroma logs before it writes them into the index: the log is read again when a collection is first
asked, so a low figure makes opening many collections quick (548 vectors: 10 ms at 100, 80 ms at 1,000)."""


class Near(NamedTuple):
    """A passage's place in its filing, and its cosine similarity to the query."""

    ordinal: int
    similarity: float


class VectorStore:
    """Chroma, opened when it is first needed."""

    def __init__(self, folder: Path, workspace: str, url: str | None = None) -> None:
        """Take note of where the collections are.

        Args:
            folder: where Chroma keeps them, if no URL is given.
            workspace: an id that sets this workspace's collections apart on a shared server.
            url: of a Chroma server, "http://host:port".
        """
        self._folder, self._workspace, self._url = folder, workspace, url
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None

    def prepare(self) -> None:
        """Import and open Chroma, for `write`."""
        self.client()

    def write(self, index: str, passages: Sequence[Passage], vectors: Sequence[Sequence[float]], embedder: str) -> None:
        """Make the collection of a filing: a node a passage, under the embedder's name."""
        collection = self.client().create_collection(
            self.collection_name(index),
            metadata={"embedder": embedder},
            configuration={"hnsw": {"space": "cosine", "sync_threshold": SYNC_THRESHOLD}},
            embedding_function=None,
        )
        at_once = self.client().get_max_batch_size()
        for first in range(0, len(passages), at_once):
            some = passages[first : first + at_once]
            collection.add(
                ids=[node_id(index, passage) for passage in some],
                embeddings=[list(vector) for vector in vectors[first : first + at_once]],
                metadatas=[node_metadata(index, passage) for passage in some],
                documents=[passage.text for passage in some],
            )

    def nearest(self, index: str, vector: Sequence[float], n: int) -> Sequence[Near]:
        """The n passages nearest to a vector, best first.

        Raises:
            NotThere: where the collection is gone, or is just going: one that is being deleted loses its parts first.
        """
        from chromadb.errors import InternalError, NotFoundError

        try:
            collection = self.client().get_collection(self.collection_name(index), embedding_function=None)
            found = collection.query(query_embeddings=[list(vector)], n_results=n, include=["distances"])
        except (NotFoundError, InternalError) as error:
            raise NotThere(f"The index {index} is missing or damaged; re-index the filing.") from error
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [Near(int(node.rpartition("-")[2]), 1 - distance) for node, distance in pairs]

    def drop(self, index: str) -> None:
        """Delete a filing's collection; nothing happens where there is none."""
        from chromadb.errors import NotFoundError

        try:
            self.client().delete_collection(self.collection_name(index))
        except NotFoundError:
            return

    def collection_name(self, index: str) -> str:
        """The collection's name in Chroma."""
        return f"footnote-{self._workspace}-{index}"

    def client(self) -> "ClientAPI":
        """Chroma's client, without telemetry."""
        with self._lock:
            if self._client is None:
                self._client = self._open()
            return self._client

    def _open(self) -> "ClientAPI":
        import chromadb

        settings = chromadb.Settings(anonymized_telemetry=False)
        if self._url is None:
            return chromadb.PersistentClient(str(self._folder), settings)
        address = urlsplit(self._url)
        ssl = address.scheme == "https"
        port = address.port or (443 if ssl else 8000)
        return chromadb.HttpClient(address.hostname or "localhost", port, ssl, settings=settings)
