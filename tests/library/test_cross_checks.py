from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.filings import Fact, Filing, Form, ReadFiling, Source, Statement, TieOut
from core.ontology import load_ontology
from core.periods import Period, duration
from library.cross_checks import Shelved, cross_checks, related
from library.library import Library
from tests.library.conftest import reading_of

JUNE, SEPTEMBER = date(2023, 6, 30), date(2023, 9, 30)
MakeReading = Callable[..., tuple[ReadFiling, Path]]


def filing(id: str, end: date, company: str = "Northwind Tooling, Inc.", form: Form = Form.TEN_Q) -> Filing:
    made = reading_of(f"{id}.pdf", ["text"], company, end.year, id * 8).filing
    return replace(made, id=id, period_end=end, form=form)


def fact(concept: str, millions: int, period: Period, source: Source = Source.TABLE, **parts: object) -> Fact:
    value = Decimal(millions) * 10**6
    made = Fact("f", concept, value, "USD", period, 4, concept=concept, statement=Statement.INCOME, scale=6)
    return replace(made, source=source, **parts)  # type: ignore[arg-type]


def tagged(concept: str, millions: int, period: Period, **parts: object) -> Fact:
    return fact(concept, millions, period, Source.XBRL, filing="html", **parts)


def checks(own: list[Fact], *others: Shelved, end: date = SEPTEMBER) -> dict[str, TieOut]:
    found = cross_checks(Shelved(filing("pdf", end), own), others, load_ontology())
    return {tie_out.name: tie_out for tie_out in found}


QUARTER = duration(SEPTEMBER, 3)
AS_TAGGED = "Revenue, three months ended September 30, 2023 = as tagged in html.pdf"
READ = "Figures of the statements tagged in html.pdf = those of them that were read here"


def test_a_figure_read_otherwise_than_it_is_tagged_does_not_tie() -> None:
    html = Shelved(filing("html", SEPTEMBER), [tagged("Revenues", 120, QUARTER)])
    found = checks([fact("Revenues", 12, QUARTER)], html)
    assert found[AS_TAGGED] == TieOut(AS_TAGGED, Decimal(12 * 10**6), Decimal(120 * 10**6), False, 4, "html")
    assert (found[READ].left, found[READ].right, found[READ].ok) == (1, 0, False)
    assert all(tie_out.ok for tie_out in checks([fact("Revenues", 120, QUARTER)], html).values())


def test_a_tagged_figure_that_was_not_read_is_counted() -> None:
    html = Shelved(filing("html", SEPTEMBER), [tagged("Revenues", 120, QUARTER), tagged("GrossProfit", 40, QUARTER)])
    found = checks([fact("Revenues", 120, QUARTER)], html)
    assert found[AS_TAGGED].ok and not found[READ].ok
    assert (found[READ].left, found[READ].right) == (2, 1)


@pytest.mark.parametrize(("concept", "ok"), [("PaymentsOfDividends", True), ("NetIncomeLoss", False)])
def test_a_payment_may_be_printed_in_brackets_but_a_loss_is_no_profit(concept: str, ok: bool) -> None:
    html = Shelved(filing("html", SEPTEMBER), [tagged(concept, 30, QUARTER)])
    found = checks([fact(concept, -30, QUARTER)], html)
    assert [tie_out.ok for name, tie_out in found.items() if name != READ] == [ok]


def test_what_differs_by_segment_or_period_is_not_compared() -> None:
    html = Shelved(filing("html", SEPTEMBER), [tagged("Revenues", 120, QUARTER)])
    others = [fact("Revenues", 7, QUARTER, segment="Norway"), fact("Revenues", 300, duration(SEPTEMBER, 9))]
    assert set(checks(others, html)) == {READ}


def test_tags_of_another_quarter_are_no_reference() -> None:
    html = Shelved(filing("html", JUNE), [tagged("Revenues", 120, QUARTER)])
    assert checks([fact("Revenues", 12, QUARTER)], html) == {}


