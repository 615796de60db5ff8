"""Sentences about figures, computed from them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def day(when: date) -> str:
    """As "November 2, 2024"."""
    return f"{when:%B} {when.day}, {when.year}"


def percent(part: int, whole: int) -> Decimal:
    """A share in percent, to a tenth."""
    return (Decimal(part) * 100 / whole).quantize(TENTH, ROUND_HALF_UP)


def growth(now: int, before: int) -> Decimal:
    """A change in percent, to a tenth."""
    return percent(now - before, before)


def millions(thousands: int) -> str:
    """Thousands of dollars as "$412.6 million"."""
    return f"${(Decimal(thousands) / 1000).quantize(TENTH, ROUND_HALF_UP):,} million"


def rose(what: str, now: str, change: Decimal, before: str) -> str:
    """As "Net sales increased 3.2% to $412.6 million from $399.8 million"."""
    verb = "increased" if change > 0 else "decreased"
    return f"{what} {verb} {abs(change)}% to {now} from {before}"


def points(now: Decimal, before: Decimal) -> str:
    """A change of a rate: "increased 70 basis points to 34.9% from 34.2%"."""
    verb = "increased" if now > before else "decreased"
    return f"{verb} {abs(now - before) * 100:.0f} basis points to {now}% from {before}%"
