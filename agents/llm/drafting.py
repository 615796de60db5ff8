"""From the model's text to an answer: its figures and footnotes, with the table, chart and headline made by rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.llm.derived import derived
from agents.llm.evidence import Evidence, evidence_of
from agents.llm.fallback import status_of
from agents.llm.footnotes import Cleaned, cleaned
from agents.reading import read
from agents.synthesis import OfflineAnswerer
from agents.synthesis_draft import Draft
from agents.synthesis_points import shown
from agents.synthesis_tables import as_markdown
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, Chart, ComparisonTable, Finding, Headline, TableRow
from core.errors import CannotAsk, NotThere


@dataclass(frozen=True)
class Material:
    """What an answer is made of: the findings, the model's evidence, and the offline answer where it can be made."""

    planned: Planned
    findings: Sequence[Finding]
    evidence: Evidence
    offline: Answer | None


def material_of(task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Material:
    """Lays the material out. The offline answer lends its computed figures: a model never does sums."""
    offline = OfflineAnswerer().answer(task, planned, findings, tracer) if _is_readable(task) else None
    filings = tuple(task.shelf.filings())
    computed = [figure for figure in offline.figures if figure.formula] if offline else []
    known = {(figure.value, figure.unit, figure.period) for figure in computed}
    more = [figure for figure in derived(findings, filings) if (figure.value, figure.unit, figure.period) not in known]
    return Material(planned, findings, evidence_of(findings, [*computed, *more], filings), offline)


def _is_readable(task: Task) -> bool:
    """Whether the grammar can read the question; one that only a model understands has no offline answer."""
    try:
        read(task)
    except (CannotAsk, NotThere):
        return False
    return True


def composed(material: Material, text: str) -> Answer:
    """The answer that the model's text makes; not yet audited."""
    draft = Draft()
    clean = cleaned(text, material.evidence, draft)
    draft.add(clean.text)
    table, chart = _lent(material.offline, draft)
    if table:
        draft.add(as_markdown(table, draft))
    remarks = "\n".join(f"- *{reading}*" for reading in material.planned.plan.readings)
    draft.add(remarks)
    headline = _headline(material.offline, draft)  # before the figures are counted: it may add one
    return Answer(
        markdown=draft.markdown,
        status=status_of(material.findings),
        headline=headline,
        figures=draft.figures,
        table=table,
        chart=chart,
        citations=draft.citations,
        findings=draft.findings(material.findings),
        caveats=tuple(dict.fromkeys(_caveats(material, clean))),
    )


def bears(material: Material, text: str) -> bool:
    """Whether a text uses a figure or a footnote of the evidence, where there is any to use."""
    draft = Draft()
    used = cleaned(text, material.evidence, draft)
    return bool(used.figures or draft.citations or not material.evidence.citations)


def _lent(offline: Answer | None, draft: Draft) -> tuple[ComparisonTable | None, Chart | None]:
    """The offline answer's table and chart, their figures put into this draft."""
    if offline is None or offline.table is None:
        return None, None
    places: dict[int, int | None] = {}

    def place(figure: int | None) -> int | None:
        if figure is not None and figure not in places:
            places[figure] = draft.figure(offline.figures[figure])
        return places.get(figure) if figure is not None else None

    rows = [
        TableRow(row.label, tuple(replace(c, figure=place(c.figure)) for c in row.cells)) for row in offline.table.rows
    ]
    points = [
        replace(p, figure=at)
        for p in (offline.chart.points if offline.chart else ())
        if (at := place(p.figure)) is not None
    ]
    chart = replace(offline.chart, points=tuple(points)) if offline.chart else None
    return replace(offline.table, rows=tuple(rows)), chart


def _caveats(material: Material, clean: Cleaned) -> list[str]:
    said = [caveat for finding in material.findings for caveat in finding.caveats]
    if clean.invented:
        notes = "footnote that names" if clean.invented == 1 else "footnotes that name"
        said.append(f"{clean.invented} {notes} nothing that was found: made up by the model, and removed.")
    return said


def _headline(offline: Answer | None, draft: Draft) -> Headline | None:
    """The offline answer's headline, with the figure behind it among the answer's; a model's text has none."""
    if offline is None or offline.headline is None:
        return None
    behind = next((figure for figure in offline.figures if offline.headline.text in (figure.text, shown(figure))), None)
    if behind is None:
        return None
    draft.figure(behind)
    return offline.headline
