"""A section summed up by a model: its points are tied to sentences, and state no figure that those do not print."""

import json

import pytest

from agents.llm.answerer import LlmAnswerer
from agents.llm.explorer import StepByStep
from agents.llm.function_calling import calling_steps
from agents.llm.planner import LlmPlanner
from agents.llm.reviewer import ClaimsReviewer
from agents.llm.summarising import PointReply, SummaryReply, errors_in, summariser_of
from agents.runner import run as run_task
from agents.task import Analyst
from core.answers import FindingStatus
from core.filings import Passage
from core.traces import SpanKind
from tests.agents.llm.conftest import task
from tests.agents.llm.server import Call, Fail, Say

STORMS = "Storms cost our ferries 12 days of service and reduced the fares that we took by $3 million in the quarter."
FUEL = "Fuel prices may rise faster than the fares that the harbours along our northern routes allow us to charge."
CALL = Call([("summarise_section", {"filing": "F1", "section": "Item 1A", "about": ""})])


def points(*given):
    return Say(json.dumps({"points": [{"text": text, "sentences": list(numbers)} for text, numbers in given]}))


@pytest.fixture
def ask(shelf, model, serve):
    def asked(*script, brain=None):
        report = shelf.filings()[0]
        read = (Passage(report.id, 1, "Part II, Item 1A. Risk Factors", 30, f"{STORMS}\n\n{FUEL}"),)
        shelf.books[report.id] = (report, shelf.facts(report.id), read)
        asked.server = serve(*script, brain=brain)
        made = model(asked.server)
        analyst = Analyst(LlmPlanner(made), LlmAnswerer(made), StepByStep(made, calling_steps), ClaimsReviewer(), True)
        return run_task(
            task(shelf, "Which risks does Ferrowick name?"), analyst._replace(summariser=summariser_of(made))
        )

    return asked


def test_the_models_points_are_told_with_the_sentences_that_they_rest_on(ask):
    run = ask(CALL, points(("Fuel may cost more than fares bring.", [2])), Say("Done"), Say("Fuel may cost more [1]."))
    (finding,) = run.answer.findings
    assert finding.answer == "Fuel may cost more than fares bring. [1]" and finding.citations[0].quote == FUEL
    assert f"1. {STORMS}" in ask.server.prompts[1] and "<data" in ask.server.prompts[1]
    assert "Fuel may cost more than fares bring. [1]" in ask.server.prompts[2]
    names = [span.name for span in run.spans if span.kind is SpanKind.LLM]
    assert names == ["step", "summarise", "step", "answer"]


def test_a_figure_that_the_sentences_do_not_print_is_sent_back_once(ask):
    wrong, right = points(("Storms cost 14 days.", [1])), points(("Storms cost 12 days.", [1]))
    run = ask(CALL, wrong, right, Say("Done"), Say("Storms came [1]."))
    assert "states 14, which its sentences do not print" in ask.server.prompts[2]
    assert run.answer.findings[0].answer == "Storms cost 12 days. [1]"


@pytest.mark.parametrize("reply", [Say("no"), points(("Storms cost 14 days.", [1])), points(), points(("x", [9]))])
def test_where_the_model_is_of_no_use_twice_the_sentences_stand_for_themselves(ask, reply):
    run = ask(CALL, reply, reply, Say("Done"), Say("Storms came [1]."))
    (finding,) = run.answer.findings
    assert finding.status is FindingStatus.ANSWERED and STORMS in finding.answer and FUEL in finding.answer


def test_an_endpoint_that_fails_leaves_the_sentences(ask):
    def brain(request):
        return Fail(500) if "You sum up" in request["messages"][0]["content"] else Say("Done")

    run = ask(CALL, brain=brain)
    assert STORMS in run.answer.findings[0].answer


def test_errors_say_what_to_mend():
    reply = SummaryReply(
        points=[
            PointReply(text="", sentences=[1]),
            PointReply(text="x", sentences=[]),
            PointReply(text="y", sentences=[3]),
        ]
    )
    said = errors_in(reply, [STORMS, FUEL])
    assert len(said) == 3 and "numbered to 2" in said[2]
    good = SummaryReply(points=[PointReply(text="Fares fell by $3 million in 12 days.", sentences=[1, 2])])
    assert errors_in(good, [STORMS, FUEL]) == []
