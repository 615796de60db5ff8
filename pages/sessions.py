"""Sessions: what was asked before, to open again, rename, take away or delete; and sessions from elsewhere."""

import streamlit as st

from ui import frame, state
from ui.session_list import session_list
from ui.session_tools import import_session

frame.enter()
bench = state.workbench()
st.title("Sessions", anchor=False)
listed, beside = st.columns([13, 8], gap="medium")
with listed:
    session_list(bench)
with beside:
    import_session(bench)
