import json

import pytest

from agents.llm.analyst import check_connection, make_analyst
from agents.llm.capabilities import Capabilities, Memory
from agents.runner import run as run_task
from core.answers import AnswerStatus
from core.errors import CannotAsk
from core.settings import Settings
from tests.agents.llm.conftest import endpoint, task
from tests.agents.llm.server import Call, Fail, Say

READY = Call([("report_ready", {"word": "ready"})])
WORD = Say('{"word": "ready"}')


@pytest.fixture
def settings(tmp_path):
    def made(server, **changes):
        return Settings(
            _env_file=None, home=tmp_path, openai_base_url=server.url, openai_api_key="local-secret-0451", **changes
        )

    return made


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ((READY, WORD), Capabilities(True, True)),
        ((Say("ready"), Say("ready")), Capabilities(False, False)),
        ((Fail(400), WORD), Capabilities(False, True)),
        ((READY, Fail(422)), Capabilities(True, False)),
        ((Call([("other", {})]), Say('["word"]')), Capabilities(False, False)),
    ],
)
def test_what_an_endpoint_can_do_is_probed_and_remembered(serve, settings, script, found):
    server = serve(*script)
    connection = check_connection(settings(server))
    assert connection.ok and connection.capabilities == found
    home = settings(server).home
    assert Memory(home / "endpoints.json").recall(endpoint(server)) is None  # of another model name
    assert f"gpt-5-mini at {endpoint(server).host} answers." in connection.sentence


def test_a_connection_that_fails_says_why(serve, settings):
    connection = check_connection(settings(serve(Fail(401))))
    assert not connection.ok and "OPENAI_API_KEY" in connection.sentence


def test_a_damaged_memory_is_as_good_as_none(tmp_path, serve):
    path = tmp_path / "endpoints.json"
    path.write_text('{"half')
    memory, at = Memory(path), endpoint(serve())
    assert memory.recall(at) is None
    memory.keep(at, Capabilities(True, False))
    assert memory.recall(at) == Capabilities(True, False)


def test_an_analyst_from_settings_probes_once_for_all_questions(shelf, serve, settings):
    step = {"question": "Revenue?", "filing": "F1", "tool": "lookup_fact", "line_items": ["Revenue"]}
    text = Say("Ferrowick's revenue was $1,000 million in Q1 2022 [1].")
    plan = Say(json.dumps({"steps": [step]}))
    server = serve(READY, WORD, plan, text, plan, text)
    analyst = make_analyst(settings(server), "sub-question")
    for _ in range(2):
        run = run_task(task(shelf, "What was Ferrowick's revenue in Q1 2022?"), analyst)
        assert run.answer.status is AnswerStatus.ANSWERED, run.answer
        assert run.answer.headline is not None and run.answer.headline.value == 1000
    assert len(server.requests) == 6


def test_a_strategy_that_is_none_is_said(serve, settings):
    with pytest.raises(CannotAsk, match="sub-question"):
        make_analyst(settings(serve()), "guesswork")
