"""What every tool shares: its result, the desk it works on, and the forgiving way in which it is told a filing."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.finder import Desk
from core.answers import Citation, Figure, FindingStatus
from core.errors import FilingNotFound
from core.filings import Filing

Names = str | Sequence[str]
LISTED = 12


@dataclass(frozen=True)
class Result:
    """What a tool found: a sentence, the figures and the places read, and what the reader should know."""

    status: FindingStatus
    answer: str
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    caveats: tuple[str, ...] = ()


class DeskTools:
    """Tools over one desk."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk: the shelf, the ontology, the filings in scope."""
        self._desk = desk

    def _filing(self, name: str) -> Filing:
        """The filing of a name, with or without its ending, an id, a title, or an issuer that has only one."""
        wanted = name.strip().lower()
        for filing in self._desk.filings:
            stem = filing.name.rsplit(".", 1)[0].lower()
            if wanted in (filing.id.lower(), filing.name.lower(), stem, filing.title.lower()):
                return filing
        of_issuer = [filing for filing in self._desk.filings if wanted and wanted in filing.company.lower()]
        if len(of_issuer) == 1:
            return of_issuer[0]
        there = ", ".join(filing.name for filing in self._desk.filings[:LISTED])
        raise FilingNotFound(f"There is no filing named \u201c{name}\u201d; ask for one of these: {there}.")
