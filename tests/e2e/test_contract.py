"""Every verb of the command line answers with the contract's JSON."""

import json
from typing import Any

import pytest

FILING_KEYS = {
    "id",
    "name",
    "company",
    "form",
    "fiscal_year",
    "fiscal_quarter",
    "period_end",
    "pages",
    "passages",
    "facts",
    "seconds",
    "quality",
}
ANSWER_KEYS = {
    "id",
    "question",
    "status",
    "error",
    "answer",
    "headline",
    "figures",
    "sub_questions",
    "citations",
    "seconds",
    "session",
    "run",
}
FIGURE_KEYS = {"label", "value", "unit", "period_start", "period_end", "filing", "page", "bbox", "formula", "grounded"}
SUB_QUESTION_KEYS = {"id", "text", "filing", "tool", "status", "answer", "citations", "seconds"}
FACT_KEYS = {
    "label",
    "concept",
    "value",
    "unit",
    "period_start",
    "period_end",
    "period_months",
    "statement",
    "segment",
    "page",
    "bbox",
    "source",
}


@pytest.fixture(scope="session")
def samples(root: Any, make_cli: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    line = make_cli(tmp_path_factory.mktemp("samples"))
    line.report = line.json("ingest", str(root / "samples"))
    return line


def test_ingest_reports_each_filing(samples: Any) -> None:
    assert samples.report["failed"] == []
    assert len(samples.report["filings"]) == 4
    assert all(set(filing) == FILING_KEYS for filing in samples.report["filings"])


def test_facts_are_decimal_strings_in_units_of_one(samples: Any) -> None:
    facts = samples.json("facts", samples.report["filings"][0]["name"])["facts"]
    assert facts and all(set(fact) >= FACT_KEYS for fact in facts)
    assert all(isinstance(fact["value"], str) and float(fact["value"]) is not None for fact in facts)
    assert {fact["statement"] for fact in facts} >= {"income", "balance", "cash_flow"}


def test_search_prints_no_text_twice(samples: Any) -> None:
    name = samples.report["filings"][0]["name"]
    hits = samples.json("search", "what drove revenue", "--filing", name, "-k", "8")["hits"]
    assert hits and set(hits[0]) == {"filing", "page", "score", "section", "text"}
    assert len({hit["text"] for hit in hits}) == len(hits) and {hit["filing"] for hit in hits} == {name}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_filing_is_found_without_its_ending_and_by_id(samples: Any) -> None:
    filing = samples.report["filings"][0]
    by_stem = samples.json("facts", filing["name"].removesuffix(".pdf"))
    assert by_stem == samples.json("facts", filing["id"])


def test_ask_answers_with_every_key(samples: Any) -> None:
    answer = samples.json("ask", "What was revenue in the latest quarter?")
    assert set(answer) >= ANSWER_KEYS
    assert all(set(figure) >= FIGURE_KEYS for figure in answer["figures"])
    assert all(set(sub) >= SUB_QUESTION_KEYS for sub in answer["sub_questions"])


def test_batch_keeps_ids_and_goes_on_after_a_bad_row(samples: Any) -> None:
    rows = [
        {"id": 7, "question": "What was net income?", "filings": []},
        {"id": "no such filing", "question": "What was net income?", "filings": ["nowhere"]},
        {"id": "no question"},
        {"id": "last", "question": "What were total assets?", "filings": []},
    ]
    answers = samples.batch("ask", rows)
    assert [answer["id"] for answer in answers][:2] == [7, "no such filing"] and answers[3]["id"] == "last"
    assert [answer["status"] for answer in answers][1:3] == ["failed", "failed"]
    assert all(answer["error"] for answer in answers[1:3])
    assert len({answer["session"] for answer in answers if answer["session"]}) == 2


def test_search_batch_answers_a_line_a_row(samples: Any) -> None:
    found = samples.batch("search", [{"id": "a", "query": "risk factors", "filings": []}], "-k", "3")
    assert found[0]["id"] == "a" and len(found[0]["hits"]) == 3


@pytest.mark.parametrize("form", ["json", "otlp", "md", "html", "xlsx"])
def test_export_writes_each_format(samples: Any, form: str, tmp_path: Any) -> None:
    session = samples.json("ask", "Compare revenue between quarters")["session"]
    target = tmp_path / f"session.{form}"
    assert samples.run("export", session, "--format", form, "-o", str(target)).returncode == 0
    data = target.read_bytes()
    assert len(data) > 500
    if form in {"json", "otlp"}:
        assert json.loads(data)


def test_workspace_may_stand_anywhere_on_the_line(samples: Any) -> None:
    import subprocess
    import sys

    command = [sys.executable, "cli.py", "--workspace", str(samples.workspace), "search", "revenue", "--json"]
    done = subprocess.run(command, cwd=samples.root, capture_output=True, timeout=120)
    assert json.loads(done.stdout)["hits"]
