"""Checks of one filing's figures against those of the same issuer's other filings in the library.

A filing that is there with its issuer's tags too (inline XBRL) is held to them: each line item of the statements, and
how many of the tagged figures were read at all. And what a report gives for its year to date is held to what the report
before gave for its own, plus the quarter between. What differs was misread, or recast by the later filing.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from core.filings import Fact, Filing, Form, Source, Statement, TieOut
from core.ontology import LineItem, Ontology
from core.periods import Period, near
from core.tying import Book, Entry, book_of, makes_up, ties
from library.narrowing import telling_words

SAME_DAY = 3  # days by which the period end of a 52/53-week year may be told differently
SIGNED = frozenset(
    (
        "NetIncomeLoss",
        "ProfitLoss",
        "OperatingIncomeLoss",
        "GrossProfit",
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
        "EarningsPerShareBasic",
        "EarningsPerShareDiluted",
        "NetCashProvidedByUsedInOperatingActivities",
        "NetCashProvidedByUsedInInvestingActivities",
        "NetCashProvidedByUsedInFinancingActivities",
    )
)
"""Results, whose sign is their meaning; a payment may be printed in brackets where its tag is positive."""


class Shelved(NamedTuple):
    """A filing of the library with its facts."""

    filing: Filing
    facts: Sequence[Fact]


def related(filing: Filing, others: Sequence[Filing]) -> Sequence[Filing]:
    """The other filings of the same issuer that report on the same period, or on one of the year before its end."""
    words, end = telling_words(filing), filing.period_end
    if end is None:
        return ()
    return [
        other
        for other in others
        if other.id != filing.id
        and other.period_end
        and abs((end - other.period_end).days) < 366
        and telling_words(other) == words
    ]


def cross_checks(own: Shelved, others: Sequence[Shelved], ontology: Ontology) -> tuple[TieOut, ...]:
    """The checks of a filing's figures against its issuer's other filings; each names the other in `filing`."""
    twins = [other for other in others if _same_report(own.filing, other.filing)]
    tagged = next((twin for twin in twins if _is_tagged(twin.facts)), None)
    against_tags = _against_tags(own, tagged, ontology) if tagged and not _is_tagged(own.facts) else ()
    earlier = [other for other in others if other not in twins]
    return (*against_tags, *_years_to_date(own, earlier, ontology))


def _same_report(one: Filing, other: Filing) -> bool:
    ends = one.period_end and other.period_end and near(one.period_end, other.period_end, SAME_DAY)
    return bool(ends) and one.form is other.form is not Form.OTHER


def _is_tagged(facts: Sequence[Fact]) -> bool:
    return any(fact.source is Source.XBRL for fact in facts)


def _against_tags(own: Shelved, tagged: Shelved, ontology: Ontology) -> Iterator[TieOut]:
    """Each line item and period that both give; and how many of the tagged figures were read, whatever their name."""
    references = {
        (fact.concept, fact.period): fact
        for fact in reversed(tagged.facts)
        if fact.concept in ontology.line_items and _is_reference(fact)
    }
    figures = [fact for fact in own.facts if fact.source is Source.TABLE]
    read = {(abs(fact.value), fact.period.end, fact.period.months) for fact in figures}
    for reference in references.values():
        tie_out = _as_tagged(reference, figures, tagged.filing.name, ontology)
        if tie_out:
            yield tie_out
    known = [(abs(fact.value), fact.period.end, fact.period.months) for fact in references.values()]
    name = f"Figures of the statements tagged in {tagged.filing.name} = those of them that were read here"
    count = sum(figure in read for figure in known)
    if known:
        yield TieOut(name, Decimal(len(known)), Decimal(count), count == len(known), None, tagged.filing.id)


def _is_reference(fact: Fact) -> bool:
    """Whether a fact is an amount tagged on a primary statement, for the issuer as a whole."""
    money = len(fact.unit) == 3 or fact.unit.endswith("/share")
    on_statement = fact.statement is not None and fact.statement is not Statement.EQUITY
    return fact.source is Source.XBRL and money and on_statement and not fact.segment and fact.value != 0


def _as_tagged(reference: Fact, figures: Sequence[Fact], name: str, ontology: Ontology) -> TieOut | None:
    own = [fact for fact in figures if _means_the_same(fact, reference)]
    if not own:
        return None
    held = [fact for fact in own if _same_amount(fact, reference)]
    shown = (held or own)[0]
    item = ontology.line_items[reference.concept or ""].name
    said = f"{item}, {reference.period.name} = as tagged in {name}"
    right = shown.value if held else reference.value
    return TieOut(said, shown.value, right, bool(held), shown.page, reference.filing)


def _same_amount(fact: Fact, reference: Fact) -> bool:
    if reference.concept in SIGNED:
        return fact.value == reference.value
    return abs(fact.value) == abs(reference.value)


def _means_the_same(fact: Fact, reference: Fact) -> bool:
    if fact.segment or fact.statement in (None, Statement.EQUITY):
        return False
    same_item = fact.concept == reference.concept and fact.unit == reference.unit
    one, other = fact.period, reference.period
    return same_item and one.months == other.months and near(one.end, other.end, SAME_DAY)


def _years_to_date(own: Shelved, earlier: Sequence[Shelved], ontology: Ontology) -> Iterator[TieOut]:
    """The year to date is what it was in the filing before, and the quarter; for line items whose quarters add up."""
    end, book = own.filing.period_end, book_of(own.facts)
    before = [_before(own, other) for other in earlier]
    for concept, entries in book.items():
        item = ontology.line_items.get(concept)
        if item is None or not item.additive:
            continue
        flows = [period for period in entries if period.start and end and near(period.end, end, SAME_DAY)]
        for whole, last in product(flows, flows):
            if any(makes_up(whole, first, last) for first in entries):
                continue  # the filing gives all three itself
            found = [*_continued(item, entries, _Parts(whole, last), before)]
            if found:
                yield next((tie_out for tie_out in found if tie_out.ok), found[0])


class _Parts(NamedTuple):
    whole: Period
    last: Period


class _Before(NamedTuple):
    """Another filing's book; `signs` are those that its payments may have beside the own filing's."""

    filing: Filing
    book: Book
    signs: tuple[int, ...]


def _before(own: Shelved, other: Shelved) -> _Before:
    alike = _is_tagged(own.facts) == _is_tagged(other.facts)
    return _Before(other.filing, book_of(other.facts), (1,) if alike else (1, -1))


def _continued(
    item: LineItem, entries: Mapping[Period, Entry], parts: _Parts, before: Sequence[_Before]
) -> Iterator[TieOut]:
    """A tie-out for each filing that gives, for its own period, what the last part lacks to make up the whole."""
    whole, last = parts
    left = entries[whole].value
    for filing, book, signs in before:
        for first, entry in book.get(item.id, {}).items():
            own_period = filing.period_end and near(first.end, filing.period_end, SAME_DAY)
            if own_period and makes_up(whole, first, last):
                sums = [sign * entry.value + entries[last].value for sign in (signs if item.id not in SIGNED else (1,))]
                right = min(sums, key=lambda total: abs(left - total))
                said = f"{first.months} months in {filing.name} + {last.months} months"
                ok = ties(left, right, max(entries[whole].scale, entry.scale))
                name = f"{item.name}: {whole.months} months = {said}"
                yield TieOut(name, left, right, ok, entries[whole].page, filing.id)
