"""In what a table's figures are counted: "(In millions, except share amounts reflected in thousands)"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_POWERS = {"thousand": 3, "million": 6, "billion": 9, "000": 3}
_WORD = r"(thousand|million|billion)s?"
_IN = re.compile(
    rf"\bin\s+{_WORD}\b|^\W*{_WORD}\s*(?:[,;)\]]|$)|[(\[]\s*(?:\w+\s+)?{_WORD}\s*[,;)\]]|[($]\s*(000)['’]?s?\b"
    rf"|\b{_WORD}\s+of\s+(?:u\.?s\.?\s+)?dollars\b|\bdollars?\s*[(\[]?\s*{_WORD}\b",
    re.IGNORECASE,
)
_SHARES_IN = re.compile(
    rf"shares?\b[^();]{{0,50}}?\b(?:reflected\s+)?in\s+{_WORD}|{_WORD}\s+of\s+shares|(?:number\s+of\s+)?shares[^();]*{_WORD}",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:except|excluding|other\s+than)\b(.*)", re.IGNORECASE | re.DOTALL)
_SHARE_AMOUNTS = re.compile(
    r"(?<!per\s)(?<!per\scommon\s)(?<!per-)\bshares?\b(?!\s+(?:of\s+)?(?:price))", re.IGNORECASE
)
_PER = re.compile(r"\bper[\s-]+(?:\w+\s+)?share\b", re.IGNORECASE)


class Scales(NamedTuple):
    """Powers of ten: of money, and of share counts."""

    money: int
    shares: int


def scales_in(texts: Iterable[str]) -> Scales | None:
    """The scale that the nearest of these lines states, the last first; None where none does."""
    for text in reversed(list(texts)):
        scales = read_scales(text)
        if scales is not None:
            return scales
    return None


def read_scales(text: str) -> Scales | None:
    """The scales that a line states; None where it states none."""
    if "illion" not in text and "housand" not in text.lower() and "000" not in text and "ILLION" not in text:
        return None
    exception = _EXCEPT.search(text)
    main = text[: exception.start()] if exception else text
    match = _IN.search(main)
    if match is None:
        return None
    money = _power(match)
    shares = money
    if exception:
        stated = _SHARES_IN.search(exception[1])
        if stated:
            shares = _power(stated)
        elif _SHARE_AMOUNTS.search(_PER.sub(" ", exception[1])):
            shares = 0
    else:
        stated = re.search(rf"shares\s+in\s+{_WORD}", text, re.IGNORECASE)
        shares = _power(stated) if stated else money
    return Scales(money, shares)


def _power(match: re.Match[str]) -> int:
    return _POWERS[next(group for group in match.groups() if group).lower()]
