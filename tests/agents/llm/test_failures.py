"""Failures of an endpoint in the course of a question, over a stream and without one: survived, and said."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from agents.llm.answerer import LlmAnswerer
from agents.llm.limits import Limits
from agents.llm.planner import LlmPlanner
from agents.llm.reviewer import ClaimsReviewer
from agents.runner import run as run_task
from agents.task import Analyst
from core.answers import AnswerStatus
from core.traces import Run, TextAdded
from tests.agents.llm.conftest import task
from tests.agents.llm.server import Cut, Fail, Garble, Refuse, Say, Spill

QUESTION = "Compare and contrast Ferrowick's revenue between quarters"
STEPS = [{"question": "Revenue?", "filing": f, "tool": "lookup_fact", "line_items": ["Revenue"]} for f in ("F1", "F2")]
PLAN = Say(json.dumps({"steps": STEPS}))
TEXT = "Ferrowick's revenue was $1,000 million in Q1 2022 [1] and $1,100 million in Q2 2022 [2]."
TOO_LONG = Fail(400, body='{"error": {"message": "too many", "code": "context_length_exceeded"}}')


@pytest.fixture(params=[True, False], ids=["stream", "whole"])
def ask(request, shelf, model, serve):
    """Asks a question of a scripted model, over a stream and without one."""

    def asked(*script, question=QUESTION, events=None, limits=None, history=()):
        asked.server = serve(*script)
        made = model(asked.server, limits, retries=1)
        if not request.param:
            made.provider.dialect.refuse("stream")
        analyst = Analyst(LlmPlanner(made), LlmAnswerer(made), reviewer=ClaimsReviewer(), streams=True)
        run = run_task(task(shelf, question, events, history=history), analyst)
        assert not asked.server.requests or bool(asked.server.requests[0].get("stream")) is request.param
        return run

    return asked


def test_an_answer_comes_through(ask):
    run = ask(PLAN, Say(TEXT))
    assert run.answer.status is AnswerStatus.ANSWERED and run.answer.markdown.startswith(TEXT)


def test_an_answer_cut_at_its_limit_loses_its_unfinished_sentence_and_says_so(ask):
    run = ask(PLAN, Say(f"{TEXT} In Q3 2022 it was $1,2", finish="length"))
    assert "$1,2\n" not in run.answer.markdown and TEXT in run.answer.markdown
    assert run.answer.status is AnswerStatus.PARTIAL and any("cut off" in caveat for caveat in run.answer.caveats)


@pytest.mark.parametrize(
    ("reaction", "said"),
    [
        (Say("Ferrowick's rev", finish="length"), "before its first sentence ended"),
        (Say(TEXT, finish="content_filter"), "content filter"),
        (Refuse("I would rather not."), "declined to answer (“I would rather not.”)"),
        (Say("I'm sorry, but I can't help with that."), "declined to answer"),
        (Say(""), "gave no answer"),
        (Say("<think>It may be $9"), "gave no answer"),
    ],
)
def test_a_reply_that_is_no_answer_gives_way_to_the_rule_with_the_reason(ask, reaction, said):
    run = ask(PLAN, reaction)
    assert "$1,100 million" in run.answer.markdown and "$9" not in run.answer.markdown
    assert any(said in caveat and "in place of the model" in caveat for caveat in run.answer.caveats), (
        run.answer.caveats
    )


def test_an_answer_beside_the_findings_twice_gives_way_to_the_rule(ask):
    run = ask(PLAN, Say("Revenue went up, I believe."), Say("It did indeed."))
    assert any("used nothing of what was found" in caveat for caveat in run.answer.caveats)
    assert "$1,100 million" in run.answer.markdown


def test_a_plan_that_is_cut_is_sent_back_as_cut(ask):
    run = ask(Say('{"steps": [{"question": "Rev', finish="length"), PLAN, Say(TEXT))
    assert "cut off at the limit of its length" in ask.server.prompts[1]
    assert run.answer.status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    "broken",
    [
        Fail(502, body="<html><h1>502 Bad Gateway</h1></html>"),
        Fail(503, body="no healthy upstream"),
        Garble(),
        Cut("Ferrowick's revenue was $9"),
        Spill("Ferrowick's revenue was $9", "overloaded"),
    ],
)
def test_an_answer_is_asked_for_again_where_the_endpoint_stumbles(ask, broken):
    run = ask(PLAN, broken, Say(TEXT))
    assert run.answer.status is AnswerStatus.ANSWERED and run.answer.markdown.startswith(TEXT)


def test_findings_that_are_too_long_are_told_in_less(ask):
    run = ask(PLAN, TOO_LONG, TOO_LONG, Say(TEXT))
    assert run.answer.status is AnswerStatus.ANSWERED and run.answer.markdown.startswith(TEXT)


def test_findings_that_stay_too_long_give_way_to_the_rule(ask):
    run = ask(PLAN, *[TOO_LONG] * 20)
    assert any("FOOTNOTE_CONTEXT" in caveat for caveat in run.answer.caveats)
    assert "$1,100 million" in run.answer.markdown


def test_a_plans_prompt_that_is_too_long_leaves_the_answer_to_the_model(ask):
    run = ask(TOO_LONG, Say(TEXT))
    assert any("longer than the model takes in" in reading for reading in run.plan.readings)
    assert run.answer.markdown.startswith(TEXT)


def test_a_question_that_only_the_model_understands_keeps_its_findings_when_the_endpoint_dies(ask):
    run = ask(PLAN, *[Fail(500)] * 9, question="Wie hoch war der Umsatz von Ferrowick?")
    assert "$1,000 million [1]" in run.answer.markdown and "$1,100 million [2]" in run.answer.markdown
    assert all(figure.grounded for figure in run.answer.figures)


def test_thoughts_are_not_shown(ask):
    events = []
    run = ask(PLAN, Say(f"<think>Perhaps $7,777 million?</think>{TEXT}"), events=events)
    assert run.answer.markdown.startswith(TEXT)
    assert "7,777" not in "".join(event.text for event in events if isinstance(event, TextAdded))


@pytest.mark.parametrize("limits", [Limits(session_tokens=100), Limits(session_seconds=5)])
def test_a_sessions_limit_gives_a_partial_answer_that_names_it(ask, limits):
    now = datetime.now(UTC)
    before = Run("before", "session", "?", now - timedelta(seconds=9), ended=now)
    run = ask(PLAN, Say(TEXT), limits=limits, history=(before,))
    assert run.answer.status is AnswerStatus.PARTIAL and "1,100" in run.answer.markdown
    assert any("FOOTNOTE_SESSION_" in caveat for caveat in run.answer.caveats)
