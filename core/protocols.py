"""What a part may ask of another that it does not know."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from core.filings import Fact, Filing, Hit, Passage
from core.traces import Event

Emit = Callable[[Event], None]
"""Takes the events of a run, from any thread."""


class Progress(NamedTuple):
    """How far the work on one file is: step "reading", "tables", "passages", "index" or "embedding"; pages or parts."""

    step: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


class Embedder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """Names the model and its version: vectors of different names do not mix."""
        ...

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit-length vector a text, in order. Raises ProviderError where a remote model fails."""
        ...


class Shelf(Protocol):
    """What an analyst sees of the library. Filings are named by id; all calls are safe from any thread."""

    def filings(self) -> Sequence[Filing]:
        """All filings, by company and period end."""
        ...

    def facts(self, filing: str) -> Sequence[Fact]:
        """The filing's facts in page order. Raises FilingNotFound."""
        ...

    def passages(self, filing: str) -> Sequence[Passage]:
        """The filing's passages in order. Raises FilingNotFound."""
        ...

    def search(self, query: str, filings: Sequence[str], k: int = 10) -> Sequence[Hit]:
        """The k best passages over these filings (none means all), best first, no two with the same text."""
        ...

    def page_text(self, filing: str, page: int) -> str:
        """A page's own text; empty where there is no such page."""
        ...
