"""The upload of the Library page."""

from typing import TYPE_CHECKING

import streamlit as st

from ui.intake import load_samples, offer
from ui.text import count

if TYPE_CHECKING:
    from workbench import Workbench

KINDS = ["pdf", "htm", "html", "txt"]


def uploads(bench: "Workbench") -> None:
    """Drop files and add them; with an empty library, say what to do."""
    busy = any(not job.done for job in bench.jobs())
    bench.expect_files()
    if not busy and not bench.filings():
        st.markdown(
            "The library is empty. Drop quarterly or annual reports here (PDF, or HTML as filed on EDGAR), "
            "or load the sample filings of two invented companies."
        )
    turn = st.session_state.setdefault("upload_turn", 0)
    given = st.file_uploader("Add filings", type=KINDS, accept_multiple_files=True, key=f"upload-{turn}")
    with st.container(horizontal=True, vertical_alignment="center", key="upload-actions"):
        label = f"Add {count(len(given), 'file')}" if given else "Add files"
        if st.button(label, key="add-files", type="primary", disabled=not given):
            offer(bench, {one.name: one.getvalue() for one in given})
            st.session_state["upload_turn"] = turn + 1
            st.rerun()
        if not _has_samples(bench):
            st.button(
                "Load the sample filings", key="load-samples", on_click=load_samples, args=(bench,), disabled=busy
            )


def _has_samples(bench: "Workbench") -> bool:
    names = {f.name for f in bench.filings()}
    return all(file.name in names for file in bench.sample_files())
