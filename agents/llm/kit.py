"""What a model may call in one conversation, and who answers its calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from agents.llm.messages import ToolSpec
from agents.llm.toolspecs import described, tool_specs


@dataclass(frozen=True)
class Kit:
    """The tools of a conversation, and the prompts that explain them: for calls in text, and for native ones."""

    specs: tuple[ToolSpec, ...]
    described: str
    react: str = "react"
    native: str = "function_calling"

    @property
    def names(self) -> tuple[str, ...]:
        """The tools' names."""
        return tuple(spec.name for spec in self.specs)


def kit_of(names: tuple[str, ...]) -> Kit:
    """These tools of the toolbox."""
    return Kit(tool_specs(names), described(names))


Asked = tuple[str, str | Mapping[str, object], str]
"""A call as a model asks for it: the tool, the arguments, why."""


class Observer(Protocol):
    """Who runs the calls that a model asks for, and tells it what came of them."""

    @property
    def kit(self) -> Kit:
        """What may be called at this moment."""
        ...

    @property
    def looping(self) -> bool:
        """Whether the model goes round in circles."""
        ...

    def observe_all(self, calls: Sequence[Asked]) -> Sequence[str]:
        """What came of calls made in one turn, in their order. Raises LimitReached."""
        ...

    def observe(self, tool: str, arguments: str | Mapping[str, object], why: str = "") -> str:
        """What came of one call; an error says how to ask better. Raises LimitReached."""
        ...
