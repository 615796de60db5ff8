import json
import re
import threading

import pytest

from agents.llm.answerer import LlmAnswerer
from agents.llm.limits import Limits
from agents.llm.plan_mending import INVENTED
from agents.llm.planner import LlmPlanner
from agents.llm.reviewer import ClaimsReviewer
from agents.llm.toolspecs import PLANNED_TOOLS
from agents.runner import run as run_task
from agents.task import Analyst
from core.answers import AnswerStatus, FindingStatus
from core.traces import PlanReady, SpanKind, SpanStatus, TextAdded
from tests.agents.llm.conftest import KEY, task
from tests.agents.llm.server import Call, Cut, Fail, Garble, Hang, Refuse, Say

QUESTION = "Compare and contrast Ferrowick's revenue between quarters"


def step(filing="F1", tool="lookup_fact", question="What is the revenue?", **arguments):
    return {"question": question, "filing": filing, "tool": tool, **({"line_items": ["Revenue"]} | arguments)}


def plan(*steps):
    return Say(json.dumps({"steps": steps}))


QUARTERS = plan(step("F1"), step("F2"), step("F3"))
GOOD = Say(
    "Ferrowick's revenue was $1,000 million in Q1 2022 [1], $1,100 million in Q2 2022 [2] and $1,210 million in "
    "Q3 2022 [3]."
)


@pytest.fixture
def ask(shelf, model, serve):
    def asked(*script, question=QUESTION, events=None, limits=None, stop=None, schema=True, changes=None):
        asked.server = serve(*script)
        made = model(asked.server, limits, schema, **(changes or {}))
        analyst = Analyst(LlmPlanner(made), LlmAnswerer(made), reviewer=ClaimsReviewer(), streams=True)
        given = {"stop": stop} if stop else {}
        return run_task(task(shelf, question, events, **given), analyst)

    return asked


def spans(run, kind):
    return [span for span in run.spans if span.kind is kind]


def test_a_plan_is_run_side_by_side_and_answered_with_footnotes(ask):
    run = ask(QUARTERS, GOOD)
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1", "ferry-q2", "ferry-q3"]
    answer = run.answer
    assert answer.status is AnswerStatus.ANSWERED and "⚠" not in answer.markdown
    assert answer.markdown.startswith("Ferrowick's revenue was $1,000 million in Q1 2022 [1]")
    assert [c.filing for c in answer.citations] == ["ferry-q1", "ferry-q2", "ferry-q3"]
    assert [c.number for c in answer.citations] == [1, 2, 3]
    assert all(figure.grounded for figure in answer.figures) and answer.table is not None
    assert len(ask.server.requests) == 2


def test_each_model_call_is_a_span_below_its_step(ask):
    run = ask(QUARTERS, GOOD)
    names = {span.id: span.name for span in run.spans}
    assert [(s.name, names[s.parent]) for s in spans(run, SpanKind.LLM)] == [("plan", "plan"), ("answer", "synthesis")]
    assert all(span.tokens and span.model == "test-model" for span in spans(run, SpanKind.LLM))


def test_the_answer_streams_while_it_is_written(ask):
    events = []
    ask(QUARTERS, GOOD, events=events)
    texts = [event.text for event in events if isinstance(event, TextAdded)]
    assert len(texts) > 1 and "".join(texts) == GOOD.text
    assert sum(isinstance(event, PlanReady) for event in events) == 1


def test_the_plan_is_held_to_the_filings_and_tools_by_a_schema(ask):
    ask(QUARTERS, GOOD)
    schema = ask.server.requests[0]["response_format"]["json_schema"]["schema"]
    kinds = {kind["properties"]["tool"]["enum"][0]: kind for kind in schema["properties"]["steps"]["items"]["anyOf"]}
    assert set(kinds) == set(PLANNED_TOOLS)
    for kind in kinds.values():
        assert kind["properties"]["filing"]["enum"] == ["F1", "F2", "F3"]
        assert kind["required"] == list(kind["properties"]) and kind["required"][0] == "tool"
    lists = [part["maxItems"] for part in kinds["lookup_fact"]["properties"].values() if part["type"] == "array"]
    assert lists == [6, 6, 6]
    assert "page" in kinds["read_page"]["required"] and "page" not in kinds["lookup_fact"]["required"]


