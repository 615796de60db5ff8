import json
import threading

import pytest

from agents.llm.answerer import LlmAnswerer
from agents.llm.explorer import StepByStep
from agents.llm.function_calling import calling_steps
from agents.llm.limits import Limits
from agents.llm.planner import LlmPlanner
from agents.llm.react import ReActSteps
from agents.llm.reviewer import ClaimsReviewer
from agents.runner import run as run_task
from agents.task import Analyst
from core.answers import AnswerStatus, FindingStatus, Grounding
from core.traces import FindingReady, PlanReady, RunEnded, SpanKind
from tests.agents.llm.conftest import task
from tests.agents.llm.server import Call, Fail, Say

QUESTION = "Compare Ferrowick's revenue in Q1 2022 and Q2 2022"
ANSWER = Say("Ferrowick's revenue was $1,000 million in Q1 2022 [1] and $1,100 million in Q2 2022 [2].")

FIRST = Say("Ferrowick's revenue was $1,000 million in Q1 2022 [1].")


def act(filing="F1", tool="lookup_fact", thought="I need the revenue.", **arguments):
    given = {"filing": filing, "line_items": ["Revenue"]} | arguments
    return Say(f"Thought: {thought}\nAction: {tool}\nAction Input: {json.dumps(given)}\nObservation: it was 42")


def act_native():
    return Call([("lookup_fact", {"filing": "F1", "line_items": ["Revenue"]})])


DONE = Say("Thought: That is all.\nDone")


@pytest.fixture
def ask(shelf, model, serve):
    def asked(*script, steps=ReActSteps, events=None, limits=None, tools=True, question=QUESTION, **given):
        asked.server = serve(*script)
        made = model(asked.server, limits, tools=tools)
        analyst = Analyst(LlmPlanner(made), LlmAnswerer(made), StepByStep(made, steps), ClaimsReviewer(), True)
        return run_task(task(shelf, question, events, **given), analyst)

    return asked


def test_a_run_stopped_on_its_way_keeps_what_was_looked_up(ask):
    stop = threading.Event()

    class Stopper(list):
        def append(self, event):
            super().append(event)
            if isinstance(event, FindingReady):
                stop.set()

    run = ask(act("F1"), act("F2"), DONE, ANSWER, events=Stopper(), stop=stop)
    assert run.stopped and run.answer.status is AnswerStatus.PARTIAL
    assert [finding.status for finding in run.answer.findings] == [FindingStatus.ANSWERED]
    assert "$1,000 million" in run.answer.markdown and [f.id for f in run.filings] == ["ferry-q1"]


def test_react_looks_up_step_by_step_and_its_calls_become_the_plan(ask):
    events = []
    run = ask(act("F1"), act("F2"), DONE, ANSWER, events=events)
    assert [(q.filing, q.tool, q.text) for q in run.plan.sub_questions] == [
        ("ferry-q1", "lookup_fact", "I need the revenue."),
        ("ferry-q2", "lookup_fact", "I need the revenue."),
    ]
    assert run.answer.status is AnswerStatus.ANSWERED and "⚠" not in run.answer.markdown
    assert [len(e.plan.sub_questions) for e in events if isinstance(e, PlanReady)] == [1, 2]
    assert sum(isinstance(e, FindingReady) for e in events) == 2 and isinstance(events[-1], RunEnded)
    assert {f.id for f in run.filings} == {"ferry-q1", "ferry-q2"}


def test_react_sees_real_observations_and_not_those_it_made_up(ask):
    ask(act("F1"), DONE, ANSWER)
    assert "$1,000 million" in ask.server.prompts[1]
    assert "42" not in ask.server.requests[1]["messages"][2]["content"]


