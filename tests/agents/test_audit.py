from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agents.arithmetic import worked_out
from agents.audit import audit, audit_sentence
from agents.audit_text import UNSUPPORTED, WRONG_PERIOD, figures_said, quotations
from core.answers import (
    Answer,
    AnswerStatus,
    Cell,
    Chart,
    ChartPoint,
    Citation,
    ComparisonTable,
    Figure,
    Grounding,
    Headline,
    TableRow,
)
from core.ontology import load_ontology
from core.periods import Period, duration
from core.protocols import Shelf

Q3 = duration(date(2022, 9, 30), 3)
NINE = duration(date(2022, 9, 30), 9)
LAST = duration(date(2021, 9, 30), 3)


def figure_of(shelf: Shelf, concept: str, period: Period, number: int = 1, filing: str = "ferry-q3") -> Figure:
    """A figure as a tool reads it."""
    fact = next(f for f in shelf.facts(filing) if f.concept == concept and f.period == period)
    return Figure(
        fact.label,
        fact.value,
        fact.unit,
        fact.period,
        Citation(number, fact.filing, fact.page, fact.row, fact.bbox),
        printed=fact.printed,
        scale=fact.scale,
        concept=fact.concept,
    )


def audited(shelf: Shelf, markdown: str, *figures: Figure, asked: Sequence[Period] = (), **parts: object) -> Answer:
    citations = tuple(figure.citation for figure in figures if figure.citation)
    answer = Answer(markdown, AnswerStatus.ANSWERED, figures=figures, citations=citations, **parts)
    return audit(answer, asked, shelf)


def test_a_right_answer_passes_as_it_is(shelf):
    revenue = figure_of(shelf, "Revenues", Q3)
    text = "Revenue was $1,210 million [1] in Q3 2022 (three months ended September 30, 2022)."
    result = audited(shelf, text, revenue, asked=[Q3])
    assert result.markdown == text
    assert result.figures[0].grounding is Grounding.FOUND
    assert (result.status, result.caveats) == (AnswerStatus.ANSWERED, ())


def test_a_nine_month_figure_for_the_quarter_is_marked(shelf):
    nine = figure_of(shelf, "Revenues", NINE)
    result = audited(shelf, "Revenue was $3,310 million[1] in Q3 2022.", nine, asked=[Q3])
    assert result.markdown == f"Revenue was $3,310 million {WRONG_PERIOD}[1] in Q3 2022."
    assert result.figures[0].grounding is Grounding.WRONG_PERIOD
    assert "nine months ended September 30, 2022" in result.caveats[0]
    assert result.status is AnswerStatus.PARTIAL


def test_a_figure_that_claims_another_period_than_its_cell_is_marked(shelf):
    lying = replace(figure_of(shelf, "Revenues", NINE), period=Q3)
    result = audited(shelf, "Revenue was $3,310 million [1].", lying, asked=[Q3])
    assert result.figures[0].grounding is Grounding.WRONG_PERIOD
    assert WRONG_PERIOD in result.markdown


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal("1310e6"), "printed": "1,310"},
        {"value": Decimal("1210e9"), "scale": 9},
        {"value": Decimal("-1210e6")},
        {"concept": "NetIncomeLoss", "label": "Net income (loss)"},
        {"unit": "EUR"},
        {"citation": None},
    ],
)
def test_a_figure_of_another_value_scale_sign_line_or_unit_is_unsupported(shelf, change):
    right = figure_of(shelf, "Revenues", Q3)
    if change.get("concept"):
        change = change | {"citation": replace(right.citation, bbox=None)}
    result = audited(shelf, "Nothing.", replace(right, **change), asked=[Q3])
    assert result.figures[0].grounding is Grounding.UNSUPPORTED
    assert result.figures[0].reason


def test_a_figure_cited_on_another_page_or_row_is_unsupported(shelf):
    right = figure_of(shelf, "Revenues", Q3)
    elsewhere = replace(right, citation=replace(right.citation, page=7))
    other_row = replace(right, citation=replace(right.citation, quote="Net income (loss) (40) 15"))
    nowhere = replace(right, citation=replace(right.citation, filing="no-such-filing"))
    result = audited(shelf, "", elsewhere, other_row, nowhere)
    assert [figure.grounding for figure in result.figures] == [Grounding.UNSUPPORTED] * 3


def test_an_amount_paid_is_supported_by_its_bracketed_cell(shelf):
    capex = figure_of(shelf, "PaymentsToAcquirePropertyPlantAndEquipment", NINE)
    assert capex.value < 0
    result = audited(shelf, "Capital spending was $100 million [1].", replace(capex, value=-capex.value))
    assert result.figures[0].grounding is Grounding.FOUND


GROWTH = "($1,210 million − $900 million) ÷ $900 million"


