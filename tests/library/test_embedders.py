from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core.errors import ProviderError
from core.settings import Settings
from library.embedders import OpenAIEmbedder, StaticEmbedder, make_embedder
from tests.library.endpoint import Endpoint, serving


@pytest.fixture
def endpoint() -> Iterator[str]:
    with serving() as url:
        yield url


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
