"""In what a table's figures are counted: "(In millions, except share amounts reflected in thousands)"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from core.filings import Statement
from ingest.layout import PageLayout
from ingest.tables import Table

AGAIN = 2  # figures of the primary statements that a table must repeat to be taken to be in their scale
HEAD_LINES, HEAD_WIDTH = 8, 140  # lines at a page's top, and the characters of each, that may hold for all of it

CODES = r"(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|CAD|AUD|CNY|RMB|HKD|INR|KRW|BRL|euros?|dollars|pounds|yen)"
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "000": 3, "m": 6, "mn": 6, "bn": 9, "k": 3}
_WORD = r"(thousand|million|billion)s?"
_IN = re.compile(
    rf"\bin\s+{_WORD}\b|^\W*{_WORD}\s*(?:[,;)\]]|$)|[(\[]\s*(?:\w+\s+)?{_WORD}\s*[,;)\]]|[($]\s*(000)['’]?s?\b"
    rf"|\b{_WORD}\s+of\s+(?:u\.?s\.?\s+)?dollars\b|\bdollars?\s*[(\[]?\s*{_WORD}\b"
    r"|(?:^|[\s(])(?:US|C|A|HK|S)?[$€£¥]\s?(mn?|bn|k)(?=[\s),;.]|$)|[$€£¥]\s?['’]?(000)s?(?=[\s),;.]|$)"
    rf"|(?:[$€£¥]|\b{CODES})\s?['’]?(?:{_WORD}|(mn?|bn|k|000)s?)(?=[\s),;.]|$)",
    re.IGNORECASE,
)
_MAY_STATE = re.compile(r"illion|housand|000|[$€£¥DRPFK]\s?(?:mn?|bn|k)\b", re.IGNORECASE)  # also behind "EUR"
_SHARES_IN = re.compile(
    rf"(?:shares?|(?<!per )units?)\b[^();]{{0,50}}?\b(?:reflected\s+)?in\s+{_WORD}"
    rf"|{_WORD}\s+of\s+shares|(?:number\s+of\s+)?shares[^();]*{_WORD}",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:except|excluding|other\s+than)\b(.*)", re.IGNORECASE | re.DOTALL)
_SHARE_AMOUNTS = re.compile(
    r"(?<!per\s)(?<!per\scommon\s)(?<!per-)\b(?:shares?|units?)\b(?!\s+(?:of\s+)?(?:price))", re.IGNORECASE
)
_DOLLAR_AMOUNTS = re.compile(r"^\W*(?:for )?dollar amounts?\b(?! per)", re.IGNORECASE)
_PER = re.compile(r"\bper[\s-]+(?:\w+\s+)?(?:share|unit)\b", re.IGNORECASE)


class Scales(NamedTuple):
    """Powers of ten: of money, of share counts, and of what else is counted; of the last that of money where None."""

    money: int
    shares: int
    counted: int | None = None


def scales_in(texts: Iterable[str]) -> Scales | None:
    """The scale that the nearest of these lines states, the last first; None where none does.

    A bracket that one line opens and the next one closes is read whole: the second may hold the shares' scale alone.
    """
    for text in reversed(_whole(texts)):
        scales = read_scales(text)
        if scales is not None:
            return scales
    return None


def read_scales(text: str) -> Scales | None:
    """The scales that a line states; None where it states none."""
    if not _MAY_STATE.search(text):
        return None
    exception = _EXCEPT.search(text)
    main = text[: exception.start()] if exception else text
    match = _IN.search(main)
    if match is None:
        return None
    money = _power(match)
    shares = money
    if exception and _DOLLAR_AMOUNTS.search(exception[1]):
        return Scales(0, money, money)
    if exception:
        stated = _SHARES_IN.search(exception[1])
        if stated:
            shares = _power(stated)
        elif _SHARE_AMOUNTS.search(_PER.sub(" ", exception[1])):
            shares = 0
    else:
        stated = re.search(rf"(?:shares|units)\s+in\s+{_WORD}", text, re.IGNORECASE)
        shares = _power(stated) if stated else money
    return Scales(money, shares)


def _whole(texts: Iterable[str]) -> list[str]:
    """The lines, those joined whose bracket is closed by one of the next."""
    found: list[str] = []
    for text in texts:
        if found and _is_open(found[-1]) and ")" in text.partition("(")[0]:
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
    return found


def _is_open(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")


def scales_of(
    tables: Sequence[Table], pages: Sequence[PageLayout], statements: Mapping[int, Statement]
) -> list[Scales | None]:
    """The scale of each table, None where nothing states it.

    It is the table's own; else what stands at the head of the page; else, for a table of money, that of the table
    before it on the page; else that of the primary statements, where the table is one of them or prints two of their
    figures again. Statements that nowhere state a scale are in units of one.
    """
    stated = [scales_in((*t.context, *t.stubs, *(column.text for column in t.columns))) for t in tables]
    common = _common(stated, statements)
    printed = _printed(tables, statements)
    heads = {page.number: scales_in(_head(page)) for page in pages}
    found: list[Scales | None] = []
    for index, table in enumerate(tables):
        before = found[-1] if found and tables[index - 1].page == table.page else None
        scales = stated[index] or heads.get(table.page)
        if scales is None and (index in statements or has_money(table)):
            scales = before
        if scales is None and index in statements:
            scales = _before(found, index, statements) or common or Scales(0, 0)
        if scales is None and common and len(_figures(table) & printed) >= AGAIN:
            scales = common
        found.append(scales)
    return found


def _before(found: Sequence[Scales | None], index: int, statements: Mapping[int, Statement]) -> Scales | None:
    """The scale of the part of a statement that stands before this one; None where it is the first."""
    same = [scale for other, scale in enumerate(found) if statements.get(other) is statements[index]]
    return same[-1] if same else None


def has_money(table: Table) -> bool:
    """Whether a cell bears a currency sign."""
    return any(cell.money for row in table.rows for cell in row.cells.values())


def has_percents(table: Table) -> bool:
    """Whether a cell bears a sign of percent, which needs no scale."""
    return any(cell.percent for row in table.rows for cell in row.cells.values())


def _head(page: PageLayout) -> list[str]:
    return [line.text for line in page.lines[:HEAD_LINES] if len(line.text) < HEAD_WIDTH]


def _common(stated: Sequence[Scales | None], statements: Mapping[int, Statement]) -> Scales | None:
    """The scale that all primary statements share in money; None where they differ."""
    scales = [scale for index in statements if (scale := stated[index])]
    return scales[0] if scales and len({scale.money for scale in scales}) == 1 else None


def _printed(tables: Sequence[Table], statements: Mapping[int, Statement]) -> set[str]:
    return set().union(*(_figures(tables[index]) for index in statements))


def _figures(table: Table) -> set[str]:
    """The figures of four digits or more, as printed."""
    cells = (cell.text.strip("$() ") for row in table.rows for cell in row.cells.values())
    return {text for text in cells if "," in text}


def _power(match: re.Match[str]) -> int:
    return _POWERS[next(group for group in match.groups() if group).lower()]
