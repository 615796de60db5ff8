"""The words beside a vote: what was right or wrong with an answer or a footnote, and what it should have been."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from core.traces import Feedback, Run
from ui import state
from ui.frame import attempt

if TYPE_CHECKING:
    from workbench import Workbench


def last_word(run: Run, footnote: int | None = None) -> Feedback | None:
    """The last word on a run's answer, or on one of its footnotes."""
    return next((word for word in reversed(run.feedback) if word.footnote == footnote), None)


def comment(bench: "Workbench", run: Run, word: Feedback) -> bool:
    """Draw the button that opens the words to this vote; whether they were kept just now."""
    whole = word.footnote is None
    key = state.key_of(run) if whole else f"{state.key_of(run)}-{word.footnote}"
    label = "Edit comment" if word.reason or word.correction else "Comment"
    with st.popover(label, type="tertiary", key=f"comment-{key}"), st.form(f"words-{key}", border=False):
        reason = st.text_input("What was right or wrong?", word.reason)
        asked = "What should the answer have been?" if whole else "What should have been cited?"
        correction = st.text_area(asked, word.correction, height=90)
        sent = st.form_submit_button("Keep", type="primary")
    words = replace(word, at=datetime.now(UTC), reason=reason, correction=correction)
    if not sent or not attempt(lambda: bench.add_feedback(run.session, run.id, words)):
        return False
    st.toast("Kept with the session.")
    return True
