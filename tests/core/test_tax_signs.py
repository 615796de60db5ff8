from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.filings import Fact, Source, Statement
from core.periods import duration
from core.tax_signs import TAX, with_tax_signs

BEFORE = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"


def statement(before: int, tax: int, after: int | None, label: str = "Provision for income taxes", year: int = 2019):
    lines = [("Income before income taxes", BEFORE, before), (label, TAX, tax), ("Net income", "NetIncomeLoss", after)]
    return [
        Fact("a", text, Decimal(value), "USD", duration(date(year, 12, 31), 12), 40, concept=concept,
             statement=Statement.INCOME)
        for text, concept, value in lines
        if value is not None
    ]  # fmt: skip


def tax_of(facts):
    return [fact.value for fact in with_tax_signs(facts) if fact.concept == TAX]


def test_an_expense_that_the_statement_takes_off_in_brackets_is_positive():
    assert tax_of(statement(13976, -2374, 11588)) == [2374]


def test_a_benefit_that_the_statement_adds_is_negative():
    assert tax_of(statement(-5936, 3217, -2722, "Benefit (provision) for income taxes")) == [-3217]


def test_an_expense_that_is_subtracted_stays_as_printed():
    assert tax_of(statement(1000, 210, 790, "Income tax expense (benefit)")) == [210]
    assert tax_of(statement(1000, -50, 1050, "Income tax expense (benefit)")) == [-50]


def test_the_years_of_a_row_are_turned_together():
    facts = [*statement(3806, -769, 3033), *statement(900, -400, None, year=2018)]
    assert tax_of(facts) == [769, 400]


def test_where_the_sum_cannot_tell_the_label_does():
    assert tax_of(statement(500, -100, None, "Income tax (expense) benefit")) == [100]
    assert tax_of(statement(500, -100, None, "Income tax expense (benefit)")) == [-100]


def test_taxes_in_a_note_and_tagged_ones_keep_their_sign():
    note = [replace(fact, statement=None) for fact in statement(13976, -2374, 11588)]
    tagged = [replace(fact, source=Source.XBRL) for fact in statement(13976, -2374, 11588)]
    assert tax_of(note) == tax_of(tagged) == [-2374]


def test_another_registrants_results_do_not_tell_the_sign_of_the_issuers_taxes():
    others = [
        replace(fact, segment="Northweld Power", concept="IncomeLossFromContinuingOperations")
        for fact in statement(13976, -2374, 16350)
    ]
    assert tax_of([*statement(13976, -2374, 11588), *others])[0] == 2374
