import threading
from decimal import Decimal

from agents.tools import Toolbox
from core.answers import AnswerStatus, FindingStatus, Grounding, Plan, SubQuestion
from core.traces import (
    Event,
    FindingReady,
    PlanReady,
    RunEnded,
    RunStarted,
    SpanEnded,
    SpanKind,
    SpanStarted,
    SpanStatus,
)


def million(run, label=None):
    figures = [f for f in run.answer.figures if f.citation and (label is None or f.label == label)]
    return {f.period.end.month: f.value / 10**6 for f in figures if f.period.months == 3}


def test_quarters_are_compared_by_their_own_three_months(ask):
    run = ask("Compare and contrast Ferrowick's revenue between quarters")
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1", "ferry-q2", "ferry-q3"]
    assert million(run) == {3: 1000, 6: 1100, 9: 1210}
    assert not any(f.value in (Decimal("3.31E9"), Decimal("2.1E9")) for f in run.answer.figures)
    assert "3,310" not in run.answer.markdown
    growth = [f for f in run.answer.figures if f.unit == "%"]
    assert {round(f.value, 1) for f in growth} >= {Decimal("10.0"), Decimal("21.0")}
    assert all(f.formula and f.grounding is Grounding.COMPUTED for f in growth)


def test_footnotes_are_numbered_as_they_appear_and_name_the_row(ask):
    answer = ask("Compare Ferrowick's revenue between quarters").answer
    places = [answer.markdown.index(f"[{n}]") for n in range(1, len(answer.citations) + 1)]
    assert places == sorted(places) and len(places) == 3
    assert {c.page for c in answer.citations} == {4}
    assert all(c.quote.startswith("Total revenue") for c in answer.citations)


def test_events_tell_the_run_from_start_to_end(ask):
    events: list[Event] = []
    run = ask("What was Ferrowick's revenue in Q2 2022?", events=events)
    assert isinstance(events[0], RunStarted) and isinstance(events[-1], RunEnded) and events[-1].run == run
    kinds = [type(event) for event in events]
    assert kinds.index(PlanReady) < kinds.index(FindingReady)
    started = {e.span.id for e in events if isinstance(e, SpanStarted)}
    assert started == {e.span.id for e in events if isinstance(e, SpanEnded)} == {span.id for span in run.spans}
    assert {SpanKind.AGENT, SpanKind.CHAIN, SpanKind.TOOL, SpanKind.GUARDRAIL} <= {span.kind for span in run.spans}


def test_a_stopped_run_ends_cleanly(ask):
    stop = threading.Event()
    stop.set()
    run = ask("Compare Ferrowick's revenue between quarters", stop=stop)
    assert run.stopped and run.answer.status is AnswerStatus.FAILED
    assert {f.status for f in run.answer.findings} == {FindingStatus.FAILED}
    assert SpanStatus.STOPPED in {span.status for span in run.spans}


class _ReadsTheWrongColumn(Toolbox):
    """A tool that takes the nine months' column for whatever period it is asked."""

    def lookup_fact(self, filing, line_items, periods=(), segments=(), statement=""):
        return super().lookup_fact(filing, line_items, "first nine months of 2022", segments, statement)


def test_a_nine_month_figure_given_for_a_quarter_is_marked(ask, monkeypatch):
    monkeypatch.setattr("agents.runner.Toolbox", _ReadsTheWrongColumn)
    answer = ask("What was Ferrowick's revenue in Q3 2022?").answer
    assert [f.value for f in answer.figures] == [Decimal("3.31E9")]
    assert {f.grounding for f in answer.figures} == {Grounding.WRONG_PERIOD}
    assert "wrong period" in answer.markdown and answer.headline is None
    assert answer.status is AnswerStatus.PARTIAL


def test_what_a_quarter_is_derived_from_is_not_marked(ask):
    answer = ask("What was Ferrowick's operating cash flow in Q3 2022?").answer
    assert {f.period.months for f in answer.figures} == {3, 6, 9}
    assert all(f.grounded for f in answer.figures) and "⚠" not in answer.markdown


def test_an_edited_plan_runs_in_place_of_planning(ask):
    step = SubQuestion("1", "Assets?", "lookup_fact", "ferry-q2", {"line_items": ["Assets"]})
    run = ask("What was Ferrowick's revenue?", plan=Plan((step,)))
    assert run.plan.sub_questions == (step,)
    assert [f.value for f in run.answer.findings[0].figures] == [Decimal("5.2E9")]


def test_one_sub_question_that_fails_leaves_the_others_standing(ask):
    good = SubQuestion("1", "Assets?", "lookup_fact", "ferry-q2", {"line_item": "total assets"})
    bad = SubQuestion("2", "?", "divine", "ferry-q2", {})
    run = ask("What were Ferrowick's total assets?", plan=Plan((good, bad)))
    assert [f.status for f in run.answer.findings] == [FindingStatus.ANSWERED, FindingStatus.FAILED]
    assert "divine" in run.answer.findings[1].error
    assert run.answer.status is AnswerStatus.PARTIAL
