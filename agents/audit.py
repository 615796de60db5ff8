"""The audit of an answer: every figure is tied to a cited cell or to a computation over cited cells, or it is marked.

What filings say is only compared here, never followed: no text from a filing is read as an instruction.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from agents.audit_figures import FigureAudit
from agents.audit_match import SCALES, shows
from agents.audit_sentence import FigureVerdict, SentenceAudit, audit_sentence
from agents.audit_text import UNSUPPORTED, WRONG_PERIOD, Said, figures_said, marked, quotations, without_marks
from core.answers import (
    Answer,
    AnswerStatus,
    Cell,
    Chart,
    ComparisonTable,
    Figure,
    Finding,
    Grounding,
    Headline,
    TableRow,
)
from core.ontology import Ontology, load_ontology
from core.periods import Period
from core.protocols import Shelf

__all__ = ["FigureVerdict", "SentenceAudit", "audit", "audit_sentence"]

_REMARK = {Grounding.UNSUPPORTED: UNSUPPORTED, Grounding.WRONG_PERIOD: WRONG_PERIOD}
_FOOTNOTE = re.compile(r"^[^\d\n|]{0,12}?\[\^?(?P<number>\d+)\]")
REASONS = 4  # said in full in the caveats


def audit(answer: Answer, question_periods: Sequence[Period], shelf: Shelf, ontology: Ontology | None = None) -> Answer:
    """Grounds every figure of an answer anew and marks what is not tied to the filings.

    Args:
        answer: as it was put together; verdicts that it carries are not believed.
        question_periods: the periods asked for, those compared with included; none means that any will do.
        shelf: the filings that the citations name.
        ontology: says which line items are positive by definition; the usual one if None.

    Returns:
        The answer with a verdict on every figure (and its reason), "⚠ unsupported" or "⚠ wrong period" after each
        number of its text and tables that no grounded figure stands behind, and caveats that say so. A headline that
        is not tied to a grounded figure is dropped, and so are points of a chart.
    """
    checks = FigureAudit(shelf, question_periods, ontology or load_ontology())
    worked_from = {_cell(part) for finding in answer.findings for part in _inputs(finding.figures)}
    figures = tuple(checks.audited(figure, direct=_cell(figure) not in worked_from) for figure in answer.figures)
    markdown, loose = _marked_text(without_marks(answer.markdown), figures, answer, checks)
    remarks = (*_remarks(figures), *_loose_remark(loose))
    headline = answer.headline if answer.headline and _headline_holds(answer.headline, figures) else None
    shaken = bool(remarks) or headline is not answer.headline
    return replace(
        answer,
        markdown=markdown,
        figures=figures,
        headline=headline,
        table=_marked_table(answer.table, figures) if answer.table else None,
        chart=_grounded_chart(answer, figures),
        findings=tuple(_audited_finding(finding, answer.figures, figures, checks) for finding in answer.findings),
        caveats=tuple(dict.fromkeys((*answer.caveats, *remarks))),
        status=AnswerStatus.PARTIAL if shaken and answer.status is AnswerStatus.ANSWERED else answer.status,
    )


def _marked_text(
    markdown: str, figures: Sequence[Figure], answer: Answer, checks: FigureAudit
) -> tuple[str, tuple[str, ...]]:
    """The text with its remarks, and the numbers that no figure of the answer stands behind."""
    aside = [*_true_quotes(markdown, answer, checks), *_formulas(markdown, figures)]
    remarks: list[tuple[int, str]] = []
    loose: list[str] = []
    for said in figures_said(markdown, aside):
        figure = _behind(said, markdown, figures)
        if figure is None:
            loose.append(said.number.text)
        if figure is None or not figure.grounded:
            remarks.append((said.mark, _REMARK[figure.grounding] if figure else UNSUPPORTED))
    return marked(markdown, remarks), tuple(loose)


def _true_quotes(markdown: str, answer: Answer, checks: FigureAudit) -> Iterator[tuple[int, int]]:
    """Where quotations stand that are on a cited page word by word; the numbers in others are figures like any."""
    cited = (*answer.citations, *(citation for finding in answer.findings for citation in finding.citations))
    for quotation in quotations(markdown):
        lines = [re.sub(r"^[ \t]*>\s?", "", line) for line in quotation.text.split("\n")]
        words = re.sub(r"\[\^?\d+\]", "", " ".join(lines)).strip('“”"… \n')
        if words and checks.quoted(words, cited):
            yield quotation.start, quotation.end


def _formulas(markdown: str, figures: Iterable[Figure]) -> Iterator[tuple[int, int]]:
    """Where the formulas of grounded figures are written out: their constants are no figures of their own."""
    for figure in figures:
        if figure.formula and figure.grounded:
            for match in re.finditer(re.escape(figure.formula), markdown):
                yield match.span()


def _behind(said: Said, markdown: str, figures: Sequence[Figure]) -> Figure | None:
    """The figure behind a number: of those with its value, the one that its footnote names, then a grounded one.

    The answer's own figures come before the inputs of its computations: a figure of another period is no better for a
    change having been worked out from it.
    """
    own = [figure for figure in figures if shows(said, markdown, figure)]
    same = own or [figure for figure in _all(figures) if shows(said, markdown, figure)]
    footnote = _FOOTNOTE.match(markdown[said.number.end : said.number.end + 20])
    number = int(footnote["number"]) if footnote else None
    noted = [figure for figure in same if figure.citation and figure.citation.number == number]
    return next(iter(sorted(noted or same, key=lambda figure: not figure.grounded)), None)


def _all(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures and, below them, the inputs of their computations."""
    for figure in figures:
        yield figure
        yield from _all(figure.inputs)


