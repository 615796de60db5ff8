from datetime import date

import pytest

from core.filings import Filing, Form, Kind
from library.narrowing import narrowed, of_period


def filing(company: str, year: int = 2022, quarter: int | None = None, ticker: str | None = None) -> Filing:
    name = f"{company} {year} {quarter}"
    end = date(year, 3 * (quarter or 4), 28)
    return Filing(name, name, company, Form.TEN_Q, Kind.PDF, 1, name, year, quarter, end, ticker=ticker)


FILINGS = [
    filing("Johnson & Johnson"),
    filing("JPMorgan Chase & Co."),
    filing("General Mills, Inc."),
    filing("American Express Company"),
    filing("American Airlines Group Inc."),
    filing("Uber Technologies, Inc.", 2022, 1, "UBER"),
    filing("Uber Technologies, Inc.", 2022, 2, "UBER"),
    filing("Uber Technologies, Inc.", 2023, 1, "UBER"),
    filing("International Business Machines Corporation", 2023, 1, "IBM"),
]


def names(query: str) -> list[str]:
    return [found.name for found in narrowed(query, FILINGS, 1)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("What was Uber's revenue in Q2 2022?", ["Uber Technologies, Inc. 2022 2"]),
        ("Uber's costs in the first quarter", ["Uber Technologies, Inc. 2022 1", "Uber Technologies, Inc. 2023 1"]),
        ("How did American Express do?", ["American Express Company 2022 None"]),
        (
            "American Airlines and General Mills",
            ["General Mills, Inc. 2022 None", "American Airlines Group Inc. 2022 None"],
        ),
        ("general mills sales", ["General Mills, Inc. 2022 None"]),
        ("JnJ's and JPM's margins", ["Johnson & Johnson 2022 None", "JPMorgan Chase & Co. 2022 None"]),
        ("IBM margins", ["International Business Machines Corporation 2023 1"]),
        ("What did Uber earn in FY2023?", ["Uber Technologies, Inc. 2023 1"]),
    ],
)
def test_a_question_is_narrowed_to_what_it_names(query: str, expected: list[str]) -> None:
    assert names(query) == expected


@pytest.mark.parametrize("query", ["selling, general and administrative expenses", "", "revenue by region in 1999"])
def test_a_question_that_names_none_keeps_all(query: str) -> None:
    assert len(names(query)) == len(FILINGS)


def test_no_more_is_left_out_than_must_be() -> None:
    assert len(narrowed("What was Uber's revenue in Q2 2022?", FILINGS, 3)) == 3
    assert len(narrowed("What was Uber's revenue in Q2 2022?", FILINGS, 2)) == 2


def test_filings_of_the_period_asked_for_are_told_from_others() -> None:
    assert [f.fiscal_quarter for f in of_period("Revenue in the first quarter of 2023?", FILINGS)] == [1, 1]
    assert of_period("Revenue?", FILINGS) == FILINGS
    assert of_period("Revenue in 1999?", FILINGS) == FILINGS
