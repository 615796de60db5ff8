"""Asking the model: within the limits, retried where that helps, and each call a span with its tokens and cost."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from agents.llm.endpoint import Endpoint
from agents.llm.limits import Limits
from agents.llm.messages import Message, Reply, Shape, ToolSpec, as_text, reply_text
from agents.llm.patience import pause, sentence
from agents.llm.transport import OnText, request
from agents.task import Task
from agents.tracing import Step, Tracer
from core.errors import ProviderError, Stopped
from core.redaction import redacted
from core.traces import SpanKind

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

GAVE_UP = "gave_up"
Sleep = Callable[[threading.Event, float], bool]
"""Waits so many seconds, or until the event is set; whether it is."""


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
        import httpx
        import openai

        for attempt in count():
            if task.stop.is_set():
                break
            try:
                return attempt_once()
            except (openai.APIError, httpx.HTTPError, ValueError) as error:  # ValueError: JSON or a reply that is none
                wait = pause(error, attempt) if attempt < self.endpoint.retries else None
                if wait is None:
                    step.attributes[GAVE_UP] = "true"
                    raise ProviderError(sentence(error, self.endpoint)) from None
                self._note(step, attempt, wait, error)
                self.sleep(task.stop, wait)
        raise Stopped("The run was stopped before the model had answered.")

    def _note(self, step: Step, attempt: int, wait: float, error: Exception) -> None:
        step.attributes["retries"] = str(attempt + 1)
        step.attributes[f"retry_{attempt + 1}"] = f"{sentence(error, self.endpoint)} Waited {wait:g} s."


def gave_up(tracer: Tracer) -> bool:
    """Whether the endpoint was given up in this run; asking it again would only wait as long once more."""
    return any(span.attributes.get(GAVE_UP) for span in tracer.spans)
