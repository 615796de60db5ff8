"""The quarter's own sentence is quoted, not that of the year to date in nearly the same words; asked for, the other."""

import pytest

from agents.extract import best_sentences
from agents.extract_spans import asks_to_date, is_to_date
from agents.sentences import sentences_in
from core.filings import Hit, Passage

QUARTER = "Revenue increased $35 million, or 7%, primarily due to higher freight volumes and fuel surcharges."
TO_DATE = "Revenue increased $116 million, or 9%, primarily due to higher freight volumes and fuel surcharges."
FIRST = f"""Three Months Ended September 30, 2024 Compared with the Same Period in 2023
{QUARTER} Rates were stable in the North."""
SECOND = f"""During the third quarter, customers moved more by barge.
Nine Months Ended September 30, 2024 Compared with the Same Period in 2023
{TO_DATE} Rates were stable in the South."""


def hit(text: str, ordinal: int, score: float) -> Hit:
    return Hit(Passage("f", ordinal, "Results of Operations", 7, text), score)


HITS = [hit(SECOND, 2, 2.0), hit(FIRST, 1, 1.9)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What drove the change in revenue?", QUARTER),
        ("What drove the change in revenue in the third quarter?", QUARTER),
        ("What drove the change in revenue in the first nine months?", TO_DATE),
        ("Why did revenue increase year to date?", TO_DATE),
    ],
)
def test_the_span_asked_about_is_quoted_first(question: str, first: str) -> None:
    assert best_sentences(question, HITS, 2)[0].text == first


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sales for the nine months ended June 30 grew by a tenth.", True),
        ("In the first six months, we opened two plants.", True),
        ("Year-to-date sales grew by a tenth.", True),
        ("Sales for the three and nine months ended June 30 grew.", None),
        ("Sales for the three months ended June 30 and the nine months then ended grew.", None),
        ("Sales grew by a tenth in the quarter.", False),
        ("Sales grew by a tenth.", None),
        ("Notes of $30 million mature within nine months of the sale.", None),
        ("26 Weeks Ended July 1, 2024 Versus 26 Weeks Ended July 2, 2023\nSales grew by a tenth.", True),
        ("Third Quarter of 2024 Compared to Third Quarter of 2023\nSales grew by a tenth.", False),
        ("First Nine Months of 2024 Compared to First Nine Months of 2023\nSales grew by a tenth.", True),
        (
            "Three Months Ended June 30, Nine Months Ended June 30,\nSales $ 5 $ 6 $ 9 $ 12\nSales grew by a tenth.",
            None,
        ),
    ],
)
def test_the_span_is_told_by_the_sentence_or_by_the_heading_over_it(text: str, told: bool | None) -> None:
    assert is_to_date(text, sentences_in(text)[-1]) is told


def test_a_question_about_the_year_to_date_is_known() -> None:
    assert asks_to_date("How did margins move in the first half?")
    assert not asks_to_date("How did margins move in Q2?")
