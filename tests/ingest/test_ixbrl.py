import importlib.util
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from core.contract import fact_json
from core.filings import Fact, Form, Source, Statement
from core.periods import Period
from ingest.reader import read_filing

Save = Callable[[str, bytes | str], Path]

HEADER = """<div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric contextRef="q" name="dei:DocumentFiscalYearFocus">2023</ix:nonNumeric>
<ix:nonNumeric contextRef="q" name="dei:DocumentFiscalPeriodFocus">Q2</ix:nonNumeric>
<ix:nonNumeric contextRef="q" name="dei:DocumentType">10-Q</ix:nonNumeric>
<ix:nonNumeric contextRef="q" name="dei:DocumentPeriodEndDate" format="ixt:date-monthname-day-year-en">June 30, 2023</ix:nonNumeric>
<ix:nonFraction contextRef="q" name="us-gaap:Hidden" unitRef="usd">1</ix:nonFraction></ix:hidden>
<ix:resources>
<xbrli:context id="q"><xbrli:period><xbrli:startDate>2023-04-01</xbrli:startDate><xbrli:endDate>2023-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="i"><xbrli:period><xbrli:instant>2023-06-30</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="s"><xbrli:entity><xbrli:segment><xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">t:IClothMember</xbrldi:explicitMember></xbrli:segment></xbrli:entity><xbrli:period><xbrli:startDate>2023-04-01</xbrli:startDate><xbrli:endDate>2023-06-30</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="eps"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>"""  # noqa: E501


def tag(text: str, name: str = "us-gaap:Revenues", context: str = "q", unit: str = "usd", **more: str) -> str:
    rest = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<ix:nonFraction contextRef="{context}" name="{name}" unitRef="{unit}"{rest}>{text}</ix:nonFraction>'


def page(body: str) -> str:
    return f'<?xml version="1.0"?><html><body>{HEADER}{body}</body></html>'


def facts_of(body: str, save: Save) -> tuple[Fact, ...]:
    return read_filing(save("x.htm", page(body))).facts


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        (tag("60,584", scale="6", format="ixt:num-dot-decimal"), Decimal(60_584_000_000), "USD"),
        (
            tag("(1.234,5", scale="3", sign="-", format="ixt:num-comma-decimal").replace("(", ""),
            Decimal(-1_234_500),
            "USD",
        ),
        (tag("—", scale="6", format="ixt:fixed-zero"), Decimal(0), "USD"),
        (tag("-", format="ixt:zerodash"), Decimal(0), "USD"),
        (tag("1.26", name="us-gaap:EarningsPerShareBasic", unit="eps"), Decimal("1.26"), "USD/share"),
        (tag("15,697,614", unit="shares", scale="3"), Decimal(15_697_614_000), "shares"),
        (tag("15.7", unit="pure", scale="-2"), Decimal("15.7"), "%"),
        (tag("two", unit="pure", format="ixt-sec:numwordsen"), Decimal(2), ""),
        (tag("twenty-five", unit="pure", format="ixt-sec:numwordsen"), Decimal(25), ""),
    ],
)
def test_values_are_read_exactly(printed: str, value: Decimal, unit: str, save: Save) -> None:
    (fact,) = facts_of(f"<p>It was {printed} in all.</p>", save)
    assert (fact.value, fact.unit, fact.source) == (value, unit, Source.XBRL)


def test_periods_instants_and_segments_come_from_the_context(save: Save) -> None:
    body = (
        f"<p>{tag('5')} {tag('6', context='i')} {tag('7', context='s')}</p>"
        "<table><tr><td>iCloth</td><td>9</td></tr></table>"
    )
    duration, instant, segment = (f for f in facts_of(body, save) if f.source is Source.XBRL)
    assert duration.period == Period(date(2023, 6, 30), date(2023, 4, 1)) and duration.period.months == 3
    assert instant.period == Period(date(2023, 6, 30))
    assert (duration.segment, segment.segment) == (None, "iCloth")


@pytest.mark.parametrize(
    "broken",
    [
        tag("abc"),
        tag("5", context="missing"),
        tag("5", scale="999999999"),
        tag("5", **{"xsi:nil": "true"}),
        tag("NaN"),
        tag(""),
    ],
)
def test_a_tag_that_cannot_be_read_is_left_out(broken: str, save: Save) -> None:
    assert facts_of(f"<p>It was {broken} in all.</p>", save) == ()


