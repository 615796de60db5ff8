"""The processes that read files: started ahead where files are to be expected, and watched from outside."""

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).resolve().parent.parent
_ready: "Queue[subprocess.Popen[bytes]]" = Queue()
_getting_ready = threading.Lock()


def start_worker() -> "subprocess.Popen[bytes]":
    """A worker process that waits for orders: the one that was made ready, else a fresh one."""
    return _taken() or _started()


def make_ready() -> None:
    """Starts a worker that waits with all it needs imported, unless one waits: the next file is then read at once."""
    with _getting_ready:
        if _ready.empty():
            _ready.put(_started())


def _taken() -> "subprocess.Popen[bytes] | None":
    """The worker that waits, if one does and lives."""
    with contextlib.suppress(Empty):
        process = _ready.get_nowait()
        if process.poll() is None:
            return process
        end(process)
    return None


@atexit.register
def dismiss() -> None:
    """Ends the worker that waits."""
    while process := _taken():
        end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kills a process and closes its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe:
                pipe.close()


def _started() -> "subprocess.Popen[bytes]":
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", "ingest.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        cwd=ROOT,
    )


def resident_megabytes(pid: int) -> float:
    """The memory that a process holds; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def seconds_waited(pid: int) -> float:
    """How long a process could have run and had no processor (Linux's schedstat); 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
