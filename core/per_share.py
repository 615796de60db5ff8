"""Earnings per share and share counts: "Basic" and "Diluted" mean nothing without the headings above them."""

import re

BASIC_OR_DILUTED = re.compile(r"\b(?:basic|diluted)\b")
_PER_SHARE = re.compile(r"\bper\b.*\bshare\b|\beps\b")
_SHARE_COUNT = re.compile(r"\baverage\b|\bnumber of\b.*\bshare|\bshare (?:used|outstanding|computation)|^share")
_RESULT = re.compile(r"^(?:total|net income.*|income per .*share.*|(?:income from )?(?:dis)?continu.*)$")
_COUNTS = {
    "Basic": "WeightedAverageNumberOfSharesOutstandingBasic",
    "Diluted": "WeightedAverageNumberOfDilutedSharesOutstanding",
    "BasicDiluted": "WeightedAverageNumberOfDilutedSharesOutstanding",
}


_BOTH = "EarningsPerShareBasicAndDiluted"


def line_items_of(concept: str | None, label: str) -> tuple[str | None, ...]:
    """The line items of a printed row: basic and diluted where one row is both, earnings a share or a share count."""
    if concept == _BOTH:
        return ("EarningsPerShareBasic", "EarningsPerShareDiluted")
    if concept == _COUNTS["BasicDiluted"] and _kind(label.lower().replace(",", " ")) == "BasicDiluted":
        return (_COUNTS["Basic"], _COUNTS["Diluted"])
    return (concept,)


def per_share_item(form: str, parents: tuple[str, ...], unit: str) -> str | None:
    """The line item of a row of a per-share block; None for a row that is none.

    Args:
        form: the row's label in its one form, "basic", "continuing operation".
        parents: the headings above it in their one form, outermost first.
        unit: of the figures: "USD/share", "shares", or "" or a currency where it was not told.
    """
    near = " ".join((*parents[-2:], form))
    kind = _kind(form) or (_kind(near) if _RESULT.match(form) else "")
    if not kind or "dividend" in form:
        return None
    telling = next((t for t in (form, *reversed(parents)) if _PER_SHARE.search(t) or _SHARE_COUNT.search(t)), "")
    counts = bool(_SHARE_COUNT.search(telling)) and not re.match(
        r"(?:basic|diluted|net income|income)\b.* per ", telling
    )
    if unit == "shares" or (counts and not unit.endswith("/share")):
        return _COUNTS.get(kind)
    if unit.endswith("/share") or (unit != "%" and _PER_SHARE.search(telling)):
        return _earnings(kind, " ".join((*parents[-1:], form)))
    return None


def _kind(text: str) -> str:
    return ("Basic" if "basic" in text.split() else "") + ("Diluted" if "diluted" in text.split() else "")


def _earnings(kind: str, text: str) -> str | None:
    if "dividend" in text:
        return None
    if kind == "BasicDiluted":
        return _BOTH
    if "discontinued" in text:
        return f"IncomeLossFromDiscontinuedOperationsNetOfTaxPer{kind}Share"
    if "continuing" in text:
        return f"IncomeLossFromContinuingOperationsPer{kind}Share"
    return f"EarningsPerShare{kind}"
