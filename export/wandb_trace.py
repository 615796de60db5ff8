"""A run's spans as the tree that W&B's trace viewer draws (`WBTraceTree`)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.traces import Run, Span, SpanKind, SpanStatus
from export.naming import seconds_in
from export.otlp import root_of

if TYPE_CHECKING:
    from wandb.sdk.data_types.trace_tree import Span as TraceSpan
    from wandb.sdk.data_types.trace_tree import WBTraceTree

KINDS: Mapping[SpanKind, str] = {
    SpanKind.AGENT: "AGENT",
    SpanKind.TOOL: "TOOL",
    SpanKind.LLM: "LLM",
    SpanKind.RETRIEVER: "TOOL",
    SpanKind.EMBEDDING: "TOOL",
}
"""The viewer knows four kinds; every other span is a CHAIN there, with its own kind among its attributes."""
DEEPEST = 50


def trace_of(run: Run) -> "WBTraceTree":
    """The run as one tree: at its root the question and the answer, below it the spans, each under its parent."""
    from wandb.sdk.data_types.trace_tree import Result, WBTraceTree

    root = root_of(run)
    known = {span.id for span in run.spans}
    below: dict[str, list[Span]] = {}
    for span in sorted(run.spans, key=lambda span: seconds_in(run, span)):
        if span is not root:
            below.setdefault(span.parent if span.parent in known and span.parent != span.id else root.id, []).append(
                span
            )
    drawn = _drawn(run, root, below, 0)
    drawn.name = run.question
    drawn.results = [Result({"question": run.question}, {"answer": run.answer.markdown if run.answer else ""})]
    return WBTraceTree(drawn, {"strategy": run.settings.strategy, "model": run.settings.model})


def _drawn(run: Run, span: Span, below: Mapping[str, list[Span]], depth: int) -> "TraceSpan":
    from wandb.sdk.data_types.trace_tree import Result, StatusCode
    from wandb.sdk.data_types.trace_tree import Span as TraceSpan
    from wandb.sdk.data_types.trace_tree import SpanKind as TraceKind

    start = seconds_in(run, span)
    return TraceSpan(
        span_id=span.id,
        name=span.name,
        start_time_ms=_milliseconds(run, start),
        end_time_ms=_milliseconds(run, start + max(0.0, span.seconds or 0.0)),
        status_code=StatusCode.ERROR if span.status is SpanStatus.ERROR else StatusCode.SUCCESS,
        status_message=span.error,
        attributes=_attributes(span),
        results=[Result({"input": span.input}, {"output": span.output})],
        child_spans=[_drawn(run, one, below, depth + 1) for one in below.get(span.id, ())] if depth < DEEPEST else [],
        span_kind=TraceKind(KINDS.get(span.kind, "CHAIN")),
    )


def _milliseconds(run: Run, offset: float) -> int:
    return round((run.started.timestamp() + offset) * 1000)


def _attributes(span: Span) -> dict[str, str | int | float]:
    values: dict[str, str | int | float] = {"kind": span.kind.value, "status": span.status.value, **span.attributes}
    if span.model:
        values["model"] = span.model
    if span.tokens:
        values |= {"tokens_in": span.tokens.prompt, "tokens_out": span.tokens.completion}
    if span.cost is not None:
        values["cost"] = float(span.cost)
    if span.sub_question:
        values["sub_question"] = span.sub_question
    return values
