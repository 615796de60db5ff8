"""A narrower name than that of the line which is given: the answer says so, or gives the line itself."""

from datetime import date

import pytest

from core.filings import Form, Statement
from tests.agents.conftest import filing, row

END = date(2022, 12, 31)
REPORT = filing("saltmarsh-10k", "Saltmarsh Foods, Inc.", Form.TEN_K, 2022, None, END)
LINES = (
    ("Notes payable", "ShortTermBorrowings", "80"),
    ("Long-term debt", "LongTermDebtNoncurrent", "900"),
    ("Receivables", "AccountsReceivableNetCurrent", "240"),
)


@pytest.fixture
def saltmarsh(shelf):
    facts = []
    for label, concept, value in LINES:
        facts += row(REPORT, label, [(END, 0, value)], concept=concept, statement=Statement.BALANCE)
    cells = [(END, 12, "31")]
    facts += row(REPORT, "Interest expense", cells, concept="InterestExpense", statement=Statement.INCOME)
    shelf.add(REPORT, facts)
    return REPORT


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("What were Saltmarsh's commercial paper borrowings at the end of 2022?", "$80 million", "“Notes payable”"),
        ("Saltmarsh commercial paper 2022", "$80 million", "the line is printed as “Notes payable”"),
        ("What were Saltmarsh's senior notes in 2022?", "$900 million", "the line is printed as “Long-term debt”"),
        ("What were Saltmarsh's handset plan receivables in 2022?", "$240 million", "of which it may be a part"),
        ("What were Saltmarsh's revolving credit facility borrowings in 2022?", "$980 million", "may be a part"),
    ],
)
def test_it_is_said_that_the_line_given_is_a_wider_one(ask, saltmarsh, question, value, said):
    text = ask(question, saltmarsh.id).answer.markdown
    assert value in text.splitlines()[0]
    assert said in text


@pytest.mark.parametrize(
    "question",
    [
        "What was Saltmarsh's long-term debt in 2022?",
        "What were Saltmarsh's notes payable in 2022?",
        "What was Saltmarsh's total debt at the end of 2022?",
        "What were Saltmarsh's consolidated receivables in 2022?",
        "What were the interest costs of Saltmarsh in 2022?",
        "How much does Saltmarsh owe its banks in all, as total borrowings, in 2022?",
    ],
)
def test_nothing_is_said_of_a_line_asked_for_by_its_own_name(ask, saltmarsh, question):
    text = ask(question, saltmarsh.id).answer.markdown
    assert "the line is printed as" not in text and "may be a part" not in text


def test_interest_on_debt_is_no_debt(ask, saltmarsh):
    text = ask("What was Saltmarsh's interest on debt in 2022?", saltmarsh.id).answer.markdown
    assert text.startswith("Saltmarsh Foods' interest expense was $31 million")