def _inputs(figures: Iterable[Figure]) -> Iterator[Figure]:
    """What computed figures were worked out from: of the periods that the computation needs."""
    for figure in figures:
        yield from _all(figure.inputs)


def _cell(figure: Figure) -> tuple[object, ...]:
    """Where a figure was read, however it is called."""
    place = figure.citation and (figure.citation.filing, figure.citation.page, figure.citation.quote)
    return figure.value, figure.unit, figure.period, place


def _remarks(figures: Iterable[Figure]) -> Iterator[str]:
    failed = [figure for figure in figures if not figure.grounded]
    for figure in failed[:REASONS]:
        kind = (
            "is of another period" if figure.grounding is Grounding.WRONG_PERIOD else "could not be tied to the filings"
        )
        yield f"{figure.text or figure.label} {kind} and is marked: {figure.reason}."
    if len(failed) > REASONS:
        yield f"{len(failed) - REASONS} more figures could not be tied to the filings and are marked."


def _loose_remark(loose: Sequence[str]) -> Iterator[str]:
    if loose:
        shown = ", ".join(dict.fromkeys(loose[:REASONS]))
        yield f"Nothing that was read or computed stands behind {shown}; marked in the text."


def _headline_holds(headline: Headline, figures: Iterable[Figure]) -> bool:
    """Whether a grounded figure of the answer has the headline's value, in the unit that it is asked for in."""
    digits = -int(headline.value.as_tuple().exponent) if headline.value.is_finite() else 0
    half = Decimal(5).scaleb(-max(digits, 0) - 1) + abs(headline.value) * Decimal("0.000001")
    values = [abs(figure.value) for figure in figures if figure.grounded]
    return any(
        abs(abs(headline.value) - value.scaleb(-scale)) <= half for value in values for scale in (*SCALES, -2, 2)
    )


def _marked_table(table: ComparisonTable, figures: Sequence[Figure]) -> ComparisonTable:
    rows = (TableRow(row.label, tuple(_marked_cell(cell, figures) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _marked_cell(cell: Cell, figures: Sequence[Figure]) -> Cell:
    text = without_marks(cell.text)
    row = f"| {text} |"
    said = figures_said(row)
    figure = figures[cell.figure] if cell.figure is not None and cell.figure < len(figures) else None
    if figure is None:
        held = [any(shows(one, row, other) and other.grounded for other in _all(figures)) for one in said]
        return replace(cell, text=text if all(held) else f"{text} {UNSUPPORTED}")
    if any(not shows(one, row, figure) for one in said):
        return replace(cell, text=f"{text} {UNSUPPORTED}")
    return replace(cell, text=text if figure.grounded else f"{text} {_REMARK[figure.grounding]}")


def _grounded_chart(answer: Answer, figures: Sequence[Figure]) -> Chart | None:
    chart = answer.chart
    if chart is None:
        return None
    points = tuple(point for point in chart.points if point.figure < len(figures) and figures[point.figure].grounded)
    return replace(chart, points=points) if points else None


def _audited_finding(
    finding: Finding, before: Sequence[Figure], after: Sequence[Figure], checks: FigureAudit
) -> Finding:
    """The finding with the verdicts of the answer's figures; its others are audited by themselves."""
    verdicts = dict(zip((id(figure) for figure in before), after, strict=True))
    figures = tuple(verdicts.get(id(figure)) or checks.audited(figure, direct=False) for figure in finding.figures)
    return replace(finding, figures=figures)
