"""What became of the files of one upload."""

from dataclasses import dataclass
from typing import NamedTuple

from core.filings import Filing


class Ingested(NamedTuple):
    """A filing that is in the library now; `duplicate` where its content already was, there under its own name.

    `given` is the name of the file that was taken in; the filing's where it is empty.
    """

    filing: Filing
    seconds: float
    duplicate: bool = False
    given: str = ""

    @property
    def file(self) -> str:
        """The name of the file that was taken in."""
        return self.given or self.filing.name


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
