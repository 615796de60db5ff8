"""A session as a run of Weights & Biases: its traces, its tables, and the session itself as an artifact."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.background import Background
from core.errors import ExportError, FootnoteError, Stopped
from core.redaction import redacted
from core.traces import Session
from export.cleaning import cleaned
from export.wandb_order import Order, Reply

ROOT = Path(__file__).resolve().parent.parent
MODES = ("online", "offline")
PROJECT = "footnote"
KEY = "WANDB_API_KEY"
SECONDS = 240.0  # after which the process is ended, whatever it waits for
LOOK_SECONDS = 0.1
OFFLINE = "or set WANDB_MODE to offline and send the run later with `wandb sync`"
SENTENCES = {
    "login": f"Weights & Biases knows no key here: make one at https://wandb.ai/authorize and set {KEY}, {OFFLINE}.",
    "network": f"Weights & Biases could not be reached: check the network and WANDB_BASE_URL, {OFFLINE}.",
}


class WandbRun(NamedTuple):
    """Where the run stands: its page online (None for an offline run), and wandb's folder of it on this machine."""

    url: str | None
    folder: Path

    @property
    def json(self) -> dict[str, str | None]:
        """For scripts."""
        return {"url": self.url, "folder": str(self.folder)}

    @property
    def sentence(self) -> str:
        """For the user: where it is and, offline, how to send it."""
        if self.url:
            return f"The run is at {self.url}"
        return f"The offline run is in {self.folder}; send it with: wandb sync {self.folder}"


@dataclass(frozen=True)
class Destination:
    """Where a run goes, and with what.

    Attributes:
        folder: takes wandb's own files; made where it is missing.
        mode: "online" or "offline".
        config: the settings to show with the run; no keys.
        key: the API key, handed to wandb in its environment and written nowhere; None leaves it to wandb's own
            (WANDB_API_KEY, or what `wandb login` kept).
        secrets: the settings' keys, masked wherever they stand.
        connect_seconds: the longest wait for the server's first word.
    """

    folder: Path
    mode: str
    config: Mapping[str, str | float | None]
    key: str | None = None
    secrets: Sequence[str] = ()
    connect_seconds: float = 30.0


class WandbExport(Background):
    """A session on its way: once `done` there is a `run`, or the sentence that says why there is none in `error`."""

    def __init__(self, write: Callable[[threading.Event], WandbRun]) -> None:
        super().__init__(self._work, "wandb")
        self.run: WandbRun | None = None
        self.error: str | None = None
        self._write = write

    def _work(self, stop: threading.Event) -> None:
        try:
            self.run = self._write(stop)
        except FootnoteError as error:
            self.error = str(error)


def write_wandb(
    session: Session, files: Mapping[str, bytes], to: Destination, stop: threading.Event | None = None
) -> WandbRun:
    """Write a session to Weights & Biases, in a process of its own.

    Args:
        session: whole, with its runs.
        files: what the artifact holds, by file name, as the other writers gave it.
        to: where it goes.
        stop: once set, the process is ended.

    Raises:
        ExportError: for another mode, where no key is known, the server cannot be reached, or wandb fails.
        Stopped: where the user ended it.
    """
    if to.mode not in MODES:
        raise ExportError(f'WANDB_MODE is "{to.mode}", so that nothing is sent; set it to online or offline.')
    to.folder.mkdir(parents=True, exist_ok=True)
    hidden = (*to.secrets, *([to.key] if to.key else ()))
    project = os.environ.get("WANDB_PROJECT") or PROJECT
    config = {name: redacted(value, hidden) if isinstance(value, str) else value for name, value in to.config.items()}
    kept = (cleaned(session, hidden), files, config)
    order = Order(*kept, to.folder, to.mode, project, to.connect_seconds)
    reply = _carried_out(order, to.key, stop or threading.Event())
    if reply.problem is not None or reply.folder is None:
        said = redacted(reply.error.strip().split("\n")[0], hidden)
        raise ExportError(SENTENCES.get(reply.problem or "") or f"Weights & Biases did not take the run: {said}")
    return WandbRun(reply.url, Path(reply.folder))


def _carried_out(order: Order, key: str | None, stop: threading.Event) -> Reply:
    process = subprocess.Popen(
        [sys.executable, "-m", "export.wandb_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(order, key),
        cwd=ROOT,
    )
    answered: list[bytes] = []
    talk = threading.Thread(target=lambda: answered.append(process.communicate(pickle.dumps(order))[0]), daemon=True)
    talk.start()
    began = time.monotonic()
    while talk.is_alive():
        talk.join(LOOK_SECONDS)
        if stop.is_set() or time.monotonic() - began > SECONDS:
            process.kill()
            talk.join()
            if stop.is_set():
                raise Stopped("Sending the session to Weights & Biases was stopped.")
            late = Reply(problem="", error=f"it took longer than {SECONDS:g} seconds; try again.")
            return late if order.mode == "offline" else Reply(problem="network")
    return _reply(answered)


def _reply(answered: list[bytes]) -> Reply:
    if not answered or not answered[0]:
        return Reply(problem="", error="its process ended without a word; try again, or update `wandb`.")
    reply: Reply = pickle.loads(answered[0])
    return reply


def _environment(order: Order, key: str | None) -> dict[str, str]:
    """Ours, with wandb's own files kept in its folder and no mode or key but those of this order."""
    place = str(order.folder)
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    own = {
        "WANDB_CACHE_DIR": f"{place}/cache",
        "WANDB_DATA_DIR": f"{place}/data",
        "WANDB__SERVICE_WAIT": f"{SECONDS:g}",  # for its service to start, on a machine that is busy
        "PYTHONPATH": os.pathsep.join(paths),
    }
    kept = {name: value for name, value in os.environ.items() if name not in ("WANDB_MODE", "WANDB_DIR")}
    return kept | own | ({KEY: key} if key else {})
