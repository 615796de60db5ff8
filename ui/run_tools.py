"""Under an answer: show its trace, and say whether it was good."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from core.traces import Feedback, Run, Vote
from ui import state
from ui.comment import comment, last_word
from ui.frame import attempt
from ui.plan_editor import edit_plan_button

if TYPE_CHECKING:
    from workbench import Workbench

THUMBS = {0: Vote.DOWN, 1: Vote.UP}


def run_tools(bench: "Workbench", run: Run) -> None:
    """Draw them."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"tools-{state.key_of(run)}", gap="small"):
        st.button(
            "Trace",
            key=f"trace-of-{state.key_of(run)}",
            icon=":material/account_tree:",
            type="tertiary",
            on_click=_show,
            args=(run.id,),
        )
        if run.stopped:
            _ask_again(run)
        if run.plan and run.plan.sub_questions:
            edit_plan_button(bench, run)
        vote = _last_vote(run)
        given = st.feedback(
            "thumbs", key=f"vote-{state.key_of(run)}", default=None if vote is None else int(vote is Vote.UP)
        )
        if given is not None and THUMBS[given] is not vote:
            attempt(lambda: bench.add_feedback(run.session, run.id, Feedback(THUMBS[given], datetime.now(UTC))))
        if given is not None:
            last = last_word(run) or Feedback(THUMBS[given], datetime.now(UTC))
            comment(bench, run, replace(last, vote=THUMBS[given]))


def _ask_again(run: Run) -> None:
    key, icon = f"ask-again-{state.key_of(run)}", ":material/replay:"
    st.button("Ask again", key=key, icon=icon, type="tertiary", on_click=state.ask_next, args=(run.question,))


def _show(run: str) -> None:
    st.session_state["shown_run"] = run
    state.show_panel("Trace")


def _last_vote(run: Run) -> Vote | None:
    last = last_word(run)
    return last.vote if last else None
