"""Hand-made values: three quarterly reports of an invented company, and a run that compares its revenue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from core.answers import (
    Answer,
    AnswerStatus,
    Cell,
    Chart,
    ChartPoint,
    Citation,
    ComparisonTable,
    Figure,
    Finding,
    FindingStatus,
    Grounding,
    Plan,
    SubQuestion,
    TableRow,
)
from core.filings import BBox, Filing, Form, Kind, Quality, TieOut
from core.periods import duration
from core.traces import Run, RunSettings, Session, Span, SpanKind, SpanStatus, Tokens

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
QUARTER_ENDS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30))
REVENUES = (Decimal("6854000000"), Decimal("8073000000"), Decimal("8343000000"))
LOSSES = (Decimal("-5930000000"), Decimal("-2601000000"), Decimal("-1206000000"))


def filing(number: int) -> Filing:
    """The quarterly report of quarter 1, 2 or 3."""
    return Filing(
        id=f"{number:016x}",
        name=f"kestrel-q{number}-2025.pdf",
        company="Kestrel Mobility, Inc.",
        form=Form.TEN_Q,
        kind=Kind.PDF,
        pages=24 + number,
        sha256=f"{number:064x}",
        fiscal_year=2025,
        fiscal_quarter=number,
        period_end=QUARTER_ENDS[number - 1],
        quality=Quality(
            (
                TieOut("assets equal liabilities and equity", Decimal(100), Decimal(100), True, 4),
                TieOut(
                    "costs sum to total costs", Decimal(7000), Decimal(7010 if number == 2 else 7000), number != 2, 5
                ),
            ),
            ("Page 19 is a picture and was read by character recognition.",) if number == 3 else (),
        ),
        fact_count=400 + number,
        passage_count=1100 + number,
    )


FILINGS = tuple(filing(n) for n in (1, 2, 3))


def citation(number: int, quarter: int, line: int = 0, quote: str = "") -> Citation:
    """A cell of the income statement on page 5."""
    printed = f"{REVENUES[quarter - 1].scaleb(-6):,.0f}"
    words = quote or f"Revenue $ {printed} $ 2,903"
    return Citation(number, filing(quarter).id, 5, words, BBox(330, 150 + 22 * line, 392, 164 + 22 * line))


def revenue(quarter: int, number: int) -> Figure:
    """Revenue of a quarter, read from the income statement."""
    value = REVENUES[quarter - 1]
    printed = f"{value.scaleb(-6):,.0f}"
    return Figure(
        label="Revenue",
        value=value,
        unit="USD",
        period=duration(QUARTER_ENDS[quarter - 1], 3),
        citation=citation(number, quarter),
        text=f"${printed} million",
        printed=printed,
        scale=6,
        concept="Revenues",
        sub_question=f"q{quarter}",
    )


def loss(quarter: int, number: int) -> Figure:
    """Net loss of a quarter."""
    printed = f"({-LOSSES[quarter - 1].scaleb(-6):,.0f})"
    return replace(
        revenue(quarter, number),
        label="Net loss",
        value=LOSSES[quarter - 1],
        text=f"-${printed.strip('()')} million",
        printed=printed,
        citation=citation(number, quarter, 6, f"Net loss {printed} (108)"),
    )


def growth(early: Figure, late: Figure, text: str) -> Figure:
    """Growth from one quarter to the next, computed."""
    value = (late.value / early.value - 1) * 100
    formula = "(later / earlier - 1) × 100"
    return Figure(
        "Growth",
        value,
        "%",
        late.period,
        formula=formula,
        inputs=(late, early),
        grounding=Grounding.COMPUTED,
        text=text,
    )


ONE, TWO, THREE = (revenue(q, q) for q in (1, 2, 3))
FIGURES = (
    ONE,
    TWO,
    THREE,
    growth(ONE, TWO, "17.8%"),
    growth(TWO, THREE, "3.3%"),
    loss(1, 4),
    loss(2, 5),
    loss(3, 6),
    Figure(
        "Revenue",
        Decimal("23270000000"),
        "USD",
        text="$23,270 million",
        grounding=Grounding.WRONG_PERIOD,
        reason="The filing prints it for the nine months, not for the quarter.",
    ),
)
MARKDOWN = (
    "Kestrel's revenue rose in each quarter of 2025: **$6,854 million** [1] in the first, **$8,073 million** [2] in "
    "the second and **$8,343 million** [3] in the third.\n\n"
    "- It grew by 17.8% from the first to the second quarter, and by 3.3% from the second to the third.\n"
    "- Management says the second quarter's growth came from “an increase in Gross Bookings of 33%” [2].\n\n"
    "The nine-month figure of $23,270 million is not a quarter's."
)
TABLE = ComparisonTable(
    "Revenue and net loss by quarter (USD, millions)",
    ("Q1 2025", "Q2 2025", "Q3 2025"),
    (
        TableRow("Revenue", (Cell("6,854", 0), Cell("8,073", 1), Cell("8,343", 2))),
        TableRow("Growth on the quarter before", (Cell("n/a"), Cell("17.8%", 3), Cell("3.3%", 4))),
        TableRow("Net loss", (Cell("(5,930)", 5), Cell("(2,601)", 6), Cell("(1,206)", 7))),
    ),
)
CHART = Chart(
    "line",
    "Revenue by quarter",
    "USD, millions",
    tuple(ChartPoint(f"Q{q} 2025", "Kestrel Mobility, Inc.", REVENUES[q - 1].scaleb(-6), q - 1) for q in (1, 2, 3)),
)


def sub_question(quarter: int) -> SubQuestion:
    """What was revenue in this quarter?"""
    text = f"What was Kestrel's revenue in the three months ended {QUARTER_ENDS[quarter - 1]:%B %d, %Y}?"
    arguments = {"concept": "Revenues", "months": 3}
    return SubQuestion(f"q{quarter}", text, "line_item", filing(quarter).id, arguments)


def finding(quarter: int) -> Finding:
    """Its answer."""
    figure = revenue(quarter, quarter)
    assert figure.citation is not None
    return Finding(
        sub_question(quarter),
        FindingStatus.ANSWERED,
        f"Revenue was {figure.text}.",
        (figure,),
        (figure.citation,),
        (),
        0.12,
    )


MISSING = Finding(
    SubQuestion("q4", "How many drivers were active?", "topic", filing(2).id),
    FindingStatus.NOT_DISCLOSED,
    "Searched Item 2 and the notes; active drivers are not given.",
    (),
    (citation(9, 2, 3, "Monthly Active Platform Consumers"),),
    (),
    0.3,
)
PLAN = Plan(
    (
        *(sub_question(q) for q in (1, 2, 3)),
        MISSING.sub_question,
        SubQuestion("q5", "Growth between the quarters", "compute", None, {}, ("q1", "q2", "q3")),
    ),
    ("“between quarters” is read as Q1, Q2 and Q3 2025",),
)
GROWN = Finding(PLAN.sub_questions[4], FindingStatus.ANSWERED, "17.8%, then 3.3%.", FIGURES[3:5], (), (), 0.01)
ANSWER = Answer(
    MARKDOWN,
    AnswerStatus.PARTIAL,
    None,
    FIGURES,
    TABLE,
    CHART,
    tuple(f.citation for f in FIGURES if f.citation),
    (*(finding(q) for q in (1, 2, 3)), MISSING, GROWN),
    ("The second quarter's figures include a business that was sold in August.",),
)


def at(seconds: float) -> datetime:
    """So long after the run began."""
    return START + timedelta(seconds=seconds)


def span(name: str, kind: SpanKind, start: float, end: float, **more: object) -> Span:
    """A finished span under the root."""
    ok = Span(f"s-{name}", "run-1", kind, name, at(start), "s-root", at(end), SpanStatus.OK)
    return replace(ok, **more)  # type: ignore[arg-type]


SPANS = (
    Span("s-root", "run-1", SpanKind.AGENT, "question", START, None, at(1.4), SpanStatus.OK),
    span("plan", SpanKind.CHAIN, 0.01, 0.1, output="5 sub-questions"),
    *(
        span(
            f"line_item {q}",
            SpanKind.TOOL,
            0.1,
            0.2 + q / 10,
            sub_question=f"q{q}",
            input='{"concept": "Revenues"}',
            output=f"Revenue was {revenue(q, q).text}.",
            evidence=(citation(q, q),),
        )
        for q in (1, 2, 3)
    ),
    span(
        "search",
        SpanKind.RETRIEVER,
        0.1,
        0.5,
        sub_question="q4",
        status=SpanStatus.ERROR,
        error="The index was busy; tried again.",
    ),
    span("write", SpanKind.LLM, 0.6, 1.1, model="small-model", tokens=Tokens(900, 120)),
    span("synthesis", SpanKind.CHAIN, 0.55, 1.2),
    span("audit", SpanKind.EVALUATOR, 1.2, 1.4, output="8 figures tied, 1 of another period"),
)
QUESTION = "Compare and contrast Kestrel's revenue between quarters"
RUN = Run("run-1", "session-1", QUESTION, START, RunSettings(version="0.1"), (), FILINGS, PLAN, ANSWER, SPANS, at(1.4))
RUNNING = replace(
    RUN,
    id="run-2",
    ended=None,
    spans=(*SPANS[:4], replace(SPANS[4], end=None, status=SpanStatus.RUNNING)),
    answer=Answer(
        "Kestrel's revenue rose from $6,854 million", AnswerStatus.PARTIAL, findings=(finding(1), finding(2))
    ),
)
FAILED = replace(
    RUN,
    id="run-3",
    question="What was the revenue of Nobody Corp?",
    plan=None,
    spans=SPANS[:1],
    answer=Answer(
        "", AnswerStatus.REFUSED, error="No filing of Nobody Corp is in the library; add one on the Library page."
    ),
)
SESSION = Session("session-1", QUESTION, START, at(2), (RUN,))
