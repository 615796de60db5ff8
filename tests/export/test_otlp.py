import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict
from openinference.semconv.trace import DocumentAttributes, OpenInferenceSpanKindValues, SpanAttributes
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from core.traces import Session
from export.writers import write_session
from tests.export.conftest import START

IDS = {"traceId", "spanId", "parentSpanId"}


def as_protobuf_json(value: Any) -> Any:
    """OTLP/JSON has ids in hex where protobuf's JSON has bytes in base64: the one difference between the two."""
    if isinstance(value, dict):
        return {k: _base64(v) if k in IDS else as_protobuf_json(v) for k, v in value.items()}
    return [as_protobuf_json(item) for item in value] if isinstance(value, list) else value


def _base64(hex_id: str) -> str:
    return base64.b64encode(bytes.fromhex(hex_id)).decode()


@pytest.fixture
def request_(session: Session) -> ExportTraceServiceRequest:
    data = json.loads(write_session(session, "otlp", {}))
    return ParseDict(as_protobuf_json(data), ExportTraceServiceRequest())


def spans(request: ExportTraceServiceRequest) -> list[Span]:
    again = ExportTraceServiceRequest.FromString(request.SerializeToString())
    return [s for r in again.resource_spans for scope in r.scope_spans for s in scope.spans]


def values(attributes: Any) -> dict[str, Any]:
    return {a.key: _value(a.value) for a in attributes}


def _value(value: AnyValue) -> Any:
    return getattr(value, str(value.WhichOneof("value")))


def one(request: ExportTraceServiceRequest, name: str) -> Span:
    return next(s for s in spans(request) if s.name == name)


def traces(request: ExportTraceServiceRequest) -> Iterator[list[Span]]:
    ids = dict.fromkeys(s.trace_id for s in spans(request))
    return ([s for s in spans(request) if s.trace_id == trace] for trace in ids)


def test_each_run_is_one_trace_under_one_agent_span(request_: ExportTraceServiceRequest, session: Session) -> None:
    found = list(traces(request_))
    assert len(found) == len(session.runs)
    for trace in found:
        roots = [s for s in trace if not s.parent_span_id]
        assert len(roots) == 1
        assert values(roots[0].attributes)["openinference.span.kind"] == "AGENT"
        assert {s.parent_span_id for s in trace} - {b""} <= {s.span_id for s in trace}


def test_ids_have_the_lengths_that_opentelemetry_asks_for(request_: ExportTraceServiceRequest) -> None:
    every = spans(request_)
    assert all(len(s.trace_id) == 16 and any(s.trace_id) for s in every)
    assert all(len(s.span_id) == 8 and any(s.span_id) for s in every)
    assert len({(s.trace_id, s.span_id) for s in every}) == len(every)


def test_ids_that_are_right_already_are_kept(request_: ExportTraceServiceRequest, session: Session) -> None:
    assert spans(request_)[0].trace_id.hex() == session.runs[0].id
    assert one(request_, "plan").span_id.hex() == "0000000000000002"


def test_times_are_exact_nanoseconds(request_: ExportTraceServiceRequest) -> None:
    plan = one(request_, "plan")
    assert plan.start_time_unix_nano == int(START.timestamp()) * 10**9 + 133_456_000
    assert plan.end_time_unix_nano - plan.start_time_unix_nano == 390_000_000


def test_failed_step_has_error_status_and_exception_event(request_: ExportTraceServiceRequest) -> None:
    failed, again = (s for s in spans(request_)[:6] if s.name == "figure")
    assert failed.status.code == Status.STATUS_CODE_ERROR
    assert failed.status.message == "ProviderError: The endpoint is busy; try again."
    (event,) = failed.events
    assert event.name == "exception"
    assert values(event.attributes)["exception.type"] == "ProviderError"
    assert again.status.code == Status.STATUS_CODE_OK


def test_stopped_step_is_neither_ok_nor_error_and_ends_with_its_run(request_: ExportTraceServiceRequest) -> None:
    root, running = list(traces(request_))[2]
    assert root.status.code == running.status.code == Status.STATUS_CODE_UNSET
    assert running.end_time_unix_nano == root.end_time_unix_nano
    assert running.parent_span_id == root.span_id


def test_model_call_has_its_name_tokens_and_cost(request_: ExportTraceServiceRequest) -> None:
    found = values(one(request_, "synthesis").attributes)
    assert found["llm.model_name"] == "gpt-5-mini"
    assert [found[f"llm.token_count.{k}"] for k in ("prompt", "completion", "total")] == [1200, 340, 1540]
    assert found["llm.cost.total"] == pytest.approx(0.00098)
    assert found["llm.input_messages.0.message.role"] == "system"
    assert found["llm.input_messages.0.message.content"] == "Be exact."
    assert found["llm.output_messages.0.message.role"] == "assistant"
    assert found["input.mime_type"] == "application/json"


def test_retrieved_passages_have_content_and_place(request_: ExportTraceServiceRequest) -> None:
    found = values(one(request_, "search").attributes)
    assert found["retrieval.documents.0.document.content"] == "Revenue $ 6,854"
    metadata = json.loads(found["retrieval.documents.1.document.metadata"])
    assert (metadata["filing"], metadata["page"]) == ("harbor_q3_2025.pdf", 38)


def test_root_has_question_answer_settings_and_feedback(request_: ExportTraceServiceRequest) -> None:
    found = values(one(request_, "question").attributes)
    assert found["input.value"].startswith("Compare revenue")
    assert "$6,854 million" in found["output.value"]
    assert json.loads(found["metadata"])["filings"][0] == "harbor_q1_2025.pdf"
    assert found["session.id"] == "s-2026-05-04"
    assert (found["annotations.0.annotation.score"], found["annotations.1.annotation.score"]) == (1, 0)
    assert found["annotations.1.annotation.explanation"] == "wrong row"
    assert json.loads(found["annotations.1.annotation.metadata"])["footnote"] == 2


def test_retry_and_tool_are_told(request_: ExportTraceServiceRequest) -> None:
    again = [s for s in spans(request_) if s.name == "figure"][1]
    found = values(again.attributes)
    assert found["tool.name"] == "figure"
    assert json.loads(found["tool.parameters"]) == {"concept": "Revenues"}
    assert json.loads(found["metadata"]) == {"attempt": "2", "sub_question": "q1"}


def test_every_attribute_is_one_of_openinference(request_: ExportTraceServiceRequest) -> None:
    known = {v for k, v in vars(SpanAttributes).items() if k.isupper()}
    documents = {v for k, v in vars(DocumentAttributes).items() if k.isupper()}
    kinds = {kind.value for kind in OpenInferenceSpanKindValues}
    for span in spans(request_):
        assert values(span.attributes)["openinference.span.kind"] in kinds
        for attribute in span.attributes:
            assert attribute.key in known or _is_listed(attribute, known, documents), attribute.key


def _is_listed(attribute: KeyValue, known: set[str], documents: set[str]) -> bool:
    """One item of a list: "retrieval.documents.0.document.content" for `retrieval.documents`."""
    parts = attribute.key.split(".")
    place = next((i for i, part in enumerate(parts) if part.isdigit()), 0)
    head, tail = ".".join(parts[:place]), ".".join(parts[place + 1 :])
    return head in known and (head != "retrieval.documents" or tail in documents)


def test_run_without_spans_is_still_a_trace(request_: ExportTraceServiceRequest) -> None:
    (only,) = list(traces(request_))[1]
    assert values(only.attributes)["input.value"] == "And Contoso's?"
