"""Whether the model's endpoint answers, and what its model can do."""

from typing import TYPE_CHECKING

import streamlit as st

from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench


def connection(bench: "Workbench") -> None:
    """Draw the button that asks it; nothing while no model is set."""
    if bench.settings.resolved_provider == "offline":
        return
    if st.button("Test the connection", key="test-connection", icon=":material/cable:"):
        with st.spinner("Asking the model two short questions…"):
            found = bench.check_connection()
        (st.success if found.ok else st.error)(plain(found.sentence))
