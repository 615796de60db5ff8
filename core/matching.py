"""From a printed label to a line item: an index of labels in one form, narrowed by statement, heading and unit."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.filings import Statement
from core.labels import canonical
from core.per_share import BASIC_OR_DILUTED, per_share_item

NON_GAAP = re.compile(
    r"\b(?:non[- ]?gaap|adjusted(?! weighted)|organic|pro[- ]?forma|constant[- ]currency|underlying|normalized|"
    r"core (?:earnings|eps|operating|income)|ebitdar?|excluding special|before special)\b"
    r"|\b(?:income|earnings|profit|eps|sales|revenues?)\b[^,(]*\bexcluding\b|^(?:net |total )*revenues?,? excluding\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:total(?! other)|less|add|plus|deduct) ")
_CHANGE = re.compile(r"^(?:(?:net )?(?:change|increase|decrease)(?: (?:and|or) (?:increase|decrease))? in )")
_PARTS = re.compile(
    r"^(?:.*attributable to )?noncontrolling interest"
    r"|\b(?:predecessor|parent company only|discontinued|held for sale)\b"
)
_ELSEWHERE = re.compile(
    r"\bdeferred tax (?:asset|liability)|\bbenefit obligation|\blease cost|\bplan asset|\bpurchase price|\bcash paid\b"
    r"|\basset acquired\b|\bliability assumed\b|\bfinance lease\b|\bmarketable (?:\w+ )?security\b"
    r"|\bavailable for sale\b|^interest (?:income|expense)$|\bpurchase consideration\b"
)
_NONCASH = re.compile(r"\bnoncash (?:investing|financing|transaction|activity|disclosure)")
_BALANCE = re.compile(r"^(?:(?:beginning|ending|opening|closing) )?balance\b")
_COMPONENT = re.compile(r"\b(?:retained|accumulated|paid in|common|treasury|preferred|noncontrolling)\b")
_AFTER_CURRENT = re.compile(r"\b(?:net of|less|excluding) current\b")
_WITHIN_A_YEAR = re.compile(r"\b(?:due|maturing|payable) within (?:one|a) year\b")
_LONG_TERM = re.compile(r"(?<!on )(?<!of )(?<!for )\blong term\b")
_ATTRIBUTABLE = re.compile(r"\battributable to$")
_SHARED_OUT = (Statement.INCOME, Statement.COMPREHENSIVE_INCOME)
_JOINING = frozenset(("and", "of", "for", "in", "to", "from", "on", "by", "at", "with"))
_HEADING_WORDS = frozenset(
    """
    accrued acquired acquisition activity adjustment amount april asset attributable august available average
    balance based basic before benefit borrowing calculating calculation capital capitalization cash certain change
    charge claim commitment common company compensation comprehensive computation compute computing condensed
    consolidated contingency continuing corporation cost current data debt december decrease deduction deferred
    deficit diluted disclosure discontinued dividend earning effect ended equity equivalent except expense february
    finance financial financing fiscal flow gain goodwill gross highlight holder inc income increase information
    intangible
    interest inventory investing investment issuance item january july june key lease liability lived long loss
    march marketable may metric mezzanine million month net nine noncash noncontrolling noncurrent nonoperating november
    number october operating operation other outstanding paid parent payable payment per period position ppe
    preferred prepaid pretax proceed profit provided provision purchase quarter ratio receivable recognized reconcile
    reconciliation redeemable repurchase restricted result resulting revenue sale security selected september share
    sheet short six statement statistic stock summary supplemental tax temporary term thirteen thirty thousand three
    total treasury twelve twenty unaudited under unrealized used week weighted year
    """.split()
)


class Entry(NamedTuple):
    """A line item as the index sees it.

    `section` is "current", "noncurrent" or ""; `under` and `not_under` are patterns or "".
    """

    id: str
    unit: str
    statements: tuple[Statement, ...]
    synonyms: tuple[str, ...]
    printed: tuple[str, ...]
    patterns: tuple[str, ...]
    printed_patterns: tuple[str, ...]
    under: str
    section: str
    not_under: str = ""


class _Named(NamedTuple):
    """An item that a label may mean; `printed` if only on its own statement."""

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
        self._patterns: list[tuple[re.Pattern[str], _Named]] = []
        self._index: dict[str, list[_Named]] = {}
        self._known: dict[tuple[str, tuple[str, ...], Statement | None, str], str | None] = {}
        for entry in entries:
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
        for printed, patterns in ((False, entry.patterns), (True, entry.printed_patterns)):
            self._patterns += [(re.compile(pattern), _Named(entry, printed)) for pattern in patterns]

    def _find(self, label: str, parents: tuple[str, ...], statement: Statement | None, unit: str) -> str | None:
        if any(NON_GAAP.search(text) for text in (label, *parents)):
            return None
        form = canonical(label)
        place = _Place(tuple(canonical(parent) for parent in parents), statement, unit)
        if not form or _of_a_part(form, place):
            return None
        if BASIC_OR_DILUTED.search(" ".join((form, *place.parents[-2:]))):
            item = per_share_item(form, place.parents, unit)
            if item:
                return item
        chosen = (self._choose(variant, place) for variant in _variants(form, place))
        return next((id for id in chosen if id), None)

    def _choose(self, form: str, place: _Place) -> str | None:
        named = [n for n in self._index.get(form, ()) if _fits(n, form, place)]
        if not named:
            named = [n for pattern, n in self._patterns if pattern.search(form) and _fits(n, form, place)]
        return min(named, key=lambda n: _rank(n, place)).entry.id if named else None


def _of_a_part(form: str, place: _Place) -> bool:
    """Whether a heading says that the line is not the issuer's own: of a segment, discontinued, without cash."""
    if not place.parents:
        return False
    nearest = place.parents[-1]
    if _PARTS.search(nearest) and not _PARTS.search(form):
        return "continuing" not in nearest.split()
    if place.statement is Statement.CASH_FLOW and any(_NONCASH.search(parent) for parent in place.parents):
        return True
    if place.statement is None and any(_ELSEWHERE.search(parent) for parent in place.parents):
        return not _ELSEWHERE.search(form)
    words = [word for word in nearest.split() if word not in _JOINING]
    known = sum(word in _HEADING_WORDS or word.isdigit() for word in words)
    return bool(words) and (known * 2 <= len(words) if place.statement is None else known == 0)


