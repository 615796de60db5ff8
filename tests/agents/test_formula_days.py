from datetime import date
from decimal import Decimal

import pytest

from agents.calendar import Target
from agents.formula_days import days_counted, over_days
from agents.formulas import evaluate, parse_formula
from core.answers import Figure
from core.ontology import load_ontology

PAYABLE = parse_formula("365 * AccountsPayableCurrent / CostOfRevenue", load_ontology(), name="DPO", unit="days")


@pytest.mark.parametrize(("months", "days"), [(3, 92), (6, 183), (9, 273), (12, 0), (0, 0)])
def test_days_are_those_of_a_period_shorter_than_a_year(months, days):
    assert days_counted(PAYABLE, Target(date(2022, 9, 30), months, "")) == days


def test_thirteen_weeks_have_ninety_one_days():
    assert days_counted(PAYABLE, Target(date(2023, 7, 1), 3, "")) == 91


def test_a_ratio_that_counts_no_days_is_left_as_it_is():
    turnover = parse_formula("CostOfRevenue / InventoryNet", load_ontology(), name="Turnover", unit="x")
    assert days_counted(turnover, Target(date(2022, 9, 30), 3, "")) == 0


def test_a_quarter_is_not_told_as_four_times_too_long():
    def lookup(item):
        amount = {"AccountsPayableCurrent": "100", "CostOfRevenue": "200"}[item.concept]
        return Figure(item.phrase, Decimal(amount).scaleb(6), "USD", scale=6)

    figure = evaluate(over_days(PAYABLE, 92), lookup)
    assert (figure.value, figure.unit) == (Decimal(46), "days")
    assert figure.formula.startswith("92 × ")
