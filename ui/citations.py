"""Where a citation stands in a run, named so that a click in the browser can ask for it again.

A place is "a:3" (the answer's footnote 3), "g:2" (the cell of the answer's third figure, which may share its row and
so its footnote with others), "f:q1:0" (the first citation of sub-question q1's finding) or "s:ID:0" (the first piece
of evidence of a span).
"""

from collections.abc import Callable, Sequence

from core.answers import Citation, Figure
from core.filings import Cell
from core.traces import Run


def answer_place(number: int) -> str:
    """The place of an answer's footnote."""
    return f"a:{number}"


def figure_place(index: int) -> str:
    """The place of the cell that one of the answer's figures was read from."""
    return f"g:{index}"


def places(run: Run, place: str) -> list[str]:
    """The places to page through from this one: all of the answer's footnotes, or all of the finding's or span's."""
    kind, _, rest = place.partition(":")
    if kind in "ag":
        return [answer_place(c.number) for c in _of_answer(run)]
    owner = rest.rpartition(":")[0]
    return [f"{kind}:{owner}:{i}" for i in range(len(_owned(run, kind, owner)))]


def number_at(run: Run, place: str) -> int | None:
    """The number of the answer's footnote at this place; None for evidence of a step."""
    citation = citation_at(run, place) if place[:1] in ("a", "g") else None
    return citation.number if citation else None


def citation_at(run: Run, place: str) -> Citation | None:
    """The citation at this place; None where the run (no longer) has it."""
    kind, _, rest = place.partition(":")
    if kind == "a":
        return next((c for c in _of_answer(run) if answer_place(c.number) == place), None)
    if kind == "g":
        figures = run.answer.figures if run.answer else ()
        return figures[int(rest)].citation if rest.isdigit() and int(rest) < len(figures) else None
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


def same_row(one: Citation, other: Citation) -> bool:
    """Whether two citations quote the same words: one row, though it may be another cell."""
    return (one.filing, one.page, one.quote) == (other.filing, other.page, other.quote)


def same_place(one: Citation, other: Citation) -> bool:
    """Whether two citations point at the same cell or words, whatever their numbers."""
    return same_row(one, other) and (one.bbox, one.anchor) == (other.bbox, other.anchor)


def footnote_of(run: Run, citation: Citation) -> int | None:
    """The answer's footnote of the same row or words, None where the answer does not cite it."""
    return next((c.number for c in _of_answer(run) if same_row(c, citation)), None)


def figures_at(run: Run, place: str) -> list[Figure]:
    """The answer's figures read at this place, and those computed from one read there; else the findings'.

    A footnote stands for its whole row; a figure's place for its own cell.
    """
    citation = citation_at(run, place)
    if run.answer is None or citation is None:
        return []
    same = same_row if place.startswith("a:") else same_place
    told = [f for f in run.answer.figures if _rests_on(f, citation, same)]
    return told or [f for finding in run.answer.findings for f in finding.figures if _rests_on(f, citation, same)]


def cells_at(run: Run, place: str) -> list[Cell]:
    """The cells to mark at this place, each once; the citation's own alone where no figure was read there."""
    citation = citation_at(run, place)
    if citation is None:
        return []
    same = same_row if place.startswith("a:") else same_place
    pending, cells = figures_at(run, place), list[Cell]()
    while pending:
        figure = pending.pop(0)
        if figure.citation and same(figure.citation, citation):
            cells.append(Cell(figure.citation.bbox, figure.citation.anchor, figure.printed))
        pending += figure.inputs
    return list(dict.fromkeys(cells)) or [Cell(citation.bbox, citation.anchor)]


def _rests_on(figure: Figure, citation: Citation, same: Callable[[Citation, Citation], bool]) -> bool:
    if figure.citation and same(figure.citation, citation):
        return True
    return any(_rests_on(i, citation, same) for i in figure.inputs)


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
