"""A run's trace as the browser draws it: the plan's steps with their state, and the spans as a waterfall."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

from core.answers import Citation, Finding, FindingStatus, SubQuestion
from core.judgements import judgement_of
from core.traces import Run, Span, SpanStatus
from ui.citations import filing_short, filing_title, footnote_of
from ui.components import mount
from ui.markdown import Node
from ui.measures import named
from ui.text import shortened, took

LONGEST_TEXT = 4000
"""Characters of a span's input or output that the page shows; exports have the whole."""


def draw_trace(run: Run, key: str, on_click: Callable[[], None] | None = None) -> str | None:
    """Draw the trace, whole or as it runs; the place of a clicked piece of evidence."""
    linked = str(st.query_params.get("span", ""))
    return mount("trace", {**trace_payload(run, datetime.now(UTC)), "linked": linked}, key, on_click)


def trace_payload(run: Run, now: datetime) -> Node:
    """All that the view of a run's trace shows at this moment."""
    asked = [_sub_question(run, s) for s in run.plan.sub_questions] if run.plan else []
    clock = Clock.of(run, now)
    before, after = _around(run)
    return {
        "run": run.id,
        "session": run.session,
        "live": run.ended is None,
        "summary": _summary(run, now),
        "readings": list(run.plan.readings) if run.plan else [],
        "steps": _phases(run, before) + asked + _phases(run, after),
        "spans": [_bar(run, s, clock) for s in _in_tree_order(run.spans)],
    }


def _summary(run: Run, now: datetime) -> str:
    tokens = sum(s.tokens.total for s in run.spans if s.tokens)
    costs = [s.cost for s in run.spans if s.cost is not None]
    parts = [run.settings.provider + (f" · {run.settings.model}" if run.settings.model else "")]
    parts.append(took(Clock.of(run, now).whole if run.spans else ((run.ended or now) - run.started).total_seconds()))
    parts += [f"{tokens:,} tokens"] if tokens else []
    parts += [f"${sum(costs):.4f}"] if costs else []
    return " · ".join(parts)


def _around(run: Run) -> tuple[list[Span], list[Span]]:
    """The run's own steps (planning, synthesis, audit), before and after its sub-questions."""
    roots = {s.id for s in run.spans if s.parent is None}
    own = [
        s
        for s in run.spans
        if s.sub_question is None and (s.parent in roots or (s.parent is None and not _parent(run, s)))
    ]
    subs = [s.start for s in run.spans if s.sub_question is not None]
    first = min(subs) if subs else None
    own.sort(key=lambda s: s.start)
    before = [s for s in own if first is None or s.start < first]
    return before, [s for s in own if s not in before]


def _parent(run: Run, span: Span) -> bool:
    return any(s.parent == span.id for s in run.spans) or len(run.spans) == 1


def _phases(run: Run, spans: Sequence[Span]) -> list[Node]:
    """The run's own steps; a plan that waited, and was run later, is there twice."""
    names = [span.name for span in spans]
    return [_phase(run, span, span.name in names[:at]) for at, span in enumerate(spans)]


def _phase(run: Run, span: Span, again: bool) -> Node:
    return {
        "id": span.id,
        "kind": "phase",
        "sub": "",
        "title": span.name.replace("_", " ").capitalize() + (", as it was run" if again else ""),
        "filing": "",
        "tool": "",
        "status": _shown(run, span),
        "seconds": took(span.seconds) if span.seconds is not None else "",
        "answer": shortened(_came_of(span), 600) if span.status is not SpanStatus.ERROR else "",
        "error": span.error or "",
        "arguments": [],
        "retries": _retries(run, span),
        "evidence": [_evidence(run, c, f"s:{span.id}:{i}") for i, c in enumerate(span.evidence)],
        "after": [],
    }


def _came_of(span: Span) -> str:
    judgement = judgement_of(span)
    return judgement.sentence if judgement else span.output


def _own_retries(span: Span) -> int:
    said = span.attributes.get("retries", "0")
    return int(said) if said.isdigit() else 0


def _retries(run: Run, span: Span) -> int:
    """How often a step's model calls were made again, its own and those within it."""
    within = [s for s in run.spans if s.parent == span.id and s.sub_question is None]
    return _own_retries(span) + sum(_retries(run, s) for s in within)


def _shown(run: Run, span: Span) -> str:
    if span.status is SpanStatus.RUNNING and run.ended is not None:
        return "stopped"
    return span.status.value


