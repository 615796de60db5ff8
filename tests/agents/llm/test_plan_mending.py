"""Steps whose meaning is plain though a part of them is wrong."""

import pytest

from agents.llm.filings import handles
from agents.llm.plan_mending import INVENTED, MOVED, mended, with_own_lines
from agents.llm.plan_reply import PlanReply, StepReply
from core.ontology import load_ontology


@pytest.fixture
def filings(shelf):
    return handles(shelf.filings())


def steps(filings, *given, most=8):
    reply = PlanReply(steps=[StepReply(**{"tool": "lookup_fact", **step}) for step in given])
    made = mended(reply, filings, most, lambda segment, filing: segment != "US$10 billion")
    return [(s.filing, s.periods, s.segments) for s in made.reply.steps], made.readings


def test_a_period_goes_to_the_filing_that_reports_on_it(filings):
    early = {"question": "Revenue?", "filing": "F1", "line_items": ["Revenue"]}
    assert steps(filings, {**early, "periods": ["Q3 2022"]}) == ([("F3", ["Q3 2022"], [])], (MOVED,))
    split = [("F3", ["Q3 2022"], []), ("F1", ["Q1 2022"], []), ("F2", ["Q2 2022"], [])]
    assert steps(filings, {**early, "periods": ["Q3 2022", "Q1 2022", "Q2 2022", "Q3 2022"]})[0] == split
    assert steps(filings, {**early, "periods": ["Q3 2022", "Q1 2022"]}, most=1)[0] == split[:1]
    assert steps(filings, {**early, "question": "Revenue in Q2 2022?"})[0] == [("F2", ["Q2 2022"], [])]


def test_what_the_filing_can_answer_is_left_as_it_is(filings):
    for periods in ([], ["Q1 2022"], ["Q1 2021", "FY2020"], ["latest"], ["no period at all"], ["Q1 2029"]):
        step = {"question": "Revenue since 2019?", "filing": "F1", "line_items": ["Revenue"], "periods": periods}
        assert steps(filings, step) == ([("F1", periods, [])], ())


def test_what_is_no_segment_is_left_out(filings):
    step = {"question": "Revenue?", "filing": "F2", "line_items": ["Revenue", "Net income"]}
    given = ["revenue", "Q2 2022", "Mobility", "Net Income", "Q1 2022, Q2 2022 and Q3 2022", "-"]
    assert steps(filings, {**step, "segments": given})[0] == [("F2", [], ["Mobility"])]


@pytest.mark.parametrize(
    ("question", "given", "looked_up"),
    [
        ("What was the cost of revenue?", ["Net income"], ["cost of revenue", "Net income"]),
        ("What were total assets and R&D?", ["Revenue"], ["total assets", "R&D", "Revenue"]),
        ("What were revenue and net income?", ["Net income"], ["Net income"]),
        ("How did it go?", ["Net income"], ["Net income"]),
        ("What was revenue?", ["F1", "F2"], ["revenue"]),
        ("How did it go?", ["F1"], []),
    ],
)
def test_what_a_steps_own_question_names_is_looked_up(filings, question, given, looked_up):
    step = StepReply(tool="lookup_fact", filing="F1", question=question, line_items=given, segments=["F1", "Mobility"])
    (made,) = with_own_lines(PlanReply(steps=[step]), filings, load_ontology()).steps
    assert (made.line_items, made.segments) == (looked_up, ["Mobility"])


def test_an_invented_segment_is_left_out_and_said_to_be(filings):
    step = {
        "question": "Revenue?",
        "filing": "F2",
        "line_items": ["Revenue"],
        "segments": ["US$10 billion", "Mobility"],
    }
    assert steps(filings, step) == ([("F2", [], ["Mobility"])], (INVENTED,))


def test_other_tools_are_left_alone(filings):
    step = {"question": "Why did revenue rise in Q3 2022?", "filing": "F1", "tool": "search_passages", "query": "rise"}
    assert steps(filings, step) == ([("F1", [], [])], ())
