"""Templates of comparisons: those that stand, those that were saved, and a grid rolled forward to later filings."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from core.filings import Filing
from core.templates import Template
from ui.frame import attempt
from ui.text import plain

if TYPE_CHECKING:
    from workbench import Workbench

TEMPLATES = (
    Template(
        "Earnings review",
        (
            "Revenue",
            "Gross margin",
            "Operating income",
            "Operating margin",
            "Net income",
            "Diluted earnings per share",
            "What drove the change in revenue?",
        ),
    ),
    Template(
        "Liquidity",
        (
            "Cash and cash equivalents",
            "Net cash from operating activities",
            "Capital expenditures",
            "Long-term debt",
            "Current ratio",
            "Sources and uses of liquidity",
        ),
    ),
    Template(
        "Risk changes",
        (
            "What is new in the risk factors since the last filing?",
            "Legal proceedings",
            "Foreign currency risk",
            "Cybersecurity",
        ),
    ),
)


class Rolled(NamedTuple):
    """The filings of a comparison one period on, and the companies of which there is no later filing."""

    filings: tuple[Filing, ...]
    without: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether any company has a later filing."""
        return bool(self.filings)


def rolled_forward(rows: Sequence[Filing], library: Sequence[Filing]) -> Rolled:
    """For each company as many filings as the comparison has, up to its next later one of the forms it compares.

    A comparison of quarters moves on by a quarter, one of years by a year. `filings` is empty where nothing moves.
    """
    moved, kept, without = [], [], []
    for company, group in groupby(sorted(rows, key=_by_company), key=_company):
        own = list(group)
        later = _later(own, [f for f in library if _company(f) == company])
        if later is None:
            without.append(own[0].company)
            kept += own
        else:
            moved += [*own[1:], later]
    return Rolled(tuple([*moved, *kept]) if moved else (), tuple(without))


def _later(own: Sequence[Filing], library: Sequence[Filing]) -> Filing | None:
    """The first filing that reports on a later period than all of these; of their forms, or an annual one after Q3."""
    last = own[-1]
    forms = {filing.form for filing in own}
    after = [f for f in library if f.period_end and _end(f) > _end(last) and (f.form in forms or _follows(last, f))]
    return min(after, key=_end, default=None)


def _follows(last: Filing, next: Filing) -> bool:
    """Whether an annual report closes the year of a third quarter."""
    return last.fiscal_quarter == 3 and next.fiscal_quarter is None and next.fiscal_year == last.fiscal_year


def _company(filing: Filing) -> str:
    return (filing.ticker or filing.company or filing.name).casefold()


def _end(filing: Filing) -> date:
    return filing.period_end or date.min


def _by_company(filing: Filing) -> tuple[str, date]:
    return _company(filing), _end(filing)


def save_as_template(bench: "Workbench", name: str, questions: Sequence[str]) -> None:
    """Keep the questions of a comparison under a name."""
    with st.popover("Save as template", icon=":material/bookmark_add:", type="tertiary", key="save-template"):
        with st.form("template-form", border=False):
            said = st.text_input("Name", name, max_chars=80)
            if st.form_submit_button("Save", type="primary") and attempt(
                lambda: bench.save_template(Template(said, tuple(questions)))
            ):
                st.toast(plain(f"Saved. Choose {said} under New comparison."))


def delete_template_button(bench: "Workbench", template: Template) -> None:
    """Forget a template that was saved; those that stand have no such button."""
    if template in bench.templates() and st.button("Delete this template", key="delete-template", type="tertiary"):
        bench.delete_template(template.name)
        st.rerun()
