import json
import re

import pytest

from agents.llm.analyst import STRATEGIES, make_analyst
from agents.llm.capabilities import Capabilities, Memory
from agents.llm.chain_of_thought import after_thought
from agents.runner import run as run_task
from core.answers import AnswerStatus, FindingStatus
from core.settings import Settings
from core.traces import RunEnded, SpanKind, TextAdded
from tests.agents.llm.conftest import endpoint, task
from tests.agents.llm.server import Call, Fail, Say

FIRST = "Ferrowick's revenue was $1,000 million in Q1 2022 [1]."
QUESTION = "Compare and contrast Ferrowick's revenue between quarters"
ANSWER = (
    "Ferrowick's revenue was $1,000 million in Q1 2022 [1], $1,100 million in Q2 2022 [2] and $1,210 million in "
    "Q3 2022 [3]."
)


def plan(*filings, item="Revenue", tool="lookup_fact"):
    steps = [{"question": f"{item} of {f}?", "filing": f, "tool": tool, "line_items": [item]} for f in filings]
    return Say(json.dumps({"steps": steps}))


def scores(*values):
    return Say(json.dumps({"scores": [{"plan": n, "score": s, "reason": f"why {n}"} for n, s in enumerate(values, 1)]}))


@pytest.fixture
def ask(shelf, tmp_path, serve):
    def asked(strategy, *script, question=QUESTION, events=None, brain=None, tools=True, **changes):
        asked.server = serve(*script, brain=brain)
        settings = Settings(
            _env_file=None,
            home=tmp_path,
            openai_base_url=asked.server.url,
            openai_api_key="local-secret-0451",
            model="test-model",
            retries=0,
            **changes,
        )
        Memory(tmp_path / "endpoints.json").keep(endpoint(asked.server), Capabilities(tools, True))
        return run_task(task(shelf, question, events), make_analyst(settings, strategy))

    return asked


def model_brain(request):
    """A model that does well in every strategy; it tells what is wanted by the prompt."""
    system = request["messages"][0]["content"]
    turns = len(request["messages"]) - 2
    if "Write a list of steps" in system:
        return plan("F1", "F2", "F3")
    if "You compare plans" in system:
        return scores(9, 5, 4)
    if "by calling tools" in system:
        listed = re.findall(r"^(F\d+): ", request["messages"][1]["content"], re.MULTILINE)
        calls = [("lookup_fact", {"filing": handle, "line_items": ["Revenue"]}) for handle in listed]
        return Say("Done") if turns else Call(calls)
    if "You lead agents" in system:
        calls = [(f"ask_F{n}", {"question": "What was revenue in the quarter?"}) for n in (1, 2, 3)]
        return Say("Done") if turns else Call(calls)
    if "Each of your turns" in system:
        done = Say("Thought: enough.\nDone")
        given = json.dumps({"filing": f"F{turns // 2 + 1}", "line_items": ["Revenue"]})
        return done if turns == 6 else Say(f"Thought: next\nAction: lookup_fact\nAction Input: {given}")
    if "Think step by step" in system:
        return Say("The passages speak of growth.\nAnswer:\nFerrowick says why its revenue increased [1].")
    return Say(ANSWER)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_answers_the_comparative_question_with_the_same_events(ask, strategy):
    events = []
    run = ask(strategy, brain=model_brain, events=events)
    answer = run.answer
    assert answer.status is AnswerStatus.ANSWERED and "⚠" not in answer.markdown and answer.citations
    assert {q.filing for q in run.plan.sub_questions} == {"ferry-q1", "ferry-q2", "ferry-q3"}
    assert all(finding.status is FindingStatus.ANSWERED for finding in answer.findings)
    assert {SpanKind.AGENT, SpanKind.TOOL, SpanKind.LLM, SpanKind.GUARDRAIL} <= {span.kind for span in run.spans}
    assert isinstance(events[-1], RunEnded) and any(isinstance(event, TextAdded) for event in events)
    if strategy != "chain-of-thought":
        assert {int(f.value / 10**6) for f in answer.figures if f.citation} == {1000, 1100, 1210}


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_survives_a_dead_endpoint_and_says_so(ask, strategy):
    run = ask(strategy, brain=lambda request: Fail(500))
    assert run.answer.status is AnswerStatus.ANSWERED
    assert any("in place of the model" in caveat for caveat in run.answer.caveats)
    assert len(ask.server.requests) == 1


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_survives_nonsense(ask, strategy):
    run = ask(strategy, brain=lambda request: Say("{]} Thought Action: 17 ```"))
    assert run.answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
    assert not any(figure.value == 17 for figure in run.answer.figures)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_marks_an_invented_figure(ask, strategy):
    def liar(request):
        said = model_brain(request)
        known = isinstance(said, Say) and ("Answer:" in said.text or said.text == ANSWER)
        return Say("Answer:\nIn Q2 2022 Ferrowick's revenue was $9,999 million [1].") if known else said

    assert "$9,999 million ⚠" in ask(strategy, brain=liar).answer.markdown


