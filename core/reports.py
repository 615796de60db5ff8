"""What became of the files of one upload."""

from dataclasses import dataclass
from typing import NamedTuple

from core.filings import Filing


class Ingested(NamedTuple):
    """A filing that is in the library now; `duplicate` where its content already was."""

    filing: Filing
    seconds: float
    duplicate: bool = False


class FailedFile(NamedTuple):
    """A file that could not be read, and why, in one sentence."""

    name: str
    error: str
    path: str = ""
    needs_password: bool = False


@dataclass(frozen=True)
class IngestReport:
    """The files that are done, in the order in which they ended."""

    filings: tuple[Ingested, ...] = ()
    failed: tuple[FailedFile, ...] = ()
