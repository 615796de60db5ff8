"""A model in the course of one question: what the planners, answerers and strategies speak through."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.llm.capabilities import Capabilities, Memory, probe
from agents.llm.messages import Message, OnText, Reply, Shape, ToolSpec
from agents.llm.provider import GAVE_UP, Provider, noting
from agents.task import Task
from agents.tracing import Tracer
from core.errors import ProviderError
from core.traces import SpanKind


@dataclass(frozen=True)
class Model:
    """A provider and what is remembered of its endpoint."""

    provider: Provider
    memory: Memory

    def about(self, task: Task, tracer: Tracer) -> "Talk":
        """A talk about one question."""
        return Talk(self, task, tracer)


@dataclass(frozen=True)
class Talk:
    """A model asked in the course of one question; its limits, stop and trace hold for every call."""

    model: Model
    task: Task
    tracer: Tracer

    @property
    def context(self) -> int:
        """How many tokens the model can take in."""
        return self.model.provider.endpoint.context

    def ask(
        self,
        name: str,
        messages: Sequence[Message],
        shape: Shape | None = None,
        tools: Sequence[ToolSpec] = (),
        on_text: OnText | None = None,
    ) -> Reply:
        """One reply. Raises LimitReached, ProviderError or Stopped."""
        shape = shape if shape and self.capabilities().schema else None
        return self.model.provider.ask(
            self.task, self.tracer, name, messages, shape=shape, tools=tools, on_text=on_text
        )

    def capabilities(self) -> Capabilities:
        """What the endpoint can do, as remembered, else probed now. Raises ProviderError."""
        provider = self.model.provider
        known = self.model.memory.recall(provider.endpoint)
        if known:
            return known
        with self.tracer.span(SpanKind.CHAIN, "probe", provider.endpoint.host) as step:
            try:
                found = probe(provider.channel, self.task.stop, provider.sleep, noting(step))
            except ProviderError:
                step.attributes[GAVE_UP] = "true"
                raise
            step.output = found.sentence
        self.model.memory.keep(provider.endpoint, found)
        return found