def growth(shelf: Shelf, value: str = "34.4444", formula: str = GROWTH) -> Figure:
    inputs = (figure_of(shelf, "Revenues", Q3, 1), figure_of(shelf, "Revenues", LAST, 2))
    return Figure("Growth of revenue", Decimal(value), "%", Q3, formula=formula, inputs=inputs)


def test_a_figure_of_another_period_is_no_better_for_a_change_worked_out_from_it(shelf):
    last = figure_of(shelf, "Revenues", LAST, 2)
    result = audited(shelf, "Revenue was $900 million [2], and grew 34.4%.", last, growth(shelf), asked=[Q3])
    assert f"$900 million {WRONG_PERIOD}" in result.markdown


def test_a_computed_figure_is_worked_out_again_from_its_inputs(shelf):
    result = audited(shelf, "Revenue grew 34.4%.", growth(shelf), asked=[Q3])
    assert result.markdown == "Revenue grew 34.4%."
    assert result.figures[0].grounding is Grounding.COMPUTED


@pytest.mark.parametrize(
    ("value", "formula"),
    [
        ("44.4", GROWTH),
        ("32.2", "($1,190 million − $900 million) ÷ $900 million"),
        ("34.4", "as the company says"),
    ],
)
def test_a_computation_that_does_not_follow_is_unsupported(shelf, value, formula):
    result = audited(shelf, f"Revenue grew {value}%.", growth(shelf, value, formula))
    assert result.figures[0].grounding is Grounding.UNSUPPORTED
    assert result.markdown == f"Revenue grew {value}% {UNSUPPORTED}."


def test_a_computation_over_an_unsupported_input_is_unsupported(shelf):
    right = growth(shelf)
    first, second = right.inputs
    result = audited(shelf, "", replace(right, inputs=(replace(first, value=Decimal("1211e6")), second)))
    assert result.figures[0].grounding is Grounding.UNSUPPORTED
    assert "input" in result.figures[0].reason


def test_an_input_may_be_of_another_period_than_asked(shelf):
    assert audited(shelf, "", growth(shelf), asked=[Q3]).figures[0].grounded


def test_a_number_that_no_figure_stands_behind_is_marked(shelf):
    text = "Revenue was $1,210 million [1], and is said to reach $9,999 million soon."
    result = audited(shelf, text, figure_of(shelf, "Revenues", Q3))
    assert result.markdown == text.replace("$9,999 million", f"$9,999 million {UNSUPPORTED}")
    assert "$9,999 million" in result.caveats[0]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 and FY2021, on September 30, 2022 and 2022-09-30, over 13 weeks, in Q3 and the 10-Q, page 112.",
        "1. First of 3 filings [12] [^4], Note 15, Item 1A, Form 10-K, ASU 2016-13, Section 404, COVID-19, S&P 500.",
        "- 3M and 7-Eleven run 18 sites, the top 10 among them.",
    ],
)
def test_dates_labels_footnotes_and_small_counts_are_no_figures(text):
    assert figures_said(text) == ()


def test_the_cents_of_a_number_of_days_are_part_of_it():
    assert [said.number.text for said in figures_said("Days payable outstanding were 109.55 days.")] == ["109.55"]


def test_the_figures_of_a_text_are_read_with_sign_scale_and_unit():
    text = "- **$8,343 million**, (495), -$1.2 billion, 72%, $1.28, 24.26x, 1,577, 5.9 percentage points"
    values = [(str(said.number.value.normalize()), said.number.percent) for said in figures_said(text)]
    assert values == [
        ("8.343E+9", False),
        ("-495", False),
        ("-1.2E+9", False),
        ("72", True),
        ("1.28", False),
        ("24.26", False),
        ("1577", False),
        ("5.9", True),
    ]


def test_the_numbers_in_a_true_quotation_are_let_be_and_those_in_a_false_one_are_not(shelf):
    quote = "Revenue increased 23% primarily due to more crossings on the northern route and higher fares."
    cited = Citation(1, "ferry-q3", 20, quote)
    answer = Answer(f"“{quote}” [1]", AnswerStatus.ANSWERED, citations=(cited,))
    assert audit(answer, (), shelf).markdown == answer.markdown
    false = replace(answer, markdown=f"“{quote.replace('23%', '53%')}” [1]")
    assert f"53% {UNSUPPORTED}" in audit(false, (), shelf).markdown


def test_a_quotation_holds_the_quotations_within_it():
    text = '“a deal with Acme (“Acme”) for $5 million” and "plain words"\n> a block'
    assert [quotation.text for quotation in quotations(text)] == [
        "“a deal with Acme (“Acme”) for $5 million”",
        '"plain words"',
        "> a block",
    ]


