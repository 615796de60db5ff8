"""Another embedder: what is there is searched by its words, embedded anew, then by its new vectors."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.library.endpoint import Endpoint, serving

WHY = "Why did Marrowby's net sales change in the third quarter of 2024?"


@pytest.fixture
def endpoint() -> Iterator[str]:
    with serving() as url:
        yield url


def test_questions_are_answered_before_and_after_and_the_vectors_are_made_once(
    cli: Any, root: Any, endpoint: str
) -> None:
    cli.json("ingest", str(root / "samples"))
    change = {"FOOTNOTE_EMBEDDING": "openai:tiny", "OPENAI_BASE_URL": endpoint, "FOOTNOTE_PROVIDER": "offline"}
    cli.environment |= change
    before = cli.json("ask", WHY)
    assert before["citations"] and not Endpoint.seen
    assert any("by its words alone" in caveat for caveat in before["caveats"])
    report = cli.json("reembed")
    assert len(report["filings"]) == 4 and not report["failed"]
    assert sum(len(asked["input"]) for asked in Endpoint.seen) == sum(f["passages"] for f in report["filings"])
    after = cli.json("ask", WHY)
    assert after["citations"] and not any("by its words alone" in caveat for caveat in after["caveats"])
    assert len(Endpoint.seen[-1]["input"]) == 1
    assert cli.json("reembed") == {"filings": [], "failed": []}


def test_dead_endpoint_leaves_every_filing_as_it_was_and_says_why(cli: Any, root: Any) -> None:
    cli.json("ingest", str(root / "samples" / "marrowby-2024-q1.pdf"))
    dead = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "FOOTNOTE_EMBEDDING": "openai:tiny", "OPENAI_API_KEY": "sk-1"}
    cli.environment |= dead
    [failed] = cli.json("reembed")["failed"]
    assert "embedding model tiny did not answer" in failed["error"]
    assert cli.json("search", "net sales", "--filing", "marrowby-2024-q1")["hits"]
    for name in dead:
        del cli.environment[name]
    assert cli.json("reembed") == {"filings": [], "failed": []}
