"""A shelf as one question sees it: what it read of a filing once, it reads no second time."""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar, cast

from core.filings import Fact, Filing, Hit, Passage
from core.protocols import Shelf

_T = TypeVar("_T")


class ReadOnce:
    """The same filings, facts and passages for as long as a question is answered. Safe from any thread."""

    def __init__(self, shelf: Shelf) -> None:
        """Take the shelf behind it."""
        self._shelf = shelf
        self._kept: dict[Hashable, Any] = {}
        self._lock = Lock()

    def filings(self) -> Sequence[Filing]:
        """All filings, by company and period end."""
        return self._once("filings", self._shelf.filings)

    def facts(self, filing: str) -> Sequence[Fact]:
        """The filing's facts in page order. Raises FilingNotFound."""
        return self._once(("facts", filing), lambda: self._shelf.facts(filing))

    def passages(self, filing: str) -> Sequence[Passage]:
        """The filing's passages in order. Raises FilingNotFound."""
        return self._once(("passages", filing), lambda: self._shelf.passages(filing))

    def search(self, query: str, filings: Sequence[str], k: int = 10) -> Sequence[Hit]:
        """The k best passages over these filings (none means all), best first, no two with the same text."""
        key = ("search", query, tuple(filings), k)
        return self._once(key, lambda: self._shelf.search(query, filings, k))

    def page_text(self, filing: str, page: int) -> str:
        """A page's own text; empty where there is no such page."""
        return self._once(("page", filing, page), lambda: self._shelf.page_text(filing, page))

    def _once(self, key: Hashable, read: Callable[[], _T]) -> _T:
        with self._lock:
            if key in self._kept:
                return cast(_T, self._kept[key])
        found = read()
        with self._lock:
            return cast(_T, self._kept.setdefault(key, found))
