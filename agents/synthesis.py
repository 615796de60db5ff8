"""The offline analyst's answer: a sentence, a table, a chart, quotes, what was not found, formulas; all footnoted."""

import re
from collections.abc import Iterable, Sequence

from agents.narrower import narrower
from agents.reading import Reading, read
from agents.synthesis_changes import yearly
from agents.synthesis_draft import Draft
from agents.synthesis_incomplete import incomplete, of_the_whole
from agents.synthesis_news import gone, news_of, own_quotes
from agents.synthesis_one_offs import one_offs, without_these
from agents.synthesis_phrases import headline_of
from agents.synthesis_points import Point, points_of, shown
from agents.synthesis_recasts import as_they_stand, recasts
from agents.synthesis_sentences import sentence
from agents.synthesis_tables import as_markdown, chart_of, comparison
from agents.synthesis_verdicts import verdict
from agents.synthesis_words import quotes
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus, Figure, Finding, FindingStatus
from core.filings import Filing

_PLACED = re.compile(r"(.+) \(([^()]+, [^()]+)\)\.")
_AHEAD = re.compile(
    r"\b(?:is|are|was|were)\b.{0,80}\b(?:expected|forecast|projected|anticipated|guided) to\b|\bwill\b|"
    r"\b(?:expects?|forecasts?|projects|anticipates?)\b",
    re.IGNORECASE,
)
"""What is expected: no figure of the past says yes or no to it."""


class OfflineAnswerer:
    """Writes the answer from the findings by rule. It states nothing that was not read or computed."""

    def answer(self, task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer) -> Answer:
        """The answer, not yet audited."""
        reading = read(task)
        filings = tuple(task.shelf.filings())
        printed = points_of(findings, filings, reading.scope.companies, task.ontology)
        points = as_they_stand(printed)
        draft = Draft()
        draft.add(" ".join(planned.plan.missing))
        lacking = incomplete(reading, points) or of_the_whole(reading, points)
        draft.add(lacking)
        headline = _figures(reading, points, draft, judging=not lacking and not _AHEAD.search(reading.intent.question))
        table = comparison(points, draft, yearly(reading.intent)) if points else None
        if table:
            draft.add(as_markdown(table, draft))
        chart = chart_of(points, draft) if points else None
        recasts(printed, filings, draft)
        told = one_offs(reading, points, task.shelf, draft)
        _notes(findings, filings, draft)
        quotes(
            without_these(own_quotes(findings), told),
            filings,
            draft,
            bool(points),
            news_of(reading, findings, task.shelf),
            tuple(one.citation for one in told),
        )
        gone(findings, filings, draft)
        _not_found(findings, filings, draft, bool(points))
        _formulas(draft)
        _remarks((*planned.plan.readings, *narrower(reading, points)), findings, draft)
        return Answer(
            markdown=draft.markdown,
            status=_status(findings, (*planned.plan.missing, *filter(None, (lacking,)))),
            headline=headline_of(headline, reading.intent.format) if headline else None,
            figures=draft.figures,
            table=table,
            chart=chart,
            citations=draft.citations,
            findings=draft.findings(findings),
            caveats=gathered(caveat for finding in findings for caveat in finding.caveats),
            error=_error(findings),
        )


def _figures(reading: Reading, points: Sequence[Point], draft: Draft, judging: bool) -> Figure | None:
    """The sentence that answers; its figure. Neither a verdict nor a headline where the figures are not all there."""
    if not points:
        return None
    said = sentence(reading.intent, points, draft)
    judged = verdict(reading.intent, points, draft) if judging else ""
    draft.add(f"{judged} {said.text}".strip())
    return said.headline if judging else None


def _notes(findings: Sequence[Finding], filings: Sequence[Filing], draft: Draft) -> None:
    """What a tool answered in a sentence of its own: that a ratio means nothing for the issuer."""
    names = {filing.id: filing.title for filing in filings}
    for finding in findings:
        if finding.status is FindingStatus.ANSWERED and not finding.figures and not finding.citations:
            draft.add(f"{names.get(finding.sub_question.filing or '', '')}: {finding.answer}")


def _not_found(findings: Sequence[Finding], filings: Sequence[Filing], draft: Draft, figures: bool) -> None:
    titles = {filing.id: filing.title for filing in filings}
    lines = []
    for finding in findings:
        name = titles.get(finding.sub_question.filing or "", "")
        if finding.status is FindingStatus.NOT_DISCLOSED:
            notes = "".join(f"[{draft.cite(citation)}]" for citation in finding.citations)
            lines.append(
                f"- {name}: *not disclosed*. {finding.answer} {f'Searched: {notes}' if notes else ''}".rstrip()
            )
        elif finding.status is FindingStatus.FAILED:
            lines.append(f"- {name}: *not answered*. {finding.error}")
    draft.add("\n".join(lines))


def _formulas(draft: Draft) -> None:
    """How each computed figure other than a plain change came about."""
    plain = ("Change in", "Growth of", "Decrease in")
    figures = [f for f in draft.figures if f.formula and not f.label.startswith(plain)]
    lines = [f"- {f.label} = {f.formula} = {shown(f)} {draft.notes(f)}" for f in figures[:8]]
    draft.add("\n".join(["How it was computed:", "", *lines]) if lines else "")


def _remarks(readings: Sequence[str], findings: Sequence[Finding], draft: Draft) -> None:
    caveats = [caveat for finding in findings for caveat in finding.caveats]
    remarks = gathered([*readings, *caveats])
    draft.add(
        "\n".join(f"*{remark}*" for remark in remarks) if len(remarks) < 2 else "\n".join(f"- *{r}*" for r in remarks)
    )


def gathered(remarks: Iterable[str]) -> tuple[str, ...]:
    """Remarks, each said once: those alike but for the issuer and period in brackets at their end as one."""
    places: dict[str, list[str]] = {}
    for remark in dict.fromkeys(remarks):
        match = _PLACED.fullmatch(remark)
        places.setdefault(match[1] if match else remark, []).extend([match[2]] if match else [])
    return tuple(f"{said} ({'; '.join(where)})." if where else said for said, where in places.items())


def _status(findings: Sequence[Finding], missing: Sequence[str]) -> AnswerStatus:
    states = {finding.status for finding in findings}
    if not missing and states == {FindingStatus.ANSWERED}:
        return AnswerStatus.ANSWERED
    if FindingStatus.ANSWERED in states:
        return AnswerStatus.PARTIAL
    return AnswerStatus.REFUSED if FindingStatus.NOT_DISCLOSED in states else AnswerStatus.FAILED


def _error(findings: Sequence[Finding]) -> str | None:
    if any(finding.status is FindingStatus.ANSWERED for finding in findings):
        return None
    return next((finding.error or finding.answer for finding in findings), None)
