"""An endpoint's reply, whole or as a stream, as our own."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from agents.llm.messages import Message, OnText, Reply, ToolCall
from agents.llm.thinking import Aloud, told
from core.traces import Tokens

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatResponse

A_TOKEN = 4  # characters, in English


class MalformedReply(ValueError):
    """What came back is not what an OpenAI-compatible endpoint sends, or broke off in the middle."""


def heard(stream: Iterable["ChatResponse"], asked: Sequence[Message], on_text: OnText) -> Reply:
    """A streamed reply; `on_text` gets what is said aloud, not what is thought. Raises MalformedReply where it is cut.

    A stream is whole when it gives a reason to end, or the count of its tokens, which comes last.
    """
    aloud = Aloud(on_text)
    finish, refusal, thought, tokens = "", "", "", None
    for piece in stream:
        aloud.hear(piece.delta or "")
        thought += piece.additional_kwargs.get("thinking_delta") or ""
        for choice in getattr(piece.raw, "choices", None) or ():
            finish = choice.finish_reason or finish
            refusal += getattr(choice.delta, "refusal", None) or ""
        tokens = _tokens(piece) or tokens
    if not finish and tokens is None:
        raise MalformedReply("the reply broke off before its end")
    aloud.end()
    return _counted(_reply(aloud.raw, thought, finish or "stop", refusal), tokens, asked)


def whole(response: "ChatResponse", asked: Sequence[Message]) -> Reply:
    """A reply that came at once. Raises AttributeError and its like where it is no chat completion."""
    choice = response.raw.choices[0]  # type: ignore[union-attr]  # openai's ChatCompletion, typed Any in LlamaIndex
    message = choice.message
    calls = tuple(
        ToolCall(call.id or f"call_{place}", call.function.name, _arguments(call.function.arguments))
        for place, call in enumerate(message.tool_calls or ())
        if call.function and call.function.name
    )
    thought = getattr(message, "reasoning_content", None) or getattr(message, "reasoning", None) or ""
    reply = _reply(message.content or "", str(thought), choice.finish_reason or "stop", message.refusal or "")
    return _counted(reply._replace(calls=calls), _tokens(response), asked)


def _reply(text: str, thought: str, finish: str, refusal: str) -> Reply:
    said = told(text)
    thoughts = "\n".join(part for part in (thought.strip(), said.thought) if part)
    return Reply(said.text, finish=finish, refusal=refusal, thought=thoughts)


def _arguments(given: Any) -> str:
    """A call's arguments as JSON; some servers send the object itself."""
    return given if isinstance(given, str) and given else json.dumps(given or {})


def _tokens(response: "ChatResponse") -> Tokens | None:
    usage = getattr(response.raw, "usage", None)
    return Tokens(usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else None


def _counted(reply: Reply, tokens: Tokens | None, asked: Sequence[Message]) -> Reply:
    """With its tokens; from the characters where the endpoint does not count, so that limits hold there too."""
    if tokens is not None and tokens.total:
        return reply._replace(tokens=tokens)
    calls = sum(len(call.arguments) for call in reply.calls)
    written = len(reply.text) + len(reply.thought) + len(reply.refusal) + calls
    read = sum(len(message.text) for message in asked)
    return reply._replace(tokens=Tokens(-(-read // A_TOKEN), -(-written // A_TOKEN)), counted=False)
