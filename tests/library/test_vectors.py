import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import NotThere
from core.filings import Passage
from library.embedders import StaticEmbedder
from library.vectors import VectorStore

TEXTS = ("Drill bits sold well in Norway.", "A strike could stop production.", "Diesel was cheaper this quarter.")
PASSAGES = [Passage("filing1", number, f"Item {number}", number + 1, text) for number, text in enumerate(TEXTS)]


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    store = VectorStore(tmp_path / "vectors", "w1")
    store.write("filing1-a1", PASSAGES, StaticEmbedder().embed(TEXTS), "static")
    return store


def test_the_nearest_passage_comes_first_also_after_reopening(store: VectorStore, tmp_path: Path) -> None:
    [vector] = StaticEmbedder().embed([TEXTS[1]])
    for opened in (store, VectorStore(tmp_path / "vectors", "w1")):
        near = opened.nearest("filing1-a1", vector, 3)
        assert near[0].ordinal == 1
        assert near[0].similarity == pytest.approx(1, abs=1e-5)
        assert {found.ordinal for found in near} == {0, 1, 2}
        assert near[1].similarity < 0.9


def test_the_collection_opens_as_an_index_of_llama_index(store: VectorStore) -> None:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class Static(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return list(StaticEmbedder().embed([text])[0])

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    collection = store.client().get_collection(store.collection_name("filing1-a1"))
    index = VectorStoreIndex.from_vector_store(ChromaVectorStore(chroma_collection=collection), embed_model=Static())
    [node] = index.as_retriever(similarity_top_k=1).retrieve("cheaper diesel")
    assert node.text == TEXTS[2]
    assert node.metadata == {"page": 3, "section": "Item 2"}
    assert node.node.ref_doc_id == "filing1"


def test_a_collection_is_what_llama_index_itself_would_have_written(store: VectorStore) -> None:
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    vectors = StaticEmbedder().embed(TEXTS)
    nodes = [
        TextNode(
            id_=f"filing1-a1-{passage.ordinal}",
            text=passage.text,
            embedding=list(vector),
            metadata={"page": passage.page, "section": passage.section},
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.filing)},
        )
        for passage, vector in zip(PASSAGES, vectors, strict=True)
    ]
    theirs = store.client().create_collection("theirs", embedding_function=None)
    ChromaVectorStore(chroma_collection=theirs).add(nodes)
    ours = store.client().get_collection(store.collection_name("filing1-a1"), embedding_function=None)
    assert ours.get(include=["metadatas", "documents"]) == theirs.get(include=["metadatas", "documents"])


def test_a_dropped_collection_is_gone_and_others_stay(store: VectorStore) -> None:
    store.write("filing2-b2", PASSAGES[:1], StaticEmbedder().embed(TEXTS[:1]), "static")
    store.drop("filing1-a1")
    store.drop("filing1-a1")
    with pytest.raises(NotThere, match="filing1-a1.*re-index"):
        store.nearest("filing1-a1", [0.0] * 256, 1)
    assert [found.name for found in store.client().list_collections()] == ["footnote-w1-filing2-b2"]


def test_a_collection_that_loses_its_parts_while_it_is_asked_is_gone(store: VectorStore, tmp_path: Path) -> None:
    """As one does that another process is just deleting: its row is there, its segments are not."""
    opened = VectorStore(tmp_path / "vectors", "w1")
    collection = opened.client().get_collection(opened.collection_name("filing1-a1"), embedding_function=None)
    with sqlite3.connect(tmp_path / "vectors" / "chroma.sqlite3") as database:
        database.execute("DELETE FROM segments WHERE collection = ?", (str(collection.id),))
    with pytest.raises(NotThere, match="filing1-a1.*re-index"):
        opened.nearest("filing1-a1", [0.0] * 256, 1)


def test_a_filing_without_passages_has_an_empty_collection(store: VectorStore) -> None:
    store.write("empty-c3", [], [], "static")
    assert store.nearest("empty-c3", [0.0] * 256, 5) == []


def test_opening_and_reading_a_library_imports_neither_chroma_nor_llama_index(tmp_path: Path, root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from library.library import Library;"
        "from library.embedders import StaticEmbedder;"
        "Library(Path(sys.argv[1]), StaticEmbedder()).filings();"
        "print([m for m in ('chromadb', 'llama_index', 'pandas', 'numpy', 'bm25s') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(tmp_path / "s"), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def test_workspaces_over_one_chroma_server_keep_their_collections_apart(server: str, tmp_path: Path) -> None:
    one, two = (VectorStore(tmp_path / "unused", workspace, server) for workspace in ("w1", "w2"))
    vectors = StaticEmbedder().embed(TEXTS)
    one.write("filing1-a1", PASSAGES, vectors, "static")
    two.write("filing1-a1", PASSAGES[:1], vectors[:1], "static")
    assert [found.ordinal for found in one.nearest("filing1-a1", vectors[2], 1)] == [2]
    assert [found.ordinal for found in two.nearest("filing1-a1", vectors[2], 1)] == [0]
    two.drop("filing1-a1")
    assert len(one.nearest("filing1-a1", vectors[0], 3)) == 3
    assert not (tmp_path / "unused").exists()
