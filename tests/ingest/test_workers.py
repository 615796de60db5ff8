import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import DamagedFile, EmptyFile, ReadLimit
from core.protocols import Progress
from ingest import processes, workers
from ingest.processes import make_ready, resident_megabytes
from ingest.workers import FileToRead, ReadOutcome, read_many

Save = Callable[[str, bytes | str], Path]


def outcomes(
    files: list[FileToRead],
    seconds: float = 60,
    megabytes: int = 1000,
    on_progress: Callable[[FileToRead, Progress], None] = lambda file, progress: None,
    stop: threading.Event | None = None,
) -> dict[str, ReadOutcome]:
    limits = {"seconds": seconds, "megabytes": megabytes}
    found = read_many(files, **limits, on_progress=on_progress, stop=stop or threading.Event())  # type: ignore[arg-type]
    return {outcome.file.name: outcome for outcome in found}


def test_every_file_has_its_own_outcome(make_pdf: Callable[..., bytes], save: Save) -> None:
    good = [FileToRead(save(f"{i}.pdf", make_pdf([[f"Text of file {i}."]])), f"{i}.pdf") for i in range(3)]
    secret = FileToRead(save("s.pdf", make_pdf([["Secret text."]], "pw")), "s.pdf", "pw")
    empty = FileToRead(save("empty.pdf", b""), "empty.pdf")
    missing = FileToRead(Path("nowhere.pdf"), "nowhere.pdf")
    seen: list[tuple[str, str]] = []
    found = outcomes([*good, secret, empty, missing], on_progress=lambda f, p: seen.append((f.name, p.step)))
    readings = {name: outcome.reading for name, outcome in found.items() if outcome.reading}
    assert set(readings) == {"0.pdf", "1.pdf", "2.pdf", "s.pdf"}
    assert readings["1.pdf"].pages[0].text.strip() == "Text of file 1."
    assert isinstance(found["empty.pdf"].error, EmptyFile)
    assert "nowhere.pdf could not be opened" in str(found["nowhere.pdf"].error)
    assert ("0.pdf", "reading") in seen and ("2.pdf", "passages") in seen
    assert all(outcome.seconds >= 0 for outcome in found.values())


def test_no_files_no_outcomes() -> None:
    assert outcomes([]) == {}


@pytest.fixture
def worker_that(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Puts a stand-in for the worker process in place, which does `action` with a file named "bad"."""
    start = processes.subprocess.Popen
    processes.dismiss()

    def replace(action: str) -> None:
        script = tmp_path / "worker_process.py"
        script.write_text(
            "import os, signal, time, ingest.worker\n"
            "read = ingest.worker.read_filing\n"
            "def reading(path, *, name, **rest):\n"
            f"    if name == 'bad': {action}\n"
            "    return read(path, name=name, **rest)\n"
            "ingest.worker.read_filing = reading\n"
            "ingest.worker.main()\n"
        )

        def popen(command: list[str], **rest: object) -> object:
            return start([sys.executable, str(script)], **rest)  # type: ignore[call-overload]

        monkeypatch.setattr(processes.subprocess, "Popen", popen)

    return replace


def two_files(save: Save) -> list[FileToRead]:
    return [FileToRead(save("bad", "Bad text."), "bad"), *(FileToRead(save(n, f"Good {n}."), n) for n in "abcd")]


@pytest.mark.parametrize(
    ("action", "error", "words"),
    [
        ("time.sleep(60)", ReadLimit, "longer than 10 seconds"),
        ("hog = [bytes(10**6) for _ in range(100_000)]", ReadLimit, "memory"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", DamagedFile, "crashed its reader"),
        ("os._exit(3)", DamagedFile, "crashed its reader"),
    ],
)
def test_a_file_that_hangs_grows_or_crashes_takes_nothing_down(
    action: str, error: type[Exception], words: str, worker_that: Callable[[str], None], save: Save
) -> None:
    worker_that(action)
    found = outcomes(two_files(save), seconds=10, megabytes=400)
    assert isinstance(found["bad"].error, error)
    assert words in str(found["bad"].error) and str(found["bad"].error).endswith(".")
    assert all(found[name].reading for name in "abcd")


def test_time_in_which_others_had_the_processor_does_not_count(
    worker_that: Callable[[str], None], save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker_that("time.sleep(6)")
    began = time.monotonic()
    monkeypatch.setattr(workers, "seconds_waited", lambda pid: time.monotonic() - began)
    assert outcomes([FileToRead(save("bad", "Text."), "bad")], seconds=3)["bad"].reading


def test_time_in_which_the_answer_waits_to_be_taken_does_not_count(
    worker_that: Callable[[str], None], save: Save
) -> None:
    late = "ingest.worker.send = lambda to, value, real=ingest.worker.send: (late(value), real(to, value))"
    worker_that(f"late = lambda value: hasattr(value, 'step') or time.sleep(6); globals()['late'] = late; {late}")
    assert outcomes([FileToRead(save("bad", "Text."), "bad")], seconds=3)["bad"].reading


def test_waiting_for_a_processor_is_told_from_sleeping() -> None:
    if not Path("/proc/self/schedstat").exists():
        pytest.skip("the system does not say how long a process waited for a processor")
    before = processes.seconds_waited(os.getpid())
    time.sleep(1)
    assert 0 <= processes.seconds_waited(os.getpid()) - before < 0.5
    assert processes.seconds_waited(2**22 + 1) == 0


def test_a_stop_ends_reading_at_once(worker_that: Callable[[str], None], save: Save) -> None:
    worker_that("time.sleep(60)")
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    found = outcomes([FileToRead(save("bad", "x"), "bad")] * 5, stop=stop)
    assert found == {}


def test_memory_of_this_process_is_known() -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("the system does not say how much memory a process holds")
    assert 5 < resident_megabytes(os.getpid()) < 100_000
    assert resident_megabytes(2**22 + 1) == 0


def test_no_worker_outlives_its_reading(save: Save, worker_that: Callable[[str], None]) -> None:
    started: list[int] = []
    start = workers.start_worker

    def remembered() -> object:
        process = start()
        started.append(process.pid)
        return process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "start_worker", remembered)
        outcomes(two_files(save))
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, signal.SIG_DFL)


@pytest.mark.parametrize("killed", [False, True])
def test_a_worker_made_ready_reads_the_next_file_and_is_replaced_where_it_died(killed: bool, save: Save) -> None:
    processes.dismiss()
    make_ready()
    make_ready()
    ready = list(processes._ready.queue)
    assert len(ready) == 1
    if killed:
        ready[0].kill()
        ready[0].wait()
    assert outcomes([FileToRead(save("a", "Text."), "a")])["a"].reading
    assert ready[0].poll() is not None and processes._ready.empty()


def test_a_worker_made_ready_does_not_outlive_the_program() -> None:
    program = "from ingest import processes; processes.make_ready(); print(processes._ready.queue[0].pid)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=processes.ROOT)
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), signal.SIG_DFL)