def test_chain_of_thought_shows_the_answer_without_the_reasoning(ask):
    events = []
    run = ask("chain-of-thought", Say("Let me see.\nAnswer:\nRevenue increased due to fares [1]."), events=events)
    assert run.answer.markdown.startswith("Revenue increased due to fares [1].")
    assert not any("Let me see" in event.text for event in events if isinstance(event, TextAdded))
    assert {q.tool for q in run.plan.sub_questions} == {"search_passages"}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("I think.\nAnswer: yes", "yes"),
        ("**Answer:**\nyes", "yes"),
        ("Final answer:\nyes", "yes"),
        ("just so", "just so"),
    ],
)
def test_the_answer_is_told_from_the_thought(text, answer):
    assert after_thought(text) == answer


def test_reflexion_learns_from_an_attempt_that_found_nothing(ask):
    lesson = Say("Income tax is not in these filings' tables; look for revenue.")
    script = (
        plan("F1", item="Goodwill of harbour seals"),
        lesson,
        plan("F1"),
        Say("Revenue was $1,000 million in Q1 2022 [1]."),
    )
    run = ask("reflexion", *script)
    assert "look for revenue" in ask.server.prompts[2]
    assert [f.status for f in run.answer.findings] == [FindingStatus.ANSWERED]
    assert any("2 attempts" in reading for reading in run.plan.readings) and "⚠" not in run.answer.markdown


def test_reflexion_tries_again_where_the_answer_states_what_the_audit_cannot_tie(ask):
    wrong = Say("In Q1 2022 Ferrowick's revenue was $9,999 million [1].")
    lesson = Say("The figure of Q2 was not looked up; ask F2 as well.")
    script = (plan("F1"), wrong, wrong, lesson, plan("F1", "F2"), Say("Revenue was $1,100 million in Q2 2022 [2]."))
    run = ask("reflexion", *script)
    assert "9,999" in ask.server.prompts[3] and "ask F2 as well" in ask.server.prompts[4]
    assert [q.id for q in run.plan.sub_questions] == ["2.1", "2.2"] and "9,999" not in run.answer.markdown
    assert len(ask.server.requests) == 6 and "⚠" not in run.answer.markdown


def test_reflexion_s_attempts_stand_in_the_trace_with_their_memory_and_faults(ask):
    script = (plan("F1", item="Goodwill of harbour seals"), Say("Look for revenue."), plan("F1"), Say(FIRST))
    events = []
    run = ask("reflexion", *script, events=events)
    first, second = [s for s in run.spans if s.kind is SpanKind.CHAIN and s.name.startswith("attempt")]
    assert "Goodwill of harbour seals was not found" in first.output and first.input == QUESTION
    assert (
        second.input == "What earlier attempts taught:\n- Look for revenue." and "Nothing is missing" in second.output
    )
    tools = {s.sub_question: s.parent for s in run.spans if s.kind is SpanKind.TOOL}
    assert tools == {"1": first.id, "2.1": second.id}
    assert "".join(e.text for e in events if isinstance(e, TextAdded)).startswith(FIRST)


def test_reflexion_writes_the_answer_once_where_the_first_attempt_is_good(ask):
    run = ask("reflexion", plan("F1"), Say(FIRST))
    assert len(ask.server.requests) == 2 and run.answer.markdown.startswith(FIRST)


def test_reflexion_tries_at_most_so_often_and_keeps_the_best(ask):
    nothing = plan("F1", item="Goodwill of harbour seals")
    half = Say(json.dumps({"steps": [*json.loads(plan("F1").text)["steps"], *json.loads(nothing.text)["steps"]]}))
    lesson = Say("Look elsewhere.")
    run = ask(
        "reflexion",
        nothing,
        lesson,
        half,
        lesson,
        nothing,
        Say("Revenue was $1,000 million in Q1 2022 [1]."),
        attempts=2,
    )
    assert len(run.plan.sub_questions) == 2 and run.answer.status is AnswerStatus.PARTIAL
    assert len(ask.server.requests) == 6


def test_tree_of_thought_runs_the_plan_that_scores_best(ask):
    script = (plan("F1"), plan("F2"), plan("F3"), scores(3, 8, 5), Say("Revenue was $1,100 million in Q2 2022 [1]."))
    run = ask("tree-of-thought", *script)
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q2"]
    (weighed,) = [span for span in run.spans if span.name == "weigh plans"]
    assert "Plan 2: 8. why 2" in weighed.output and "Plan 3" in weighed.input


def test_tree_of_thought_without_scores_runs_the_first_plan(ask):
    script = (plan("F1"), plan("F2"), Say("no"), Say("no"), Say("no"), Say("no"))
    run = ask("tree-of-thought", *script, candidate_plans=2)
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q1"]
    (weighed,) = [span for span in run.spans if span.name == "weigh plans"]
    assert "No plan has a score." in weighed.output and "Plan 1 is run." in weighed.output


def test_tree_of_thought_says_where_candidates_are_alike_or_of_no_use(ask):
    script = (plan("F1"), plan("F1"), Say("no"), Say("no"), Say(FIRST))
    run = ask("tree-of-thought", *script)
    (weighed,) = [span for span in run.spans if span.name == "weigh plans"]
    assert weighed.output.splitlines() == [
        "Candidate 1 is plan 1.",
        "Candidate 2 is the same as plan 1.",
        "Candidate 3 is of no use.",
        "Plan 1 is run.",
    ]
