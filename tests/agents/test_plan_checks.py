"""What is said about a plan that cannot run as it was edited."""

from datetime import date

import pytest

from agents.plan_checks import plan_problems
from core.answers import Argument, Plan, SubQuestion
from core.filings import Filing, Form, Kind
from core.ontology import load_ontology

FILING = Filing("f1", "a-10q.pdf", "A", Form.TEN_Q, Kind.PDF, 40, "0", 2022, 3, date(2022, 9, 30))


def problem(tool: str, filing: str | None = "f1", waits: tuple[str, ...] = (), **arguments: Argument) -> str:
    plan = Plan((SubQuestion("q1", "words", tool, filing, arguments, waits),))
    return plan_problems(plan, [FILING], load_ontology()).get("q1", "")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("lookup_fact", {"line_items": ["Revenue"], "periods": ["Q3 2022", "latest"]}),
        ("lookup_fact", {"line_items": "revenue", "period": "FY2021"}),
        ("lookup_fact", {"line_items": ["Property and equipment, net"], "periods": ["March 31, 2022"]}),
        ("compute_ratio", {"ratio": "gross margin"}),
        ("search_passages", {"query": "why revenue grew"}),
        ("read_page", {"page": 40}),
    ],
)
def test_plan_that_can_run_has_no_problem(tool: str, arguments: dict[str, Argument]) -> None:
    assert problem(tool, **arguments) == ""


@pytest.mark.parametrize(
    ("said", "tool", "arguments"),
    [
        ("what to look up", "lookup_fact", {"line_items": []}),
        ("what to look for", "search_passages", {"query": "  "}),
        ("Put semicolons between", "lookup_fact", {"line_items": ["revenue, net income"]}),
        ("names no period", "lookup_fact", {"line_items": ["Revenue"], "periods": ["soonish"]}),
        ("has 40 pages", "read_page", {"page": 41}),
        ("which page", "read_page", {"page": "five"}),
        ("takes no", "read_page", {"page": 1, "tone": "kind"}),
        ("no tool", "guess", {}),
        ("needs query", "search_passages", {}),
    ],
)
def test_problem_is_said_with_what_to_do(said: str, tool: str, arguments: dict[str, Argument]) -> None:
    assert said in problem(tool, **arguments)


def test_filing_that_is_gone_or_not_chosen_is_said() -> None:
    assert "no longer in the library" in problem("lookup_fact", "gone", line_items=["Revenue"])
    assert "Choose the filing" in problem("lookup_fact", None, line_items=["Revenue"])


def test_line_that_waits_for_a_removed_one_is_said() -> None:
    assert "waits for q0" in problem("lookup_fact", "f1", ("q0",), line_items=["Revenue"])