def test_function_calling_runs_the_calls_and_answers_each(ask):
    calls = Call([("lookup_fact", {"filing": f"F{n}", "line_items": ["Revenue"]}) for n in (1, 2)], "Both quarters.")
    run = ask(calls, Say("Done"), ANSWER, steps=calling_steps)
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1", "ferry-q2"]
    assert run.answer.status is AnswerStatus.ANSWERED and "⚠" not in run.answer.markdown
    first, second = ask.server.requests[:2]
    assert "lookup_fact" in [tool["function"]["name"] for tool in first["tools"]]
    assert [m["role"] for m in second["messages"]] == ["system", "user", "assistant", "tool", "tool"]
    assert [m["tool_call_id"] for m in second["messages"][3:]] == ["call_0", "call_1"]
    assert second["messages"][2]["tool_calls"][0]["function"]["name"] == "lookup_fact"


def test_function_calling_goes_by_text_where_the_endpoint_has_no_tools(ask):
    run = ask(act("F1"), DONE, ANSWER, steps=calling_steps, tools=False)
    assert "tools" not in ask.server.requests[0] and len(run.plan.sub_questions) == 1


def test_the_tools_docstrings_are_what_the_model_reads(ask):
    ask(Call([("read_page", {"filing": "F1", "page": 4})]), Say("Done"), ANSWER, steps=calling_steps)
    tools = {tool["function"]["name"]: tool["function"] for tool in ask.server.requests[0]["tools"]}
    assert "Look up figures" in tools["lookup_fact"]["description"]
    assert tools["lookup_fact"]["parameters"]["required"] == ["filing", "line_items"]
    assert tools["read_page"]["parameters"]["properties"]["page"]["type"] == "integer"


@pytest.mark.parametrize("steps", [ReActSteps, calling_steps])
def test_the_same_call_three_times_is_a_loop_and_is_stopped(ask, steps):
    again = act("F1") if steps is ReActSteps else Call([("lookup_fact", {"filing": "F1", "line_items": ["Revenue"]})])
    run = ask(again, again, again, FIRST, steps=steps)
    assert len(run.plan.sub_questions) == 1 and len(ask.server.requests) == 4
    assert "before, and its result stays the same" in ask.server.prompts[2]
    assert "asked for the same thing three times" in ask.server.prompts[3]
    assert any("three times" in reading for reading in run.plan.readings)


def test_a_call_that_differs_in_form_alone_is_the_same_call(ask):
    put = (
        {"line_items": ["Revenue"]},
        {"line_item": " revenue "},
        {"metric": "REVENUE", "periods": [], "segments": None},
    )
    calls = [
        Call([("lookup_fact", {"filing": name} | given)]) for name, given in zip(("F1", "f1", "[F1]"), put, strict=True)
    ]
    run = ask(*calls, FIRST, steps=calling_steps)
    assert len(run.plan.sub_questions) == 1 and "asked for the same thing three times" in ask.server.prompts[3]


def test_a_wrong_call_three_times_is_a_loop_too(ask):
    run = ask(*[Call([("send_email", {"to": "x"})])] * 3, ANSWER, steps=calling_steps)
    assert len(ask.server.requests) == 4 and any("three times" in reading for reading in run.plan.readings)


def test_calls_of_one_turn_run_side_by_side_within_the_limit(ask):
    calls = Call([("lookup_fact", {"filing": f"F{n}", "line_items": ["Revenue"]}) for n in (1, 2, 3)])
    run = ask(calls, ANSWER, steps=calling_steps, limits=Limits(tool_calls=2))
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1", "ferry-q2"]
    assert any("FOOTNOTE_MAX_TOOL_CALLS" in caveat for caveat in run.answer.caveats)


