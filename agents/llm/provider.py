"""Asking the model: within the limits, retried where that helps, and each call a span with its tokens and cost."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from agents.llm.endpoint import Endpoint
from agents.llm.limits import Limits
from agents.llm.messages import Message, Reply, Shape, ToolSpec, as_text, reply_text
from agents.llm.patience import Note, Sleep, patiently
from agents.llm.transport import OnText, request
from agents.task import Task
from agents.tracing import Step, Tracer
from core.errors import ProviderError, Stopped
from core.redaction import redacted
from core.traces import SpanKind

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

GAVE_UP = "gave_up"


@dataclass(frozen=True)
class Provider:
    """A model that can be asked. Safe from any thread; `sleep` is how it waits between attempts."""

    endpoint: Endpoint
    limits: Limits = field(default_factory=Limits)
    sleep: Sleep = threading.Event.wait

    @cached_property
    def _client(self) -> "OpenAILike":
        return self.endpoint.client()

    def ask(
        self,
        task: Task,
        tracer: Tracer,
        name: str,
        messages: Sequence[Message],
        *,
        shape: Shape | None = None,
        tools: Sequence[ToolSpec] = (),
        on_text: OnText | None = None,
    ) -> Reply:
        """One reply of the model.

        Args:
            task: the question that it is for: its limits, its stop.
            tracer: takes the span.
            name: what the call is for; the span's name.
            messages: the prompt.
            shape: the JSON that the reply must have, where the endpoint can hold the model to it.
            tools: what the model may call.
            on_text: takes the text as it streams; an attempt that broke off may have given some of it before.

        Raises:
            LimitReached: before asking, where the run or session has used up a limit.
            ProviderError: where the endpoint fails, or goes on failing.
            Stopped: where the user ended the run.
        """
        self.limits.check(task.run, tracer.spans, task.history)
        prompt = redacted(as_text(messages, tools), self.endpoint.secrets)
        with tracer.span(SpanKind.LLM, name, prompt) as step:
            step.model = self.endpoint.model
            reply = self._patiently(task, step, lambda: self._request(task, messages, shape, tools, on_text))
            step.output = redacted(reply_text(reply), self.endpoint.secrets)
            step.tokens, step.cost = reply.tokens, self.endpoint.cost(reply.tokens)
            step.attributes["finish"] = reply.finish
            return reply

    def _request(
        self,
        task: Task,
        messages: Sequence[Message],
        shape: Shape | None,
        tools: Sequence[ToolSpec],
        on_text: OnText | None,
    ) -> Reply:
        """One attempt. Streams unless tools are offered, which some servers cannot stream, so that a stop is quick."""

        def heard(text: str) -> None:
            if task.stop.is_set():
                raise Stopped("The run was stopped while the model was writing.")
            if on_text:
                on_text(text)

        return request(self._client, self.endpoint, messages, shape, tools, None if tools else heard)

    def _patiently(self, task: Task, step: Step, attempt_once: Callable[[], Reply]) -> Reply:
        try:
            return patiently(attempt_once, self.endpoint, task.stop, self.sleep, noting(step))
        except ProviderError:
            step.attributes[GAVE_UP] = "true"
            raise


def noting(step: Step) -> Note:
    """Writes each retry into a span's attributes."""

    def note(attempt: int, wait: float, said: str) -> None:
        step.attributes["retries"] = str(attempt)
        step.attributes[f"retry_{attempt}"] = f"{said} Waited {wait:g} s."

    return note


def gave_up(tracer: Tracer) -> str | None:
    """Why the endpoint was given up in this run, None where it was not; asking again would wait as long once more."""
    errors = (span.error or "" for span in tracer.spans if span.attributes.get(GAVE_UP))
    return next((error.removeprefix("ProviderError: ") for error in errors), None)
