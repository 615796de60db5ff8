"""One request to the endpoint through LlamaIndex's LLM, as our own messages in and our own reply out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from agents.llm import dialect as known
from agents.llm.dialect import Dialect
from agents.llm.endpoint import Endpoint
from agents.llm.messages import Message, OnText, Reply, Shape, ToolSpec
from agents.llm.replies import MalformedReply, heard, whole
from agents.llm.wording import as_chat, as_function, as_schema, has_bounds, without_system

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

LONGEST_REPLY = 4096  # tokens; a small model that loops would else write until its context is full


@dataclass(frozen=True)
class Channel:
    """An endpoint, spoken to in the way that it takes."""

    endpoint: Endpoint
    dialect: Dialect = field(default_factory=Dialect)
    _clients: dict[bool, "OpenAILike"] = field(default_factory=dict, repr=False, compare=False)

    def client(self) -> "OpenAILike":
        """The client for the base URL as written, or under /v1 where that turned out to be the place."""
        versioned = self.endpoint.is_bare and known.BARE in self.dialect.refused
        if versioned not in self._clients:
            self._clients[versioned] = self.endpoint.client(versioned)
        return self._clients[versioned]


class _Asking(NamedTuple):
    """The options of a request, and what of them an endpoint may refuse."""

    options: dict[str, Any]
    sent: frozenset[str]


def request(
    channel: Channel,
    messages: Sequence[Message],
    shape: Shape | None = None,
    tools: Sequence[ToolSpec] = (),
    on_text: OnText | None = None,
    longest: int = LONGEST_REPLY,
) -> Reply:
    """Sends the messages and waits for the whole reply; `on_text` gets its text piece by piece as it streams.

    What the endpoint refuses by name is left out and the request sent again, and from then on.

    Args:
        channel: the endpoint, and what is known of how it wants to be asked.
        messages: the prompt.
        shape: the JSON that the reply must have.
        tools: what the model may call; without a stream, which some servers have not for tools.
        on_text: takes the text.
        longest: the most tokens of the reply.

    Raises:
        MalformedReply: where what comes back is no chat completion.
        openai.APIError, httpx.HTTPError: as the client raises them.
    """
    import openai

    while True:
        asking = _asking(channel, messages, shape, tools, on_text is not None, longest)
        try:
            reply = _once(channel, messages, asking, on_text)
        except openai.APIStatusError as error:
            if not channel.dialect.learn(error, asking.sent):
                raise
        except MalformedReply:
            if not _mended(channel.dialect, asking.sent):
                raise
        else:
            channel.dialect.succeeded()
            return reply


def _mended(dialect: Dialect, sent: frozenset[str]) -> bool:
    """Whether a reply that is none may come of how it was asked for: as a stream, or at a path without version."""
    if known.STREAM in sent:
        dialect.avoid(known.STREAM)
        return True
    if known.BARE in sent:
        dialect.refuse(known.BARE)
        return True
    return False


def _once(channel: Channel, messages: Sequence[Message], asking: _Asking, on_text: OnText | None) -> Reply:
    said = messages if known.SYSTEM in asking.sent else without_system(messages)
    chat = [as_chat(message) for message in said]
    client = channel.client()
    try:
        if on_text is not None and known.STREAM in asking.sent:
            return heard(client.stream_chat(chat, **asking.options), messages, on_text)
        reply = whole(client.chat(chat, **asking.options), messages)
    except (AttributeError, TypeError, IndexError, KeyError) as error:
        # the client reads a reply's parts unchecked: one without choices, or an HTML page, ends in one of these
        raise MalformedReply("the reply is not a chat completion") from error
    if on_text is not None and reply.text:
        on_text(reply.text)
    return reply


def _asking(
    channel: Channel,
    messages: Sequence[Message],
    shape: Shape | None,
    tools: Sequence[ToolSpec],
    stream: bool,
    longest: int,
) -> _Asking:
    from openai import omit

    endpoint, refused = channel.endpoint, channel.dialect.refused
    given: dict[str, dict[str, Any]] = _limits(endpoint, refused, longest) | _shapes(shape, refused)
    if endpoint.temperature is not None:
        given[known.TEMPERATURE] = {"temperature": endpoint.temperature}
    if stream:
        given[known.STREAM] = {}
        given[known.USAGE] = {"stream_options": {"include_usage": True}}
    if messages[0].role == "system":
        given[known.SYSTEM] = {}
    if endpoint.is_bare:
        given[known.BARE] = {}
    taken = {what: options for what, options in given.items() if what not in refused}
    if known.STREAM not in taken:
        taken.pop(known.USAGE, None)
    merged: dict[str, Any] = {"temperature": omit}  # else the client would send one of its own
    for options in taken.values():
        merged |= options
    if tools:
        merged |= {"tools": [as_function(tool) for tool in tools], "tool_choice": "auto"}
    return _Asking(merged, frozenset(taken))


def _limits(endpoint: Endpoint, refused: frozenset[str], longest: int) -> dict[str, dict[str, Any]]:
    """The limit of the reply's length, under the name that the endpoint takes."""
    names = (known.NEW_LIMIT, known.LIMIT) if endpoint.is_openai else (known.LIMIT, known.NEW_LIMIT)
    name = next((name for name in names if name not in refused), None)
    return {name: {name: longest}} if name else {}


def _shapes(shape: Shape | None, refused: frozenset[str]) -> dict[str, dict[str, Any]]:
    """The closest hold on the reply's JSON that the endpoint takes: a schema, any JSON object, or none."""
    if shape is None:
        return {}
    if known.SCHEMA not in refused:
        schema = as_schema(shape, known.BOUNDS not in refused)
        bounds: dict[str, dict[str, Any]] = {known.BOUNDS: {}} if has_bounds(shape) else {}
        return {known.SCHEMA: {"response_format": {"type": "json_schema", "json_schema": schema}}} | bounds
    return {known.OBJECT: {"response_format": {"type": "json_object"}}}
