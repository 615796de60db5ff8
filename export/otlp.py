"""A session as OTLP/JSON: one trace a run, for any viewer of OpenTelemetry traces.

https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: ids are hex, 64-bit integers are strings,
enums are numbers. The attributes are OpenInference's (export/openinference.py).
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from core.traces import Run, Session, Span, SpanKind, SpanStatus
from export.openinference import Attribute, run_attributes, span_attributes

INTERNAL = 1  # SPAN_KIND_INTERNAL
UNSET, OK, ERROR = 0, 1, 2  # STATUS_CODE_*
_HEX = re.compile(r"[0-9a-f]+")
_ERROR_TYPE = re.compile(r"([A-Za-z_]\w*): ")  # as a span's error is written: "ProviderError: …"


def to_otlp(session: Session) -> bytes:
    """An ExportTraceServiceRequest: one resource and scope, the spans of all runs."""
    version = next((run.settings.version for run in session.runs if run.settings.version), "")
    resource = {"service.name": "footnote", "service.version": version, "openinference.project.name": "footnote"}
    scope = {"name": "footnote", "version": version}
    spans = [span for run in session.runs for span in _trace(run)]
    request = {
        "resourceSpans": [
            {
                "resource": {"attributes": _attributes(resource)},
                "scopeSpans": [{"scope": scope, "spans": spans}],
            }
        ]
    }
    return json.dumps(request, ensure_ascii=False, indent=1).encode()


def trace_id(run: Run) -> str:
    """32 hex digits: the run's id where it is such, else drawn from it."""
    return _hex_id(run.id, 32)


def span_id(run: Run, span: str) -> str:
    """16 hex digits: the span's id where it is such, else drawn from the run's and its own."""
    return _hex_id(span, 16, f"{run.id}/{span}")


def _hex_id(own: str, digits: int, seed: str | None = None) -> str:
    own = own.replace("-", "").lower()
    if len(own) == digits and _HEX.fullmatch(own) and own.strip("0"):
        return own
    return hashlib.sha256((seed or own).encode()).hexdigest()[:digits]


def _trace(run: Run) -> list[dict[str, Any]]:
    root = root_of(run)
    known = {span.id for span in run.spans} | {root.id}
    return [_otlp(run, root, known, root)] + [_otlp(run, span, known, root) for span in run.spans if span is not root]


def root_of(run: Run) -> Span:
    """The agent's span that holds the run: the recorded one, or one drawn from the run where there is none."""
    for span in run.spans:
        if span.parent is None and span.kind is SpanKind.AGENT:
            return span
    status = SpanStatus.STOPPED if run.stopped else SpanStatus.OK if run.answer else SpanStatus.ERROR
    return Span(f"root of {run.id}", run.id, SpanKind.AGENT, "question", run.started, end=run.ended, status=status)


def _otlp(run: Run, span: Span, known: set[str], root: Span) -> dict[str, Any]:
    attributes = span_attributes(run, span) | (run_attributes(run) if span is root else {})
    written: dict[str, Any] = {
        "traceId": trace_id(run),
        "spanId": span_id(run, span.id),
        "name": span.name,
        "kind": INTERNAL,
        "startTimeUnixNano": str(_nanos(span.start)),
        "endTimeUnixNano": str(max(_nanos(span.start), _nanos(span.end or run.ended or span.start))),
        "attributes": _attributes(attributes),
        "events": _events(span),
        "status": _status(span),
    }
    if span is not root:
        parent = span.parent if span.parent in known and span.parent != span.id else root.id
        written["parentSpanId"] = span_id(run, parent or root.id)
    return written


def _status(span: Span) -> dict[str, Any]:
    if span.status is SpanStatus.ERROR:
        return {"code": ERROR, "message": span.error or "failed"}
    return {"code": OK if span.status is SpanStatus.OK else UNSET}


def _events(span: Span) -> list[dict[str, Any]]:
    if not span.error:
        return []
    named = _ERROR_TYPE.match(span.error)
    exception = {"exception.type": named[1] if named else "Error", "exception.message": span.error}
    return [
        {
            "timeUnixNano": str(_nanos(span.end or span.start)),
            "name": "exception",
            "attributes": _attributes(exception),
        }
    ]


def _nanos(moment: datetime) -> int:
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)
    return ((since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds) * 1000


def _attributes(values: Mapping[str, Attribute]) -> list[dict[str, Any]]:
    return [{"key": key, "value": _value(value)} for key, value in values.items() if value != ""]


def _value(value: Attribute) -> dict[str, Any]:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
        case str():
            return {"stringValue": value}
        case Sequence():
            return {"arrayValue": {"values": [_value(item) for item in value]}}
