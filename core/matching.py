"""From a printed label to a line item: an index of labels in one form, narrowed by statement, heading and unit."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.filings import Statement
from core.labels import canonical

NON_GAAP = re.compile(
    r"\b(?:non[- ]?gaap|adjusted(?! weighted)|organic|pro[- ]?forma|constant[- ]currency|underlying|normalized|"
    r"core (?:earnings|eps|operating|income)|ebitdar?|excluding special|before special)\b"
    r"|\b(?:income|earnings|profit|eps|sales|revenues?)\b[^,(]*\bexcluding\b",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper\b.*\bshare\b|\beps\b")
_SHARE_COUNT = re.compile(r"\baverage\b|\bnumber of\b.*\bshare|\bshare (?:used|outstanding)|\bshare computation|^share")
_EPS_LABEL = re.compile(
    r"^(?:total|net income.*|income per .*share.*|continuing.*|discontinued.*|income from (?:dis)?continu.*)$"
)
_LEADING = re.compile(r"^(?:total|less|add|plus|deduct) ")
_CHANGE = re.compile(r"^(?:(?:net )?(?:change|increase|decrease)(?: (?:and|or) (?:increase|decrease))? in )")
_PARTS = re.compile(
    r"\b(?:noncontrolling interest|predecessor|parent company only|discontinued operation|held for sale)\b"
)
_HEADING_WORDS = """
accrued acquisition activity adjustment amount and april as asset at august average balance basic before benefit by cash
change charge claim common company comprehensive consolidated continuing cost current data december deferred diluted
discontinued ended equity equivalent expense february financing fiscal flow for from gain gross holder in income information
interest investing investment item january july june liability long loss march may month net noncash noncontrolling noncurrent
nonoperating november october of on operating operation or other per period ppe preferred profit provided provision quarter
receivable reconcile reconciliation restricted result revenue sale selected september share short statement stock
supplemental disclosure tax term three six nine thirteen twenty thirty to total twelve unaudited used week weighted year
attributable average outstanding earning expenses purchase sheet condensed position million thousand except ended with
by used resulting effect certain noncontrolling redeemable mezzanine temporary capital deficit debt payable inventory
intangible goodwill lease borrowing payment proceed dividend issuance repurchase treasury computation calculation used
summary financial data statistic key deduction nonoperating pretax after under capitalization long lived paid 
""".split()


class Entry(NamedTuple):
    """A line item as the index sees it."""

    id: str
    unit: str
    statements: tuple[Statement, ...]
    synonyms: tuple[str, ...]
    printed: tuple[str, ...]
    patterns: tuple[str, ...]
    under: str


class _Named(NamedTuple):
    entry: Entry
    printed: bool


class _Place(NamedTuple):
    """Where a label stands: headings in their one form, outermost first."""

    parents: tuple[str, ...]
    statement: Statement | None
    unit: str


class LabelIndex:
    """All labels of all line items. Answers are remembered: a filing prints the same few hundred labels many times."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._ids = frozenset(entry.id for entry in self._entries)
        self._patterns: list[tuple[re.Pattern[str], Entry]] = []
        self._index: dict[str, list[_Named]] = {}
        self._heading_words = frozenset(_HEADING_WORDS)
        self._known: dict[tuple[str, tuple[str, ...], Statement | None, str], str | None] = {}
        for entry in self._entries:
            self._add(entry)

    def find(self, label: str, parents: tuple[str, ...], statement: Statement | None, unit: str) -> str | None:
        """The id of the item that the label means there; None where that is not plain."""
        key = (label, parents, statement, unit)
        if key not in self._known:
            self._known[key] = self._find(label, parents, statement, unit)
        return self._known[key]

    def _add(self, entry: Entry) -> None:
        for printed, labels in ((False, entry.synonyms), (True, entry.printed)):
            for form in dict.fromkeys(canonical(label) for label in labels):
                self._index.setdefault(form, []).append(_Named(entry, printed))
        self._patterns += [(re.compile(pattern), entry) for pattern in entry.patterns]

    def _find(self, label: str, parents: tuple[str, ...], statement: Statement | None, unit: str) -> str | None:
        if any(NON_GAAP.search(text) for text in (label, *parents)):
            return None
        form = canonical(label)
        place = _Place(tuple(canonical(parent) for parent in parents), statement, unit)
        if not form or self._foreign(form, place):
            return None
        if re.search(r"\b(?:basic|diluted)\b", " ".join((form, *place.parents[-2:]))):
            per_share = self._per_share(form, place)
            if per_share:
                return per_share
        for variant in _variants(form, place):
            chosen = self._choose(variant, place)
            if chosen:
                return chosen
        return None

    def _foreign(self, form: str, place: _Place) -> bool:
        """Whether the headings say that the line is a part of the issuer: a segment, a discontinued operation."""
        nearest = place.parents[-1].split() if place.parents else []
        if any(_PARTS.search(parent) and not _PARTS.search(form) for parent in place.parents[-1:]):
            return "continuing" not in place.parents[-1]
        known = [word in self._heading_words or word.isdigit() for word in nearest]
        if not known:
            return False
        return not all(known) if place.statement is None else not any(known)

    def _per_share(self, form: str, place: _Place) -> str | None:
        """Earnings per share and share counts, whose "Basic" and "Diluted" mean nothing without their headings."""
        near = " ".join((*place.parents[-2:], form))
        kind = ("Basic" if "basic" in near else "") + ("Diluted" if "diluted" in near else "")
        own = ("Basic" if "basic" in form else "") + ("Diluted" if "diluted" in form else "")
        if not own and not _EPS_LABEL.match(form):
            return None
        kind = own or kind
        closest = next(
            (text for text in (form, *reversed(place.parents)) if _SHARE_COUNT.search(text) or _PER_SHARE.search(text)),
            "",
        )
        if place.unit == "shares" or (_SHARE_COUNT.search(closest) and not place.unit.endswith("/share")):
            return _share_count(kind) if not _PER_SHARE.search(form) else None
        if place.unit not in ("", "USD") and not place.unit.endswith("/share"):
            return None
        if not place.unit.endswith("/share") and not _PER_SHARE.search(closest):
            return None
        return _earnings_per_share(
            kind, " ".join((form, *place.parents[-2:])) if not own else " ".join((*place.parents[-1:], form))
        )

    def _choose(self, form: str, place: _Place) -> str | None:
        named = [n for n in self._index.get(form, ()) if _fits(n, form, place)]
        if not named:
            named = [
                _Named(e, False) for p, e in self._patterns if p.search(form) and _fits(_Named(e, False), form, place)
            ]
        if not named:
            return None
        return min(named, key=lambda n: _rank(n, place)).entry.id


