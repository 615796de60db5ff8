"""What an endpoint's model can do: native tool calls, replies held to a JSON schema. Probed once and remembered."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from agents.llm.complaints import about
from agents.llm.dialect import Dialect
from agents.llm.endpoint import Endpoint
from agents.llm.messages import Message, Shape, ToolSpec
from agents.llm.patience import Note, Sleep, patiently
from agents.llm.transport import Channel, request

_WORD: Mapping[str, object] = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}
_TOOL = ToolSpec("report_ready", "Report that you are ready. Call it with the word “ready”.", _WORD)
_CALL = (Message("user", "Call the tool report_ready with the word “ready”. Do not write anything else."),)
_SHAPE = Shape("readiness", _WORD)
_NO_TOOLS = r"\btools?\b|tool_choice|function.call"
_NO_SHAPE = r"response_format|json_schema|\bschema\b|grammar|structured.output"
_TALK = (Message("user", "Say that you are ready, in one word."),)


@dataclass(frozen=True)
class Capabilities:
    """Whether the endpoint's model calls tools natively, and whether its replies can be held to a schema."""

    tools: bool
    schema: bool

    @property
    def sentence(self) -> str:
        """For the user."""
        tools = "calls tools natively" if self.tools else "calls tools by text"
        return f"The model {tools} and {'holds to' if self.schema else 'is asked for, but not held to,'} a JSON schema."


class Memory:
    """What was found out about endpoints, in a file of the workspace; a damaged one is as good as none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def recall(self, endpoint: Endpoint) -> Capabilities | None:
        """What is known of the endpoint and its model; None before it was probed."""
        known = self._known(endpoint)
        if "tools" not in known:
            return None
        return Capabilities(known.get("tools") is True, known.get("schema") is True)

    def keep(self, endpoint: Endpoint, found: Capabilities) -> None:
        """Remember it."""
        self._add(endpoint, asdict(found))

    def dialect(self, endpoint: Endpoint, fresh: bool = False) -> Dialect:
        """How the endpoint is asked, as far as is known; what is learned of it is remembered. `fresh` forgets first."""
        refused = () if fresh else self._known(endpoint).get("refused")
        known = [str(what) for what in refused] if isinstance(refused, list) else []
        return Dialect(known, lambda learned: self._add(endpoint, {"refused": sorted(learned)}))

    def _add(self, endpoint: Endpoint, found: Mapping[str, object]) -> None:
        with self._lock:
            everything = {**self._read(), _key(endpoint): {**self._known(endpoint), **found}}
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_name(f"{self._path.name}.{uuid4().hex}")
            draft.write_text(json.dumps(everything, indent=1), encoding="utf-8")
            os.replace(draft, self._path)

    def _known(self, endpoint: Endpoint) -> Mapping[str, object]:
        known = self._read().get(_key(endpoint))
        return known if isinstance(known, dict) else {}

    def _read(self) -> dict[str, object]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}


def _key(endpoint: Endpoint) -> str:
    return f"{endpoint.place} {endpoint.model}"


def probe(channel: Channel, stop: threading.Event, sleep: Sleep, note: Note) -> Capabilities:
    """Asks the model for a tool call and for JSON, two short calls. Raises ProviderError where it cannot be asked."""

    def holds(works: Callable[[], bool], refusal: str) -> bool:
        return patiently(lambda: _unless_refused(works, refusal), channel.endpoint, stop, sleep, note)

    return Capabilities(
        tools=holds(lambda: _calls(channel), _NO_TOOLS), schema=holds(lambda: _shapes(channel), _NO_SHAPE)
    )


def _calls(channel: Channel) -> bool:
    return any(call.name == _TOOL.name for call in request(channel, _CALL, tools=[_TOOL]).calls)


def _shapes(channel: Channel) -> bool:
    return _is_word(request(channel, _TALK, shape=_SHAPE).text)


def _unless_refused(works: Callable[[], bool], refusal: str) -> bool:
    """False where the endpoint refuses the request as such: it does not know tools, or schemas, and may name them."""
    import openai

    try:
        return works()
    except (openai.BadRequestError, openai.UnprocessableEntityError):
        return False
    except openai.APIStatusError as error:
        if about(error, refusal):
            return False
        raise


def _is_word(text: str) -> bool:
    try:
        said = json.loads(text)
    except ValueError:
        return False
    return isinstance(said, dict) and isinstance(said.get("word"), str)
