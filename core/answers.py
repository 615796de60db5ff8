"""What a question becomes: a plan, its findings, the figures and citations of an answer.

Values are `Decimal` in units of one; `filing` is a filing's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from core.filings import BBox
from core.periods import Period

Argument = str | int | float | bool | None | list[str]
"""What a tool may be called with, so that a plan can be written as JSON."""


class FindingStatus(StrEnum):
    """How a sub-question ended."""

    ANSWERED = "answered"
    NOT_DISCLOSED = "not_disclosed"
    FAILED = "failed"


class AnswerStatus(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    REFUSED = "refused"
    FAILED = "failed"


class Grounding(StrEnum):
    """The audit's verdict on one figure."""

    FOUND = "found"
    COMPUTED = "computed"
    UNSUPPORTED = "unsupported"
    WRONG_PERIOD = "wrong_period"


@dataclass(frozen=True)
class Citation:
    """A place in a filing (by id), and the page's own words there: a row for a cell, else whole sentences."""

    number: int
    filing: str
    page: int
    quote: str
    bbox: BBox | None = None
    anchor: str | None = None


@dataclass(frozen=True)
class Figure:
    """One number of an answer, in units of one, with the cell or the computation behind it.

    Either `citation` is set (read) or `formula` and `inputs` (computed). `text` is the figure as the answer
    prints it, `printed` the cell as the filing prints it, `scale` the power of ten between them.
    """

    label: str
    value: Decimal
    unit: str
    period: Period | None = None
    citation: Citation | None = None
    formula: str | None = None
    inputs: tuple["Figure", ...] = ()
    grounding: Grounding = Grounding.FOUND
    reason: str = ""
    text: str = ""
    printed: str = ""
    scale: int = 0
    concept: str | None = None
    sub_question: str | None = None

    @property
    def grounded(self) -> bool:
        """Whether the audit tied it to the filing and to the period asked for."""
        return self.grounding in (Grounding.FOUND, Grounding.COMPUTED)


@dataclass(frozen=True)
class SubQuestion:
    """One line of a plan: one filing (None for a computation over others), one tool and its arguments."""

    id: str
    text: str
    tool: str
    filing: str | None = None
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The sub-questions of a question, and how the question was read ("Q3 2022 is read as …").

    `missing` says which companies and periods of the question no filing in scope is about; `other_readings` are the
    question put otherwise, where it can be meant otherwise.
    """

    sub_questions: tuple[SubQuestion, ...]
    readings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    other_readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What became of a sub-question. `error` is a sentence where it failed."""

    sub_question: SubQuestion
    status: FindingStatus
    answer: str
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    caveats: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a comparison table; `figure` is its place in `Answer.figures`, where it shows one."""

    text: str
    figure: int | None = None


@dataclass(frozen=True)
class TableRow:
    """A labelled row of a comparison table."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ComparisonTable:
    """Filings or periods by figures. `columns` are the headings of the cells, without the label's."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class ChartPoint:
    """A point: its place on the axis, its series, its value in the chart's unit, its figure in the answer."""

    x: str
    series: str
    value: Decimal
    figure: int


@dataclass(frozen=True)
class Chart:
    """A line over periods or bars across companies."""

    kind: str
    title: str
    unit: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True)
class Headline:
    """The one figure that answers the question, in the unit asked for, which `unit` names."""

    value: Decimal
    unit: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What the user reads. `citations` are numbered from 1 in the order of `markdown`'s footnotes.

    `other_readings` are questions to ask instead, where this one can be meant otherwise than it was read.
    """

    markdown: str
    status: AnswerStatus
    headline: Headline | None = None
    figures: tuple[Figure, ...] = ()
    table: ComparisonTable | None = None
    chart: Chart | None = None
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    caveats: tuple[str, ...] = ()
    error: str | None = None
    other_readings: tuple[str, ...] = ()
