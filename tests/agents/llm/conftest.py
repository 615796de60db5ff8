import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from agents.llm.capabilities import Capabilities, Memory
from agents.llm.endpoint import Endpoint
from agents.llm.limits import Limits
from agents.llm.provider import Provider
from agents.llm.talk import Model
from agents.task import Task
from core.ontology import load_ontology
from core.protocols import Shelf
from core.traces import Event, Run
from tests.agents.llm.server import Brain, Reaction, ScriptedServer

KEY = "local-secret-0451"  # of no known shape: only the settings know that it is one


@pytest.fixture
def serve() -> Iterator[Callable[..., ScriptedServer]]:
    """Starts scripted servers, and closes them when the test is over."""
    started: list[ScriptedServer] = []

    def start(*script: Reaction, brain: Brain | None = None) -> ScriptedServer:
        started.append(ScriptedServer(*script, brain=brain))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def waited() -> list[float]:
    """The seconds that the provider would have waited between attempts."""
    return []


@pytest.fixture
def sleep(waited: list[float]) -> Callable[[threading.Event, float], bool]:
    def noted(stop: threading.Event, seconds: float) -> bool:
        waited.append(seconds)
        return stop.is_set()

    return noted


def endpoint(server: ScriptedServer, **changes: object) -> Endpoint:
    return Endpoint("test-model", server.url, SecretStr(KEY), **changes)  # type: ignore[arg-type]


def task(shelf: Shelf, question: str, events: list[Event] | None = None, **changes: object) -> Task:
    run = Run("run", "session", question, datetime.now(UTC))
    emit = (events if events is not None else []).append
    given: dict[str, object] = {"history": (), "stop": threading.Event(), **changes}
    return Task(run, shelf, load_ontology(), emit=emit, **given)  # type: ignore[arg-type]


@pytest.fixture
def model(tmp_path, sleep):
    """A model at a server, its abilities remembered so that nothing is probed."""

    def made(server, limits=None, schema=True, tools=True, **changes):
        at = endpoint(server, **changes)
        memory = Memory(tmp_path / "endpoints.json")
        memory.keep(at, Capabilities(tools, schema))
        return Model(Provider(at, limits or Limits(), sleep), memory)

    return made
