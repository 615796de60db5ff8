"""Securities listed on the cover, and how many people the issuer employs."""

from datetime import date

import pytest

from agents.cover_and_staff import asks_for_staff, listed_securities, staff
from core.filings import Form
from tests.agents.conftest import filing, passages

REPORT = filing("forge-10k", "Forgehill Steel, Inc.", Form.TEN_K, 2022, None, date(2022, 12, 31))
COVER = passages(
    REPORT,
    "Cover page",
    1,
    "Securities registered pursuant to Section 12(b) of the Act:\n"
    "Title of each class Trading Symbol(s) Name of each exchange on which registered\n"
    "Common Stock, par value $0.01 FRG New York Stock Exchange\n"
    "1.250% Notes due 2027 FRG27 New York Stock Exchange\n"
    "2.500% Notes due 2031 FRG31 New York Stock Exchange\n"
    "Securities registered pursuant to section 12(g) of the Act: None\n"
    "Indicate by check mark if the registrant is a shell company.",
    "If securities are registered pursuant to Section 12(b) of the Act, indicate by check mark whether the statements\n"
    "reflect a correction. Notes are not to be listed here.",
)
PEOPLE = passages(
    REPORT,
    "Item 1 · Human capital",
    9,
    "As of December 31, 2022, we employed 12,400 people worldwide. About 3,100 of our employees are represented by "
    "unions. In 2021 we had approximately 11,900 employees. People changed how they work in the COVID-19 pandemic.",
)


@pytest.mark.parametrize(
    "question",
    [
        "Which securities are registered under Section 12(b)?",
        "What is the company's ticker symbol?",
        "On which exchange is its stock listed?",
    ],
)
def test_the_securities_of_the_cover_are_quoted(question):
    (quote,) = listed_securities(question, COVER)
    assert quote.text.startswith("Common Stock, par value $0.01 FRG")
    assert quote.text.endswith("FRG31 New York Stock Exchange")


def test_of_debt_alone_where_that_is_asked_for():
    (quote,) = listed_securities("Which debt securities are registered to trade on an exchange?", COVER)
    assert quote.text == (
        "1.250% Notes due 2027 FRG27 New York Stock Exchange 2.500% Notes due 2031 FRG31 New York Stock Exchange"
    )


def test_other_questions_are_not_answered_from_the_cover():
    assert not listed_securities("What notes did it issue in 2022?", COVER)


@pytest.mark.parametrize(
    "question",
    ["How many people does Forgehill employ?", "What was its headcount?", "What is the number of employees in 2022?"],
)
def test_the_number_of_employees_is_quoted_the_whole_first(question):
    assert asks_for_staff(question)
    quotes = [quote.text for quote in staff(question, PEOPLE)]
    assert quotes[0] == "As of December 31, 2022, we employed 12,400 people worldwide."
    assert not any("unions" in quote or "pandemic" in quote for quote in quotes)


def test_the_year_asked_for_comes_first():
    first = staff("How many employees were there in 2021?", PEOPLE)[0].text
    assert first == "In 2021 we had approximately 11,900 employees."


def test_who_works_on_what_is_no_count():
    assert not asks_for_staff("What did employees gain from the new plan?")