@pytest.mark.parametrize(("nine_months", "ok"), [(360, True), (361, True), (390, False)])
def test_the_year_to_date_is_that_of_the_report_before_and_the_quarter(nine_months: int, ok: bool) -> None:
    before = Shelved(filing("june", JUNE), [fact("Revenues", 240, duration(JUNE, 6))])
    found = checks([fact("Revenues", 120, QUARTER), fact("Revenues", nine_months, duration(SEPTEMBER, 9))], before)
    [(name, tie_out)] = found.items()
    assert name == "Revenue: 9 months = 6 months in june.pdf + 3 months"
    assert (tie_out.ok, tie_out.right, tie_out.filing) == (ok, 360 * 10**6, "june")


def test_a_payment_in_brackets_goes_on_from_a_tagged_one() -> None:
    paid = "PaymentsOfDividends"
    before = Shelved(filing("june", JUNE), [tagged(paid, 240, duration(JUNE, 6))])
    [tie_out] = checks([fact(paid, -120, QUARTER), fact(paid, -360, duration(SEPTEMBER, 9))], before).values()
    assert tie_out.ok and tie_out.right == -360 * 10**6


def test_what_does_not_add_up_over_time_and_what_the_filing_gives_itself_is_not_checked_over_filings() -> None:
    before = Shelved(filing("june", JUNE), [fact("Revenues", 999, duration(JUNE, 6))])
    own = [fact("Revenues", v, p) for v, p in ((120, QUARTER), (240, duration(JUNE, 6)), (360, duration(SEPTEMBER, 9)))]
    assert checks(own, before) == {}
    shares = [fact("WeightedAverageNumberOfDilutedSharesOutstanding", 9, p) for p in (QUARTER, duration(SEPTEMBER, 9))]
    earlier = [fact("WeightedAverageNumberOfDilutedSharesOutstanding", 9, duration(JUNE, 6))]
    assert checks(shares, Shelved(filing("june", JUNE), earlier)) == {}


def test_related_are_the_filings_of_one_issuer_within_a_year() -> None:
    own = filing("own", SEPTEMBER)
    twin = filing("twin", SEPTEMBER, "NORTHWIND TOOLING INC")
    other = filing("other", SEPTEMBER, "Southwind Tooling, Inc.")
    old = filing("old", date(2021, 9, 30))
    assert related(own, [own, twin, other, old]) == [twin]


@pytest.fixture
def with_tags(make_reading: MakeReading) -> tuple[ReadFiling, Path]:
    """The tagged version of the small filing, whose revenue is tagged with another amount than is printed."""
    reading, path = make_reading("tagged.txt", ["The same report with tags."])
    [printed, _] = reading.facts
    same = replace(printed, source=Source.XBRL, segment=None, value=Decimal(9000000000))
    return replace(reading, facts=(same,)), path


def test_both_sides_are_checked_when_a_filing_comes_and_when_it_goes(
    library: Library, make_reading: MakeReading, with_tags: tuple[ReadFiling, Path]
) -> None:
    reading, path = make_reading()
    printed = replace(reading, facts=(replace(reading.facts[0], segment=None),))
    alone = library.add(printed, path)
    assert [tie_out.ok for tie_out in alone.quality.tie_outs] == [True]
    html = library.add(*with_tags)
    checked = library.find(alone.id).quality
    assert [tie_out.ok for tie_out in checked.tie_outs] == [True, False, False]
    assert {tie_out.filing for tie_out in checked.tie_outs} == {None, html.id}
    library.update(replace(library.find(html.id), company="Southwind"))
    assert library.find(alone.id).quality == alone.quality
    library.update(replace(library.find(html.id), company="Northwind Tooling"))
    assert library.find(alone.id).quality == checked
    library.delete(html.id)
    assert library.find(alone.id).quality == alone.quality


def test_the_filing_that_comes_second_is_checked_too(
    library: Library, make_reading: MakeReading, with_tags: tuple[ReadFiling, Path]
) -> None:
    library.add(*with_tags)
    reading, path = make_reading()
    added = library.add(replace(reading, facts=(replace(reading.facts[0], segment=None),)), path)
    assert len(added.quality.tie_outs) == 3
    again = library.replace(replace(reading, facts=()))
    assert [tie_out.name[:7] for tie_out in again.quality.tie_outs] == ["assets", "Figures"]
