"""What a question may cost, and what was spent so far, in a few words."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError
from core.estimates import Estimate
from core.traces import Run
from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench


def money(amount: Decimal) -> str:
    """As "$0.0021" or "$1.24"; "less than $0.0001" for what is not nothing."""
    if 0 < amount < Decimal("0.0001"):
        return "less than $0.0001"
    return f"${amount:.4f}" if amount < 1 else f"${amount:,.2f}"


def spent(tokens: int, cost: Decimal) -> str:
    """As "$0.0123 so far"; the tokens alone where no price is known; empty where no model was asked."""
    if not tokens and not cost:
        return ""
    return f"{money(cost)} so far" if cost else f"{tokens:,} tokens so far, at a price not set"


def spent_by(runs: Iterable[Run]) -> str:
    """The same of some runs."""
    spans = [span for run in runs for span in run.spans]
    tokens = sum(span.tokens.total for span in spans if span.tokens)
    return spent(tokens, sum((span.cost for span in spans if span.cost), Decimal(0)))


def estimate_line(bench: "Workbench", filings: list[str]) -> None:
    """What the next question may cost, where a model answers."""
    _line(bench, lambda: bench.estimate("", filings), "The next question")


def cells_estimate_line(bench: "Workbench", cells: int) -> None:
    """What a comparison of so many cells may cost, where a model answers."""
    _line(bench, lambda: bench.estimate_cells(cells), "The comparison")


def _line(bench: "Workbench", estimate: Callable[[], Estimate], what: str) -> None:
    try:
        estimated = estimate()
    except FootnoteError:
        return  # what is amiss is said when the question is asked
    if said := estimate_words(estimated, bench.settings.max_cost, what):
        st.caption(plain(said), help=estimated.why)


def estimate_words(estimated: Estimate, most: Decimal, what: str = "The next question") -> str:
    """As "The next question may read about 2,100 tokens and write 600: $0.0021. It ends at $1.00."; empty for none."""
    if not estimated.tokens_in:
        return ""
    tokens = f"about {_rounded(estimated.tokens_in)} tokens and write {_rounded(estimated.tokens_out)}"
    if estimated.cost is None:
        return f"{what} may read {tokens}; the cost is unknown, as no price is set."
    return f"{what} may read {tokens}: {money(estimated.cost)}. It ends at {money(most)} at the latest."


def _rounded(tokens: int) -> str:
    return f"{round(tokens, -2) if tokens > 200 else tokens:,}"
