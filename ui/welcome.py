"""The first screen: what Footnote does, something to try it with, and three questions to click."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from core.filings import Filing, Form
from ui.ask_bar import ask
from ui.frame import LIBRARY
from ui.intake import jobs_in_progress, load_samples
from ui.text import count, plain

if TYPE_CHECKING:
    from workbench import Workbench

_LEGAL_FORM = re.compile(
    r",?\s+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|L\.?P|plc|N\.?V|S\.?A|SE|AG)\.?$",
    re.IGNORECASE,
)


WIDTH = 760


def introduction() -> None:
    """What Footnote does: stands before anything heavy is loaded."""
    with st.container(width=WIDTH, key="introduction"):
        st.title("Compare company filings, with a footnote under every figure", anchor=False)
        st.markdown(
            "Ask a question across quarterly and annual reports. Every figure in the answer leads to the page and the "
            "cell it was read from, and beside the answer stands how it was reached."
        )


def welcome(bench: "Workbench") -> None:
    """Something to ask, and to ask it of."""
    filings = bench.filings()
    with st.container(width=WIDTH, key="welcome"):
        jobs_in_progress(bench, "welcome")
        reading = any(not job.done for job in bench.jobs())
        _library_line(bench, filings, reading)
        st.markdown("**Three questions to start with**")
        with st.container(key="examples", gap="small"):
            for number, question in enumerate(examples(filings)):
                if st.button(
                    plain(question), key=f"example-{number}", width="stretch", disabled=reading or not filings
                ):
                    ask(bench, question)
        if reading or not filings:
            st.caption("The questions become clickable once the filings are read.")


def _library_line(bench: "Workbench", filings: Sequence[Filing], reading: bool) -> None:
    if filings:
        companies = len({f.company for f in filings})
        st.caption(f"{count(len(filings), 'filing')} of {count(companies, 'company', 'companies')} in the library.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Load the sample filings",
            key="load-samples",
            type="primary",
            on_click=load_samples,
            args=(bench,),
            disabled=reading,
        )
        st.page_link(LIBRARY, label="or add your own", icon=":material/upload_file:")
    st.caption("The samples are three quarterly reports and one annual report of two invented companies.")


def examples(filings: Sequence[Filing]) -> list[str]:
    """Three questions that these filings can answer; general ones where there are none."""
    companies = [name for name, _ in Counter(f.company for f in filings if f.company).most_common()]
    if not companies:
        return [
            "Compare and contrast revenue between quarters",
            "How did the operating margin change, and why?",
            "What is new in the risk factors since the last filing?",
        ]
    first, *others = [_short(name) for name in companies]
    second = others[0] if others else None
    last = max((f for f in filings if f.company == companies[0]), key=lambda f: f.period_end or date.min)
    period = last.fiscal_period.label if last.fiscal_period else "the last period"
    quarterly = sum(f.company == companies[0] and f.form is Form.TEN_Q for f in filings) > 1
    contrast = "between quarters" if quarterly else "with the year before"
    return [
        f"Compare and contrast {_possessive(first)} revenue {contrast}",
        f"Compare the operating margin of {first} and {second}"
        if second
        else f"What was {_possessive(first)} operating margin in {period}?",
        f"What does {first} say drove revenue in {period}?",
    ]


def _short(name: str) -> str:
    """A company's name as people say it."""
    return _LEGAL_FORM.sub("", name).strip() or name


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
