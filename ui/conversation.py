"""The conversation of the Ask page: its questions with their answers, the running one kept up to date."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from core.errors import NotThere
from core.traces import Run, Session
from ui import state
from ui.answer import draw_answer
from ui.charts import draw_chart
from ui.components import message
from ui.looks import look_again
from ui.pictures import pictures
from ui.plan_editor import waiting_plan
from ui.run_tools import run_tools
from ui.session_tools import session_tools
from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench

POLL = 0.6
"""Seconds between two looks at a run in progress."""


class Talk(NamedTuple):
    """The session on the page, and the id of its run in progress, where there is one."""

    session: Session
    live: str | None


def load(bench: "Workbench", session_id: str | None) -> Talk | None:
    """The session as it stands; None where there is none to show (a missing one is said so)."""
    if session_id is None:
        return None
    handle = bench.running(session_id)  # before the session: a run that ends in between is then found whole
    try:
        session = bench.session(session_id)
    except NotThere as error:
        st.warning(plain(str(error)))
        state.open_session(None)
        return None
    live = handle.run.id if handle else None
    runs = [_settled(r) for r in session.runs if r.id != live]
    return Talk(replace(session, runs=tuple([*runs, handle.run] if handle else runs)), live)


def _settled(run: Run) -> Run:
    """A run that was cut off by the end of its server reads as stopped."""
    return run if run.ended else replace(run, ended=run.started, stopped=True)


def so_far(bench: "Workbench", run: Run) -> Run:
    """A run in progress with the library's filings, so that its parts can be named before it has its own."""
    return run if run.filings else replace(run, filings=tuple(bench.filings()))


def conversation(bench: "Workbench", talk: Talk) -> None:
    """Draw all runs, oldest first."""
    session_tools(bench, talk.session)
    for run in talk.session.runs:
        with st.container(key=f"run-{state.key_of(run)}"):
            st.container(key=f"asked-{state.key_of(run)}").markdown(plain(run.question))
            if run.id == talk.live:
                look_again(partial(_live, bench, run.session), POLL)
            else:
                _settled_run(bench, run)
    if talk.session.runs and talk.live is None:
        pictures(bench).fetch_ahead(talk.session.runs[-1])


def _live(bench: "Workbench", session_id: str) -> None:
    handle = bench.running(session_id)
    if handle is None:
        st.rerun()
    run = so_far(bench, handle.run)
    draw_answer(
        run, f"answer-{state.key_of(run)}", _opened(f"answer-{state.key_of(run)}"), _place(run), state.is_fresh(run.id)
    )
    if st.button("Stop", key="stop", icon=":material/stop_circle:", help="End this run and keep what it found"):
        handle.stop()
        st.toast("Stopping; what was found is kept.")


def _settled_run(bench: "Workbench", run: Run) -> None:
    if run.planned:
        waiting_plan(bench, run)
        return
    draw_answer(
        run, f"answer-{state.key_of(run)}", _opened(f"answer-{state.key_of(run)}"), _place(run), state.is_fresh(run.id)
    )
    draw_chart(run, f"chart-{state.key_of(run)}", _opened(f"chart-{state.key_of(run)}"))
    run_tools(bench, run)


def _place(run: Run) -> str | None:
    reference = state.selected()
    return reference.place if reference and reference.run == run.id else None


def _opened(key: str) -> Callable[[], None]:
    def open_footnote() -> None:
        said = json.loads(message(key))
        if "ask" in said:
            state.ask_next(said["ask"])
            return
        state.select(state.Reference(said["run"], said["place"]))
        state.redraw_side()

    return open_footnote
