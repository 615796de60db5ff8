"""Answers held to a schema: what is read out of them, whole or broken off, and what a small model is sent."""

import json

import pytest

from agents.llm.answer_shape import MOST_NOTES, MOST_SENTENCES, AsItForms, held_to, read_out
from agents.llm.answerer import LlmAnswerer
from agents.llm.chain_of_thought import after_thought
from agents.llm.planner import LlmPlanner
from agents.llm.reviewer import ClaimsReviewer
from agents.runner import run as run_task
from agents.task import Analyst
from core.answers import AnswerStatus
from core.traces import TextAdded
from tests.agents.llm.conftest import task
from tests.agents.llm.server import Say

STEP = {"tool": "lookup_fact", "filing": "F1", "question": "What is the revenue?", "line_items": ["Revenue"]}
PLAN = Say(json.dumps({"steps": [STEP, {**STEP, "filing": "F2"}]}))
QUESTION = "What was Ferrowick's revenue in Q1 2022 and Q2 2022?"
SAID = (
    {"text": "Ferrowick's revenue was $1,000 million in Q1 2022.", "footnotes": [1, 1]},
    {"text": "Ferrowick's revenue was $1,100 million in Q2 2022", "footnotes": [2]},
)
READ = "Ferrowick's revenue was $1,000 million in Q1 2022 [1]. Ferrowick's revenue was $1,100 million in Q2 2022 [2]."


def held(*sentences):
    return json.dumps({"sentences": sentences})


@pytest.mark.parametrize(
    ("reply", "read"),
    [
        (held(*SAID), READ),
        (held(SAID[0], SAID[0]), READ.partition(" Ferrowick's revenue was $1,100")[0]),
        (held({"text": "It grew!", "footnotes": []}), "It grew!"),
        (held({"text": " ", "footnotes": [1]}), ""),
        (held(SAID[0])[:-24], "Ferrowick's revenue was $1,000 million in Q1 2022."),
        (held(*SAID)[:130], "Ferrowick's revenue was $1,000 million in Q1 2022 [1]. Ferrowick's revenue"),
        (held({"text": "It grew.", "footnotes": [3, 12]})[:-5], "It grew [3]."),
        ("Revenue was $1,000 million [1].", "Revenue was $1,000 million [1]."),
        ("5", "5"),
        ('{"answer": "Revenue"}', ""),
    ],
)
def test_an_answer_is_read_out(reply, read):
    assert read_out(reply) == read


def test_sentences_are_given_as_they_become_whole():
    given = []
    forming = AsItForms(given.append)
    for character in held(*SAID):
        forming.hear(character)
    forming.end()
    assert "".join(given) == READ and len(given) == 2


def test_an_answer_that_is_none_of_the_schema_is_given_at_the_end():
    given = []
    forming = AsItForms(given.append)
    for piece in ("Revenue was ", "$5."):
        forming.hear(piece)
    forming.end()
    assert given == ["Revenue was $5."]


def test_the_schema_has_room_for_what_a_reply_may_hold():
    small, large = held_to(3, 250), held_to(3, 4096)
    assert (small.most, large.most, held_to(3, 10).most) == (2, MOST_SENTENCES, 1)
    sentences = small.shape.schema["properties"]["sentences"]
    notes = sentences["items"]["properties"]["footnotes"]
    assert (sentences["maxItems"], notes["maxItems"], notes["items"]["enum"]) == (2, MOST_NOTES, [1, 2, 3])


@pytest.fixture
def ask(shelf, model, serve):
    def asked(*script, tools=False, schema=True, events=None, **answerer):
        asked.server = serve(*script)
        made = model(asked.server, schema=schema, tools=tools)
        analyst = Analyst(LlmPlanner(made), LlmAnswerer(made, **answerer), reviewer=ClaimsReviewer(), streams=True)
        return run_task(task(shelf, QUESTION, events), analyst)

    return asked


def test_a_model_that_calls_no_tools_is_held_to_sentences_with_the_findings_footnotes(ask):
    events = []
    run = ask(PLAN, Say(held(*SAID)), events=events)
    assert run.answer.status is AnswerStatus.ANSWERED and run.answer.markdown.startswith(READ)
    assert all(figure.grounded for figure in run.answer.figures) and len(run.answer.citations) == 2
    assert "".join(event.text for event in events if isinstance(event, TextAdded)) == READ
    (_, request) = ask.server.requests
    assert request["response_format"]["json_schema"]["name"] == "answer"
    assert "footnotes" in request["messages"][0]["content"]


def test_its_correction_is_held_as_well(ask):
    wrong = {"text": "Ferrowick's revenue was $9,999 million in Q1 2022.", "footnotes": [1]}
    run = ask(PLAN, Say(held(wrong)), Say(held(*SAID)))
    assert run.answer.markdown.startswith(READ) and "9,999" not in run.answer.markdown
    assert ask.server.requests[2]["response_format"]["json_schema"]["name"] == "answer"


def test_a_held_answer_that_is_cut_off_keeps_its_whole_sentences(ask):
    cut = Say(held(*SAID)[:130], finish="length")
    run = ask(PLAN, cut, cut)
    assert run.answer.markdown.startswith("Ferrowick's revenue was $1,000 million in Q1 2022 [1].")
    assert "cut off" in " ".join(run.answer.caveats) and run.answer.status is AnswerStatus.PARTIAL


@pytest.mark.parametrize(
    "how",
    [{"tools": True}, {"schema": False}, {"instructions": "chain_of_thought", "read": after_thought, "holds": False}],
)
def test_others_write_freely(ask, how):
    run = ask(PLAN, Say(READ), **how)
    assert run.answer.markdown.startswith(READ)
    assert "response_format" not in ask.server.requests[1]
