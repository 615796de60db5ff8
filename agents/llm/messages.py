"""What is said to a model and what it says back, free of any library."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.traces import Tokens

OnText = Callable[[str], None]
"""Takes the text of a reply, piece by piece as it streams."""


class ToolCall(NamedTuple):
    """A call that the model asks for; `arguments` is JSON as the model wrote it."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Message:
    """One message. `role` is "system", "user", "assistant" or "tool"; a tool's answer names the call it answers."""

    role: str
    text: str
    calls: tuple[ToolCall, ...] = ()
    answers: str | None = None


class Reply(NamedTuple):
    """What the model said: text or tool calls, its tokens, and a refusal where it declined.

    `finish` is "stop", "tool_calls", "length" where the reply was cut at its limit, or "content_filter" where the
    endpoint held it back. `thought` is what a reasoning model thought before; `counted` is false where the endpoint
    gave no usage and the tokens are characters ÷ 4.
    """

    text: str
    calls: tuple[ToolCall, ...] = ()
    tokens: Tokens = Tokens()
    finish: str = "stop"
    refusal: str = ""
    thought: str = ""
    counted: bool = True


@dataclass(frozen=True)
class Shape:
    """The JSON that a reply must have: a name and a JSON schema."""

    name: str
    schema: Mapping[str, object]


@dataclass(frozen=True)
class ToolSpec:
    """A tool as a model is told of it: its name, its docstring, the JSON schema of its arguments."""

    name: str
    description: str
    schema: Mapping[str, object]


def as_text(messages: Sequence[Message], tools: Sequence[ToolSpec] = ()) -> str:
    """The prompt as JSON, for the trace."""
    said: list[dict[str, object]] = [_as_json(message) for message in messages]
    if tools:
        said.append({"role": "tools", "content": [tool.name for tool in tools]})
    return json.dumps(said, ensure_ascii=False, indent=1)


def _as_json(message: Message) -> dict[str, object]:
    said: dict[str, object] = {"role": message.role, "content": message.text}
    if message.calls:
        said["tool_calls"] = [{"name": call.name, "arguments": call.arguments} for call in message.calls]
    return said


def reply_text(reply: Reply) -> str:
    """The reply for the trace: what was thought, its text, its refusal, the calls it asks for."""
    calls = [f"{call.name}({call.arguments})" for call in reply.calls]
    thought = f"(thought) {reply.thought}\n" if reply.thought else ""
    return "\n".join(part for part in (thought, reply.text, reply.refusal, *calls) if part)
