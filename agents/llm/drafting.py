"""From the model's text to an answer: its figures and footnotes, with the table, chart and headline made by rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.llm.evidence import Evidence, evidence_of
from agents.llm.footnotes import Cleaned, cleaned
from agents.reading import Reading, read
from agents.synthesis import OfflineAnswerer
from agents.synthesis_draft import Draft
from agents.synthesis_points import Point, points_of
from agents.synthesis_sentences import yearly
from agents.synthesis_tables import as_markdown, chart_of, comparison
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus, Finding, FindingStatus, Headline
from core.errors import CannotAsk, NotThere


@dataclass(frozen=True)
class Material:
    """What an answer is made of: the findings, the model's evidence, and the offline answer where it can be made."""

    planned: Planned
    findings: Sequence[Finding]
    evidence: Evidence
    points: Sequence[Point]
    by_year: bool
    offline: Answer | None


def material_of(task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Material:
    """Lays the material out. The offline answer lends its computed figures: a model never does sums."""
    filings = tuple(task.shelf.filings())
    reading, offline = _read(task), None
    if reading:
        offline = OfflineAnswerer().answer(task, planned, findings, tracer)
    computed = [figure for figure in offline.figures if figure.formula] if offline else []
    companies = reading.scope.companies if reading else ()
    points = points_of(findings, filings, companies, task.ontology)
    by_year = yearly(reading.intent) if reading else False
    return Material(planned, findings, evidence_of(findings, computed, filings), points, by_year, offline)


def _read(task: Task) -> Reading | None:
    """The question as the grammar reads it; None for one that only a model understands."""
    try:
        return read(task)
    except (CannotAsk, NotThere):
        return None


def composed(material: Material, text: str) -> Answer:
    """The answer that the model's text makes; not yet audited."""
    draft = Draft()
    clean = cleaned(text, material.evidence, draft)
    draft.add(clean.text)
    table = comparison(material.points, draft, material.by_year) if material.points else None
    if table:
        draft.add(as_markdown(table, draft))
    chart = chart_of(material.points, draft) if material.points else None
    remarks = "\n".join(f"- *{reading}*" for reading in material.planned.plan.readings)
    draft.add(remarks)
    return Answer(
        markdown=draft.markdown,
        status=_status(material.findings),
        headline=_headline(material.offline, draft),
        figures=draft.figures,
        table=table,
        chart=chart,
        citations=draft.citations,
        findings=draft.findings(material.findings),
        caveats=tuple(dict.fromkeys(_caveats(material, clean))),
    )


def _caveats(material: Material, clean: Cleaned) -> list[str]:
    said = [caveat for finding in material.findings for caveat in finding.caveats]
    if clean.invented:
        notes = "footnote that names" if clean.invented == 1 else "footnotes that name"
        said.append(f"{clean.invented} {notes} nothing that was found: made up by the model, and removed.")
    return said


def _headline(offline: Answer | None, draft: Draft) -> Headline | None:
    """The offline answer's headline, where the model's answer has its figure too."""
    if offline is None or offline.headline is None:
        return None
    texts = {figure.text for figure in draft.figures}
    return offline.headline if offline.headline.text in texts else None


def _status(findings: Sequence[Finding]) -> AnswerStatus:
    states = {finding.status for finding in findings}
    if states == {FindingStatus.ANSWERED}:
        return AnswerStatus.ANSWERED
    if FindingStatus.ANSWERED in states:
        return AnswerStatus.PARTIAL
    return AnswerStatus.REFUSED if FindingStatus.NOT_DISCLOSED in states else AnswerStatus.FAILED
