"""Asking the model: within the limits, retried where that helps, and each call a span with its tokens and cost."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from agents.llm.dialect import Dialect
from agents.llm.discretion import Discreet, discreet
from agents.llm.endpoint import Endpoint
from agents.llm.limits import Limits
from agents.llm.messages import Message, OnText, Reply, Shape, ToolSpec, as_text, reply_text
from agents.llm.patience import Note, Sleep, TooLong, patiently
from agents.llm.transport import LONGEST_REPLY, Channel, request
from agents.task import Task
from agents.tracing import Step, Tracer
from core.errors import ProviderError, Stopped
from core.redaction import redacted
from core.traces import SpanKind, Tokens

GAVE_UP = "gave_up"
CUT = "length"
ROOMY = 4


@dataclass(frozen=True)
class Provider:
    """A model that can be asked. Safe from any thread.

    `sleep` is how it waits between attempts, `dialect` what its endpoint is known to refuse.
    """

    endpoint: Endpoint
    limits: Limits = field(default_factory=Limits)
    sleep: Sleep = threading.Event.wait
    dialect: Dialect = field(default_factory=Dialect)

    @cached_property
    def channel(self) -> Channel:
        """The endpoint, spoken to in the way that it takes."""
        return Channel(self.endpoint, self.dialect)

    @property
    def longest(self) -> int:
        """The most tokens of a reply."""
        return min(LONGEST_REPLY, self.endpoint.context // 4)

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
            TooLong: where the prompt is longer than the model takes in.
            ProviderError: where the endpoint fails, or goes on failing.
            Stopped: where the user ended the run.
        """
        self.limits.check(task.run, tracer.spans, task.history)
        prompt = redacted(as_text(messages, tools), self.endpoint.secrets)
        with tracer.span(SpanKind.LLM, name, prompt) as step:
            step.model = self.endpoint.model
            reply = discreet(self._whole(task, step, messages, shape, tools, on_text), self.endpoint.secrets)
            step.output = redacted(reply_text(reply), self.endpoint.secrets)
            step.tokens, step.cost = reply.tokens, self.endpoint.cost(reply.tokens)
            step.attributes |= self._remarks(reply)
            return reply

    def _remarks(self, reply: Reply) -> dict[str, str]:
        """How the reply ended, and what its span should say besides."""
        said = {"finish": reply.finish}
        if not reply.counted:
            said["tokens"] = "characters \u00f7 4: the endpoint gave no usage"
        if self.dialect.refused:
            said["sent_without"] = ", ".join(sorted(self.dialect.refused))
        return said

    def _whole(
        self,
        task: Task,
        step: Step,
        messages: Sequence[Message],
        shape: Shape | None,
        tools: Sequence[ToolSpec],
        on_text: OnText | None,
    ) -> Reply:
        """A reply; where all of it was spent on thinking, one more with more room."""
        longest = self.longest
        reply = self._patiently(task, step, lambda: self._request(task, messages, shape, tools, on_text, longest))
        if reply.finish != CUT or reply.text or reply.calls or not reply.thought:
            return reply
        roomy = min(ROOMY * longest, self.endpoint.context // 2)
        again = self._patiently(task, step, lambda: self._request(task, messages, shape, tools, on_text, roomy))
        step.attributes["thought_only"] = "true"
        tokens = Tokens(reply.tokens.prompt + again.tokens.prompt, reply.tokens.completion + again.tokens.completion)
        return again._replace(tokens=tokens)

    def _request(
        self,
        task: Task,
        messages: Sequence[Message],
        shape: Shape | None,
        tools: Sequence[ToolSpec],
        on_text: OnText | None,
        longest: int,
    ) -> Reply:
        """One attempt. Streams unless tools are offered, which some servers cannot stream, so that a stop is quick."""
        told = Discreet(on_text, self.endpoint.secrets) if on_text else None

        def heard(text: str) -> None:
            if task.stop.is_set():
                raise Stopped("The run was stopped while the model was writing.")
            self.limits.check_seconds(task.run, task.history)
            if told:
                told.hear(text)

        reply = request(self.channel, messages, shape, tools, None if tools else heard, longest)
        if told:
            told.end()
        return reply

    def _patiently(self, task: Task, step: Step, attempt_once: Callable[[], Reply]) -> Reply:
        try:
            return patiently(attempt_once, self.endpoint, task.stop, self.sleep, noting(step))
        except TooLong:  # the endpoint is well; a shorter prompt may do
            raise
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
