"""The filings of the library: a table of what was detected, and one filing's details to check and correct."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FilingNotFound
from core.filings import Filing, Form, Quality, TieOut
from core.numbers import grouped
from ui.components import mount
from ui.frame import attempt
from ui.markdown import Node
from ui.pictures import pictures
from ui.text import count, plain

if TYPE_CHECKING:
    from workbench import Workbench

QUARTERS = ["full year", "Q1", "Q2", "Q3", "Q4"]
CURRENCIES = ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR", "KRW", "SEK", "NOK", "DKK"]


def filing_table(filings: Sequence[Filing]) -> str | None:
    """Draw the table; the id of the filing that is chosen in it."""
    known = [f.id for f in filings]
    chosen = st.session_state.get("filing")
    chosen = chosen if chosen in known else None
    st.caption(f"{count(len(filings), 'filing')}. Choose one to check what was read, correct it, or delete it.")
    said = mount("filings", {"rows": [_row(f) for f in filings], "selected": chosen}, "filings", _choose)
    return str(json.loads(said)["filing"]) if said else chosen


def _choose() -> None:
    from ui.components import message

    st.session_state["filing"] = json.loads(message("filings"))["filing"]


def _row(filing: Filing) -> Node:
    period = filing.fiscal_period
    return {
        "id": filing.id,
        "company": filing.company or "not found",
        "name": filing.name,
        "form": filing.form.value,
        "period": period.label if period else "",
        "end": filing.period_end.isoformat() if filing.period_end else "",
        "pages": filing.pages,
        "facts": filing.fact_count,
        "passages": filing.passage_count,
        "quality": _quality_word(filing.quality),
        "score": filing.quality.score,
        "remarks": len(filing.quality.notes),
    }


def _quality_word(quality: Quality) -> str:
    if quality.score is None:
        return "no checks"
    held = sum(t.ok for t in quality.tie_outs)
    return f"{held} of {len(quality.tie_outs)} tie"


def filing_details(bench: "Workbench", filing_id: str | None) -> None:
    """One filing: its identity to correct, its quality, and what can be done with it."""
    if filing_id is None:
        st.caption("Choose a filing in the table to see how well its figures hang together.")
        return
    try:
        filing = bench.filing(filing_id)
    except FilingNotFound:
        st.caption("This filing is no longer in the library.")
        return
    with st.container(key="filing-details"):
        st.subheader(plain(filing.company or filing.name), anchor=False)
        st.caption(plain(f"{filing.name} · {filing.kind.value.upper()} · {count(filing.pages, 'page')}"))
        _identity(bench, filing)
        _quality(filing.quality)
        _actions(bench, filing)


def _identity(bench: "Workbench", filing: Filing) -> None:
    with st.form(f"identity-{filing.id}", border=False):
        company = st.text_input("Company", filing.company, key=f"company-{filing.id}")
        with st.container(horizontal=True):
            form = st.selectbox("Form", list(Form), list(Form).index(filing.form), key=f"form-{filing.id}", width=110)
            year = st.number_input("Fiscal year", 1980, 2100, filing.fiscal_year, key=f"year-{filing.id}", width=130)
            quarter = st.selectbox(
                "Period",
                range(5),
                filing.fiscal_quarter or 0,
                format_func=QUARTERS.__getitem__,
                key=f"quarter-{filing.id}",
                width=120,
            )
        with st.container(horizontal=True):
            end = st.date_input(
                "Period end", filing.period_end, key=f"end-{filing.id}", min_value="1980-01-01", width=150
            )
            currencies = sorted({*CURRENCIES, filing.currency})
            currency = st.selectbox(
                "Currency", currencies, currencies.index(filing.currency), key=f"currency-{filing.id}", width=110
            )
        if st.form_submit_button("Save changes"):
            edited = replace(
                filing,
                company=company.strip(),
                form=form,
                fiscal_year=year,
                fiscal_quarter=quarter or None,
                period_end=end,
                currency=currency,
            )
            if attempt(lambda: bench.edit_filing(edited)):
                st.toast("Saved.")
                st.rerun()


def _quality(quality: Quality) -> None:
    score = quality.score
    said = "no arithmetic check was possible" if score is None else f"{score:.0%}, {_quality_word(quality)}"
    st.markdown(f"**Quality** {plain(said)}")
    broken = [t for t in quality.tie_outs if not t.ok]
    for check in broken[:12]:
        st.markdown(f"- {_tie_out(check)}")
    if len(broken) > 12:
        st.caption(f"and {len(broken) - 12} more that do not tie")
    for note in quality.notes:
        st.markdown(f"- {plain(note)}")


def _tie_out(check: TieOut) -> str:
    page = f" (page {check.page})" if check.page else ""
    apart = grouped(abs(check.left - check.right))
    return plain(f"{check.name}{page}: {grouped(check.left)} against {grouped(check.right)}, {apart} apart")


def _actions(bench: "Workbench", filing: Filing) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            "Read again", key=f"reindex-{filing.id}", icon=":material/refresh:", help="Read the kept original again"
        ):
            if attempt(lambda: bench.reindex(filing.id)):
                st.rerun()
        if st.button("Delete", key=f"delete-{filing.id}", icon=":material/delete:"):
            _confirm_delete(bench, filing)


@st.dialog("Delete this filing?")
def _confirm_delete(bench: "Workbench", filing: Filing) -> None:
    st.markdown(
        f"{plain(filing.title)}, with its index and its kept original. Sessions that cite it keep their answers, "
        "but can no longer show its pages."
    )
    with st.container(horizontal=True):
        sure = st.button("Delete", key="confirm-delete", type="primary", on_click=_delete, args=(bench, filing.id))
        if sure or st.button("Keep it", key="cancel-delete"):
            st.rerun()


def _delete(bench: "Workbench", filing_id: str) -> None:
    if attempt(lambda: bench.delete_filing(filing_id)):
        pictures(bench).forget(filing_id)
        st.session_state.pop("filing", None)