def test_a_plan_is_as_long_as_its_reply_has_room(ask):
    ask(QUARTERS, GOOD, changes={"context": 1000})
    schema = ask.server.requests[0]["response_format"]["json_schema"]["schema"]
    properties = schema["properties"]["steps"]["items"]["anyOf"][0]["properties"]
    assert properties["line_items"]["maxItems"] == 4
    name = re.compile(properties["line_items"]["items"]["pattern"])
    assert name.search("Cost of revenue, exclusive of depreciation (a) & others' %")
    assert not any(map(name.search, ("F1: Ferrowick", "ferrowick_10q.pdf", 'so "called"', "two\nlines", "a" * 61)))


def test_an_answer_beside_the_question_is_sent_back_and_otherwise_says_what_it_leaves_out(ask):
    question = "What were Ferrowick's revenue and net income in Q1 2022?"
    revenue = "Ferrowick's revenue was $1,000 million in Q1 2022 [1]."
    both = f"{revenue} Its net income is not among the findings."
    mended = ask(plan(step("F1")), Say(revenue), Say(both), question=question)
    asked_for = "The question asks for “net income”, and the answer does not speak of it."
    assert asked_for in ask.server.requests[2]["messages"][-1]["content"]
    assert both in mended.answer.markdown and asked_for not in mended.answer.caveats
    unmended = ask(plan(step("F1")), Say(revenue), Say(revenue), question=question)
    assert asked_for in unmended.answer.caveats and unmended.answer.status is AnswerStatus.PARTIAL


def test_that_the_plan_was_made_by_rule_is_told_to_the_reader_and_not_to_the_model(ask):
    run = ask(Say("no"), Say("no"), GOOD)
    assert any("made by rule" in reading for reading in run.plan.readings) and "made by rule" in run.answer.markdown
    assert "made by rule" not in json.dumps(ask.server.requests[2])


def test_an_endpoint_without_schemas_is_asked_in_words(ask):
    run = ask(Say(f"Here is my plan:\n```json\n{QUARTERS.text}\n```"), GOOD, schema=False)
    assert "response_format" not in ask.server.requests[0]
    assert len(run.plan.sub_questions) == 3


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (plan(step("F9")), "there is no filing “F9”; the filings are F1, F2, F3"),
        (plan(step(tool="send_email")), "there is no tool “send_email”"),
        (plan(step(question=" ")), "the question is empty"),
        (plan(step(question="How did it go?", line_items=[])), "lookup_fact needs line_items"),
        (plan(step(question="How did it go?", line_items=["F1", "F2"])), "lookup_fact needs line_items"),
        (plan(step(tool="compute_ratio")), "compute_ratio needs a ratio"),
        (plan(step(tool="read_page")), "read_page needs a page"),
        (plan(), "at least one"),
        (plan(*[step()] * 30), "write at most 24"),
        (Say('{"steps": [{"question": "What'), "no JSON object"),
        (Say("I think that revenue went up."), "no JSON object"),
        (Say('{"steps": "none"}'), "steps: Input should be a valid list"),
    ],
)
def test_a_plan_that_is_wrong_is_sent_back_once_with_its_errors(ask, bad, said):
    run = ask(bad, QUARTERS, GOOD)
    assert said in ask.server.prompts[1]
    assert len(run.plan.sub_questions) == 3 and run.answer.status is AnswerStatus.ANSWERED


def test_a_plan_that_is_wrong_twice_gives_way_to_the_plan_by_rule(ask):
    run = ask(plan(step("F9")), plan(step("F8")), GOOD)
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1", "ferry-q2", "ferry-q3"]
    assert any("by rule" in reading for reading in run.plan.readings) and "by rule" in run.answer.markdown


