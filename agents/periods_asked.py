"""A period as a question names it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Span(StrEnum):
    """How long the asked period is."""

    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine months"
    YEAR = "year"
    TRAILING = "twelve months"
    DAY = "day"
    OPEN = "open"


MONTHS_OF = {Span.QUARTER: 3, Span.HALF: 6, Span.NINE_MONTHS: 9, Span.YEAR: 12, Span.TRAILING: 12, Span.DAY: 0}


@dataclass(frozen=True)
class PeriodAsked:
    """One period as the question names it.

    Attributes:
        text: the words.
        start: where they stand in the question.
        span: its length; OPEN for "2022" beside a quarter that stands apart; TRAILING for twelve months that end with
            a quarter.
        year: as named, fiscal or calendar; None where the question leaves it open.
        quarter: the quarter that it is or ends in (2 for a first half).
        day: the last day, where a date is given.
        month: the month in which it ends, where one is named ("the June quarter").
        fiscal: whether the question says fiscal (True), calendar (False) or nothing.
        to_date: whether it begins with the fiscal year ("year to date").
        ago: years before the latest period, for "a year ago"; 0 where the question names the period itself.
        back: whole years or quarters before the issuer's latest, for "the last three years"; None where it is named.
    """

    text: str
    start: int
    span: Span
    year: int | None = None
    quarter: int | None = None
    day: date | None = None
    month: int | None = None
    fiscal: bool | None = None
    to_date: bool = False
    ago: int = 0
    back: int | None = None

    @property
    def months(self) -> int:
        """Months spanned; 0 for a day."""
        return MONTHS_OF.get(self.span, 12)


def same_day(day: date, year: int) -> date:
    """The day in another year; for the 29th of February the 28th."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