STATEMENT = f"""<p>CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS</p><table>
<tr><td></td><td>Three Months Ended June 30, 2023</td></tr>
<tr><td>Revenue:</td></tr>
<tr><td style="padding-left:9pt">Net sales</td><td>{tag("81,797", scale="6", id="f-1")}</td></tr>
<tr><td>Operating income (loss)</td>
<td>({tag("19", scale="6", sign="-", name="us-gaap:OperatingIncomeLoss")}</td><td>)</td></tr>
<tr><td>Income tax</td><td>{tag("1", scale="6", name="us-gaap:IncomeTaxExpenseBenefit")}</td></tr>
<tr><td>Net income</td><td>{tag("3", scale="6", name="us-gaap:NetIncomeLoss")}</td></tr></table>"""


def test_a_statements_facts_bear_label_parents_row_heading_and_anchor(save: Save) -> None:
    sales, operating, *_ = facts_of(STATEMENT, save)
    assert (sales.label, sales.parents, sales.statement) == ("Net sales", ("Revenue:",), Statement.INCOME)
    assert (sales.row, sales.heading, sales.anchor) == ("Net sales 81,797", "Three Months Ended June 30, 2023", "f-1")
    assert (sales.printed, sales.scale, sales.concept) == ("81,797", 6, "Revenues")
    assert (operating.value, operating.printed) == (Decimal(-19_000_000), "(19)")


def test_tables_in_the_notes_are_no_primary_statement(save: Save) -> None:
    notes = STATEMENT.replace("<p>CONDENSED", "<p>Notes to Condensed Consolidated Financial Statements</p><p>CONDENSED")
    statements = [f.statement for f in facts_of(STATEMENT + notes, save)]
    assert statements == [Statement.INCOME] * 4 + [None] * 4


def test_tags_identify_the_filing_and_hidden_facts_have_no_place(save: Save) -> None:
    reading = read_filing(save("x.htm", page(STATEMENT)))
    filing = reading.filing
    assert (filing.form, filing.fiscal_year, filing.fiscal_quarter) == (Form.TEN_Q, 2023, 2)
    assert all("Hidden" not in (f.concept or "") for f in reading.facts)


def test_untagged_tables_of_a_tagged_filing_are_read_as_tables_but_are_no_statement(save: Save) -> None:
    growth = """<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>(In millions)</p><table>
    <tr><td></td><td>Three Months Ended June 30, 2023</td><td>Three Months Ended June 30, 2022</td></tr>
    <tr><td>Orders received</td><td>12</td><td>11</td></tr><tr><td>Net income</td><td>7</td><td>5</td></tr>
    <tr><td>Net sales</td><td>31</td><td>30</td></tr></table>"""
    facts = [f for f in facts_of(STATEMENT + growth, save) if f.source is Source.TABLE]
    assert {f.label for f in facts} >= {"Orders received"}
    assert {f.statement for f in facts} == {None}


def test_an_exhibit_whose_tags_are_explained_in_another_document_is_read_from_its_tables(save: Save) -> None:
    exhibit = f"""<html><body><p>CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>(In millions)</p><table>
    <tr><td></td><td>Three Months Ended June 30, 2023</td><td>Three Months Ended June 30, 2022</td></tr>
    <tr><td>Net sales</td><td>{tag("31", scale="6")}</td><td>{tag("30", scale="6")}</td></tr>
    <tr><td>Net income</td><td>{tag("7", scale="6")}</td><td>{tag("5", scale="6")}</td></tr></table></body></html>"""
    facts = read_filing(save("x.htm", exhibit)).facts
    assert [(f.label, f.value / 10**6, f.period.end.year, f.source) for f in facts] == [
        ("Net sales", 31, 2023, Source.TABLE),
        ("Net sales", 30, 2022, Source.TABLE),
        ("Net income", 7, 2023, Source.TABLE),
        ("Net income", 5, 2022, Source.TABLE),
    ]


@pytest.fixture(scope="session")
def gold(scoring_dir: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("xbrl_gold", scoring_dir / "xbrl_gold.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["AAPL_10-K_2024-09-28", "GOOG_10-Q_2023-06-30", "AMZN_10-Q_2023-06-30", "META_10-Q_2023-06-30"]
)
def test_real_tagged_filings_give_back_their_own_facts(name: str, filings_dir: Path, gold: ModuleType) -> None:
    path = filings_dir / "ixbrl" / f"{name}.html"
    score = gold.score(path, [fact_json(fact) for fact in read_filing(path).facts])
    assert (score["recall"], score["precision"]) >= (0.995, 0.995)
    assert score["concepts"] >= 0.95
