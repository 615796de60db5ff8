"""The tools as a model is told of them: names and docstrings from the toolbox, arguments as a JSON schema."""

import inspect
import re
from collections.abc import Mapping
from functools import cache

from agents.llm.messages import ToolSpec
from agents.toolcalls import TOOLS
from agents.tools import Toolbox
from core.answers import Argument
from core.errors import CannotAsk

PLANNED_TOOLS = ("lookup_fact", "compute_ratio", "search_passages", "read_page")
NUMBERS = ("page", "pages", "quotes")
SEVERAL = ("line_items", "line_item", "periods", "period", "segments", "segment", "filings")
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


def coerced(given: Mapping[str, object]) -> dict[str, Argument]:
    """A model's arguments as the tools take them: lists of texts, whole numbers, texts; what is null is left out.

    Raises CannotAsk for a page or a count that is no whole number.
    """
    return {name: _coerced(name, value) for name, value in given.items() if value is not None}


def _coerced(name: str, value: object) -> Argument:
    if name in NUMBERS:
        return _whole(name, value)
    if isinstance(value, list | tuple):
        return [str(one) for one in value] if name in SEVERAL else ", ".join(str(one) for one in value)
    return str(value)


def _whole(name: str, value: object) -> int:
    found = re.fullmatch(r"\s*(\d{1,6})(?:\.0)?\s*", str(value[0] if isinstance(value, list) and value else value))
    if found is None:
        raise CannotAsk(f"\u201c{name}\u201d is a whole number, counted from 1.")
    return int(found[1])


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
