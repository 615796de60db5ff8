"""Our messages, tools and shapes in the words of OpenAI's API and of LlamaIndex."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.llm.messages import Message, Shape, ToolSpec

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.tools import ToolMetadata

BOUNDS = ("minItems", "maxItems", "pattern")
SILENCE = "(no text)"  # some servers refuse a message without content


def as_schema(shape: Shape, bounded: bool = True) -> Mapping[str, object]:
    """A shape as the `json_schema` of a response format; its lists and strings `bounded` or, where refused, not."""
    schema = shape.schema if bounded else _unbounded(shape.schema)
    return {"name": shape.name, "schema": schema, "strict": True}


def has_bounds(shape: Shape) -> bool:
    """Whether a shape bounds a list or a string."""
    return _unbounded(shape.schema) != shape.schema


def _unbounded(schema: object) -> object:
    if isinstance(schema, Mapping):
        return {
            name: _unbounded(part) for name, part in schema.items() if name not in BOUNDS or isinstance(part, Mapping)
        }
    return [_unbounded(part) for part in schema] if isinstance(schema, list) else schema


def as_function(tool: ToolSpec) -> Mapping[str, object]:
    """A tool as a function that the model may call, by way of LlamaIndex's metadata of a tool."""
    return dict(_metadata(tool).to_openai_tool())


def _metadata(tool: ToolSpec) -> "ToolMetadata":
    from llama_index.core.tools import ToolMetadata

    class Described(ToolMetadata):
        """Metadata with our own schema: LlamaIndex's makes unions, which small servers cannot hold a reply to."""

        def get_parameters_dict(self) -> dict[str, object]:
            return dict(tool.schema)

    return Described(description=tool.description, name=tool.name)


def as_chat(message: Message) -> "ChatMessage":
    """A message for LlamaIndex."""
    from llama_index.core.base.llms.types import ChatMessage, MessageRole, TextBlock, ToolCallBlock

    calls = [ToolCallBlock(tool_call_id=c.id, tool_name=c.name, tool_kwargs=c.arguments) for c in message.calls]
    extra = {"tool_call_id": message.answers} if message.answers else {}
    text = [TextBlock(text=message.text or SILENCE)] if message.text or not calls else []
    return ChatMessage(role=MessageRole(message.role), blocks=[*text, *calls], additional_kwargs=extra)


def without_system(messages: Sequence[Message]) -> Sequence[Message]:
    """The messages for a model whose template knows no system role: its instructions begin the first message."""
    first, *rest = messages
    if first.role != "system" or not rest or rest[0].role != "user":
        return messages
    return [replace(rest[0], text=f"{first.text}\n\n{rest[0].text}"), *rest[1:]]
