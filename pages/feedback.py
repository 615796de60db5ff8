"""Feedback: how answers were judged, by topic and version, and the list to work through."""

import streamlit as st

from ui import frame, state
from ui.feedback import feedback_view

frame.enter()
st.title("Feedback", anchor=False)
feedback_view(state.workbench())