@pytest.mark.parametrize("lines", [[], ["F1", "F2", "F3"], ["Net income"]])
def test_a_step_looks_up_what_its_question_names(ask, lines):
    run = ask(plan(step(line_items=lines)), Say("In Q1 2022 Ferrowick's revenue was $1,000 million [1]."))
    assert run.plan.sub_questions[0].arguments["line_items"][0] == "revenue"
    assert len(ask.server.requests) == 2 and run.answer.figures[0].text == "$1,000 million"


def test_a_segment_that_the_model_invents_is_left_out(ask):
    said = Say("In Q1 2022 Ferrowick's revenue was $1,000 million [1].")
    run = ask(plan(step("F1", segments=["US$10 billion"])), said)
    assert "segments" not in run.plan.sub_questions[0].arguments and INVENTED in run.answer.markdown
    assert INVENTED not in ask.server.prompts[1] and run.answer.figures[0].text == "$1,000 million"
    named = ask(plan(step("F1", segments=["Ferries"])), said, question="What was Ferrowick's revenue of Ferries?")
    assert named.plan.sub_questions[0].arguments["segments"] == ["Ferries"]


def test_sloppy_arguments_are_forgiven(ask):
    sloppy = {"question": "Revenue?", "filing": "ferry-q2.pdf", "tool": "lookup_fact"}
    nested = sloppy | {"arguments": {"line_item": "revenue", "period": "Q2 2022"}, "page": None, "segments": ""}
    run = ask(plan(nested), Say("In Q2 2022 Ferrowick's revenue was $1,100 million [1]."))
    assert run.plan.sub_questions[0].filing == "ferry-q2"
    assert run.plan.sub_questions[0].arguments == {"line_items": ["revenue"], "periods": ["Q2 2022"]}


def test_a_tool_that_fails_leaves_the_others_standing(ask):
    run = ask(
        plan(step("F1"), step("F2", "compute_ratio", ratio="((")), Say("Revenue was $1,000 million in Q1 2022 [1].")
    )
    assert [f.status for f in run.answer.findings] == [FindingStatus.ANSWERED, FindingStatus.FAILED]
    assert run.answer.status is AnswerStatus.PARTIAL


def test_an_invented_footnote_is_removed_and_counted(ask):
    run = ask(QUARTERS, Say("Ferrowick's revenue was $1,000 million in Q1 2022 [1][17] and grew since [9, 1]."))
    assert "17" not in run.answer.markdown and "[9]" not in run.answer.markdown
    assert any(caveat.startswith("2 footnotes that name nothing") for caveat in run.answer.caveats)


def test_a_figure_of_the_wrong_quarter_is_sent_back_once_and_corrected(ask):
    wrong = Say("In Q3 2022 Ferrowick's revenue was $1,100 million [2].")
    right = Say("In Q3 2022 Ferrowick's revenue was $1,210 million [3].")
    run = ask(QUARTERS, wrong, right)
    assert "1,100" in ask.server.prompts[2].split("could not tie")[1]
    assert "$1,210 million [1]" in run.answer.markdown and "⚠" not in run.answer.markdown


def test_a_figure_of_the_wrong_quarter_that_stays_is_marked(ask):
    wrong = Say("In Q3 2022 Ferrowick's revenue was $1,100 million [2].")
    run = ask(QUARTERS, wrong, wrong)
    assert "$1,100 million ⚠ wrong period" in run.answer.markdown
    assert run.answer.status is AnswerStatus.PARTIAL
    assert any("1,100" in caveat for caveat in run.answer.caveats)
    assert len(ask.server.requests) == 3


@pytest.mark.parametrize(
    "claim",
    [
        "In Q2 2022 Ferrowick's revenue was $1,234 million [2].",
        "In Q2 2022 Ferrowick's revenue was $1,100 billion [2].",
        "In Q2 2022 Ferrowick's net income was $1,100 million [2].",
        "In Q2 2022 Ferrowick's revenue was -$1,100 million [2].",
        "In Q2 2022 Ferrowick's revenue grew 45% [2].",
        "In Q2 2022 Tramontane's revenue was $1,100 million [2].",
        "In Q2 2022 Ferrowick's revenue was $1,100 million and Q3's was $1,900 million [2].",
    ],
)
def test_a_wrong_claim_is_marked(ask, claim):
    run = ask(QUARTERS, Say(claim), Say(claim))
    assert "⚠" in run.answer.markdown and run.answer.status is AnswerStatus.PARTIAL


