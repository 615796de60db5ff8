import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pydantic import SecretStr

from core.errors import ProviderError
from core.settings import Settings
from library.embedders import OpenAIEmbedder, StaticEmbedder, make_embedder


class Endpoint(BaseHTTPRequestHandler):
    """Speaks the embeddings protocol: a vector of a text is its length and 4; "refuse" is refused."""

    seen: list[dict[str, object]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append({**asked, "key": self.headers["Authorization"], "path": self.path})
        data = [{"object": "embedding", "index": i, "embedding": [len(t), 4.0]} for i, t in enumerate(asked["input"])]
        refused = "refuse" in asked["input"]
        body = json.dumps(
            {"error": {"message": "no"}} if refused else {"object": "list", "model": "m", "data": data[::-1]}
        )
        self.send_response(400 if refused else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.seen = []
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)


def test_the_default_gives_unit_vectors_that_tell_topics_apart() -> None:
    embedder = make_embedder(settings(embedding="default"))
    cash, money, dogs = embedder.embed(["cash flow from operations", "operating cash flows", "the dog barked loudly"])
    assert len(cash) == 256
    assert sum(x * x for x in cash) == pytest.approx(1, abs=1e-5)

    def similarity(one, other):
        return sum(a * b for a, b in zip(one, other, strict=True))

    assert similarity(cash, money) > similarity(cash, dogs) + 0.3


def test_an_empty_text_has_a_vector_too() -> None:
    embedder = StaticEmbedder()
    [empty] = embedder.embed([""])
    assert sum(x * x for x in empty) == pytest.approx(1)
    assert embedder.embed([]) == []


def test_an_endpoint_is_asked_in_batches_and_answers_are_put_in_order(endpoint: str) -> None:
    embedder = make_embedder(
        settings(embedding="openai:tiny", OPENAI_BASE_URL=endpoint, OPENAI_API_KEY=SecretStr("sk-1"))
    )
    assert embedder.name == "openai:tiny"
    vectors = embedder.embed(["abc"] + ["x"] * 200)
    assert vectors[0] == pytest.approx([0.6, 0.8])
    assert len(vectors) == 201
    assert [len(asked["input"]) for asked in Endpoint.seen] == [128, 73]
    assert {asked["model"] for asked in Endpoint.seen} == {"tiny"}
    assert Endpoint.seen[0]["key"] == "Bearer sk-1"


def test_a_server_of_ones_own_needs_no_key(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert len(OpenAIEmbedder("tiny", None, endpoint).embed(["abc"])) == 1


def test_an_endpoint_that_refuses_is_a_clear_error_without_the_key(endpoint: str) -> None:
    with pytest.raises(ProviderError, match="embedding model tiny did not answer") as caught:
        OpenAIEmbedder("tiny", "sk-secret", endpoint).embed(["refuse"])
    assert "sk-secret" not in str(caught.value)


def test_no_key_and_no_endpoint_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ProviderError, match="check the key"):
        OpenAIEmbedder("tiny", None, None).embed(["abc"])


def test_an_unknown_embedder_is_refused_by_name() -> None:
    with pytest.raises(ProviderError, match="'word2vec'"):
        make_embedder(settings(embedding="word2vec"))
