"""Figures as people print them: read from a cell or a sentence, and written for one."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

SCALE_WORDS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
SHORT_SCALES = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "t": 12}  # after an amount of money alone: "$8.3B"
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
DASHES = (
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212-"  # the ASCII hyphen last: in a character class it is then no range
)

_CELL = re.compile(rf"^[(\s]*[{DASHES}]?\s*[$€£¥]?\s*[({DASHES}]?\s*(\d[\d,]*\.?\d*|\.\d+)\s*%?\s*\)?\s*%?$")
_IN_TEXT = re.compile(
    rf"(?P<open>\()?(?<![\w.])(?P<sign>[{DASHES}])?\s?(?P<symbol>[$€£¥])?\s?(?P<open2>\()?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)(?P<close>\))?"
    r"(?:\s?(?P<percent>%|percent(?:age points?)?)|\s(?P<scale>thousand|million|billion|trillion)s?"
    r"|(?(symbol)\s?(?P<short>bn|mn|[bmkt])(?!\w)))?",
    re.IGNORECASE,
)


class PrintedNumber(NamedTuple):
    """A number in running text: value in units of one (percent stays percent), its place, and half its last digit."""

    value: Decimal
    start: int
    end: int
    text: str
    percent: bool
    money: bool
    half: Decimal


def parse_cell(text: str) -> Decimal | None:
    """The number in a table cell, unscaled: brackets and minus signs are negative, a lone dash is zero.

    None where the cell holds no number ("", "N/M", "n.a.").
    """
    text = text.strip().replace("\u00a0", " ")
    bare = text.strip("$€£¥% ()")
    if bare and all(c in DASHES for c in bare):
        return Decimal(0)
    match = _CELL.match(text)
    if not match:
        return None
    value = Decimal(match[1].replace(",", ""))
    negative = "(" in text or any(c in DASHES for c in text)
    return -value if negative else value


def numbers_in(text: str) -> tuple[PrintedNumber, ...]:
    """Every number in running text, years and list marks included: what counts as a figure is the caller's matter."""
    return tuple(_printed(match) for match in _IN_TEXT.finditer(text))


def _printed(match: re.Match[str]) -> PrintedNumber:
    digits = match["digits"]
    scale = SCALE_WORDS.get((match["scale"] or "").lower(), 0) or SHORT_SCALES.get((match["short"] or "").lower(), 0)
    value = Decimal(digits.replace(",", "")).scaleb(scale)
    bracketed = (match["open"] or match["open2"]) and match["close"]
    if match["sign"] or bracketed:
        value = -value
    decimals = len(digits.partition(".")[2])
    half = Decimal(5).scaleb(-decimals - 1 + scale)
    percent = match["percent"] is not None
    return PrintedNumber(
        value, match.start(), match.end(), match[0].strip(), percent, match["symbol"] is not None, half
    )


def scale_word(scale: int) -> str:
    """The word of a power of ten, "million" for 6; empty where no word is printed."""
    return next((word for word, power in SCALE_WORDS.items() if power == scale), "")


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as filings round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def grouped(value: Decimal, places: int | None = None) -> str:
    """As "8,343" or "1.28": thousands separators; up to two decimals where `places` is None."""
    if places is None:
        value = rounded(value, 2).normalize()
        places = max(0, -int(value.as_tuple().exponent))
    return f"{rounded(value, places):,f}"


def display(value: Decimal, unit: str, scale: int = 0, places: int | None = None) -> str:
    """A figure for a sentence: "$8,343 million", "-$495 million", "15.7%", "$1.28", "1,979 million shares".

    Args:
        value: in units of one.
        unit: as in `Fact.unit`.
        scale: the power of ten to print in, usually the issuer's.
        places: decimals; None for as many as needed, two at most (a per-share amount always has two).
    """
    sign, size = ("-" if value < 0 else ""), abs(value)
    if unit == "%":
        return f"{sign}{grouped(size, places)}%"
    currency, _, per_share = unit.partition("/")
    if per_share:
        return f"{sign}{_with_symbol(grouped(size, 2 if places is None else places), currency)}"
    word = scale_word(scale)
    number = grouped(size.scaleb(-scale if word else 0), places)
    tail = f" {word}" if word else ""
    if len(currency) == 3 and currency.isupper():
        return f"{sign}{_with_symbol(number, currency)}{tail}"
    return f"{sign}{number}{tail}{f' {unit}' if unit else ''}"


def _with_symbol(number: str, currency: str) -> str:
    return f"{SYMBOLS[currency]}{number}" if currency in SYMBOLS else f"{currency} {number}"


def tabular(value: Decimal, scale: int = 0, places: int | None = None) -> str:
    """A figure for a table whose heading has unit and scale: "8,343", "(495)"."""
    number = grouped(abs(value).scaleb(-scale), places)
    return f"({number})" if value < 0 else number
