"""The embedder, and the filings whose vectors another one made: shown, and embedded again."""

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import FootnoteError
from ui.intake import jobs_in_progress
from ui.settings_fields import SEARCH
from ui.settings_form import settings_form
from ui.text import count, plain

if TYPE_CHECKING:
    from workbench import Workbench

NAMED = 12


def embedder(bench: "Workbench") -> None:
    """Draw it. A change begins at once to embed the filings again."""
    st.subheader("Search", anchor=False)
    st.caption(
        "Vectors are shared by everyone on this server: an embedder at an endpoint uses the key of the environment "
        "(OPENAI_API_KEY), or a server that needs none, and never a key given in a browser."
    )
    if settings_form(bench, "search", SEARCH, columns=1):
        _begin(bench)
    _stale(bench)
    jobs_in_progress(bench, "settings")


def _begin(bench: "Workbench") -> None:
    try:
        if bench.stale_filings():
            bench.start_reembed()
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.rerun()


def _stale(bench: "Workbench") -> None:
    """The filings that are searched by their words alone, with the way out."""
    try:
        stale = bench.stale_filings()
    except FootnoteError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if not stale:
        return
    names = ", ".join(filing.name for filing in stale[:NAMED])
    more = f" and {len(stale) - NAMED} more" if len(stale) > NAMED else ""
    st.warning(
        plain(f"{count(len(stale), 'filing')} of another embedder, searched by words alone: {names}{more}."),
        icon=":material/sync_problem:",
    )
    busy = any(not job.done for job in bench.jobs())
    if st.button("Embed them again", key="reembed", icon=":material/refresh:", disabled=busy):
        _begin(bench)
    for failed in [failed for job in bench.jobs() if job.done for failed in job.report.failed][:1]:
        st.error(plain(f"{failed.name}: {failed.error}"), icon=":material/error:")
