"""What reading a file yields: the filing, its facts, its passages, its pages, and how far they hang together.

Money is `Decimal` in units of one. Pages count from 1. Boxes are in PDF points from the page's top left.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.periods import FiscalCalendar, FiscalPeriod, Period


class BBox(NamedTuple):
    """A rectangle on a page, in points from the top left: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float


class Form(StrEnum):
    """The form type, as far as Footnote treats it differently."""

    TEN_Q = "10-Q"
    TEN_K = "10-K"
    EIGHT_K = "8-K"
    OTHER = "other"


class Kind(StrEnum):
    """What a file is, told by its content."""

    PDF = "pdf"
    HTML = "html"
    TEXT = "text"


class Statement(StrEnum):
    """The primary statement on which a fact stands."""

    INCOME = "income"
    BALANCE = "balance"
    CASH_FLOW = "cash_flow"
    COMPREHENSIVE_INCOME = "comprehensive_income"
    EQUITY = "equity"


class Source(StrEnum):
    """How a fact was read."""

    TABLE = "table"
    XBRL = "xbrl"
    TEXT = "text"


@dataclass(frozen=True)
class TieOut:
    """One arithmetic check of what was read: `left` should equal `right` (units of one).

    `page` is that of `left`; `filing` the id of another filing, where `right` comes from there.
    """

    name: str
    left: Decimal
    right: Decimal
    ok: bool
    page: int | None = None
    filing: str | None = None


@dataclass(frozen=True)
class Quality:
    """How far a filing's figures hang together: the tie-outs that were possible, and remarks for the user."""

    tie_outs: tuple[TieOut, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float | None:
        """Share of tie-outs that hold, 0 to 1; None where none was possible."""
        return sum(t.ok for t in self.tie_outs) / len(self.tie_outs) if self.tie_outs else None


@dataclass(frozen=True)
class Filing:
    """One submission, as its cover page identifies it.

    `fiscal_year` and `fiscal_quarter` are the issuer's count; the quarter is None for an annual report.
    """

    id: str
    name: str
    company: str
    form: Form
    kind: Kind
    pages: int
    sha256: str
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    period_end: date | None = None
    currency: str = "USD"
    ticker: str | None = None
    quality: Quality = Quality()
    fact_count: int = 0
    passage_count: int = 0

    @property
    def fiscal_period(self) -> FiscalPeriod | None:
        """The period that the filing reports on, as the issuer labels it."""
        return None if self.fiscal_year is None else FiscalPeriod(self.fiscal_year, self.fiscal_quarter)

    @property
    def calendar(self) -> FiscalCalendar | None:
        """The issuer's fiscal calendar, anchored at this filing; None where its period was not found."""
        if self.period_end is None or self.fiscal_period is None:
            return None
        return FiscalCalendar(self.period_end, self.fiscal_period)

    @property
    def title(self) -> str:
        """For people: "Uber Technologies, Inc. · 10-Q · Q3 2022"."""
        label = self.fiscal_period.label if self.fiscal_period else None
        return " · ".join(part for part in (self.company or self.name, self.form, label) if part)


@dataclass(frozen=True)
class Fact:
    """One printed or tagged figure: value in units of one (a percentage is 1.9 for 1.9%), and where it stands.

    `label` is the line as printed, `parents` the headings and lines it is indented under, outermost first.
    `unit` is "USD" (or another ISO currency), "USD/share", "shares", "%" or "" for a bare count.
    `concept` is a line item's id in the ontology. `scale` is the power of ten that the table's heading gave.
    `printed` is the cell as printed, `row` the printed row it stands in, `heading` its column's heading.
    """

    filing: str
    label: str
    value: Decimal
    unit: str
    period: Period
    page: int
    parents: tuple[str, ...] = ()
    concept: str | None = None
    statement: Statement | None = None
    segment: str | None = None
    bbox: BBox | None = None
    anchor: str | None = None
    source: Source = Source.TABLE
    printed: str = ""
    row: str = ""
    heading: str = ""
    scale: int = 0


@dataclass(frozen=True)
class Passage:
    """A run of one page's text, whole sentences where there are any, under its Item and heading."""

    filing: str
    ordinal: int
    section: str
    page: int
    text: str
    bboxes: tuple[BBox, ...] = ()
    anchor: str | None = None
    statement: Statement | None = None


@dataclass(frozen=True)
class PageText:
    """A page's own text in reading order, and its size in points (0 by 0 for HTML and text)."""

    number: int
    text: str
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True)
class ReadFiling:
    """All that `ingest` makes of one file. Facts and passages bear the filing's id."""

    filing: Filing
    pages: tuple[PageText, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class PagePicture:
    """A page to look at: a PNG without marks and the page's size in points, or, for HTML and text, its text alone."""

    filing: str
    page: int
    png: bytes = b""
    width: float = 0.0
    height: float = 0.0
    text: str = ""


class Cell(NamedTuple):
    """A cited cell: where it stands on a page, or the anchor of its tag, and what it prints."""

    bbox: BBox | None = None
    anchor: str | None = None
    printed: str = ""


@dataclass(frozen=True)
class Piece:
    """An element of an HTML filing, made harmless: a known tag, a few known styles, text and further pieces in it.

    `mark` says that it is what is cited: "cell", "row" or "words".
    """

    tag: str
    children: "tuple[Piece | str, ...]" = ()
    style: tuple[tuple[str, str], ...] = ()
    colspan: int = 1
    rowspan: int = 1
    mark: str = ""


@dataclass(frozen=True)
class Fragment:
    """The part of an HTML filing around a citation; `cut` says whether there is more before it, and after it."""

    filing: str
    pieces: tuple[Piece | str, ...]
    cut: tuple[bool, bool] = (False, False)


class Hit(NamedTuple):
    """A passage that was found, with its score (higher is better, comparable within one search)."""

    passage: Passage
    score: float
