"""Tables with times down the side: of which period each row is, and what its figures are of.

"First Quarter" may stand under "2023", beside it, or over columns that are years; what is counted stands over the rows,
over the column, or over the whole table.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.filings import Statement
from core.ontology import LineItem
from core.periods import FiscalPeriod, Period
from ingest.captions import caption_of
from ingest.column_periods import MOVEMENT
from ingest.dating import Calendar
from ingest.headings import Heading, read_heading, stacked
from ingest.labels import Row
from ingest.row_times import time_of
from ingest.tables import Column, Table

QUARTERS = 3  # different ones among the rows make them the quarters of a year
TITLE_LENGTH = 70
TITLE_LINES = 4  # above a table that may be its title
_WHOLE = re.compile(r"^(?:full |fiscal |total )*(?:year|total)(?: total)?\W*$|^annual\W*$", re.IGNORECASE)
_AT = re.compile(r"\b(?:as of|as at|at|ending|balance)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)?|^\W*(?:dollars |amounts )?in (?:thousands|millions|billions).*", re.IGNORECASE)
_BY_QUARTER = re.compile(r"(?:,? (?:by|per|each|in the) (?:fiscal )?quarters?|^quarterly)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"^(?:selected|quarterly|supplement\w*|summary|summari[sz]ed|item \d|note \d|notes to|results|unaudited|the|our"
    r"|these|financial|operating data|key|period|high|low|part|table|form|amounts?|dollars?|total)\b"
    r"|^(?:shares|number|value|prices?|count)$|\b(?:follow\w*|data|information|metrics|were|was|are|is|statements?|inc|corp\w*|company|plc|financial)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TimeRow:
    """A row that is a time: the row without the times it stands under, what it says itself, and all of these together.

    `of_quarters` says that the rows of its table are the quarters of years, `one_day` that all are of one month.
    """

    row: Row
    own: Heading
    time: Heading
    of_quarters: bool
    one_day: bool

    @property
    def above(self) -> str:
        """The line that it stands under; "" where there is none."""
        return self.row.parents[-1].strip(" :") if self.row.parents else ""


def time_rows(table: Table) -> Mapping[int, TimeRow]:
    """The rows of a table that are times, by their identity; none where a table has but other rows."""
    own = [time_of(row) for row in table.rows]
    if not any(own):
        return {}
    months = {time.month for time in own if time and time.month}
    quarters = months or {time.quarter * 3 for time in own if time and time.quarter}
    of_quarters = len(quarters) >= QUARTERS and len({month % 3 for month in quarters}) == 1
    one_day = len(months) == 1
    caption = caption_of(table.context, table.stubs)
    caption = Heading(months=caption.months or None if of_quarters or one_day else None)
    found: dict[int, TimeRow] = {}
    for row, time in zip(table.rows, own, strict=True):
        above = [heading for heading in map(_time_above, row.parents) if heading]
        if time is None and of_quarters and _WHOLE.match(row.label):
            time = Heading(months=12)
        if time is None:
            continue
        whole = _under([caption if time.month else Heading(), *above], time, one_day)
        bare = replace(row, parents=tuple(parent for parent in row.parents if not _time_above(parent)))
        found[id(row)] = TimeRow(bare, time, whole, of_quarters, one_day)
    return found


def _time_above(parent: str) -> Heading | None:
    """What a line over rows says of time, where it says nothing else."""
    heading = read_heading(parent.strip(" :"))
    return heading if heading.says_period and not heading.rest and not heading.change else None


def _under(above: Iterable[Heading], time: Heading, one_day: bool) -> Heading:
    """A time under others: a year over it spans no quarter of it, nor does it span one day after another."""
    above = [replace(h, month=None, day=None) if time.month or time.quarter else h for h in above]
    if time.months == 0:
        above = [replace(h, months=None) for h in above]
    if time.quarter or (time.month and not one_day):
        above = [replace(h, months=None) if h.months == 12 else h for h in above]
    return stacked((*above, time))


def _year_within(time: Heading, calendar: Calendar) -> int | None:
    """The calendar year in which a day falls that the rows name within a fiscal year."""
    fiscal, year = calendar.filing.calendar, time.year
    if fiscal is None or year is None or time.month is None:
        return year
    end = fiscal.end_of(FiscalPeriod(year)) + timedelta(days=10)
    return next((one for one in (end.year, end.year - 1) if date(one, time.month, 1) <= end), year)


def measured(entry: TimeRow, column: Column, title: str) -> str:
    """What a figure at a time is of: the line that its row stands under, else its column, else the whole table.

    "" where none of them says, nor where the column is a step of a movement ("Additions"), which is no line's amount.
    """
    if entry.above:
        return "" if MOVEMENT.search(column.name) else entry.above
    return column.name or title


def fits(item: LineItem | None, period: Period) -> bool:
    """Whether a column named as a line item may be of this period: a balance on a day, a flow over some months."""
    return item is not None and period.is_instant == (item.statement is Statement.BALANCE)


def is_quarter(entry: TimeRow, name: str) -> bool:
    """Whether a row says that it is a quarter, so that its figure is of it whatever it counts."""
    return (
        bool(entry.time.quarter or entry.time.months == 3) and not MOVEMENT.search(name) and not _NO_NAME.search(name)
    )


def period_at(entry: TimeRow, column: Column, item: LineItem | None, calendar: Calendar) -> Period | None:
    """The period of a figure in a row that is a time; None where that is not certain."""
    own, time, heading = entry.own, entry.time, column.heading
    default = None
    if item is not None and item.statement is Statement.BALANCE:
        default = 0
        time = replace(time, months=own.months)
    elif item is not None and calendar.is_annual and not own.quarter and (entry.one_day or not own.month):
        default = 12
    at = Heading(months=0) if entry.above and _AT.search(entry.above) else Heading()
    if own.quarter or own.months == 0 or (own.month and not (heading.months == 3 and entry.of_quarters)):
        heading = replace(heading, months=None)
    whole = stacked((heading, at, time))
    if entry.of_quarters and own.month and not own.year:
        whole = replace(whole, year=_year_within(whole, calendar))
    return calendar.period(whole, None, default)


def title_of(table: Table, times: Mapping[int, TimeRow]) -> str:
    """What a table is of that has nothing but times down the side and over its columns; "" where that is not plain."""
    if len(times) < max(2, len(table.rows)) or any(
        column.name and not column.heading.change for column in table.columns
    ):
        return ""
    for text in (*reversed(table.stubs), *reversed(table.context[-TITLE_LINES:])):
        name = _BY_QUARTER.sub("", _ASIDE.sub(" ", text)).strip(" :,-–—")
        if not name or _time_above(name):
            continue
        return "" if len(name) > TITLE_LENGTH or name.endswith(".") or _NO_NAME.search(name) else _capital(name)
    return ""


def _capital(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"


def alike(column: Column, columns: Sequence[Column]) -> int:
    """How many columns are headed as this one is, itself counted."""
    return sum(one.heading == column.heading for one in columns)
