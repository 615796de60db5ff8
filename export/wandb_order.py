"""What goes to the process that talks to `wandb`, and what comes back."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from core.traces import Session


class Order(NamedTuple):
    """A run to be written: `files` are the artifact's, by name; `config` holds no key; `folder` takes wandb's files.

    `connect_seconds` is the longest wait for the server's first word.
    """

    session: Session
    files: Mapping[str, bytes]
    config: Mapping[str, str | float | None]
    folder: Path
    mode: str
    project: str
    connect_seconds: float


class Reply(NamedTuple):
    """Where the run is, or why it is not there: `problem` is "login", "network" or "" and `error` wandb's own words."""

    url: str | None = None
    folder: str | None = None
    problem: str | None = None
    error: str = ""
