"""Footnote on the command line: the same job as on the pages, as text or as JSON.

python cli.py ingest REPORT.pdf ...
python cli.py ask "Compare and contrast Uber's revenue between quarters"
python cli.py export SESSION --format md -o session.md
"""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.batches import Row, in_turn, say
from core.contract import Json, NameOf, fact_json, filing_json, hit_json, run_json
from core.errors import ExportError, FilingNotFound, FootnoteError
from core.numbers import tabular
from core.reports import IngestReport
from core.settings import Settings

if TYPE_CHECKING:
    from workbench import Workbench

READABLE = {".pdf", ".htm", ".html", ".xhtml", ".txt"}
WATCH_SECONDS = 0.5
WANDB = "wandb"
NEW_OBJECTS = 100_000  # between two looks for garbage: a short process makes little, and the imports many objects
FORMATS = ("json", "otlp", "html", "xlsx", "md", WANDB)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; the exit status is 0 once something was printed, 1 when nothing could be done."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that cannot print a sign shows "?"
    try:
        options.verb(_workbench(options), options)
    except (FootnoteError, OSError) as error:
        print(f"footnote: {error}", file=sys.stderr)
        return 1
    return 0


def _workbench(options: argparse.Namespace) -> "Workbench":
    from workbench import Workbench

    settings = Settings()
    if "workspace" in options:
        settings = settings.model_copy(update={"home": Path(options.workspace).expanduser().resolve()})
    return Workbench(settings)


def ingest(workbench: "Workbench", options: argparse.Namespace) -> None:
    """Read files into the workspace."""
    from workbench import FileToRead

    workbench.expect_files()
    report = workbench.ingest([FileToRead(path, path.name, options.password) for path in _files(options.paths)])
    _print_report(report, options)


def reembed(workbench: "Workbench", options: argparse.Namespace) -> None:
    """Make anew the vectors that another embedder made, after a change of FOOTNOTE_EMBEDDING."""
    job = workbench.start_reembed()
    while not job.wait(WATCH_SECONDS):  # a wait without an end would not heed Ctrl-C on every system
        continue
    _print_report(job.report, options)


def _print_report(report: IngestReport, options: argparse.Namespace) -> None:
    if options.json:
        filings = [filing_json(done.filing, done.seconds) for done in report.filings]
        say({"filings": filings, "failed": [{"path": f.path, "error": f.error} for f in report.failed]})
        return
    for done in report.filings:
        again = " (already there)" if done.duplicate else f", {done.seconds:.1f} s"
        print(
            f"{done.filing.name}: {done.filing.title}, {done.filing.pages} pages, {done.filing.fact_count} facts{again}"
        )
    for failed in report.failed:
        print(f"{failed.name}: {failed.error}")


def ask(workbench: "Workbench", options: argparse.Namespace) -> None:
    """Answer a question, or a batch of them."""
    name_of = _names(workbench)

    def answered(row: Row, session: str | None = None) -> Json:
        asked = (row.text, row.filings, session, options.provider, options.strategy)
        run = workbench.ask(*asked, stop_after_planning=options.plan_only)
        return run_json(run, run.id if row.id == "" else row.id, name_of)

    if options.batch:
        in_turn(options.batch, "question", answered)
        return
    result = answered(Row("", _given(options.question, "a question"), options.filing), options.session)
    if options.json:
        say(result)
    else:
        print(result["answer"] or result["error"] or _plan(result["sub_questions"]))
        print(f"\nsession {result['session']}")


def _plan(lines: object) -> str:
    """The plan of a question that was not run, a line a sub-question."""
    assert isinstance(lines, list)
    return "\n".join(f"{line['id']}. {line['text']} [{line['tool']}]" for line in lines)