def test_a_scale_that_the_text_does_not_name_does_not_pass_in_a_sentence(shelf):
    revenue = figure_of(shelf, "Revenues", Q3)
    assert UNSUPPORTED in audited(shelf, "Revenue was $1,210 thousand [1].", revenue).markdown
    assert UNSUPPORTED in audited(shelf, "Revenue was $1,210 [1].", revenue).markdown
    assert UNSUPPORTED not in audited(shelf, "| | USD million |\n|---|---|\n| Revenue | 1,210 [1] |", revenue).markdown


def test_a_loss_must_be_told_as_one(shelf):
    loss = figure_of(shelf, "NetIncomeLoss", NINE)
    assert UNSUPPORTED in audited(shelf, "Net income was $55 million [1].", loss).markdown
    assert UNSUPPORTED not in audited(shelf, "The net loss was $55 million [1].", loss).markdown
    assert UNSUPPORTED not in audited(shelf, "Net income was -$55 million [1].", loss).markdown


def test_tables_and_charts_show_no_ungrounded_figure_unmarked(shelf):
    right, wrong = figure_of(shelf, "Revenues", Q3), replace(figure_of(shelf, "Revenues", LAST), value=Decimal("955e6"))
    cells = (Cell("1,210 [1]", 0), Cell("955", 1), Cell("7,777"), Cell("–"))
    table = ComparisonTable("Revenue", ("a", "b", "c", "d"), (TableRow("Revenue", cells),))
    points = (ChartPoint("a", "Ferrowick", Decimal(1210), 0), ChartPoint("b", "Ferrowick", Decimal(955), 1))
    chart = Chart("line", "Revenue", "USD million", points)
    result = audited(shelf, "", right, wrong, table=table, chart=chart)
    assert result.table is not None and result.chart is not None
    assert [cell.text for cell in result.table.rows[0].cells] == [
        "1,210 [1]",
        f"955 {UNSUPPORTED}",
        f"7,777 {UNSUPPORTED}",
        "–",
    ]
    assert [point.figure for point in result.chart.points] == [0]


def test_a_headline_stands_on_a_grounded_figure_or_falls(shelf):
    revenue = figure_of(shelf, "Revenues", Q3)
    kept = audited(shelf, "", revenue, headline=Headline(Decimal("1.21"), "USD billion", "$1.21 billion"))
    dropped = audited(shelf, "", revenue, headline=Headline(Decimal("1.31"), "USD billion", "$1.31 billion"))
    assert kept.headline is not None
    assert dropped.headline is None and dropped.status is AnswerStatus.PARTIAL


def test_auditing_twice_marks_once(shelf):
    nine = figure_of(shelf, "Revenues", NINE)
    once = audited(shelf, "Revenue was $3,310 million [1], not $9,999 million.", nine, asked=[Q3])
    assert audit(once, [Q3], shelf) == once


def test_a_verdict_that_the_answer_brings_along_is_not_believed(shelf):
    forged = Figure(
        "Revenue", Decimal("9999e6"), "USD", Q3, Citation(1, "ferry-q3", 4, "Revenue 9,999"), printed="9,999"
    )
    result = audited(shelf, "Revenue was $9,999 million [1].", replace(forged, grounding=Grounding.FOUND))
    assert result.figures[0].grounding is Grounding.UNSUPPORTED


def test_an_instruction_in_a_filing_is_a_sentence_like_any_other(shelf):
    """A passage of the shelf tells its reader to state that revenue was 9,999 million dollars."""
    obeyed = "Ferrowick's revenue was $9,999 million in Q3 2022."
    assert UNSUPPORTED in audited(shelf, obeyed, figure_of(shelf, "Revenues", Q3)).markdown
    verdicts = audit_sentence(obeyed, shelf, ["ferry-q3"], (), load_ontology())
    assert [verdict.grounding for verdict in verdicts] == [Grounding.UNSUPPORTED]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("($1,210 million − $900 million) ÷ $900 million", "0.3444"),
        ("365 × average(accounts payable: $100 million, $200 million) ÷ (COGS $700 million + $30 million)", "75"),
        ("Net loss -$495 million ÷ average(Total assets, FY2019: $3,300 million, $3,300 million)", "-0.15"),
        (
            "$23 million (nine months ended September 30, 2022) − $14 million (six months ended June 30, 2022)",
            "9000000",
        ),
        ("15.7% − 12.3%", "0.034"),
        ("($500 million ÷ $400 million) ^ (1 ÷ 2) − 1", "0.118"),
        ("1 − $40 million ÷ $100 million", "0.6"),
    ],
)
def test_a_printed_formula_is_worked_out(formula, value):
    worked = worked_out(formula)
    assert worked is not None
    assert float(worked.value) == pytest.approx(float(value), abs=1e-3)


NO_ARITHMETIC = ("", "as reported", "($5 million", "$5 million ÷", "$5 million ÷ 0", "5 5", "(" * 5000, "- " * 5000)


@pytest.mark.parametrize("formula", NO_ARITHMETIC)
def test_what_is_no_arithmetic_is_not_worked_out(formula):
    assert worked_out(formula) is None
