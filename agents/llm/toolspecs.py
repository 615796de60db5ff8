"""The tools as a model is told of them: names and docstrings from the toolbox, arguments as a JSON schema.

The model is offered them through LlamaIndex's `ToolMetadata` (`wording.as_function`), with this schema in place of the
one that `FunctionTool` draws from a signature: that makes a union of every "one or several" argument, which small
servers cannot constrain a reply to; it gives the arguments no descriptions of their own; and it refuses a docstring of
over 1,024 characters, OpenAI's limit, in place of dividing it. What the model calls is run by the conversation, which
checks, counts and traces each call.
"""

import inspect
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from agents.llm.arguments import LISTS, NUMBERS, arguments_of
from agents.llm.messages import ToolSpec
from agents.toolcalls import TOOLS
from agents.tools import Toolbox

PLANNED_TOOLS = ("lookup_fact", "compute_ratio", "search_passages", "read_page", "summarise_section")
OF_ONE_FILING = ("lookup_fact", "compute_ratio", "search_passages", "read_page", "summarise_section", "query_facts")
LONGEST_DESCRIPTION = 1024  # characters; OpenAI refuses a longer one
_SECTION = re.compile(r"^(Args|Returns):\n", re.MULTILINE)
_ARGUMENT = re.compile(r"^ {4}(\w+): ", re.MULTILINE)


def tool_specs(names: tuple[str, ...] = TOOLS) -> tuple[ToolSpec, ...]:
    """The tools of the toolbox with these names, for native tool calls."""
    return tuple(_spec(name) for name in names)


def described(names: tuple[str, ...] = PLANNED_TOOLS) -> str:
    """The tools with their docstrings, for a prompt."""
    return "\n\n".join(f"{name}: {_docstring(name)}" for name in names)


class Told(NamedTuple):
    """What a docstring says of its tool, and of each argument."""

    tool: str
    arguments: Mapping[str, str]


def _docstring(name: str) -> str:
    return inspect.getdoc(getattr(Toolbox, name)) or name


def _told(name: str) -> Told:
    head, *parts = _SECTION.split(_docstring(name))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    _before, *arguments = _ARGUMENT.split(sections.get("Args", ""))
    texts = zip(arguments[::2], arguments[1::2], strict=True)
    returns = f"\n\nReturns: {' '.join(sections['Returns'].split())}" if "Returns" in sections else ""
    return Told(head.strip() + returns, {argument: " ".join(text.split()) for argument, text in texts})


@cache
def _spec(name: str) -> ToolSpec:
    """What the docstring says of an argument stands at the argument; the rest describes the tool."""
    told = _told(name)
    properties: dict[str, object] = {}
    required: list[str] = []
    for argument, parameter in arguments_of(name).items():
        said = {"description": told.arguments[argument]} if argument in told.arguments else {}
        properties[argument] = {**_type(argument), **said}
        if parameter.default is inspect.Parameter.empty:
            required.append(argument)
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return ToolSpec(name, told.tool[:LONGEST_DESCRIPTION], schema)


def _type(argument: str) -> Mapping[str, object]:
    if argument in LISTS:
        return {"type": "array", "items": {"type": "string"}}
    return {"type": "integer" if argument in NUMBERS else "string"}
