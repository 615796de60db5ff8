"""The cover page and table of contents of a report."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportlab.platypus import Flowable

from scripts.sample_filings.paper import TITLE, centred, listing, new_page, paragraphs, space


class Cover(NamedTuple):
    """What a cover page says."""

    form: str
    period: str
    company: str
    ticker: str
    state: str
    number: str
    address: str
    shares: str
    date: str


def cover(facts: Cover) -> list[Flowable]:
    """The first page, as the form prescribes it; it says that the company is invented."""
    kind = "QUARTERLY REPORT" if facts.form == "10-Q" else "ANNUAL REPORT"
    section = "SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934"
    return [
        *centred("UNITED STATES", "SECURITIES AND EXCHANGE COMMISSION", style=TITLE),
        *centred("Washington, D.C. 20549"),
        *space(6),
        *centred(f"FORM {facts.form}", style=TITLE),
        *centred(f"[X] {kind} PURSUANT TO {section}", facts.period, "or"),
        *centred(f"[ ] TRANSITION REPORT PURSUANT TO {section}", f"Commission File Number: {facts.number}"),
        *space(6),
        *centred(facts.company, style=TITLE),
        *centred("(Exact name of registrant as specified in its charter)"),
        *centred(
            f"{facts.state} (State of incorporation)", f"{facts.address} (Address of principal executive offices)"
        ),
        *centred("Securities registered pursuant to Section 12(b) of the Act:"),
        *listing(
            ("Title of each class", "Trading Symbol(s)", "Name of each exchange on which registered"),
            ("Common stock, $0.01 par value", facts.ticker, "Sample Exchange"),
        ),
        *paragraphs(
            "Indicate by check mark whether the registrant (1) has filed all reports required to be filed by "
            "Section 13 "
            "or 15(d) of the Securities Exchange Act of 1934 during the preceding 12 months and (2) has been "
            "subject to "
            "such filing requirements for the past 90 days. Yes [X] No [ ]",
            f"{facts.shares} were outstanding as of {facts.date}.",
            "This document is a sample. The company, its people and all its figures are invented; it was never filed.",
        ),
    ]


def contents(items: Sequence[str], pages: Mapping[str, int]) -> list[Flowable]:
    """The table of contents: of the headings, those that begin with these words, with their pages."""
    found = ((text, page) for item in items for text, page in pages.items() if text.startswith(item))
    lines = (f"{text} {'.' * (100 - len(text))} {page}" for text, page in found)
    return [*new_page(), *centred("TABLE OF CONTENTS"), *paragraphs(*lines)]
