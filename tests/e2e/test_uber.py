"""The main job on real filings: Uber's revenue between quarters, by the command line."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

QUESTION = "Compare and contrast Uber's revenue between quarters"
REVENUE = {"2022-03-31": 6_854_000_000, "2022-06-30": 8_073_000_000, "2022-09-30": 8_343_000_000}
NINE_MONTHS = 23_270_000_000


@pytest.fixture(scope="session")
def answer(uber: Any) -> dict[str, Any]:
    return uber.json("ask", QUESTION)


def test_filings_are_identified_from_their_covers(uber: Any) -> None:
    filings = uber.json(
        "ingest", *(str(p) for p in sorted((uber.root.parent / "shared/filings/uber-10q-2022").glob("*.pdf")))
    )
    found = {(f["form"], f["fiscal_year"], f["fiscal_quarter"], f["period_end"]) for f in filings["filings"]}
    assert found == {("10-Q", 2022, n, end) for n, end in zip((1, 2, 3), REVENUE, strict=True)}
    assert all("uber" in f["company"].lower() for f in filings["filings"])


def test_there_is_one_sub_question_a_filing(answer: dict[str, Any]) -> None:
    assert answer["status"] == "answered"
    assert len(answer["sub_questions"]) == 3
    assert len({s["filing"] for s in answer["sub_questions"]}) == 3
    assert {s["status"] for s in answer["sub_questions"]} == {"answered"}


@pytest.mark.parametrize(("end", "value"), REVENUE.items())
def test_each_quarter_has_its_three_month_revenue_and_a_true_footnote(
    answer: dict[str, Any], filings_dir: Path, end: str, value: int
) -> None:
    found = [f for f in answer["figures"] if f["value"] == value and not f["formula"]]
    assert found and all(f["period_end"] == end and f["grounded"] for f in found)
    assert f"{value // 10**6:,}" in answer["answer"]
    for figure in found:
        assert printed_in_box(filings_dir / "uber-10q-2022" / figure["filing"], figure) == f"{value // 10**6:,}"


def printed_in_box(path: Path, figure: dict[str, Any]) -> str:
    """The digits that the PDF itself has under a figure's box."""
    document = pypdfium2.PdfDocument(str(path))
    page = document[figure["page"] - 1]
    x0, y0, x1, y1 = figure["bbox"]
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(x0 - 1, height - y1 - 1, x1 + 1, height - y0 + 1)
    return text.strip("$ \r\n")


def test_growth_between_the_quarters_is_computed(answer: dict[str, Any]) -> None:
    growths = [f["value"] for f in answer["figures"] if f["formula"] and f["unit"] == "%"]
    assert any(abs(g - (8073 / 6854 - 1) * 100) < 0.06 for g in growths)
    assert any(abs(g - (8343 / 8073 - 1) * 100) < 0.06 for g in growths)


def test_nine_month_revenue_is_nowhere_given_as_a_quarter(answer: dict[str, Any]) -> None:
    assert "23,270" not in answer["answer"]
    for figure in answer["figures"]:
        assert figure["value"] != NINE_MONTHS or figure["period_start"] == "2022-01-01"


def test_every_footnote_in_the_text_has_its_citation(answer: dict[str, Any]) -> None:
    numbers = {c["number"] for c in answer["citations"]}
    assert numbers and all(f"[{n}]" in answer["answer"] for n in numbers)


def test_follow_up_uses_the_conversation(uber: Any, answer: dict[str, Any]) -> None:
    later = uber.json("ask", "and in the third quarter?", "--session", answer["session"])
    assert later["session"] == answer["session"]
    assert "$8,343 million" in later["answer"] and "23,270" not in later["answer"]


def test_nine_months_are_answered_when_nine_months_are_asked_for(uber: Any) -> None:
    later = uber.json("ask", "What was Uber's revenue for the nine months ended September 30, 2022?")
    assert "$23,270 million" in later["answer"]
    assert any(f["value"] == NINE_MONTHS and f["period_start"] == "2022-01-01" for f in later["figures"])
