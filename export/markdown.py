"""A session as Markdown: every question with its answer, footnotes, plan and trace, to read or to paste."""

import re
from collections.abc import Iterator, Mapping

from core.answers import Answer, Citation, ComparisonTable, Figure, Finding, Plan
from core.filings import Filing
from core.traces import Run, Session
from export.naming import (
    FINDING,
    GROUNDING,
    Place,
    duration,
    filings_of,
    footnotes_of,
    name_of,
    own_table,
    status_of,
    told,
    tree,
    unsaid,
)

Filings = Mapping[str, Filing]

_SPECIAL = re.compile(r"[\\`*\[|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|<(?=[A-Za-z/!?])|~(?=~)|&(?=#|\w+;)")
_LINE_START = re.compile(r"^(?:[-+=>#]|\d+(?=[.)](?:\s|$)))")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"!\[|(?<=\])\((?=[^)\s])")


def to_markdown(session: Session) -> bytes:
    """The whole conversation, oldest question first, in UTF-8."""
    filings = filings_of(session)
    lines = [f"# {escaped(session.title)}", "", f"Asked with Footnote, {session.created:%Y-%m-%d %H:%M} UTC.", ""]
    for number, run in enumerate(session.runs, 1):
        lines += _run(number, run, filings)
    return ("\n".join(lines).rstrip() + "\n").encode()


def escaped(text: str) -> str:
    """Text from a filing, a model or a user as one line that Markdown shows as it is."""
    line = _SPECIAL.sub(lambda match: "\\" + match[0], " ".join(text.split()))
    return _LINE_START.sub(lambda match: match[0] + "\\" if match[0][0].isdigit() else "\\" + match[0], line)


def harmless(markdown: str) -> str:
    """An answer's own Markdown, without what would load or run something: tags, pictures and links show as text."""
    return _LINK.sub(lambda match: match[0].replace("(", "\\(").replace("![", "!\\["), _TAG.sub("&lt;", markdown))


def _run(number: int, run: Run, filings: Filings) -> Iterator[str]:
    yield from (f"## {number}. {escaped(run.question)}", "")
    yield from (f"*{status_of(run)}, {_asked_with(run)}*", "")
    if told(run) and not (run.answer and not unsaid(run.answer, told(run))):
        yield from (escaped(told(run)), "")
    if run.answer:
        yield from _answer(run.answer, filings)
    if run.plan:
        yield from _plan(run.plan, filings)
    if run.spans:
        yield from _trace(run)
    for feedback in run.feedback:
        about = f" on footnote {feedback.footnote}" if feedback.footnote else ""
        said = "; ".join(escaped(part) for part in (feedback.reason, feedback.correction) if part)
        done = " (worked through)" if feedback.done else ""
        yield from (f"Feedback{about}{done}: {feedback.vote.value}{f': {said}' if said else ''}", "")


def _asked_with(run: Run) -> str:
    parts = [f"{run.started:%Y-%m-%d %H:%M} UTC", run.settings.provider, run.settings.model or ""]
    seconds = "" if run.seconds is None else f"{run.seconds:.1f} s"
    return escaped(", ".join(part for part in (*parts, seconds) if part))


def _answer(answer: Answer, filings: Filings) -> Iterator[str]:
    if answer.markdown:
        yield from (harmless(answer.markdown.strip()), "")
    table = own_table(answer)
    if table:
        yield from _table(table)
    caveats = [caveat for caveat in answer.caveats if unsaid(answer, caveat)]
    if caveats:
        yield from ("### Caveats", "", *(f"- {escaped(caveat)}" for caveat in caveats), "")
    if answer.figures:
        yield from ("### Figures", "", *(_figure(figure, filings) for figure in answer.figures), "")
    if answer.citations:
        yield from ("### Footnotes", "", *(_footnote(c, filings) for c in footnotes_of(answer)), "")
    if answer.findings:
        yield from ("### Findings", "", *(_finding(finding, filings) for finding in answer.findings), "")


def _table(table: ComparisonTable) -> Iterator[str]:
    yield from (f"**{escaped(table.title)}**", "")
    yield _row(("", *table.columns))
    yield "|---|" + "---:|" * len(table.columns)
    for row in table.rows:
        yield _row((row.label, *(cell.text for cell in row.cells)))
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _figure(figure: Figure, filings: Filings) -> str:
    period = f", {figure.period.name}" if figure.period else ""
    source = ""
    if figure.formula:
        source = f" = {escaped(figure.formula)}"
    elif figure.citation:
        source = f" ({_place(figure.citation, filings)})"
    reason = f": {escaped(figure.reason)}" if figure.reason else ""
    shown = escaped(figure.text or f"{figure.value:f} {figure.unit}")
    return f"- {escaped(figure.label)}{period}: {shown}{source}, {GROUNDING[figure.grounding]}{reason}"


def _footnote(citation: Citation, filings: Filings) -> str:
    return f"{citation.number}. {_place(citation, filings)}: “{escaped(citation.quote)}”"


def _place(citation: Citation, filings: Filings) -> str:
    return f"{escaped(name_of(filings, citation.filing))}, page {citation.page}"


def _finding(finding: Finding, filings: Filings) -> str:
    asked = finding.sub_question
    where = f" ({escaped(name_of(filings, asked.filing))})" if asked.filing else ""
    said = escaped(finding.error or finding.answer)
    caveats = "".join(f" Note: {escaped(caveat)}" for caveat in finding.caveats)
    return f"- {escaped(asked.text)}{where}: **{FINDING[finding.status]}**. {said}{caveats}".rstrip()


def _plan(plan: Plan, filings: Filings) -> Iterator[str]:
    yield from ("### Plan", "")
    yield from (f"- {escaped(reading)}" for reading in plan.readings)
    for line in plan.sub_questions:
        where = f" in {escaped(name_of(filings, line.filing))}" if line.filing else ""
        after = f", after {escaped(', '.join(line.depends_on))}" if line.depends_on else ""
        yield f"- {escaped(line.id)}: {escaped(line.text)} (by {escaped(line.tool)}{where}{after})"
    yield ""


def _trace(run: Run) -> Iterator[str]:
    yield from ("### Trace", "", _row(("step", "kind", "seconds", "tokens", "cost", "status")))
    yield "|---|---|---:|---:|---:|---|"
    yield from (_step(place) for place in tree(run))
    yield ""


def _step(place: Place) -> str:
    span, seconds = place.span, duration(place.span)
    status = f"{span.status.value}: {span.error}" if span.error else span.status.value
    return _row(
        (
            "· " * place.depth + span.name,
            span.kind.value,
            "" if seconds is None else f"{seconds:.2f}",
            str(span.tokens.total) if span.tokens else "",
            f"${span.cost}" if span.cost is not None else "",
            status,
        )
    )
