"""Every strategy on the Uber question; what it costs is what the README's table says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from agents.llm.analyst import STRATEGIES
from core.answers import AnswerStatus
from core.settings import Settings
from tests.agents.llm.server import Call, Reaction, Request, Say, ScriptedServer
from workbench import Workbench

QUESTION = "Compare and contrast Uber's revenue between quarters"
REVENUE = {"Q1 2022": "$6,854 million", "Q2 2022": "$8,073 million", "Q3 2022": "$8,343 million"}
CLOSE = 0.15  # of the tokens: the table gives two digits


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    made = ScriptedServer(brain=good_model)
    yield made
    made.close()


def good_model(request: Request) -> Reaction:
    """A model that answers well in every strategy, told by its prompt which one it is in."""
    system, turns = request["messages"][0]["content"], len(request["messages"]) - 2
    if "report_ready" in system:
        return Call([("report_ready", {"word": "ready"})])
    if "response_format" in request and "ready" in system:
        return Say(json.dumps({"word": "ready"}))
    if "Write a list of steps" in system:
        return Say(json.dumps({"steps": [look_up(f"F{n}", question="What was revenue?") for n in (1, 2, 3)]}))
    if "by calling tools" in system:
        handles = re.findall(r"^(F\d+): ", request["messages"][1]["content"], re.MULTILINE)
        return Say("Done") if turns else Call([("lookup_fact", given(handle)) for handle in handles])
    if "You lead agents" in system:
        asked = [(f"ask_F{n}", {"question": "What was revenue in the quarter?"}) for n in (1, 2, 3)]
        return Say("Done") if turns else Call(asked)
    if "Each of your turns" in system:
        call = f"Thought: next\nAction: lookup_fact\nAction Input: {json.dumps(given(f'F{turns // 2 + 1}'))}"
        return Say("Thought: enough.\nDone") if turns == 6 else Say(call)
    return Say(answer(request["messages"][-1]["content"], "Think step by step" in system))


def look_up(handle: str, **more: Any) -> dict[str, Any]:
    return {**given(handle), "tool": "lookup_fact", **more}


def given(handle: str) -> dict[str, Any]:
    return {"filing": handle, "line_items": ["Revenue"]}


def answer(findings: str, thinks: bool) -> str:
    """Each quarter's revenue with the footnote that stands with it in the findings."""
    noted = ((q, value, re.search(rf"{re.escape(value)} (\[\d+\])", findings)) for q, value in REVENUE.items())
    said = " ".join(f"Uber's revenue was {value} in {q} {note[1]}." for q, value, note in noted if note)
    return (
        f"The passages speak of revenue.\nAnswer:\nUber's filings speak of its revenue [1]. {said}" if thinks else said
    )


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_strategy_answers_the_uber_question_at_the_cost_that_the_readme_names(
    uber: Any, root: Any, server: ScriptedServer, strategy: str
) -> None:
    settings = Settings(_env_file=None, home=uber.workspace, openai_base_url=server.url, model="scripted")
    answered = Workbench(settings).ask(QUESTION, provider="openai", strategy=strategy).answer
    assert answered is not None and answered.status is AnswerStatus.ANSWERED, answered
    assert answered.caveats == () and "by rule" not in answered.markdown and "⚠" not in answered.markdown
    if strategy != "chain-of-thought":
        assert all(value in answered.markdown for value in REVENUE.values())
    calls = [request for request in server.requests if not is_probe(request)]
    count, prompts, schemas = told(root, strategy)
    assert len(calls) == count
    assert sum(len(str(m["content"])) for c in calls for m in c["messages"]) / 4 == pytest.approx(prompts, rel=CLOSE)
    assert sum(len(json.dumps(c.get("tools", ""))) for c in calls) / 4 == pytest.approx(schemas, rel=CLOSE, abs=20)


def is_probe(request: Request) -> bool:
    return "ready" in str(request["messages"][0]["content"]) and len(request["messages"]) == 1


def told(root: Any, strategy: str) -> tuple[int, int, int]:
    """The README's row of a strategy: calls, prompt tokens, and tokens of the tools' schemas."""
    text = (root / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"^ *\| `{strategy}`[^|]*\| (\d+) \| ([\d,]+)(?:, and ([\d,]+) [^|]*)? \|$", text, re.MULTILINE)
    assert row, f"the README has no row for {strategy}"
    calls, prompts, schemas = (int((group or "0").replace(",", "")) for group in row.groups())
    return calls, prompts, schemas
