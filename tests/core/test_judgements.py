from datetime import UTC, datetime

import pytest

from core.contract import failed_row, run_json
from core.judgements import Judgement, judgements
from core.traces import Run, Span, SpanKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def judged(name: str, kind: SpanKind = SpanKind.EVALUATOR, output: str = "why", **attributes: str) -> Span:
    return Span(name, "run", kind, name, NOW, output=output, attributes=attributes)


def run(*spans: Span) -> Run:
    return Run("run", "session", "question?", NOW, spans=spans)


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (judged("groundedness", by="rule", score="0.500"), Judgement("groundedness", 0.5, "why", "rule")),
        (judged("tool_selection", by="rule"), Judgement("tool_selection", None, "why", "rule")),
        (judged("groundedness", by="judge", score="high"), Judgement("groundedness", None, "why", "judge")),
    ],
)
def test_an_evaluator_span_is_a_judgement(span: Span, found: Judgement) -> None:
    assert judgements(run(span)) == (found,)


def test_other_spans_judge_nothing() -> None:
    assert judgements(run(judged("x", SpanKind.LLM, by="rule"), judged("y"))) == ()


def test_a_judgement_is_a_sentence() -> None:
    first, second = judgements(run(judged("a", by="rule", score="0.5"), judged("b", by="a-model")))
    assert (first.sentence, second.sentence) == ("0.50 of 1, by rule. why", "No score, by a-model. why")


def test_the_command_line_s_json_has_the_quad_and_an_empty_list_where_there_is_none() -> None:
    printed = run_json(run(judged("groundedness", by="rule", score="1.000")), "1", str)
    assert printed["quad"] == [{"name": "groundedness", "score": 1.0, "reason": "why", "by": "rule"}]
    assert run_json(run(), "1", str)["quad"] == [] and failed_row("1", "q", "no")["quad"] == []
