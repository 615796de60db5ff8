"""Ratios in days over less than a year: they count the days of the period itself, for which costs and sales stand."""

from dataclasses import replace
from decimal import Decimal

from agents.calendar import Target
from agents.formula_tree import Constant, Formula, replaced

_YEAR = Constant(Decimal(365))
MONTHS_IN_YEAR = 12


def days_counted(formula: Formula, target: Target) -> int:
    """The days of a period shorter than a year, for a formula that counts a year's 365; 0 where 365 is right."""
    period = target.period
    if formula.unit != "days" or not 0 < period.months < MONTHS_IN_YEAR or period.start is None:
        return 0
    return (period.end - period.start).days + 1 if over_days(formula, 0) != formula else 0


def over_days(formula: Formula, days: int) -> Formula:
    """The formula with so many days in place of a year's 365."""
    return replace(formula, expression=replaced(formula.expression, _YEAR, Constant(Decimal(days))))