def search(workbench: "Workbench", options: argparse.Namespace) -> None:
    """Find passages."""
    name_of = _names(workbench)

    def found(row: Row) -> Json:
        hits = workbench.search(row.text, row.filings, options.k)
        return {"id": row.id, "query": row.text, "hits": [hit_json(hit, name_of) for hit in hits]}

    if options.batch:
        in_turn(options.batch, "query", found)
        return
    hits = workbench.search(_given(options.query, "a query"), options.filing, options.k)
    if options.json:
        say({"hits": [hit_json(hit, name_of) for hit in hits]})
        return
    for hit in hits:
        place = f"{name_of(hit.passage.filing)}, page {hit.passage.page} ({hit.passage.section})"
        print(f"{place}: {hit.passage.text[:200]}\n")


def facts(workbench: "Workbench", options: argparse.Namespace) -> None:
    """Print what was read from a filing."""
    read = workbench.facts(options.name)
    if options.json:
        say({"facts": [fact_json(fact) for fact in read]})
        return
    for fact in read:
        label = " > ".join((*fact.parents, fact.label))
        print(f"p{fact.page:<4} {tabular(fact.value, fact.scale):>14} {fact.unit:<10} {fact.period.name:<42} {label}")


def export(workbench: "Workbench", options: argparse.Namespace) -> None:
    """Write a session to a file or to standard output, or a run of it to Weights & Biases."""
    if options.format == WANDB:
        sending = workbench.start_wandb(options.session)
        sending.wait()
        if sending.run is None:
            raise ExportError(sending.error or "The run was not written; try again.")
        say(sending.run.json) if options.json else print(sending.run.sentence)
        return
    data = workbench.export(options.session, options.format)
    if options.output:
        Path(options.output).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


def _files(paths: Sequence[str]) -> list[Path]:
    """The files named, and those that can be read in the folders named."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE) if path.is_dir() else [path]
        found += inside
    return found


def _names(workbench: "Workbench") -> NameOf:
    @cache
    def name_of(filing_id: str) -> str:
        try:
            return workbench.filing(filing_id).name
        except FilingNotFound:
            return filing_id

    return name_of


def _given(text: str | None, what: str) -> str:
    if text is None:
        raise FootnoteError(f"Give {what}, or --batch with a file of them.")
    return text


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--workspace", default=argparse.SUPPRESS, help="the folder that keeps filings and sessions")
    everywhere.add_argument("--json", action="store_true", help="print JSON")
    parser = argparse.ArgumentParser("footnote", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--workspace", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(run: Callable[["Workbench", argparse.Namespace], None]) -> argparse.ArgumentParser:
        added = verbs.add_parser(run.__name__, parents=[everywhere], help=(run.__doc__ or "").rstrip("."))
        added.set_defaults(verb=run)
        return added

    reading = verb(ingest)
    reading.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of files")
    reading.add_argument("--password", help="opens encrypted files")
    verb(reembed)
    asking = verb(ask)
    asking.add_argument("question", nargs="?")
    asking.add_argument("--session", help="go on with this session")
    asking.add_argument("--provider", help="the analyst: offline, or one of a model")
    asking.add_argument("--strategy", help="how the analyst goes about it")
    asking.add_argument("--plan-only", action="store_true", help="print the plan; run it on the Ask page")
    searching = verb(search)
    searching.add_argument("query", nargs="?")
    searching.add_argument("-k", type=int, default=10, help="how many passages (10)")
    for added in (asking, searching):
        added.add_argument(
            "--filing", action="append", default=[], metavar="NAME", help="only this filing; may be repeated"
        )
        added.add_argument("--batch", metavar="ROWS.jsonl", help="a row a line")
    verb(facts).add_argument("name", metavar="NAME", help="a filing's name or id")
    exporting = verb(export)
    exporting.add_argument("session", metavar="SESSION")
    exporting.add_argument("--format", choices=FORMATS, default="json")
    exporting.add_argument("-o", "--output", metavar="FILE")
    return parser


if __name__ == "__main__":
    gc.set_threshold(NEW_OBJECTS)
    sys.exit(main())
