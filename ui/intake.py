"""Files on their way into the library: started, watched while they are read, and what became of them."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from core.protocols import Progress
from core.reports import FailedFile, Ingested, IngestReport
from ui.looks import look_again
from ui.text import count, plain, took

if TYPE_CHECKING:
    from workbench import Workbench

POLL = 0.6
OFFERED = "offered"
STEPS = {
    "reading": (0.0, 0.55),
    "tables": (0.55, 0.75),
    "passages": (0.75, 0.8),
    "index": (0.8, 1.0),
    "embedding": (0.0, 1.0),
}
"""Where on a file's bar each step begins and ends."""
MANY = 8
"""More files than this are counted, and those alone named that are being read or failed."""


class Job(Protocol):
    """Files being taken in, as the pages see it."""

    names: tuple[str, ...]
    progress: dict[str, Progress]
    report: IngestReport

    def stop(self) -> None:
        """Ask the work to end soon."""
        ...


def load_samples(bench: "Workbench") -> None:
    """Take the sample filings into the library, in the background."""
    bench.start_ingest(bench.sample_files())


def offer(bench: "Workbench", files: dict[str, bytes], passwords: dict[str, str] | None = None) -> None:
    """Take uploaded files into the library, in the background; kept at hand for the one that needs a password."""
    st.session_state[OFFERED] = {**st.session_state.get(OFFERED, {}), **files}
    words = passwords or {}
    bench.start_ingest([bench.receive(name, data, words.get(name)) for name, data in files.items()])


def jobs_in_progress(bench: "Workbench", key: str) -> None:
    """Bars of the files that are being read; nothing where none is."""
    if any(not job.done for job in bench.jobs()):
        look_again(partial(_watch, bench, key, _kept(bench)), POLL)


def _kept(bench: "Workbench") -> int:
    return sum(len(job.report.filings) for job in bench.jobs() if not job.done)


def _watch(bench: "Workbench", key: str, kept: int) -> None:
    jobs = [job for job in bench.jobs() if not job.done]
    if not jobs or _kept(bench) != kept:
        st.rerun()
    for number, job in enumerate(jobs):
        _rows(job)
        if st.button("Stop reading", key=f"stop-{key}-{number}", type="tertiary", icon=":material/stop_circle:"):
            job.stop()
            st.toast("Stopping. Filings that are done are kept.")


def _rows(job: Job) -> None:
    ended = {one.file for one in job.report.filings} | {one.name for one in job.report.failed}
    names = list(job.names)
    if len(names) > MANY:
        over = len(job.report.filings) + len(job.report.failed)
        failed = f", {len(job.report.failed):,} failed" if job.report.failed else ""
        st.progress(over / len(names), plain(f"{over:,} of {len(names):,} files{failed}"))
        names = [name for name in names if name in job.progress and name not in ended]
    for name in names:
        _row(job, name)


def _row(job: Job, name: str) -> None:
    done = next((one for one in job.report.filings if one.file == name), None)
    failed = next((f for f in job.report.failed if f.name == name), None)
    if done:
        st.progress(1.0, plain(f"{name} · {outcome(done)}"))
    elif failed:
        st.progress(0.0, plain(f"{name} · failed: {failed.error}"))
    else:
        step = job.progress.get(name)
        st.progress(_share(step), plain(f"{name} · {_said(step)}"))


def _share(progress: Progress | None) -> float:
    if progress is None:
        return 0.0
    begin, end = STEPS.get(progress.step, (0.0, 1.0))
    done = min(1.0, progress.done / progress.total) if progress.total else 0.0
    return begin + (end - 0.02 - begin) * done  # full only once it is in the library


def _said(progress: Progress | None) -> str:
    if progress is None:
        return "waiting"
    part = "page" if progress.step in ("reading", "tables") else "part"
    if progress.total <= 1:
        return progress.step
    if progress.step in ("index", "embedding") and progress.done >= progress.total:
        return f"{progress.step}, being stored"
    return f"{progress.step}, {progress.done:,} of {count(progress.total, part)}"


def outcome(done: Ingested) -> str:
    """What became of a file that was read, in a few words."""
    filing = done.filing
    if done.duplicate:
        return f"already in the library as {filing.name}"
    pages, facts = count(filing.pages, "page"), count(filing.fact_count, "fact")
    what = filing.title.removeprefix(f"{filing.name} · ")
    return f"{what}: {pages}, {facts}, {count(filing.passage_count, 'passage')} in {took(done.seconds)}"


def last_report(bench: "Workbench") -> None:
    """What became of the files of the last upload, failures with their reason and the next step."""
    finished = [job for job in bench.jobs() if job.done]
    if not finished or st.session_state.get("report_closed") == id(finished[-1]):
        return
    report = finished[-1].report
    if not report.filings and not report.failed:
        return
    with st.container(border=True, key="report"):
        for failed in report.failed:
            _failure(bench, failed)
        many = len(report.filings) > MANY
        with st.expander(f"{count(len(report.filings), 'file')} read") if many else st.container():
            for done in report.filings:
                icon = "content_copy" if done.duplicate else "check_circle"
                st.markdown(f":material/{icon}: **{plain(done.filing.name)}** {plain(outcome(done))}")
        if st.button("Close", key="close-report", type="tertiary"):
            st.session_state["report_closed"] = id(finished[-1])
            st.rerun()


def _failure(bench: "Workbench", failed: FailedFile) -> None:
    st.markdown(f":red[:material/error: **{plain(failed.name)}**] {plain(failed.error)}")
    data = st.session_state.get(OFFERED, {}).get(failed.name)
    if not failed.needs_password or data is None:
        return
    with st.form(f"password-{failed.name}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        password = st.text_input("Password of this file", type="password", key=f"password-of-{failed.name}")
        if st.form_submit_button("Try again") and password:
            offer(bench, {failed.name: data}, {failed.name: password})
            st.rerun()
