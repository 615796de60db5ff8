"""A session as it might be: three quarters of an invented company, asked about three times."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

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
    Headline,
    Plan,
    SubQuestion,
    TableRow,
)
from core.filings import BBox, Filing, Form, Kind, PagePicture
from core.periods import Period
from core.traces import Feedback, Run, RunSettings, Session, Span, SpanKind, SpanStatus, Tokens, Vote

KEY = "sk-proj-Zx81mQ0wLr5TnV2aBc9d"
PASSPHRASE = "correct horse battery"
EVIL = "<script>alert('x')</script> & <img src=x onerror=alert(1)> **bold** [a](javascript:alert(1)) | pipe `tick`"
FORMULA_LIKE = '=HYPERLINK("http://evil.example","x")'
START = datetime(2026, 5, 4, 9, 30, 0, 123456, tzinfo=UTC)
QUARTER_ENDS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30))
REVENUE = (Decimal("6854000000"), Decimal("8073000000"), Decimal("8343000000"))
TAX_RATE = (Decimal("15.7"), Decimal("14.2"))


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def period(quarter: int) -> Period:
    end = QUARTER_ENDS[quarter]
    return Period(end, date(end.year, end.month - 2, 1))


def make_filing(quarter: int) -> Filing:
    letter = "abc"[quarter]
    return Filing(
        id=letter * 16,
        name=f"harbor_q{quarter + 1}_2025.pdf",
        company="Harbor & Lane <Freight>, Inc.",
        form=Form.TEN_Q,
        kind=Kind.PDF,
        pages=60,
        sha256=letter * 64,
        fiscal_year=2025,
        fiscal_quarter=quarter + 1,
        period_end=QUARTER_ENDS[quarter],
    )


FILINGS = tuple(make_filing(quarter) for quarter in range(3))


def cite(number: int, quarter: int, page: int, quote: str, top: float = 300.0) -> Citation:
    return Citation(number, FILINGS[quarter].id, page, quote, BBox(400.0, top, 460.0, top + 12))


def revenue(quarter: int) -> Figure:
    number, text = quarter + 1, f"${REVENUE[quarter] / 10**6:,.0f} million"
    printed = f"{REVENUE[quarter] / 10**6:,.0f}"
    return Figure(
        "Revenue",
        REVENUE[quarter],
        "USD",
        period(quarter),
        cite(number, quarter, 5, f"Revenue $ {printed}"),
        text=text,
        printed=printed,
        scale=6,
        concept="Revenues",
        sub_question=f"q{number}",
    )


def growth(later: Figure, earlier: Figure) -> Figure:
    value = (later.value - earlier.value) / earlier.value * 100
    return Figure(
        "Revenue growth",
        value,
        "%",
        later.period,
        formula=f"({later.printed} - {earlier.printed}) / {earlier.printed}",
        inputs=(later, earlier),
        grounding=Grounding.COMPUTED,
        text=f"{value:.1f}%",
    )


def tax_rate(quarter: int) -> Figure:
    rate = TAX_RATE[quarter]
    citation = cite(quarter + 6, quarter, 31, f"{FORMULA_LIKE} effective tax rate was {rate}%", 500.0)
    return Figure("Effective tax rate", rate, "%", period(quarter), citation, text=f"{rate}%", printed=f"{rate}%")


def comparison() -> Answer:
    first, second, third = (revenue(quarter) for quarter in range(3))
    up, slower = growth(second, first), growth(third, second)
    change = Figure(
        "Change in effective tax rate",
        TAX_RATE[1] - TAX_RATE[0],
        "percentage points",
        period(1),
        formula="14.2% - 15.7%",
        inputs=(tax_rate(1), tax_rate(0)),
        grounding=Grounding.COMPUTED,
        text="-1.5 percentage points",
    )
    loose = Figure(
        "Bookings", Decimal("31000000000"), "USD", period(2), text="$31.0 billion", scale=9,
        grounding=Grounding.UNSUPPORTED, reason="No page prints it.",
    )  # fmt: skip
    figures = (first, second, third, up, slower, tax_rate(0), tax_rate(1), change, loose)
    rows = (
        TableRow("Revenue", tuple(Cell(f.printed, place) for place, f in enumerate(figures[:3]))),
        TableRow("Growth | change", (Cell("n/a"), Cell(up.text, 3), Cell(slower.text, 4))),
        TableRow("@Effective tax rate", (Cell("15.7%", 5), Cell("14.2%", 6), Cell("not disclosed"))),
    )
    quoted = cite(4, 2, 38, f"Demand rose. {EVIL}", 420.0)
    searched = cite(5, 2, 40, "Item 2. Management's Discussion and Analysis", 90.0)
    citations = tuple(f.citation for f in figures[:3] if f.citation) + (quoted, searched)
    citations += tuple(f.citation for f in figures[5:7] if f.citation)
    return Answer(
        markdown=(
            "Revenue rose from **$6,854 million** [1] to **$8,073 million** [2] and **$8,343 million** [3]: "
            f"17.8% and 3.3%.\n\n> Demand rose. {EVIL} [4]\n\nThe tax rate fell from 15.7% [6] to 14.2% [7]; "
            "the third quarter's is *not disclosed* [5]. ![pixel](https://evil.example/p.png)"
        ),
        status=AnswerStatus.PARTIAL,
        headline=Headline(Decimal("8343"), "USD million", "$8,343 million"),
        figures=figures,
        table=ComparisonTable("Revenue by quarter (USD in millions)", ("Q1 2025", "Q2 2025", "Q3 2025"), rows),
        chart=Chart("line", "Revenue", "USD million", tuple(
            ChartPoint(f"Q{q + 1} 2025", "Revenue", REVENUE[q] / 10**6, q) for q in range(3)
        )),
        citations=citations,
        findings=findings(first, second, third, searched),
        caveats=("The third quarter has one week more <than usual>.",),
    )  # fmt: skip


def sub_question(quarter: int) -> SubQuestion:
    return SubQuestion(
        f"q{quarter + 1}", f"Revenue of Q{quarter + 1} 2025", "figure", FILINGS[quarter].id, {"concept": "Revenues"}
    )


TAX_QUESTION = SubQuestion("q4", "Effective tax rate of Q3 2025", "figure", FILINGS[2].id, {"concept": "TaxRate"})
GROWTH_QUESTION = SubQuestion("q5", "Growth", "compute", None, {"formula": "growth"}, ("q1", "q2", "q3"))


def findings(first: Figure, second: Figure, third: Figure, searched: Citation) -> tuple[Finding, ...]:
    read = tuple(
        Finding(
            sub_question(q),
            FindingStatus.ANSWERED,
            f.text,
            (replace(f, text=""),),
            (f.citation,) if f.citation else (),
            (),
            0.21,
        )
        for q, f in enumerate((first, second, third))
    )
    missing = Finding(TAX_QUESTION, FindingStatus.NOT_DISCLOSED, "No tax rate is given.", (), (searched,), (), 0.4)
    failed = Finding(GROWTH_QUESTION, FindingStatus.FAILED, "", error="The model's endpoint could not be reached.")
    return (*read, missing, failed)


PLAN = Plan((*(sub_question(q) for q in range(3)), TAX_QUESTION, GROWTH_QUESTION), ("Q3 2025 is the fiscal quarter.",))


def spans(run: str) -> tuple[Span, ...]:
    def span(number: int, kind: SpanKind, name: str, start: float, end: float, **rest: Any) -> Span:
        whole = Span(f"{number:016x}", run, kind, name, at(start), end=at(end), status=SpanStatus.OK)
        return replace(whole, **({"parent": f"{1:016x}"} | rest))

    root = span(1, SpanKind.AGENT, "question", 0, 3.5, parent=None)
    failed = span(
        3, SpanKind.TOOL, "figure", 0.5, 1.0, status=SpanStatus.ERROR, sub_question="q1",
        error="ProviderError: The endpoint is busy; try again.", attributes={"attempt": "1"},
    )  # fmt: skip
    again = span(
        4, SpanKind.TOOL, "figure", 1.0, 1.4, sub_question="q1", input='{"concept": "Revenues"}',
        output="$6,854 million", attributes={"attempt": "2"},
    )  # fmt: skip
    search = span(
        5, SpanKind.RETRIEVER, "search", 1.1, 1.3, parent=f"{4:016x}", input="effective tax rate", sub_question="q4",
        evidence=(cite(1, 0, 5, "Revenue $ 6,854"), cite(4, 2, 38, f"Demand rose. {EVIL}")),
    )  # fmt: skip
    model = span(
        6, SpanKind.LLM, "synthesis", 1.5, 3.4, model="gpt-5-mini", tokens=Tokens(1200, 340), cost=Decimal("0.00098"),
        input=f'{{"messages": [{{"role": "system", "content": "Be exact."}}, {{"role": "user", "content": "{KEY}"}}]}}',
        output=f"Authorization: Bearer {KEY} and {PASSPHRASE}",
    )  # fmt: skip
    plan = span(2, SpanKind.CHAIN, "plan", 0.01, 0.4, input="Compare revenue", output=EVIL)
    return (root, plan, failed, again, search, model)


def make_session() -> Session:
    asked = Run(
        id="4bf92f3577b34da6a3ce929d0e0e4736",
        session="s-2026-05-04",
        question="Compare revenue between quarters, and the tax rate",
        started=at(0),
        settings=RunSettings("openai", "sub-question", "gpt-5-mini", "0.1.0"),
        scope=tuple(f.id for f in FILINGS),
        filings=FILINGS,
        plan=PLAN,
        answer=comparison(),
        spans=spans("4bf92f3577b34da6a3ce929d0e0e4736"),
        ended=at(3.5),
        feedback=(
            Feedback(Vote.UP, at(60)),
            Feedback(Vote.DOWN, at(70), footnote=2, reason="wrong row", correction="$8,073 million"),
        ),
    )
    refusal = Answer("", AnswerStatus.REFUSED, error="No filing of Contoso is in the library; add one.")
    refused = Run("run-2", asked.session, "And Contoso's?", at(100), filings=FILINGS[:1], answer=refusal, ended=at(101))
    halted = Span("s1", "run-3", SpanKind.AGENT, "question", at(200), None, at(201), SpanStatus.STOPPED)
    running = Span("s2", "run-3", SpanKind.TOOL, "figure", at(200.5), "gone")
    stopped = Run(
        "run-3", asked.session, FORMULA_LIKE, at(200), filings=FILINGS, plan=Plan((sub_question(0),)),
        spans=(halted, running), ended=at(201), stopped=True,
    )  # fmt: skip
    return Session(asked.session, "Harbor: revenue <2025>", at(0), at(201), (asked, refused, stopped))


def png(width: int = 61, height: int = 79) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def session() -> Session:
    return make_session()


@pytest.fixture
def pictures() -> dict[tuple[str, int], PagePicture]:
    pages = [(FILINGS[q].id, 5) for q in range(3)] + [(FILINGS[2].id, 38), (FILINGS[0].id, 31)]
    found = {key: PagePicture(*key, png(), 612.0, 792.0, "") for key in pages}
    text = f"Item 2. Management's Discussion and Analysis\n{EVIL}"
    return found | {(FILINGS[2].id, 40): PagePicture(FILINGS[2].id, 40, text=text)}


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)