def test_figures_are_asked_in_sql_over_the_filings_in_question(ask):
    sql = "SELECT fact, company, amount FROM facts WHERE concept = 'Revenues' AND months = 3 AND filing = 'F1'"
    sql += " AND period_end = '2022-03-31'"
    run = ask(Call([("query_facts", {"query": sql})]), Say("Done"), FIRST, steps=calling_steps)
    (asked,) = run.plan.sub_questions
    assert asked.arguments["filings"] == ["ferry-q1", "ferry-q2", "ferry-q3"] and "'ferry-q1'" in asked.arguments["sql"]
    assert "fact | company | amount" in ask.server.prompts[1] and "$1,000 million" in ask.server.prompts[1]
    assert run.answer.status is AnswerStatus.ANSWERED and "⚠" not in run.answer.markdown
    citation = run.answer.citations[0]
    assert (citation.filing, citation.page) == ("ferry-q1", 4) and citation.bbox


@pytest.mark.parametrize(
    ("question", "figure", "marked"),
    [
        ("What was Ferrowick's revenue in Q1 2022?", "$1,000 million in Q1 2022", False),
        ("What was Ferrowick's revenue in Q1 2022?", "$800 million", True),
        ("How did Ferrowick's revenue change in Q1 2022 and Q1 2021?", "$800 million in Q1 2021", False),
    ],
)
def test_figures_from_sql_are_held_to_the_periods_of_the_question(ask, question, figure, marked):
    sql = "SELECT fact, amount FROM facts WHERE concept = 'Revenues' AND months = 3"
    call = Call([("query_facts", {"sql": sql, "filings": ["F1"]})])
    said = Say(f"Ferrowick's revenue was {figure} [1].")
    run = ask(call, Say("Done"), said, said, steps=calling_steps, question=question)
    (verdict,) = {one.grounding for one in run.answer.figures if one.text == figure.split(" in ")[0]}
    assert (verdict is Grounding.WRONG_PERIOD) is marked
    assert not marked or run.answer.status is AnswerStatus.PARTIAL


def test_sql_that_is_refused_is_told_so_and_nothing_is_read(ask):
    run = ask(Call([("query_facts", {"sql": "SELECT * FROM sqlite_master"})]), act_native(), Say("Done"), FIRST,
              steps=calling_steps)  # fmt: skip
    assert "cannot be read, only facts" in ask.server.prompts[1]
    assert [f.status for f in run.answer.findings] == [FindingStatus.FAILED, FindingStatus.ANSWERED]


def test_a_page_a_section_and_a_summary_are_shown_to_the_model_with_their_footnotes(ask):
    calls = Call(
        [
            ("read_page", {"filing": "F1", "page": 4}),
            ("read_page", {"filing": "F1", "section": "Risk Factors"}),
            ("summarise_section", {"filing": "F1", "section": "Risk Factors"}),
        ]
    )
    ask(calls, Say("Done"), FIRST, steps=calling_steps)
    page, section, summary = (m["content"] for m in ask.server.requests[1]["messages"][3:])
    assert "Total revenue 800 1,000" in page and "[1]" in page
    assert "[page 30]" in section and "storms, fuel prices" in section
    assert "Our ferries could be adversely affected" in summary and "[1]" in summary


def test_what_is_new_since_another_filing_is_asked_by_its_handle(ask):
    call = Call([("search_passages", {"filing": "F2", "query": "risks", "since": "F1"})])
    run = ask(call, Say("Done"), FIRST, steps=calling_steps)
    assert run.plan.sub_questions[0].arguments["since"] == "ferry-q1"
    assert run.answer.findings[0].error is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("compare", {"filings": ["F1", "F9"], "line_item": "Revenue"}), "There is no filing “F9”"),
        (("search_passages", {"filing": "F1", "query": "x", "since": "F9"}), "There is no filing “F9”"),
        (("send_email", {"to": "x"}), "there is no tool “send_email”"),
        (("lookup_fact", "{half"), "no JSON object"),
        (("lookup_fact", '["F1"]'), "no JSON object"),
        (("lookup_fact", {"filing": "F9", "line_items": ["Revenue"]}), "name one of the filings F1, F2, F3"),
        (("read_page", {"filing": "F1", "page": "four"}), "is a whole number"),
        (("lookup_fact", {"filing": "F1", "colour": "red", "line_items": "Revenue"}), "takes no “colour”"),
        (("compute_ratio", {"filing": "F1"}), "needs ratio"),
    ],
)
def test_a_wrong_call_is_an_error_that_says_how_to_ask_better(ask, call, said):
    good = Call([("lookup_fact", {"filing": "F1", "line_items": "Revenue", "periods": None})])
    run = ask(Call([call]), good, Say("Done"), ANSWER, steps=calling_steps)
    assert said in ask.server.prompts[1]
    assert FindingStatus.ANSWERED in {finding.status for finding in run.answer.findings}


