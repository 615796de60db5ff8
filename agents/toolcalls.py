"""A plan's line as a call of a tool, its arguments checked and mended where that is safe."""

import inspect
from collections.abc import Callable

from agents.tools import Result, Toolbox
from core.answers import Argument, SubQuestion
from core.errors import CannotAsk

TOOLS = (
    "lookup_fact",
    "compute_ratio",
    "search_passages",
    "read_page",
    "summarise_section",
    "compare",
    "query_facts",
)
_SAME = {"line_item": "line_items", "period": "periods", "segment": "segments", "question": "query", "pages": "page"}


def call(toolbox: Toolbox, question: SubQuestion) -> Result:
    """Runs the tool that a sub-question names. Raises CannotAsk where the tool or an argument is unknown."""
    arguments = arguments_of(question)
    tool: Callable[..., Result] = getattr(toolbox, question.tool)
    return tool(**arguments)


def takes(tool: str, argument: str) -> bool:
    """Whether there is such a tool and it takes this argument."""
    return tool in TOOLS and argument in inspect.signature(getattr(Toolbox, tool)).parameters


def arguments_of(question: SubQuestion) -> dict[str, Argument]:
    """What the sub-question's tool is called with. Raises CannotAsk where the tool or an argument is unknown."""
    if question.tool not in TOOLS:
        raise CannotAsk(f"There is no tool \u201c{question.tool}\u201d; the tools are {', '.join(TOOLS)}.")
    wanted = dict(inspect.signature(getattr(Toolbox, question.tool)).parameters)
    wanted.pop("self")
    arguments: dict[str, Argument] = {}
    for name, value in question.arguments.items():
        known = name if name in wanted else _SAME.get(name, name)
        if known not in wanted:
            raise CannotAsk(f"{question.tool} takes no \u201c{name}\u201d; it takes {', '.join(wanted)}.")
        if value is not None:
            arguments[known] = value
    if "filing" in wanted and question.filing and "filing" not in arguments:
        arguments["filing"] = question.filing
    lacking = [n for n, p in wanted.items() if p.default is inspect.Parameter.empty and n not in arguments]
    if lacking:
        raise CannotAsk(f"{question.tool} needs {' and '.join(lacking)}.")
    return arguments
