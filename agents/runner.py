"""The loop: plan, run the sub-questions side by side, answer, audit. Offline and LLM analysts run in it alike."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime

from agents.asked import asked_periods
from agents.audit import audit
from agents.finder import Desk
from agents.planner import OfflinePlanner
from agents.synthesis import OfflineAnswerer
from agents.task import Analyst, Explored, Explorer, Planned, Task
from agents.toolcalls import call
from agents.tools import Toolbox
from agents.tracing import Step, Tracer
from core.answers import Answer, AnswerStatus, Finding, FindingStatus, Plan, SubQuestion
from core.errors import CannotAsk, FootnoteError, NotThere, Stopped
from core.traces import FindingReady, PlanReady, Run, RunEnded, RunStarted, SpanKind, TextAdded

__all__ = ["Task", "plan", "run"]
SIDE_BY_SIDE = 8
OFFLINE = Analyst(OfflinePlanner(), OfflineAnswerer())


def run(task: Task, analyst: Analyst = OFFLINE) -> Run:
    """Answers a question. Never raises FootnoteError: a refusal or failure is an answer with its status and a sentence.

    Emits RunStarted, PlanReady, the spans, a FindingReady per sub-question, TextAdded, and RunEnded last.
    """
    tracer = Tracer(task.run.id, task.emit)
    task.emit(RunStarted(task.run))
    planned: Planned | None = None
    with tracer.span(SpanKind.AGENT, "question", task.run.question) as root:
        try:
            planned, findings = _looked_up(task, analyst, tracer, root)
            answer = _answer(task, analyst, planned, findings, tracer, root)
        except FootnoteError as error:
            answer = _refusal(error)
        root.output = answer.markdown
        root.error = answer.error if answer.status is AnswerStatus.FAILED else None
    return _ended(task, planned, answer, tracer)


def plan(task: Task, analyst: Analyst = OFFLINE) -> Run:
    """Plans a question and stops there: the run has a plan and no answer, or the answer that says why there is none.

    Never raises FootnoteError. Emits RunStarted, the spans, PlanReady, and RunEnded last.
    """
    tracer = Tracer(task.run.id, task.emit)
    task.emit(RunStarted(task.run))
    planned: Planned | None = None
    answer: Answer | None = None
    with tracer.span(SpanKind.AGENT, "question", task.run.question) as root:
        try:
            planned = _plan(task, analyst, tracer, root)
            task.emit(PlanReady(planned.plan))
            root.output = "The plan waits to be run."
        except FootnoteError as error:
            answer = _refusal(error)
            root.output, root.error = answer.markdown, answer.error
    return _ended(task, planned, answer, tracer)


def _looked_up(task: Task, analyst: Analyst, tracer: Tracer, root: Step) -> Explored:
    """By the plan, made before or edited; or step by step where the analyst explores."""
    ticked = frozenset(filing.id for filing in task.in_scope()) if task.run.scope else frozenset()
    desk = Desk(task.shelf, task.ontology, tuple(task.shelf.filings()), task.indexes, ticked)
    toolbox = Toolbox(desk, analyst.summariser(task, tracer) if analyst.summariser else None)
    if analyst.explorer is None or task.plan is not None:
        planned = _plan(task, analyst, tracer, root)
        task.emit(PlanReady(planned.plan))
        return Explored(planned, _findings(task, toolbox, planned, tracer, root))
    with tracer.span(SpanKind.CHAIN, "explore", task.run.question, root) as step:
        explored = _explored(task, analyst.explorer, toolbox, tracer)
        step.output = _listed(explored.planned.plan)
        return explored


def _explored(task: Task, explorer: Explorer, toolbox: Toolbox, tracer: Tracer) -> Explored:
    """What the explorer looked up; what it had found until then, where it is stopped on its way."""
    found: list[Finding] = []

    def look_up(asked: SubQuestion) -> Finding:
        finding = _finding(task, toolbox, asked, tracer)
        found.append(finding)
        return finding

    try:
        return explorer.explore(task, look_up, tracer)
    except Stopped:
        if not found:
            raise
        used = {finding.sub_question.filing for finding in found}
        filings = tuple(filing for filing in task.shelf.filings() if filing.id in used)
        return Explored(Planned(Plan(tuple(finding.sub_question for finding in found)), filings), tuple(found))


def _plan(task: Task, analyst: Analyst, tracer: Tracer, root: Step) -> Planned:
    with tracer.span(SpanKind.CHAIN, "plan", task.run.question, root) as step:
        planned = analyst.planner.plan(task, tracer) if task.plan is None else _edited(task)
        step.output = _listed(planned.plan)
        return planned


def _listed(plan: Plan) -> str:
    return "\n".join(f"{asked.id}. {asked.text} [{asked.tool}]" for asked in plan.sub_questions)


def _edited(task: Task) -> Planned:
    plan = task.plan
    if plan is None or not plan.sub_questions:
        raise CannotAsk("The plan has no sub-question; add one, or ask again without an edited plan.")
    used = {question.filing for question in plan.sub_questions}
    return Planned(plan, tuple(filing for filing in task.shelf.filings() if filing.id in used))


def _findings(task: Task, toolbox: Toolbox, planned: Planned, tracer: Tracer, root: Step) -> tuple[Finding, ...]:
    """The findings in the plan's order: those that wait for others run after them, the rest side by side."""
    done: dict[str, Finding] = {}
    waiting = list(planned.plan.sub_questions)
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="sub-question") as pool:
        while waiting:
            ready = [q for q in waiting if all(id in done for id in q.depends_on)] or waiting
            waiting = [q for q in waiting if q not in ready]
            futures = [pool.submit(copy_context().run, _finding, task, toolbox, q, tracer, root) for q in ready]
            done |= {future.result().sub_question.id: future.result() for future in futures}
    return tuple(done[question.id] for question in planned.plan.sub_questions)


