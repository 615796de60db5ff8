"""Ask: the conversation on the left, how the answer was reached or the page it cites on the right."""

import streamlit as st

from ui import frame, state
from ui.ask_bar import ask_bar
from ui.conversation import conversation, load
from ui.side import side
from ui.welcome import introduction, welcome

frame.enter()
asked = state.session_id()
with st.empty():  # the first screen, gone at once when a conversation begins
    if asked is None:
        introduction()
bench = state.workbench()
talk = load(bench, asked)
with st.empty():
    if talk is None:
        welcome(bench)
if talk is not None:
    answers, beside = st.columns([11, 10], gap="medium")
    with answers:
        conversation(bench, talk)
    with beside:
        side(bench, talk)
ask_bar(bench, talk)
