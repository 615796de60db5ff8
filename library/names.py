"""Names of filings: made safe, made free, found again."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from core.errors import FilingNotFound
from core.filings import Filing

LONGEST_NAME = 200
LONGEST_ENDING = 10


def safe_name(name: str) -> str:
    """A file's name for people to read: no folders, no control characters, not too long, never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in unicodedata.normalize("NFC", last))
    plain = re.sub(r"\s+", " ", printable).strip().lstrip(".") or "filing"
    stem, ending = _parted(plain)
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"


def free_name(name: str, taken: Sequence[str]) -> str:
    """The name itself, or "name (2).pdf" and so on where it is taken (capitals do not count)."""
    used = {other.casefold() for other in taken}
    stem, ending = _parted(name)
    candidate, number = name, 1
    while candidate.casefold() in used:
        number += 1
        candidate = f"{stem} ({number}){ending}"
    return candidate


def named(name: str, filings: Sequence[Filing]) -> Filing:
    """The filing of this id or this name, with or without the ending and whatever its capitals.

    Raises:
        FilingNotFound: where none bears the name; the message names those that come close.
    """
    wanted = safe_name(name).casefold()
    for key in (_id, _name, _stem):
        found = next((filing for filing in filings if key(filing) == wanted), None)
        if found:
            return found
    raise not_found(name, filings)


def not_found(name: str, filings: Sequence[Filing]) -> FilingNotFound:
    """The error to raise, with the names that come close."""
    if not filings:
        return FilingNotFound(f"There is no filing {name!r}, for the library is empty; add a filing first.")
    close = difflib.get_close_matches(name.casefold(), [filing.name.casefold() for filing in filings], 3, 0.4)
    near = [filing.name for filing in filings if filing.name.casefold() in close]
    hint = f"did you mean {' or '.join(near)}?" if near else "ask for one by its name in the library."
    return FilingNotFound(f"There is no filing {name!r} in the library; {hint}")


def _parted(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending}") if stem and len(ending) <= LONGEST_ENDING else (name, "")


def _id(filing: Filing) -> str:
    return filing.id


def _name(filing: Filing) -> str:
    return filing.name.casefold()


def _stem(filing: Filing) -> str:
    return _parted(filing.name)[0].casefold()