def _finding(task: Task, toolbox: Toolbox, question: SubQuestion, tracer: Tracer, root: Step | None = None) -> Finding:
    """One sub-question, run and reported; what fails is the finding's error, contained."""
    started = time.monotonic()
    finding = Finding(question, FindingStatus.FAILED, "", error="The run was stopped before this was looked up.")
    try:
        with tracer.span(SpanKind.TOOL, question.tool, question.text, root, question.id) as step:
            if task.stop.is_set():
                raise Stopped("The run was stopped before this was looked up.")
            result = call(toolbox, question)
            step.output, step.evidence = result.answer, result.citations
            figures = tuple(replace(figure, sub_question=question.id) for figure in result.figures)
            caveats = (*result.caveats, *_said_of_the_search(task, question))
            finding = Finding(question, result.status, result.answer, figures, result.citations, caveats)
    except FootnoteError as error:
        finding = replace(finding, error=str(error), answer=str(error))
    finding = replace(finding, seconds=time.monotonic() - started)
    task.emit(FindingReady(finding))
    return finding


def _said_of_the_search(task: Task, question: SubQuestion) -> tuple[str, ...]:
    said = task.searching.get(question.filing or "") if question.tool == "search_passages" else None
    return (said,) if said else ()


def _answer(
    task: Task, analyst: Analyst, planned: Planned, findings: Sequence[Finding], tracer: Tracer, root: Step
) -> Answer:
    with tracer.span(SpanKind.CHAIN, "synthesis", parent=root) as step:
        answer = analyst.answerer.answer(task, planned, findings, tracer)
        answer = replace(answer, other_readings=planned.plan.other_readings)
        step.output = answer.markdown
    if not analyst.streams:
        task.emit(TextAdded(answer.markdown))
    with tracer.span(SpanKind.GUARDRAIL, "audit", parent=root) as step:
        answer = audit(answer, asked_periods(planned, task.run.question), task.shelf, task.ontology)
        step.output = f"{sum(figure.grounded for figure in answer.figures)} of {len(answer.figures)} figures grounded"
    return analyst.reviewer.review(task, answer, tracer) if analyst.reviewer else answer


def _refusal(error: FootnoteError) -> Answer:
    """An answer that says why there is none: refused where the question cannot be met, failed where the work broke."""
    status = AnswerStatus.REFUSED if isinstance(error, NotThere | CannotAsk) else AnswerStatus.FAILED
    return Answer(str(error), status, error=str(error))


def _ended(task: Task, planned: Planned | None, answer: Answer | None, tracer: Tracer) -> Run:
    done = replace(
        task.run,
        filings=planned.filings if planned else (),
        plan=planned.plan if planned else None,
        answer=answer,
        spans=(*task.run.spans, *tracer.spans),
        ended=datetime.now(UTC),
        stopped=task.stop.is_set(),
    )
    task.emit(RunEnded(done))
    return done
