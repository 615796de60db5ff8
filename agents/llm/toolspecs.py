"""The tools as a model is told of them: names and docstrings from the toolbox, arguments as a JSON schema."""

import inspect
from collections.abc import Mapping
from functools import cache

from agents.llm.messages import ToolSpec
from agents.toolcalls import TOOLS
from agents.tools import Toolbox

PLANNED_TOOLS = ("lookup_fact", "compute_ratio", "search_passages", "read_page")
LISTS = ("line_items", "periods", "segments", "filings")
_TYPES: Mapping[str, Mapping[str, object]] = {
    "list": {"type": "array", "items": {"type": "string"}},
    "number": {"type": "integer"},
    "text": {"type": "string"},
}


@cache
def tool_specs() -> tuple[ToolSpec, ...]:
    """Every tool of the toolbox, for native tool calls and for prompts."""
    return tuple(_spec(name) for name in TOOLS)


def described(names: tuple[str, ...] = PLANNED_TOOLS) -> str:
    """The tools with their docstrings, for a prompt."""
    return "\n\n".join(f"{spec.name}: {spec.description}" for spec in tool_specs() if spec.name in names)


def _spec(name: str) -> ToolSpec:
    tool = getattr(Toolbox, name)
    properties: dict[str, object] = {}
    required: list[str] = []
    for argument, parameter in list(inspect.signature(tool).parameters.items())[1:]:
        kind = "list" if argument in LISTS else "number" if parameter.annotation is int else "text"
        properties[argument] = _TYPES[kind]
        if parameter.default is inspect.Parameter.empty:
            required.append(argument)
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return ToolSpec(name, inspect.cleandoc(tool.__doc__ or name), schema)
