"""Whether a ratio can be taken at its word for an issuer: by what its statements print, and by what it leaves out."""

import re

from agents.calendar import Target
from agents.finder import Desk
from core.answers import Figure
from core.filings import Filing, Statement
from core.numbers import display
from core.ontology import Ratio
from core.periods import near

_NO_DEBT = re.compile(r"receivable|investment|securities|held|issuance cost|discount|deposit|\btotal\b|interest", re.I)
_COST_OF = re.compile(r"costs? of (?!debt|capital|equity|borrow)", re.IGNORECASE)
_DIVIDES = re.compile(r" \u00f7 ")


def meaningless(desk: Desk, filing: Filing, ratio: Ratio | None) -> str:
    """Why the ratio means nothing for this issuer, by what its statements print; empty where it means something.

    Of a filing without statements nothing is known: what is not printed in one says nothing of the issuer.
    """
    index = desk.indexes.of(desk.shelf, filing.id)
    if ratio is None or not any(fact.statement for fact in index.facts):
        return ""
    printed = index.by_concept
    lacking = ratio.meaningless_without and not any(concept in printed for concept in ratio.meaningless_without)
    if lacking and "CostOfRevenue" in ratio.meaningless_without and _prints_costs(desk, filing):
        return ""  # it has costs of revenue, line by line, though no total
    having = any(concept in printed for concept in ratio.meaningless_with)
    return ratio.note if lacking or having else ""


def _prints_costs(desk: Desk, filing: Filing) -> bool:
    """Whether the income statement prints costs of goods or services, be it in several lines."""
    facts = desk.indexes.of(desk.shelf, filing.id).facts
    return any(fact.statement is Statement.INCOME and _COST_OF.match(fact.label) for fact in facts)


def uncounted(desk: Desk, filing: Filing, ratio: Ratio, target: Target) -> str:
    """The balance sheet's line that the ratio would have to count and does not know; empty where there is none."""
    if not ratio.every:
        return ""
    for fact in desk.indexes.of(desk.shelf, filing.id).facts:
        if fact.statement is not Statement.BALANCE or fact.segment or not fact.value or len(fact.unit) != 3:
            continue
        if fact.concept in desk.ontology.line_items or not near(fact.period.end, target.end, 16):
            continue
        if re.search(ratio.every, fact.label, re.IGNORECASE) and not _NO_DEBT.search(fact.label):
            shown = display(fact.value, fact.unit, fact.scale)
            return f"the balance sheet prints \u201c{fact.label}\u201d {shown} too; ask for the lines by their names."
    return ""


def on_a_loss(figure: Figure) -> tuple[str, ...]:
    """What is to be said of a ratio to equity or income that is negative: that its size tells nothing."""
    if figure.unit not in ("", "x", "%", "days") or not _DIVIDES.search(figure.formula or ""):
        return ()
    base = figure.inputs[-1] if figure.inputs else None
    if base is None or base.value >= 0 or base.concept not in _BASES:
        return ()
    return (f"{figure.label} is on a negative base ({_BASES[base.concept]}), so that its size tells nothing.",)


_BASES = {
    "StockholdersEquity": "equity",
    "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest": "equity",
    "NetIncomeLoss": "net income",
    "OperatingIncomeLoss": "operating income",
    "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest": "pre-tax income",
}
