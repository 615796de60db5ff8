"""The bar at the foot of the Ask page: which filings are meant, and the question."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError
from core.filings import Filing
from ui import state
from ui.conversation import Talk
from ui.costs import estimate_line
from ui.text import count, plain, shortened

if TYPE_CHECKING:
    from workbench import Workbench


def ask_bar(bench: "Workbench", talk: Talk | None) -> None:
    """Draw the bar and start what is asked."""
    busy = talk is not None and talk.live is not None
    with st.bottom:
        with st.container(horizontal=True, vertical_alignment="center", key="ask-bar"):
            scope_picker(bench.filings())
            _plan_first()
            question = st.chat_input(_prompt(talk), key="ask", max_chars=4000)
        estimate_line(bench, state.scope())
    if question and busy:
        _after_this_one(question)
    elif not busy and (question := question or state.next_question()):
        ask(bench, question, talk)


def _after_this_one(question: str) -> None:
    state.ask_next(question)
    st.toast(plain(f"“{shortened(question, 80)}” is asked as soon as the running question is answered."))


def _plan_first() -> None:
    st.toggle(
        "Plan first",
        state.plans_first(),
        key="plan-first",
        help="Stop after planning: look at the plan, change it, then run it",
        on_change=state.plan_first,
    )


def _prompt(talk: Talk | None) -> str:
    if talk and talk.live:
        return "Ask the next question: its turn comes after this one"
    return "Ask a follow-up question" if talk and talk.session.runs else "Ask about your filings"


def ask(bench: "Workbench", question: str, talk: Talk | None = None) -> None:
    """Start a question in this tab's session, or in a new one, and show it."""
    try:
        session = talk.session.id if talk else None
        handle = bench.start(question, state.scope(), session, stop_after_planning=state.plans_first())
    except FootnoteError as error:
        if talk and bench.running(talk.session.id):
            _after_this_one(question)
            st.rerun()
        st.error(plain(str(error)), icon=":material/error:")
        return
    state.follow(handle)
    st.rerun()


def scope_picker(filings: Sequence[Filing]) -> None:
    """Tick the filings that the next question is about; none ticked means all."""
    chosen = [f.id for f in filings if f.id in state.scope()]
    label = count(len(chosen), "filing") if chosen else "All filings"
    with st.popover(label, icon=":material/filter_list:", key="scope-picker"):
        if not filings:
            st.caption("The library is empty: there is nothing to choose from yet.")
            return
        st.caption("Tick the filings that the question is about. With none ticked it may use all.")
        with st.container(key="scope-list", gap=None):
            for company, group in groupby(filings, key=lambda f: f.company):
                st.markdown(f"**{plain(company or 'Company not found')}**")
                for filing in group:
                    _tick(filing, filing.id in chosen)


def _tick(filing: Filing, ticked: bool) -> None:
    period = filing.fiscal_period.label if filing.fiscal_period else filing.name
    end = f" to {filing.period_end:%d %b %Y}" if filing.period_end else ""
    key = f"scope-{filing.id}"
    st.checkbox(plain(f"{filing.form} {period}{end}"), ticked, key=key, on_change=_toggle, args=(filing.id,))


def _toggle(filing: str) -> None:
    chosen = state.scope()
    st.session_state["scope"] = [f for f in chosen if f != filing] if filing in chosen else [*chosen, filing]
