"""A filing's sections by name: Items, notes and the headings below them, as the passages bear them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agents.grammar_topics import topics_in
from core.errors import CannotAsk
from core.filings import Filing, Passage

_BELOW = re.compile(r"\s+[\u203a\u00b7]\s+")
_WORD = re.compile(r"[a-z0-9]+")
_MDA = re.compile(r"\bmd\s?&\s?a\b", re.IGNORECASE)
JOINED = " \u203a "
LISTED = 16


class Section(NamedTuple):
    """A heading with those above it, and the passages below it."""

    heading: str
    passages: tuple[Passage, ...]


def section_named(name: str, filing: Filing, passages: Sequence[Passage]) -> Section:
    """The section that a name means, with all that stands below its heading.

    Args:
        name: an Item, a note, a heading or a matter: "Item 1A", "risk factors", "Note 2", "MD&A".
        filing: for the sentences of errors.
        passages: the filing's own.

    Raises:
        CannotAsk: where none or several bear the name; the message lists what there is.
    """
    paths = list(dict.fromkeys(path for passage in passages for path in _paths(passage.section)))
    ranked = [(rank, path) for path in paths if (rank := _rank(name, path)) is not None]
    best = [path for rank, path in ranked if rank == min(rank for rank, _path in ranked)]
    best = [path for path in best if not any(path != other and path[: len(other)] == other for other in best)]
    if not best:
        top = dict.fromkeys(path[0] for path in paths)
        raise CannotAsk(f"{filing.name} has no section \u201c{name[:60]}\u201d; it has {_listed(list(top))}.")
    if len(best) > 1:
        choices = _listed([JOINED.join(path) for path in best])
        raise CannotAsk(f"\u201c{name[:60]}\u201d may be {choices}; name one of these.")
    inside = tuple(p for p in passages if tuple(_BELOW.split(p.section))[: len(best[0])] == best[0])
    return Section(JOINED.join(best[0]), inside)


def _paths(heading: str) -> Iterator[tuple[str, ...]]:
    """A heading and each one above it, as paths from the top."""
    parts = tuple(_BELOW.split(heading)) if heading.strip() else ()
    return (parts[: depth + 1] for depth in range(len(parts)))


def _rank(name: str, path: Sequence[str]) -> int | None:
    """How well a name fits a heading: its very words, a run of them, all of them, the matter; None for not at all."""
    wanted, last, whole = _words(name), _words(path[-1]), _words(" ".join(path))
    if not wanted:
        return None
    if wanted in (last, whole):
        return 0
    if any(last[start : start + len(wanted)] == wanted for start in range(len(last))):
        return 1
    if set(wanted) <= set(whole) and set(wanted) & set(last):
        return 2
    treats = any(topic.sections and topic.sections.search(path[-1]) for topic in topics_in(name))
    return 3 if treats else None


def _words(text: str) -> list[str]:
    spelt = _MDA.sub("management discussion and analysis", text.lower())
    return [word.removesuffix("s") for word in _WORD.findall(re.sub(r"['\u2019]s\b", "", spelt))]


def _listed(headings: Sequence[str]) -> str:
    more = f" and {len(headings) - LISTED} more" if len(headings) > LISTED else ""
    return "; ".join(f"\u201c{heading[:90]}\u201d" for heading in headings[:LISTED]) + more