def _variants(form: str, place: _Place) -> Iterator[str]:
    """The forms to look up, the most telling first."""
    nearest = place.parents[-1] if place.parents else ""
    bare = form.removesuffix(" net")
    if bare in {"total", "net", "total net"}:
        if nearest:
            yield f"total {nearest}"
            yield nearest
        return
    if place.statement in _SHARED_OUT and (shared := _ATTRIBUTABLE.search(nearest)) and "per share" not in nearest:
        whole = "comprehensive income" if "comprehensive" in nearest else "net income"
        yield f"{whole} {shared[0]} {form}"
    yield form
    yield bare
    stripped = _LEADING.sub("", bare)
    if stripped != bare and " " in stripped:
        yield stripped
    if place.statement is Statement.EQUITY and _BALANCE.match(form) and not _COMPONENT.search(nearest):
        yield "total equity"
    if place.statement is Statement.CASH_FLOW:
        yield _CHANGE.sub("", bare)
        yield bare.removesuffix(" and other")
        if nearest.startswith("cash"):
            yield f"{bare.removesuffix(' for period')} in {nearest}"


def _fits(named: _Named, form: str, place: _Place) -> bool:
    entry = named.entry
    if not _unit_fits(entry.unit, place.unit):
        return False
    if entry.under and not re.search(rf"\b(?:{entry.under})", " ".join((*place.parents, form))):
        return False
    if entry.not_under and any(re.search(entry.not_under, parent) for parent in place.parents):
        return False
    section = _section(form, place.parents)
    if section and entry.section not in ("", section):
        return False
    return _statement_fits(named, place.statement, bool(section and entry.section))


def _unit_fits(kind: str, unit: str) -> bool:
    if not unit:
        return True
    if kind == "money":
        return unit.isupper() and len(unit) == 3
    return {"per_share": unit.endswith("/share"), "percent": unit == "%"}.get(kind, unit == "shares")


def _statement_fits(named: _Named, statement: Statement | None, in_section: bool) -> bool:
    if statement is None:
        return in_section or not named.printed
    allowed = named.entry.statements
    return statement in allowed or {statement, allowed[0]} == {Statement.INCOME, Statement.COMPREHENSIVE_INCOME}


def _rank(named: _Named, place: _Place) -> tuple[bool, bool, bool]:
    """Own statement first, then what is printed there only, then the noncurrent one of a pair.

    Statements often print no heading over what is noncurrent.
    """
    own = place.statement in (None, named.entry.statements[0])
    return not own, not named.printed and place.statement is not None, named.entry.section == "current"


def _section(form: str, parents: tuple[str, ...]) -> str:
    """Current or noncurrent, by the label itself, else by the nearest heading that says so."""
    for text in (form, *reversed(parents)):
        if _WITHIN_A_YEAR.search(text):
            return "current"
        if _AFTER_CURRENT.search(text) or "noncurrent" in text:
            return "noncurrent"
        if "current" in text.split():
            return "current"
        if _LONG_TERM.search(text):
            return "noncurrent"
    return ""
