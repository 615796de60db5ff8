"""The command line with a model's endpoint named: one that is dead, a strategy and a provider that there are not."""

import json
from typing import Any

import pytest

from tests.e2e.server import free_port

KEY = "sk-test-0123456789abcdef0123456789"


@pytest.fixture
def samples(cli: Any, copy_samples: Any) -> Any:
    copy_samples(cli.workspace)
    cli.environment["OPENAI_API_KEY"] = KEY
    return cli


def test_dead_endpoint_falls_back_to_the_offline_analyst_and_says_so(samples: Any) -> None:
    samples.environment |= {"OPENAI_BASE_URL": f"http://127.0.0.1:{free_port()}/v1", "FOOTNOTE_RETRIES": "0"}
    answer = samples.json("ask", "Compare Marrowby's net sales between quarters")
    assert answer["status"] in {"answered", "partial"} and len(answer["sub_questions"]) == 3
    assert any("offline" in caveat for caveat in answer["caveats"])
    exported = samples.run("export", answer["session"], "--format", "json").stdout.decode()
    assert KEY not in json.dumps(answer) + exported


def test_unknown_strategy_is_refused_and_leaves_no_session(samples: Any) -> None:
    done = samples.run("ask", "What was revenue?", "--strategy", "guess")
    assert done.returncode == 1 and b"strategies are" in done.stderr


def test_unknown_provider_is_refused_with_those_there_are(samples: Any) -> None:
    done = samples.run("ask", "What was revenue?", "--provider", "oracle")
    assert done.returncode == 1 and b"offline, openai" in done.stderr