def test_filings_are_compared_on_one_line_item(ask):
    call = Call([("compare", {"filings": ["F1", "F2"], "line_item": "Revenue"})])
    run = ask(call, Say("Done"), ANSWER, steps=calling_steps)
    assert "⚠" not in run.answer.markdown and run.answer.status is AnswerStatus.ANSWERED
    assert [c.filing for c in run.answer.citations] == ["ferry-q1", "ferry-q2"]


def test_text_that_is_no_step_is_told_so_and_given_up_at_the_second(ask):
    run = ask(Say("Revenue went up, I believe."), Say("Yes, up."), ANSWER)
    assert "Action Input" in ask.server.prompts[1]
    assert any("looked nothing up" in reading for reading in run.plan.readings)
    assert run.answer.status is AnswerStatus.ANSWERED


def test_a_model_that_looks_nothing_up_does_not_answer_from_memory(ask):
    run = ask(Say("Done"), ANSWER)
    assert len(run.answer.findings) >= 2 and all(f.citations for f in run.answer.findings)


def test_an_endpoint_that_dies_on_the_way_leaves_what_was_found(ask):
    run = ask(act("F1"), *[Fail(500)] * 10)
    assert len(run.answer.findings) == 1 and "$1,000 million" in run.answer.markdown
    assert any("in place of the model" in caveat for caveat in run.answer.caveats)


def test_an_endpoint_that_is_dead_from_the_start_gives_way_to_the_offline_analyst(ask):
    run = ask(*[Fail(500)] * 10)
    assert "$1,100 million" in run.answer.markdown and len(ask.server.requests) == 4


@pytest.mark.parametrize("limits", [Limits(tool_calls=1), Limits(steps=2), Limits(tokens=220)])
def test_a_limit_ends_the_looking_up_with_a_partial_answer(ask, limits):
    run = ask(act("F1"), act("F2"), *([FIRST] if limits.tool_calls == 1 else []), limits=limits)
    assert run.answer.status is AnswerStatus.PARTIAL and "$1,000 million" in run.answer.markdown
    assert len(run.answer.findings) <= 2
    assert "⚠" not in run.answer.markdown
    assert any("FOOTNOTE_MAX_" in caveat for caveat in run.answer.caveats)


def test_calls_that_are_not_run_stand_in_the_trace_with_the_reason(ask):
    wrong = Call([("send_email", {"to": "x"}), ("lookup_fact", {"filing": "F9", "line_items": ["Revenue"]})])
    run = ask(wrong, act_native(), Say("Done"), FIRST, steps=calling_steps)
    refused = [(span.input, span.output) for span in run.spans if span.name == "call not run"]
    assert [call.split("(")[0] for call, _why in refused] == ["send_email", "lookup_fact"]
    assert "there is no tool" in refused[0][1] and "F9" in refused[1][1]
    (explored,) = [span for span in run.spans if span.name == "explore"]
    assert explored.output == "1. lookup_fact: ['Revenue'] [lookup_fact]"


def test_every_step_is_a_span_with_its_prompt(ask):
    run = ask(act("F1"), DONE, FIRST)
    llm = [span for span in run.spans if span.kind is SpanKind.LLM]
    names = {span.id: span.name for span in run.spans}
    assert [(span.name, names[span.parent]) for span in llm] == [
        ("step", "explore"),
        ("step", "explore"),
        ("answer", "synthesis"),
    ]
