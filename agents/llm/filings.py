"""The filings that a model is offered: few enough to choose from, each under a short handle."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agents.indexes import content_words
from agents.llm.prompts import fenced
from agents.reading import read
from agents.task import Planned, Task
from agents.tracing import Tracer
from core.errors import CannotAsk, NoFilings
from core.filings import Filing
from core.traces import SpanKind
from library.narrowing import narrowed

MOST_OFFERED = 10
SEARCHED = 40
NARROWED = "Of the filings in scope only those that fit the question best were offered to the model."


def offered(task: Task) -> tuple[Filing, ...]:
    """The filings that the question is about, as far as its words tell; the best few where they are many.

    Raises NoFilings where the library has none, or none of the issuer that is named.
    """
    return fitting(task, task.run.question, in_question(task))


def in_question(task: Task) -> tuple[Filing, ...]:
    """All the filings that the question may be about. Raises NoFilings."""
    try:
        filings = tuple(read(task).scope.filings)
    except CannotAsk:
        filings = task.in_scope()
    if not filings:
        raise NoFilings("There is no filing to ask; add one in the library.")
    return filings


def fitting(task: Task, words: str, filings: Sequence[Filing], most: int = MOST_OFFERED) -> tuple[Filing, ...]:
    """The filings that fit some words best, in the library's order; all of them where they are not more than `most`.

    First by the companies, years and quarters that the words name, then by the words that a filing's description
    shares with them, then by whose passages answer best. An embedding would not do: two quarters of one issuer have
    descriptions that are all but alike, and the one digit between them is what is asked for.
    """
    if len(filings) <= most:
        return tuple(filings)
    named_ones = narrowed(words, filings, most)
    wanted = content_words(words)
    hits = task.shelf.search(words, [filing.id for filing in named_ones], SEARCHED)
    rank = {hit.passage.filing: place for place, hit in reversed(list(enumerate(hits)))}
    best = sorted(named_ones, key=lambda f: (-len(wanted & content_words(described(f))), rank.get(f.id, SEARCHED)))
    chosen = {filing.id for filing in best[:most]}
    return tuple(filing for filing in filings if filing.id in chosen)


def narrowing(task: Task, tracer: Tracer, words: str, filings: Sequence[Filing], most: int) -> tuple[Filing, ...]:
    """As `fitting`, and the trace shows which filings were chosen where not all of them are."""
    if len(filings) <= most:
        return tuple(filings)
    with tracer.span(SpanKind.RETRIEVER, "narrow filings", words) as step:
        chosen = fitting(task, words, filings, most)
        step.output = "\n".join(described(filing) for filing in chosen)
        step.attributes["of"] = str(len(filings))
        return chosen


def noted(task: Task, planned: Planned, offered: int) -> Planned:
    """A plan over the filings offered, saying so where they are not all that the question may be about."""
    if offered == len(in_question(task)):
        return planned
    return planned._replace(plan=replace(planned.plan, readings=(*planned.plan.readings, NARROWED)))


def described(filing: Filing) -> str:
    """A filing in a line: issuer, form, period, file name."""
    end = f"period end {filing.period_end.isoformat()}" if filing.period_end else "period unknown"
    return f"{filing.title} · {end} · {filing.name} · {filing.pages} pages"


def handles(filings: Sequence[Filing]) -> Mapping[str, Filing]:
    """The filings by handle: F1, F2 and so on."""
    return {f"F{place}": filing for place, filing in enumerate(filings, 1)}


def listed(filings: Mapping[str, Filing]) -> str:
    """The filings for a prompt. Names and titles come from files, so they are fenced."""
    return fenced("\n".join(f"{handle}: {described(filing)}" for handle, filing in filings.items()), "filings")


def named(name: str, filings: Mapping[str, Filing]) -> Filing | None:
    """The filing that a model means: by handle, id, file name or title, forgiving case, brackets and endings."""
    wanted = name.strip().strip("[]\u201c\u201d\"'").lower()
    for handle, filing in filings.items():
        stem = filing.name.rsplit(".", 1)[0]
        if wanted in {one.lower() for one in (handle, filing.id, filing.name, stem, filing.title)}:
            return filing
    of_issuer = [filing for filing in filings.values() if wanted and wanted in filing.company.lower()]
    return of_issuer[0] if len(of_issuer) == 1 else None