def _variants(form: str, place: _Place) -> Iterator[str]:
    """The forms to look up, the most telling first."""
    bare = form.removesuffix(" net")
    if bare in {"total", "net", "total net"}:
        if place.parents:
            yield f"total {place.parents[-1]}"
            yield place.parents[-1]
        return
    yield form
    yield bare
    stripped = _LEADING.sub("", bare)
    if stripped != bare and " " in stripped:
        yield stripped
    if place.statement is Statement.CASH_FLOW:
        yield _CHANGE.sub("", bare)


def _fits(named: _Named, form: str, place: _Place) -> bool:
    entry = named.entry
    if not _unit_fits(entry.unit, place.unit) or not _statement_fits(named, place.statement):
        return False
    above = " ".join((*place.parents, form)).split()
    if entry.under and not any(word.startswith(entry.under) for word in above):
        return False
    section = _section(place.parents)
    return not section or _section_of(entry.id) in ("", section)


def _unit_fits(kind: str, unit: str) -> bool:
    if not unit:
        return True
    if kind == "per_share":
        return unit.endswith("/share")
    if kind in ("shares", "count"):
        return unit == "shares"
    if kind == "percent":
        return unit == "%"
    return unit.isupper() and len(unit) == 3


def _statement_fits(named: _Named, statement: Statement | None) -> bool:
    if statement is None:
        return not named.printed
    allowed = named.entry.statements
    if statement in allowed:
        return True
    return {statement, allowed[0]} == {Statement.INCOME, Statement.COMPREHENSIVE_INCOME}


def _rank(named: _Named, place: _Place) -> tuple[bool, bool, bool]:
    """Own statement first, then what is printed there only, then the noncurrent one of a pair (its heading is often missing)."""
    own = place.statement is None or named.entry.statements[0] is place.statement
    return not own, not named.printed and place.statement is not None, _section_of(named.entry.id) == "current"


def _section(parents: tuple[str, ...]) -> str:
    for parent in reversed(parents):
        words = parent.split()
        if "noncurrent" in words or "long" in words:
            return "noncurrent"
        if "current" in words:
            return "current"
    return ""


def _section_of(id: str) -> str:
    if id.endswith("Noncurrent"):
        return "noncurrent"
    return "current" if id.endswith("Current") else ""


def _share_count(kind: str) -> str | None:
    return {
        "Basic": "WeightedAverageNumberOfSharesOutstandingBasic",
        "Diluted": "WeightedAverageNumberOfDilutedSharesOutstanding",
    }.get(kind)


def _earnings_per_share(kind: str, text: str) -> str | None:
    if "dividend" in text or not kind:
        return None
    if kind == "BasicDiluted":
        return "EarningsPerShareBasicAndDiluted"
    if "discontinued" in text:
        return f"IncomeLossFromDiscontinuedOperationsNetOfTaxPer{kind}Share"
    if "continuing" in text:
        return f"IncomeLossFromContinuingOperationsPer{kind}Share"
    return f"EarningsPerShare{kind}"