def _sub_question(run: Run, sub: SubQuestion) -> Node:
    findings = run.answer.findings if run.answer else ()
    finding = next((f for f in findings if f.sub_question.id == sub.id), None)
    return {
        "id": sub.id,
        "kind": "sub",
        "sub": sub.id,
        "title": sub.text,
        "filing": filing_title(run, sub.filing) if sub.filing else "",
        "tool": sub.tool.replace("_", " "),
        "status": _status(run, sub, finding),
        "seconds": took(finding.seconds) if finding else "",
        "answer": finding.answer if finding and finding.status is not FindingStatus.FAILED else "",
        "error": (finding.error or finding.answer) if finding and finding.status is FindingStatus.FAILED else "",
        "arguments": [[name.replace("_", " "), _said(named(value))] for name, value in sub.arguments.items()],
        "retries": sum(_own_retries(s) for s in run.spans if s.sub_question == sub.id),
        "evidence": [_evidence(run, c, f"f:{sub.id}:{i}") for i, c in enumerate(finding.citations)] if finding else [],
        "after": list(sub.depends_on),
    }


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "any" if value is None else str(value)


def _status(run: Run, sub: SubQuestion, finding: Finding | None) -> str:
    if finding:
        return finding.status.value
    if run.planned:
        return "waiting"
    if run.ended is not None:
        return "stopped"
    return "running" if any(s.sub_question == sub.id for s in run.spans) else "waiting"


def _evidence(run: Run, citation: Citation, place: str) -> Node:
    number = footnote_of(run, citation)
    return {
        "n": number,
        "place": place,
        "filing": filing_short(run, citation.filing),
        "page": citation.page,
        "quote": shortened(citation.quote, 200),
    }


def _in_tree_order(spans: tuple[Span, ...]) -> list[tuple[int, Span]]:
    """Spans with their depth, each parent before its children, by time."""
    known = {s.id for s in spans}
    children: dict[str | None, list[Span]] = {}
    for span in sorted(spans, key=lambda s: s.start):
        children.setdefault(span.parent if span.parent in known else None, []).append(span)
    order: list[tuple[int, Span]] = []
    pending = [(0, s) for s in reversed(children.get(None, []))]
    while pending:
        depth, span = pending.pop()
        order.append((depth, span))
        pending += [(depth + 1, s) for s in reversed(children.get(span.id, []))]
    return order


class Clock(NamedTuple):
    """The time of a run without the pauses between its parts: a plan may wait for long until it is run."""

    starts: Mapping[str, float]
    ends: Mapping[str, float]
    whole: float

    @classmethod
    def of(cls, run: Run, now: datetime) -> "Clock":
        """Seconds from the run's start at which each span starts and ends, the pauses left out."""
        closed = run.ended or now
        starts, ends = dict[str, float](), dict[str, float]()
        worked, until = 0.0, None
        for span in sorted(run.spans, key=lambda s: s.start):
            end = span.end or closed
            if until is not None and span.start < until:
                starts[span.id] = worked - (until - span.start).total_seconds()
            else:
                starts[span.id] = worked
            ends[span.id] = starts[span.id] + (end - span.start).total_seconds()
            worked = max(worked, ends[span.id])
            until = max(until, end) if until else end
        return cls(starts, ends, max(worked, 1e-6))


def _meter(span: Span) -> str:
    """A model call's tokens and cost, in short."""
    tokens = f"{span.tokens.total:,} tok" if span.tokens else ""
    cost = f"${span.cost:.4f}" if span.cost else ""
    return " · ".join(part for part in (tokens, cost) if part)


def _bar(run: Run, placed: tuple[int, Span], clock: Clock) -> Node:
    depth, span = placed
    start, end = clock.starts[span.id], clock.ends[span.id]
    sub = next((s for s in run.plan.sub_questions if s.id == span.sub_question), None) if run.plan else None
    inner = any(s.id == span.parent and s.sub_question == span.sub_question for s in run.spans)
    seconds = end - start
    return {
        "id": span.id,
        "depth": depth,
        "name": span.name.replace("_", " "),
        "kind": span.kind.value.lower(),
        "sub": span.sub_question or "",
        "of": filing_short(run, sub.filing) if sub and sub.filing and not inner else "",
        "about": sub.text if sub else "",
        "status": _shown(run, span),
        "left": min(max(start / clock.whole, 0.0), 1.0),
        "width": min(max(seconds / clock.whole, 0.0), 1.0),
        "time": took(seconds) if span.end else "",
        "model": span.model or "",
        "tokens": f"{span.tokens.prompt:,} in, {span.tokens.completion:,} out" if span.tokens else "",
        "cost": f"${span.cost:.4f}" if span.cost is not None else "",
        "meter": _meter(span),
        "retries": _own_retries(span),
        "input": span.input[:LONGEST_TEXT],
        "output": span.output[:LONGEST_TEXT],
        "error": span.error or "",
        "attributes": [[k, v] for k, v in span.attributes.items()],
        "evidence": [_evidence(run, c, f"s:{span.id}:{i}") for i, c in enumerate(span.evidence)],
    }
