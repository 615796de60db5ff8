"""Where a citation stands in a run, named so that a click in the browser can ask for it again.

A place is "a:3" (the answer's footnote 3), "f:q1:0" (the first citation of sub-question q1's finding) or
"s:ID:0" (the first piece of evidence of a span).
"""

from collections.abc import Sequence

from core.answers import Citation, Figure
from core.traces import Run


def answer_place(number: int) -> str:
    """The place of an answer's footnote."""
    return f"a:{number}"


def places(run: Run, place: str) -> list[str]:
    """The places to page through from this one: all of the answer's footnotes, or all of the finding's or span's."""
    kind, _, rest = place.partition(":")
    if kind == "a":
        return [answer_place(c.number) for c in _of_answer(run)]
    owner = rest.rpartition(":")[0]
    return [f"{kind}:{owner}:{i}" for i in range(len(_owned(run, kind, owner)))]


def citation_at(run: Run, place: str) -> Citation | None:
    """The citation at this place; None where the run (no longer) has it."""
    kind, _, rest = place.partition(":")
    if kind == "a":
        return next((c for c in _of_answer(run) if answer_place(c.number) == place), None)
    owner, _, index = rest.rpartition(":")
    owned = _owned(run, kind, owner)
    return owned[int(index)] if index.isdigit() and int(index) < len(owned) else None


def _of_answer(run: Run) -> Sequence[Citation]:
    return run.answer.citations if run.answer else ()


def _owned(run: Run, kind: str, owner: str) -> Sequence[Citation]:
    if kind == "f" and run.answer:
        return next((f.citations for f in run.answer.findings if f.sub_question.id == owner), ())
    if kind == "s":
        return next((s.evidence for s in run.spans if s.id == owner), ())
    return ()


def same_place(one: Citation, other: Citation) -> bool:
    """Whether two citations point at the same words, whatever their numbers."""
    return (one.filing, one.page, one.bbox, one.quote) == (other.filing, other.page, other.bbox, other.quote)


def footnote_of(run: Run, citation: Citation) -> int | None:
    """The answer's footnote at the same place, None where the answer does not cite it."""
    return next((c.number for c in _of_answer(run) if same_place(c, citation)), None)


def figures_at(run: Run, citation: Citation) -> list[Figure]:
    """The answer's figures read at this citation, and those computed from one read there."""
    if run.answer is None:
        return []
    told = [f for f in run.answer.figures if _rests_on(f, citation)]
    return told or [f for finding in run.answer.findings for f in finding.figures if _rests_on(f, citation)]


def printed_at(run: Run, citation: Citation) -> str:
    """The cell as printed at this citation; empty where no figure was read there."""
    pending = figures_at(run, citation)
    while pending:
        figure = pending.pop(0)
        if figure.citation and figure.printed and same_place(figure.citation, citation):
            return figure.printed
        pending += figure.inputs
    return ""


def _rests_on(figure: Figure, citation: Citation) -> bool:
    if figure.citation and same_place(figure.citation, citation):
        return True
    return any(_rests_on(i, citation) for i in figure.inputs)


def filing_title(run: Run, filing: str) -> str:
    """The filing's title for people; its id where the run does not carry it."""
    return next((f.title for f in run.filings if f.id == filing), filing)


def filing_short(run: Run, filing: str) -> str:
    """The filing's form and period, with its company where the run has more than one."""
    found = next((f for f in run.filings if f.id == filing), None)
    if found is None:
        return filing
    period = found.fiscal_period.label if found.fiscal_period else ""
    companies = {f.company for f in run.filings}
    name = (found.company or found.name) if len(companies) > 1 or not period else ""
    return " ".join(part for part in (name, found.form.value if not period else period) if part)