@pytest.mark.parametrize(
    "text",
    [
        "In Q2 2022 Ferrowick's revenue was $1,100 million [2]. In Q3 2022 it was $1,210 million [3].",
        "Ferrowick's quarterly revenue rose:\n\n- Q1 2022: $1,000 million [1]\n- **Q2 2022**: $1,100 million [2]",
        "Ferrowick reported revenue of $1,000 million for Q1 2022 [1], $1,100 million for Q2 2022 [2], and $1,210 "
        "million for Q3 2022 [3].",
        "Revenue rose from $1,000 million in the first quarter of 2022 [1] to $1,210 million in the third quarter [3].",
        "For the three months ended June 30, 2022, Ferrowick's total revenue was $1,100 million [2].",
        "Ferrowick's revenue was $1.21 billion in Q3 2022 [3].",
    ],
)
def test_right_answers_in_the_forms_that_models_like_are_not_marked(ask, text):
    run = ask(QUARTERS, Say(text), Say(text))
    assert "⚠" not in run.answer.markdown


@pytest.mark.parametrize(
    "text",
    [
        "In Q2 2022 Ferrowick's revenue was $1,100 million [2]. In Q3 2022 it was $1,100 million [2].",
        "Ferrowick's quarterly revenue:\n\n- Q1 2022: $1,100 million [2]\n- Q2 2022: $1,100 million [2]",
        "Ferrowick's quarterly net income:\n\n- Q1 2022: $1,000 million [1]",
        "| | Q1 2022 | Q2 2022 |\n|---|---|---|\n| Ferrowick's revenue | $1,100 million [2] | $1,100 million [2] |",
    ],
)
def test_a_wrong_figure_after_a_right_one_or_in_a_list_is_marked(ask, text):
    run = ask(QUARTERS, Say(text), Say(text))
    assert run.answer.markdown.count("⚠") == 1


def test_the_year_before_may_be_called_the_same_period(ask):
    now = step("F3", periods=["Q3 2022", "Q3 2021"])
    text = "Ferrowick's revenue was $1,210 million in Q3 2022 [1], against $900 million in the same period of 2021 [1]."
    assert "⚠" not in ask(plan(now), Say(text), Say(text)).answer.markdown
    wrong = text.replace("2021", "2020")
    assert "⚠" in ask(plan(now), Say(wrong), Say(wrong)).answer.markdown


def test_growth_worked_out_by_the_tools_may_be_used(ask):
    text = "Ferrowick's revenue grew 10.0% from Q1 2022 to Q2 2022 [1][2], and 10.0% to Q3 2022 [2][3]."
    run = ask(QUARTERS, Say(text))
    assert "10.0%" in ask.server.prompts[1]
    assert "⚠" not in run.answer.markdown
    assert any(figure.formula and figure.grounded for figure in run.answer.figures)


@pytest.mark.parametrize(
    "text",
    [
        "Ferrowick's revenue fell 10.0% from Q1 2022 to Q2 2022 [1][2].",
        "Ferrowick's net income grew 10.0% from Q1 2022 to Q2 2022 [1][2].",
        "Ferrowick's revenue grew 21.0% from Q1 2022 to Q2 2022 [1][2].",
        "Tramontane's revenue grew 10.0% from Q1 2022 to Q2 2022 [1][2].",
        "Growth of Ferrowick's revenue, Q1 2022 to Q3 2022, three months ended June 30, 2022: 10.0% [1][2].",
        "Growth of Ferrowick's revenue, Q1 2022 to Q2 2022, three months ended September 30, 2022: 21.0% [1][3].",
    ],
)
def test_growth_of_another_line_issuer_period_or_direction_is_marked(ask, text):
    run = ask(QUARTERS, Say(text), Say(text))
    assert "% ⚠" in run.answer.markdown


