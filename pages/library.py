"""Library: add filings, watch them being read, check what was detected, edit, read again, delete."""

import streamlit as st

from ui import frame, state
from ui.filings import filing_details, filing_table
from ui.intake import jobs_in_progress, last_report
from ui.uploads import uploads

frame.enter()
bench = state.workbench()
st.title("Library", anchor=False)
uploads(bench)
jobs_in_progress(bench, "library")
last_report(bench)
filings = bench.filings()
if filings:
    listed, beside = st.columns([13, 8], gap="medium")
    with listed:
        chosen = filing_table(filings)
    with beside:
        filing_details(bench, chosen)
