"""The offline analyst in the model's place: when the endpoint is dead, a limit is reached, a reply is of no use."""

from collections.abc import Sequence
from dataclasses import replace

from agents.planner import OfflinePlanner
from agents.synthesis import OfflineAnswerer
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.answers import Answer, AnswerStatus, Finding

BY_RULE = "The plan was made by rule, without the model."
IN_PLACE = "The offline analyst wrote this answer in place of the model."
NO_ENDPOINT = "The model's endpoint could not be used."
LIMIT = "A limit of the question was reached."
NO_USE = "The model's plan was of no use, twice."


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
    """The offline answer over the same findings, its caveats saying why; partial where a limit cut the work short."""
    answer = OfflineAnswerer().answer(task, planned, findings, tracer)
    said = f"{why} {IN_PLACE}"
    status = AnswerStatus.PARTIAL if partial and answer.status is AnswerStatus.ANSWERED else answer.status
    return replace(
        answer,
        markdown=f"{answer.markdown}\n\n*{IN_PLACE}*".strip(),
        caveats=tuple(dict.fromkeys((*answer.caveats, said))),
        status=status,
    )


def is_by_rule(answer: Answer) -> bool:
    """Whether the offline analyst wrote the answer's text."""
    return any(caveat.endswith(IN_PLACE) for caveat in answer.caveats)
