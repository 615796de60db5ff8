"""Two figures of one issuer set against each other: yes or no first, then both with what lies between them."""

from datetime import date

import pytest

from core.filings import Form, Statement
from tests.agents.conftest import filing, row

END, BEFORE = date(2022, 12, 31), date(2021, 12, 31)
REPORT = filing("orrery-10k", "Orrery Instruments, Inc.", Form.TEN_K, 2022, None, END)
LINES = (
    ("Net sales", "Revenues", ("1,200", "1,000")),
    ("Cost of sales", "CostOfRevenue", ("700", "650")),
    ("Research and development", "ResearchAndDevelopmentExpense", ("90", "60")),
    ("Operating income", "OperatingIncomeLoss", ("80", "100")),
)


@pytest.fixture
def orrery(shelf):
    facts = []
    for label, concept, (this, last) in LINES:
        cells = [(END, 12, this), (BEFORE, 12, last)]
        facts += row(REPORT, label, cells, concept=concept, statement=Statement.INCOME)
    for name, this, last in (("Clocks", "500", "450"), ("Homes, Roads & Rail", "700", "550")):
        facts += row(REPORT, "Net sales", [(END, 12, this), (BEFORE, 12, last)], concept="Revenues", segment=name)
    shelf.add(REPORT, facts)
    return REPORT


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        (
            "Is Orrery's Clocks revenue larger than its Homes, Roads & Rail revenue in FY2022?",
            "No. Orrery Instruments' Clocks revenue ($500 million [1]) was lower than Homes, Roads & Rail revenue "
            "($700 million [2]) in FY2022 (year ended December 31, 2022), by $200 million.",
        ),
        (
            "Was Homes, Roads & Rail revenue higher than Clocks revenue at Orrery?",
            "Yes. Orrery Instruments' Homes, Roads & Rail revenue ($700 million [1]) was higher than",
        ),
        ("Is Orrery's cost of sales smaller than its revenue in 2022?", "Yes. Orrery Instruments' cost of revenue"),
        (
            "Did Orrery's R&D exceed its operating income in 2022?",
            "Yes. Orrery Instruments' research and development ($90 million [1]) was higher than operating income "
            "($80 million [2])",
        ),
        ("Is Orrery's operating income bigger than its R&D?", "No. Orrery Instruments' operating income ($80 million"),
    ],
)
def test_the_verdict_on_two_figures_comes_first_with_both(ask, orrery, question, begins):
    assert ask(question, orrery.id).answer.markdown.startswith(begins)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        (
            "Did Orrery's R&D grow faster than revenue in FY2022?",
            "Yes. Orrery Instruments' research and development grew faster than revenue: +50.0%, from $60 million [1] "
            "in FY2021 to $90 million [1] in FY2022, against +20.0%, from $1,000 million [2] in FY2021 to $1,200 "
            "million [2] in FY2022.",
        ),
        ("Did Orrery's R&D grow more slowly than revenue in FY2022?", "No."),
        ("Did Orrery's cost of sales grow more slowly than revenue in FY2022?", "Yes."),
        ("Was Orrery's R&D growth faster than its revenue growth?", "Yes. Orrery Instruments' research and develop"),
        (
            "Which grew faster at Orrery in FY2022, operating income or revenue?",
            "Orrery Instruments' revenue grew, unlike operating income: +20.0%,",
        ),
    ],
)
def test_two_paces_are_said_with_both_ends_of_each(ask, orrery, question, begins):
    assert ask(question, orrery.id).answer.markdown.startswith(begins)


def test_no_verdict_is_given_where_one_of_the_two_is_not_printed(ask, orrery):
    text = ask("Is Orrery's R&D bigger than its interest expense in FY2022?", orrery.id).answer.markdown
    assert not text.startswith(("Yes", "No."))
    assert "nterest expense was not found" in text


def test_more_than_in_another_period_is_no_comparison_of_two_lines(ask, orrery):
    text = ask("Was Orrery's revenue higher than a year ago in FY2022?", orrery.id).answer.markdown
    assert text.startswith("Yes.") and "20.0%" in text
