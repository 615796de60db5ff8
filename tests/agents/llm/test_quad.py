import json

import pytest

from agents.llm.answerer import LlmAnswerer
from agents.llm.judge import QuadReviewer
from agents.llm.planner import LlmPlanner
from agents.llm.quad import NAMES, groundedness
from agents.llm.reviewer import ClaimsReviewer
from agents.runner import run as run_task
from agents.task import Analyst
from core.answers import Answer, AnswerStatus
from core.traces import SpanKind
from tests.agents.llm.conftest import task
from tests.agents.llm.server import Fail, Say

QUESTION = "What was Ferrowick's revenue in Q2 2022?"
GOOD = Say("In Q2 2022 Ferrowick's revenue was $1,100 million [1].")
LOOK_UP = {"question": "Revenue?", "filing": "F2", "tool": "lookup_fact", "line_items": ["Revenue"]}
SEARCH = {"question": "Words?", "filing": "F2", "tool": "search_passages", "query": "northern route"}


def plan(*steps):
    return Say(json.dumps({"steps": steps}))


@pytest.fixture
def scores(shelf, model, serve):
    """The quad of a run, by name and by whom it was given."""

    def scored(*script, judge=None):
        made = model(serve(*script))
        reviewer = QuadReviewer(ClaimsReviewer(), model(judge) if judge else None)
        run = run_task(task(shelf, QUESTION), Analyst(LlmPlanner(made), LlmAnswerer(made), None, reviewer, True))
        scored.run = run
        evaluated = [span for span in run.spans if span.kind is SpanKind.EVALUATOR]
        return {(s.name, s.attributes["by"]): (float(s.attributes.get("score", -1)), s.output) for s in evaluated}

    return scored


def test_a_good_run_scores_one_throughout_with_reasons(scores):
    found = scores(plan(LOOK_UP), GOOD)
    assert set(found) == {(name, "rule") for name in NAMES}
    assert all(score == 1 and reason for score, reason in found.values()), found


def test_a_tool_that_does_not_suit_lowers_tool_selection(scores):
    score, reason = scores(plan(LOOK_UP, SEARCH), GOOD)["tool_selection", "rule"]
    assert score == 0.5 and "search_passages" in reason


def test_a_marked_figure_lowers_groundedness(scores):
    bad = Say("In Q2 2022 Ferrowick's revenue was $1,100 million [1]. In Q3 2022 it was $7,777 million [1].")
    score, reason = scores(plan(LOOK_UP), bad, bad)["groundedness", "rule"]
    assert score == 0.5 and "1 of 2 claims" in reason


def test_an_answer_beside_the_question_lowers_answer_relevance(scores):
    found = scores(plan(SEARCH), Say("Crossings on the northern route rose [1]."))
    score, reason = found["answer_relevance", "rule"]
    assert score < 1 and "revenue" in reason or "ferrowick" in reason


def test_sentences_without_figures_are_grounded_by_their_footnotes():
    answer = Answer("Fares rose [1]. Storms came. | a |\n\n| x | 5,000 |", AnswerStatus.ANSWERED)
    assert groundedness(answer).score == pytest.approx(1 / 2, abs=0.2)


def test_a_judge_model_gives_its_own_scores_with_reasons(scores, serve):
    given = [{"name": name, "score": 0.7, "reason": f"judged {name}"} for name in NAMES]
    judge = serve(Say(json.dumps({"scores": given[:3]})), Say(json.dumps({"scores": given})))
    found = scores(plan(LOOK_UP), GOOD, judge=judge)
    assert found["groundedness", "test-model"] == (0.7, "judged groundedness")
    assert "answer_relevance has no score" in judge.prompts[1] and len(found) == 8


def test_a_judge_that_cannot_be_asked_costs_nothing_but_its_scores(scores, serve):
    found = scores(plan(LOOK_UP), GOOD, judge=serve(brain=lambda request: Fail(500)))
    assert len(found) == 4 and scores.run.answer.status is AnswerStatus.ANSWERED
