"""Ask: the conversation on the left, how the answer was reached or the page it cites on the right."""

import streamlit as st

from ui import state
from ui.ask_bar import ask_bar
from ui.conversation import conversation, load
from ui.side import side
from ui.welcome import welcome

bench = state.workbench()
talk = load(bench, state.session_id())
charts = []
if talk is None:
    welcome(bench)
else:
    answers, beside = st.columns([11, 10], gap="medium")
    with answers:
        charts = conversation(bench, talk)
    with beside:
        side(bench, talk)
ask_bar(bench, talk)
for draw in charts:
    draw()