def test_a_change_over_the_whole_span_may_be_used(ask):
    text = "Ferrowick's revenue increased by $210 million from Q1 2022 to Q3 2022 [1][3]."
    run = ask(QUARTERS, Say(text), Say(text))
    assert "⚠" not in run.answer.markdown
    wrong = text.replace("Q3 2022 [", "Q2 2022 [")
    assert "$210 million ⚠" in ask(QUARTERS, Say(wrong), Say(wrong)).answer.markdown


@pytest.mark.parametrize("silence", [Say(""), Say("   \n")])
def test_an_empty_answer_gives_way_to_the_answer_by_rule(ask, silence):
    run = ask(QUARTERS, silence)
    assert "$1,210 million" in run.answer.markdown
    assert any("gave no answer" in caveat for caveat in run.answer.caveats)


def test_a_dead_endpoint_gives_way_to_the_offline_analyst_which_says_so(ask):
    run = ask(*[Fail(500)] * 20)
    assert run.answer.status is AnswerStatus.ANSWERED and "$1,210 million" in run.answer.markdown
    assert any("error 500" in caveat for caveat in run.answer.caveats)
    assert any("in place of the model" in caveat for caveat in run.answer.caveats)
    assert len(ask.server.requests) == 4  # given up once, not once for the plan and once for the answer


def test_an_endpoint_that_dies_after_the_plan_costs_only_the_prose(ask):
    run = ask(QUARTERS, *[Garble()] * 10)
    assert run.answer.status is AnswerStatus.ANSWERED and "in place of the model" in run.answer.markdown


def test_a_stream_that_breaks_off_is_begun_again(ask):
    run = ask(QUARTERS, Cut("Ferrowick's revenue was $9"), GOOD)
    assert run.answer.markdown.startswith(GOOD.text[:60])


def test_a_refusal_or_silence_of_the_endpoint_is_survived(ask):
    refused = ask(Refuse(), Refuse(), Say(""))
    assert refused.answer.status is AnswerStatus.ANSWERED
    hung = ask(Hang(), Hang(), changes={"seconds": 0.2, "retries": 1})
    assert any("no reply within" in caveat for caveat in hung.answer.caveats)


def test_calling_tools_where_none_were_offered_is_of_no_use_and_survived(ask):
    run = ask(Call([("lookup_fact", {})]), Call([("lookup_fact", {})]), GOOD)
    assert run.answer.status is AnswerStatus.ANSWERED


def test_a_limit_reached_gives_a_partial_answer_that_names_it(ask):
    run = ask(QUARTERS, GOOD, limits=Limits(steps=1))
    assert run.answer.status is AnswerStatus.PARTIAL and "$1,210 million" in run.answer.markdown
    assert any("FOOTNOTE_MAX_STEPS" in caveat for caveat in run.answer.caveats)


def test_a_run_stopped_while_the_answer_streams_ends_stopped_and_keeps_what_was_found(ask):
    stop = threading.Event()

    class Stopper(list):
        def append(self, event):
            super().append(event)
            if isinstance(event, TextAdded):
                stop.set()

    run = ask(QUARTERS, GOOD, events=Stopper(), stop=stop)
    assert run.stopped and run.answer.status is AnswerStatus.PARTIAL
    assert [finding.status for finding in run.answer.findings] == [FindingStatus.ANSWERED] * 3
    assert all(figure in run.answer.markdown for figure in ("$1,000 million", "$1,210 million"))
    assert any("stopped" in caveat for caveat in run.answer.caveats)
    assert SpanStatus.STOPPED in {span.status for span in run.spans}


def test_links_images_and_tags_of_the_model_do_not_reach_the_reader(ask):
    text = (
        "Revenue was $1,000 million in Q1 2022 [1](http://evil.example/a). ![x](http://evil.example/?k=1) "
        "See [here](http://evil.example) or http://evil.example/b <img src=x onerror=alert(1)>."
    )
    run = ask(QUARTERS, Say(text))
    assert not re.search(r"evil|<img|!\[", run.answer.markdown) and "[1]" in run.answer.markdown


def test_the_key_is_in_no_prompt_and_no_span(ask):
    run = ask(QUARTERS, GOOD)
    assert KEY not in "".join(ask.server.prompts) and KEY not in repr(run)
