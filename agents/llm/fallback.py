"""The offline analyst in the model's place: when the endpoint is dead, a limit is reached, a reply is of no use."""

from collections.abc import Sequence
from dataclasses import replace

from agents.llm.evidence import evidence_of
from agents.planner import OfflinePlanner
from agents.synthesis import OfflineAnswerer
from agents.synthesis_draft import Draft
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus, Finding, FindingStatus
from core.errors import CannotAsk, NotThere

BY_RULE = "The plan was made by rule, without the model."
IN_PLACE = "The offline analyst wrote this answer in place of the model."
NO_ENDPOINT = "The model's endpoint could not be used."
LIMIT = "A limit of the question was reached."
NO_USE = "The model's plan was of no use, twice."
MOST_NOTES = 4
TOO_LONG = "The prompt for a plan was longer than the model takes in."


def plan_by_rule(task: Task, tracer: Tracer, why: str) -> Planned:
    """The offline planner's plan, with the reason among its readings. Raises NoFilings or CannotAsk.

    `why` is one of the sentences above: a reading is shown in the text, where the numbers of an error are no figures.
    """
    planned = OfflinePlanner().plan(task, tracer)
    readings = (*planned.plan.readings, f"{why} {BY_RULE}")
    return Planned(replace(planned.plan, readings=readings), planned.filings)


def answer_by_rule(
    task: Task, planned: Planned, findings: Sequence[Finding], tracer: Tracer, why: str, partial: bool = False
) -> Answer:
    """The offline answer over the same findings, its caveats saying why; partial where a limit cut the work short.

    A question that the grammar cannot read, but the model could plan, is answered by its findings one by one.
    """
    try:
        answer = OfflineAnswerer().answer(task, planned, findings, tracer)
    except (CannotAsk, NotThere):
        answer = one_by_one(task, findings)
    said = f"{why} {IN_PLACE}"
    status = AnswerStatus.PARTIAL if partial and answer.status is AnswerStatus.ANSWERED else answer.status
    return replace(
        answer,
        markdown=f"{answer.markdown}\n\n*{IN_PLACE}*".strip(),
        caveats=tuple(dict.fromkeys((*answer.caveats, said))),
        status=status,
    )


def one_by_one(task: Task, findings: Sequence[Finding]) -> Answer:
    """What was found, sub-question by sub-question, with its figures and footnotes; not yet audited."""
    evidence, draft = evidence_of(findings, (), tuple(task.shelf.filings())), Draft()
    titles = {filing.id: filing.title for filing in evidence.filings}
    lines = [_line(finding, titles.get(finding.sub_question.filing or "", ""), draft) for finding in findings]
    draft.add("\n".join(lines))
    return Answer(
        markdown=draft.markdown,
        status=status_of(findings),
        figures=draft.figures,
        citations=draft.citations,
        findings=draft.findings(findings),
        caveats=tuple(dict.fromkeys(caveat for finding in findings for caveat in finding.caveats)),
    )


def _line(finding: Finding, whose: str, draft: Draft) -> str:
    if finding.status is not FindingStatus.ANSWERED:
        return f"- {whose}: {finding.error or finding.answer}"
    if finding.figures:
        figures = (f"{f.label}, {f.period.name if f.period else ''}: {draft.say(f)}" for f in finding.figures)
        return f"- {whose}: {'; '.join(figures)}"
    notes = "".join(f"[{draft.cite(citation)}]" for citation in finding.citations[:MOST_NOTES])
    return f"- {whose}: what bears on this stands here: {notes}"


def status_of(findings: Sequence[Finding]) -> AnswerStatus:
    """How an answer over these findings stands."""
    states = {finding.status for finding in findings}
    if states == {FindingStatus.ANSWERED}:
        return AnswerStatus.ANSWERED
    if FindingStatus.ANSWERED in states:
        return AnswerStatus.PARTIAL
    return AnswerStatus.REFUSED if FindingStatus.NOT_DISCLOSED in states else AnswerStatus.FAILED


def is_by_rule(answer: Answer) -> bool:
    """Whether the offline analyst wrote the answer's text."""
    return any(caveat.endswith(IN_PLACE) for caveat in answer.caveats)
