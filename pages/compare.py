"""Compare: filings by questions in a grid, each cell an answer with its footnote."""

import streamlit as st

from ui import frame, state
from ui.compare import grid, grid_form, open_grid

frame.enter()
bench = state.workbench()
st.title("Compare", anchor=False)
shown = open_grid(bench)
grid_form(bench, shown)
if shown is not None:
    grid(bench, shown)
