"""A comparison of filings by questions, planned."""

from pathlib import Path

import pytest

from core.settings import Settings
from workbench import Workbench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    bench = Workbench(Settings(home=tmp_path_factory.mktemp("comparing"), provider="offline"))
    bench.ingest(bench.sample_files())
    return bench


def test_line_items_are_looked_up_ratios_computed_and_the_rest_found_in_words(bench: Workbench) -> None:
    filings = bench.filings()[:2]
    questions = ["Revenue", "Operating margin", "What drove the change in revenue?"]
    plan = bench.comparison_plan(questions, [f.id for f in filings])
    assert [s.id for s in plan.sub_questions] == ["c0-r0", "c0-r1", "c1-r0", "c1-r1", "c2-r0", "c2-r1"]
    assert [s.tool for s in plan.sub_questions[::2]] == ["lookup_fact", "compute_ratio", "search_passages"]
    assert plan.sub_questions[0].arguments == {"line_items": ["Revenues"]}
    assert [s.filing for s in plan.sub_questions[:2]] == [f.id for f in filings]


def test_a_matter_is_looked_for_in_its_section(bench: Workbench) -> None:
    (cell,) = bench.comparison_plan(["Legal proceedings"], [bench.filings()[0].id]).sub_questions
    assert cell.arguments["topic"] == "legal proceedings"


def test_what_is_new_is_asked_against_the_filing_before_where_there_is_one(bench: Workbench) -> None:
    question = "What is new in the risk factors since the last filing?"
    quarters = [f for f in bench.filings() if f.fiscal_quarter]
    plan = bench.comparison_plan([question], [f.id for f in quarters])
    assert [s.arguments.get("since") for s in plan.sub_questions] == [None, *(f.id for f in quarters[:-1])]


def test_words_that_cannot_be_planned_are_searched_for_as_they_are(bench: Workbench, tmp_path: Path) -> None:
    (cell,) = bench.comparison_plan(["Kwerty uiop?"], [bench.filings()[0].id]).sub_questions
    assert (cell.tool, cell.arguments["query"]) == ("search_passages", "Kwerty uiop?")
