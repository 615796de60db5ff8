"""What a cell counts: money, an amount a share, shares, a percentage or a bare count; and its power of ten."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.cells import HUNDREDTHS, Cell
from ingest.labels import Row
from ingest.scales import Scales, read_scales
from ingest.tables import Column

_PER_SHARE = re.compile(r"\bper[\s-]+(?:\w+[\s-]+){0,4}(?:shares?|unit|ads)\b|\beps\b", re.IGNORECASE)
_RESULT_PER_SHARE = re.compile(
    r"^(?:(?:basic|diluted|net|total) )*(?:earnings|income|loss|profit)(?: \((?:loss|earnings|income)\))? per\b",
    re.IGNORECASE,
)
_SHARES = re.compile(r"(?<!per )\bshares\b|\bshares? outstanding\b|\bunits outstanding\b", re.IGNORECASE)
_SHARE_MONEY = re.compile(
    r"\b(?:repurchases?d?|purchases?d?|issuance|issued|proceeds|cost|value|tax\w*|withh\w+|dividends?|payments?|capital"
    r"|price|income|loss|earnings|redemption)\b",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(r"\b(?:weighted|average|used (?:in|to)|number of|diluted|dilutive)\b", re.IGNORECASE)
_DILUTIVE = re.compile(
    r"\bdenominator\b|\bdilutive effect\b|\beffect of dilutive\b|\bcommon (?:stock|share) equivalents\b"
    r"|\bdilutive (?:potential )?(?:common )?(?:securities|shares)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\bliabilities\b|\bequity\b|\bdeficit\b", re.IGNORECASE)  # of a balance sheet, in a heading
_PENCE = re.compile(r"\b(?:in )?(?:pence|cents|euro cents)\b|\(p\)|\(¢\)", re.IGNORECASE)
_DECIMAL = re.compile(r"\d?\.\d")
_CENTS = re.compile(r"(?<![\d,]\d{3})\.\d\d\)?$")
_SHARE_COLUMN = re.compile(r"\bshares(?: outstanding| issued)?$|\bnumber of shares\b", re.IGNORECASE)
_PRICE_COLUMN = re.compile(
    r"\bper[\s-]+(?:\w+[\s-]+){0,3}(?:shares?|unit)\b|\b(?:exercise|average|grant|stock|share|market|paid) prices?\b"
    r"|\bprices? paid\b|\bgrant[\s-]date fair values?\b",
    re.IGNORECASE,
)
# "Dividends ($1.96 per share)" are money, "2.15% Notes" a name
_QUOTED_AMOUNT = re.compile(r"[$€£¥]\s?[\d.]+[^()]*?\bper\s+(?:\w+\s+)?share", re.IGNORECASE)
_QUOTED_RATE = re.compile(r"\d%")
_RATE = re.compile(
    r"\b(?:tax|interest|discount|growth|effective|statutory|yield|dividend|trend|compensation|return|coupon|occupancy"
    r"|churn|utilization|free|borrowing|retention|conversion|average) rates?\b"
    r"(?! (?:contract|swap|deriv|risk|cap|instrument|agree|lock|change|hedg))|\bpercent(?:age)?\b|%",
    re.IGNORECASE,
)
_PERCENTS = re.compile(r"\bpercent(?:age)?s?\b|%|\bas a % of\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:employees|headcount|stores?|trips|rides|riders|drivers|customers|subscribers|subscriptions|subscribing|users"
    r"|memberships?|members|connections|accounts in|units|square f|locations|countries|restaurants"
    r"|rooms|branches|aircraft|deliveries|barrels|ounces|gigawatt|megawatt|number of|warrants? outstanding|daily active"
    r"|monthly active)\b",
    re.IGNORECASE,
)
_PHYSICAL = re.compile(
    r"\b(?:kilowatt|megawatt|gigawatt)[\s-]?hours?\b|\b[kmg]wh\b|\b(?:deka)?therms?\b|\bbarrels?\b|\bboe\b|\bm?mcfe?\b|\bbcfe?\b"
    r"|\bcubic (?:feet|metres|meters)\b|\bgallons\b|\b(?:metric |short )?tons\b|\bounces\b|\bacres\b"
    r"|\b(?:passenger|seat|ton|unit|vehicle|train)[\s-]miles\b|\bpassengers\b",
    re.IGNORECASE,
)
_PRICED = re.compile(r"\bper\b|/|\b(?:revenues?|costs?|expenses?|income|price|royalt)", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:stores?|employees|headcount|locations|countries|restaurants|rooms|branches)\b", re.IGNORECASE
)
_MONEY = re.compile(
    r"\b(?:revenues?|sales|costs?|expenses?|income|loss(?:es)?|debt|cash|assets|liabilities|value|fees|gains?|capex)\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\((?:in )?years\)|\bin years\b|\b(?:remaining|contractual|expected) (?:lease )?(?:term|life|lives)\b", re.I
)
FEW = 100_000  # weighted shares below this are printed in a scale, whatever "except share data" says


class Unit(NamedTuple):
    """A unit, as in `Fact.unit`, and the power of ten that a printed number is to be taken by."""

    name: str
    scale: int


def unit_of(
    row: Row,
    cell: Cell,
    column: Column,
    scales: Scales,
    currency: str,
    *,
    is_statement: bool,
    in_percent: bool = False,
    by_column: bool = False,
) -> Unit:
    """The unit of a cell, from its own signs, its row's label, the lines that the row stands under, and its column.

    `is_statement` says that the table is a primary statement, which counts nothing but money and shares; `in_percent`
    that the cell goes on from one printed in percent; `by_column` that shares have columns of their own.
    """
    nearest = row.parents[-1] if row.parents else ""
    own = read_scales(row.label) or read_scales(nearest)
    if not cell.money and _SHARE_COLUMN.search(column.text):
        return Unit("shares", scales.shares)
    if cell.percent or in_percent or (not cell.money and "," not in cell.text and _is_rate(row)):
        return Unit("%", 0)
    if _PRICE_COLUMN.search(column.name) and _small(cell) and cell.value:
        return Unit(f"{currency}/share", 0)
    if not cell.money and "," not in cell.text and (_TERM.search(row.label) or _TERM.search(nearest)):
        return Unit("", 0)
    kind = _kind_of(row.label, nearest)
    in_hundredths = cell.text[-1] in "pc¢)" and bool(HUNDREDTHS.search(cell.text))
    in_cents = kind == "per share" and (in_hundredths or _says_cents((row.label, nearest, column.text)))
    if kind == "per share" and (in_cents or _small(cell) or _RESULT_PER_SHARE.search(row.label)):
        return Unit(f"{currency}/share", -2 if in_cents and not cell.money else 0)
    if in_hundredths:
        return Unit(currency, -2)
    if kind == "shares" and not cell.money and not by_column:
        return Unit("shares", own.shares if own else _share_scale(row, cell, scales))
    if not cell.money and _PHYSICAL.search(row.label) and not _PRICED.search(row.label):
        return Unit("", own.money if own else 0)
    is_count = not _MONEY.search(nearest) and (_counts(row.label) or _counts(column.text))
    if not is_statement and not cell.money and is_count:
        whole = _WHOLE.search(row.label) or _WHOLE.search(column.text)
        counted = scales.money if scales.counted is None else scales.counted
        return Unit("", own.money if own else 0 if whole else counted)
    return Unit(currency, own.money if own else scales.money)


def _kind_of(label: str, nearest: str) -> str:
    """What a row counts by its label, else by the line it stands under; a side of a balance sheet counts no shares."""
    kind = _kind(label)
    if kind:
        return kind
    above = _kind(nearest)
    return "" if above == "shares" and _SIDE.search(nearest) else above


def _says_cents(words: Sequence[str]) -> bool:
    return any(_PENCE.search(text) for text in words)


def _is_rate(row: Row) -> bool:
    label = _QUOTED_RATE.sub("", row.label)
    return bool(_RATE.search(label)) or any(_PERCENTS.search(parent) for parent in row.parents[-1:])


def _kind(label: str) -> str:
    """Whether a label counts shares or speaks of an amount a share; empty for anything else."""
    label = _QUOTED_AMOUNT.sub("", label)
    if _DILUTIVE.search(label) and not _PER_SHARE.search(label):
        return "shares"
    if _SHARES.search(label) and (_WEIGHTED.search(label) or not _SHARE_MONEY.search(label)):
        return "shares"
    return "per share" if _PER_SHARE.search(label) and not _SHARES.search(label) else ""


def _small(cell: Cell) -> bool:
    """Whether a figure may be an amount a share: printed with cents, or a dash."""
    return "." in cell.text or not cell.value


def _share_scale(row: Row, cell: Cell, scales: Scales) -> int:
    """Where shares are said to be printed whole, a weighted average too small for that is in the scale of the money."""
    small = scales.shares == 0 and cell.value is not None and 0 < abs(cell.value) < FEW
    weighted = _WEIGHTED.search(row.label) or any(_WEIGHTED.search(parent) for parent in row.parents[-1:])
    return scales.money if small and weighted else scales.shares


def _counts(words: str) -> bool:
    return bool(_COUNTED.search(words)) and not _MONEY.search(words)


def percents_of(rows: Sequence[Row]) -> frozenset[tuple[int, int]]:
    """Cells, by row and column, that are in percent because the first of their group says so: the sign stands once.

    So are those of a column that begins and ends in percent and holds no amount.
    """
    found = _between_percents(rows)
    group: tuple[str, ...] = ()
    marked: set[int] = set()
    for number, row in enumerate(rows):
        if row.parents != group:
            group, marked = row.parents, set()
        for index, cell in row.cells.items():
            if cell.percent and not _RATE.search(row.label):
                marked.add(index)
            elif cell.percent or cell.money or "," in cell.text:
                marked.discard(index)
            elif index in marked:
                found.add((number, index))
    return frozenset(found)


def _between_percents(rows: Sequence[Row]) -> set[tuple[int, int]]:
    columns: dict[int, list[tuple[int, Cell]]] = {}
    for number, row in enumerate(rows):
        for index, cell in row.cells.items():
            columns.setdefault(index, []).append((number, cell))
    found: set[tuple[int, int]] = set()
    for index, cells in columns.items():
        if cells[0][1].percent and cells[-1][1].percent and not any(c.money or "," in c.text for _, c in cells):
            found.update((number, index) for number, cell in cells if cell.percent or _DECIMAL.search(cell.text))
    return found


def odd_cents(rows: Sequence[Row]) -> frozenset[int]:
    """Rows, by number, all in cents in a table of whole numbers: amounts a share that do not say so."""
    cents = [
        any(cell.value for cell in row.cells.values())
        and all(_CENTS.search(cell.text) or not cell.value for cell in row.cells.values())
        for row in rows
    ]
    whole = sum(not any("." in cell.text for cell in row.cells.values()) for row in rows)
    return frozenset(number for number, odd in enumerate(cents) if odd and whole > sum(cents))
