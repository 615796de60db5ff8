"""Runs a question set through the workbench and prints its scores.

python -m evals.run evals/datasets/uber.jsonl --workspace DIR [--filings FOLDER] [--json]

`--filings` names the folder that holds the dataset's filings, in whatever subfolders; those that the workspace does
not have yet are read in first. The sample filings are read in by `--samples`.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import FootnoteError
from core.settings import Settings
from evals.questions import Question, read_questions
from evals.score import Score, Verdict, score, summary
from workbench import FileToRead, Workbench

READABLE = (".pdf", ".html", ".htm")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read in what is missing, ask every question, print the scores."""
    options = _parser().parse_args(arguments)
    workbench = Workbench(Settings().model_copy(update={"home": options.workspace.expanduser().resolve()}))
    questions = [q for path in options.datasets for q in read_questions(path)]
    files = list(workbench.sample_files()) if options.samples else []
    if options.filings:
        files += _wanted(questions, options.filings)
    _read_in(workbench, files)
    scores = ask_all(workbench, questions, options.provider)
    print(_as_json(scores) if options.json else _as_text(scores))


def ask_all(workbench: Workbench, questions: Iterable[Question], provider: str | None = None) -> list[Score]:
    """Ask each question in a session of its own, and score it; the session is deleted again."""
    names = {filing.id: filing.name for filing in workbench.filings()}
    return [_ask(workbench, question, names, provider) for question in questions]


def _ask(workbench: Workbench, question: Question, names: dict[str, str], provider: str | None) -> Score:
    try:
        run = workbench.ask(question.question, question.filings, provider=provider)
    except FootnoteError as error:
        return Score(question, Verdict.REFUSED, None, str(error), 0.0)
    workbench.delete_session(run.session)
    return score(question, run, lambda filing: names.get(filing, filing))


def _wanted(questions: Iterable[Question], folder: Path) -> list[FileToRead]:
    stems = {Path(name).stem for question in questions for name in question.filings}
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in READABLE and p.stem in stems)
    return [FileToRead(path, path.name) for path in found]


def _read_in(workbench: Workbench, files: Sequence[FileToRead]) -> None:
    kept = {filing.name for filing in workbench.filings()}
    missing = [file for file in files if file.name not in kept]
    if missing:
        report = workbench.ingest(missing)
        for failed in report.failed:
            print(f"{failed.name}: {failed.error}")


def _as_text(scores: Sequence[Score]) -> str:
    counts = summary(scores)
    lines = [
        f"{s.verdict.value:8}{'' if s.cited is not False else ' (page)'} {s.question.id}: {s.reason}"
        for s in scores
        if s.verdict is not Verdict.RIGHT or s.cited is False
    ]
    lines.append(
        f"asked {counts.asked}, right {counts.right}, wrong {counts.wrong}, refused {counts.refused}, "
        f"page cited {counts.cited} of {counts.citable}, median {counts.median_seconds:.2f} s"
    )
    return "\n".join(lines)


def _as_json(scores: Sequence[Score]) -> str:
    rows = [
        {"id": s.question.id, "verdict": s.verdict.value, "cited": s.cited, "reason": s.reason, "seconds": s.seconds}
        for s in scores
    ]
    return json.dumps({**summary(scores)._asdict(), "rows": rows}, indent=1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="Score a question set.")
    parser.add_argument("datasets", nargs="+", type=Path, metavar="DATASET.jsonl")
    parser.add_argument("--workspace", type=Path, required=True, help="folder of the library; kept")
    parser.add_argument("--filings", type=Path, help="folder with the dataset's filings")
    parser.add_argument("--samples", action="store_true", help="read in the sample filings")
    parser.add_argument("--provider", help="offline, openai; the settings' own if left out")
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    main()
