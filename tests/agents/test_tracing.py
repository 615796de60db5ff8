import pytest

from agents.tracing import Tracer
from core.errors import Stopped
from core.traces import SpanEnded, SpanKind, SpanStarted, SpanStatus


def test_spans_nest_end_and_carry_their_output():
    events = []
    tracer = Tracer("run", events.append)
    with tracer.span(SpanKind.AGENT, "question", "?") as root:
        with tracer.span(SpanKind.TOOL, "lookup_fact", parent=root, sub_question="1") as step:
            step.output = "8,343"
    assert [type(event) for event in events] == [SpanStarted, SpanStarted, SpanEnded, SpanEnded]
    outer, inner = tracer.spans
    assert inner.parent == outer.id and inner.output == "8,343" and inner.sub_question == "1"
    assert inner.seconds is not None and outer.status is SpanStatus.OK


@pytest.mark.parametrize(
    ("error", "status"), [(Stopped("stop"), SpanStatus.STOPPED), (ValueError("x"), SpanStatus.ERROR)]
)
def test_an_error_passes_through_and_ends_the_span(error, status):
    tracer = Tracer("run", lambda event: None)
    with pytest.raises(type(error)), tracer.span(SpanKind.CHAIN, "plan"):
        raise error
    assert tracer.spans[0].status is status and tracer.spans[0].end is not None


def test_keys_never_reach_a_span():
    events = []
    with Tracer("run", events.append).span(
        SpanKind.LLM, "call", "Authorization: Bearer abcdef0123456789abcdef"
    ) as step:
        step.output = "sk-abcdefghijklmnop0123456789"
    assert "abcdef" not in str([event.span for event in events])
