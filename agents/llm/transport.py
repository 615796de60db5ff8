"""One request to the endpoint through LlamaIndex's LLM, as our own messages in and our own reply out."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from agents.llm.endpoint import Endpoint
from agents.llm.messages import Message, Reply, Shape, ToolCall, ToolSpec
from core.traces import Tokens

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.llms.openai_like import OpenAILike

OnText = Callable[[str], None]
LONGEST_REPLY = 4096  # tokens; a small model that loops would else write until its context is full


class MalformedReply(ValueError):
    """What came back is not what an OpenAI-compatible endpoint sends, or broke off in the middle."""


def request(
    client: "OpenAILike",
    endpoint: Endpoint,
    messages: Sequence[Message],
    shape: Shape | None = None,
    tools: Sequence[ToolSpec] = (),
    on_text: OnText | None = None,
) -> Reply:
    """Sends the messages and waits for the whole reply; `on_text` gets its text piece by piece as it streams.

    Raises MalformedReply, and openai's or httpx's own errors.
    """
    said = [_as_chat(message) for message in messages]
    options = _options(endpoint, shape, tools)
    try:
        if on_text is not None:
            return _streamed(client, said, options, on_text)
        return _whole(client.chat(said, **options))
    except (AttributeError, TypeError, IndexError, KeyError) as error:
        # the client reads a reply's parts unchecked: one without choices, or an HTML page, ends in one of these
        raise MalformedReply("the reply is not a chat completion") from error


def _streamed(client: "OpenAILike", said: Sequence["ChatMessage"], options: dict[str, Any], on_text: OnText) -> Reply:
    last: ChatResponse | None = None
    finish, tokens = "", Tokens()
    for last in client.stream_chat(said, stream_options={"include_usage": True}, **options):
        if last.delta:
            on_text(last.delta)
        choices = getattr(last.raw, "choices", None) or ()
        finish = next((choice.finish_reason for choice in choices if choice.finish_reason), finish)
        tokens = _tokens(last) or tokens
    if last is None or not finish:
        raise MalformedReply("the reply broke off before its end")
    return Reply(last.message.content or "", (), tokens, finish)


def _whole(response: "ChatResponse") -> Reply:
    choice = response.raw.choices[0]  # type: ignore[union-attr]  # openai's ChatCompletion, typed Any in LlamaIndex
    calls = tuple(
        ToolCall(call.id or f"call_{place}", call.function.name, call.function.arguments or "{}")
        for place, call in enumerate(choice.message.tool_calls or ())
        if call.type == "function"
    )
    return Reply(
        choice.message.content or "",
        calls,
        _tokens(response) or Tokens(),
        choice.finish_reason or "stop",
        choice.message.refusal or "",
    )


def _tokens(response: "ChatResponse") -> Tokens | None:
    usage = getattr(response.raw, "usage", None)
    return Tokens(usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else None


def _options(endpoint: Endpoint, shape: Shape | None, tools: Sequence[ToolSpec]) -> dict[str, Any]:
    from openai import omit

    limit = min(LONGEST_REPLY, endpoint.context // 4)
    options: dict[str, Any] = {"temperature": omit if endpoint.temperature is None else endpoint.temperature}
    options["max_completion_tokens" if endpoint.is_openai else "max_tokens"] = limit
    if shape:
        options["response_format"] = {"type": "json_schema", "json_schema": _schema(shape)}
    if tools:
        options["tools"] = [_tool(tool) for tool in tools]
        options["tool_choice"] = "auto"
    return options


def _schema(shape: Shape) -> Mapping[str, object]:
    return {"name": shape.name, "schema": dict(shape.schema), "strict": True}


def _tool(tool: ToolSpec) -> Mapping[str, object]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.schema)}
    return {"type": "function", "function": function}


def _as_chat(message: Message) -> "ChatMessage":
    from llama_index.core.base.llms.types import ChatMessage, MessageRole, TextBlock, ToolCallBlock

    calls = [ToolCallBlock(tool_call_id=c.id, tool_name=c.name, tool_kwargs=c.arguments) for c in message.calls]
    extra = {"tool_call_id": message.answers} if message.answers else {}
    text = [TextBlock(text=message.text)] if message.text or not calls else []
    return ChatMessage(role=MessageRole(message.role), blocks=[*text, *calls], additional_kwargs=extra)
