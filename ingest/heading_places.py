"""Which words of a heading stand over which columns."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ingest.columns import Chunk, Span
from ingest.headings import read_heading

CENTRED = 0.28  # of the columns' distance: how far a heading may be off the centre of what it spans
EVENLY = 0.3  # of the distance of its outer columns: how far one of several even headings may be off centre
EXACT = 4.0  # points that words which do not speak of time may be off the centre of several columns


def assign(
    chunks: Sequence[Chunk], columns: Sequence[Span], alone: Sequence[bool] | None = None
) -> tuple[int | None, ...]:
    """For each column the chunk that heads it, None where none does.

    Each chunk heads one column or neighbouring ones. The choice is the one whose chunks stand best over what they head:
    centred or, where they speak of time, in line with its left or right end. Among equals it is the one that heads most
    columns, then one with every chunk exactly so, then the one that shares the columns most evenly. Chunks that are
    `alone` head one column.
    """
    count = len(columns)
    slack = min([CENTRED * (b.right - a.right) for a, b in pairwise(columns)] or [0.0])
    wide = [read_heading(chunk.text).says_period for chunk in chunks]
    alone = alone or [False] * len(chunks)

    @cache
    def best(chunk: int, start: int) -> _Heads:
        if chunk == len(chunks):
            return _Heads(0.0, False, 0, 0.0, (None,) * (count - start))
        options = [_Heads(1e9, True, 0, 0.0, (None,) * (count - start))]
        for first in range(start, count - (len(chunks) - chunk) + 1):
            for last in range(first, first + 1 if alone[chunk] else count - (len(chunks) - chunk) + 1):
                after = best(chunk + 1, last + 1)
                off = abs(chunks[chunk].centre - (columns[first].x0 + columns[last].x1) / 2)
                near = off
                if wide[chunk] or first == last:
                    near = min(off, _edges(chunks[chunk], columns[first], columns[last]))
                size = last - first + 1
                heads = (None,) * (first - start) + (chunk,) * size + after.heads
                bad = after.bad + max(0.0, near - (slack if wide[chunk] or first == last else EXACT))
                loose = after.loose or near > EXACT
                options.append(_Heads(bad, loose, after.uneven + size * size, after.off + off, heads))
        return min(options, key=lambda o: (round(o.bad, 1), o.heads.count(None), o.loose, o.uneven, o.off))

    if len(chunks) == count:
        return tuple(range(count))
    return (None if any(alone) else _evenly(chunks, columns) or _one_each(chunks, columns)) or best(0, 0).heads


def halves(one: Chunk, other: Chunk, columns: Sequence[Span]) -> tuple[int, ...]:
    """For each column which of two headings is over it, where each column is under one: the split that centres them."""

    def off(at: int) -> float:
        left, right = columns[:at], columns[at:]
        middles = ((part[0].x0 + part[-1].x1) / 2 for part in (left, right))
        return sum(abs(chunk.centre - middle) for chunk, middle in zip((one, other), middles, strict=True))

    split = min(range(1, len(columns)), key=off)
    return (0,) * split + (1,) * (len(columns) - split)


def over_one(chunk: Chunk, columns: Sequence[Span]) -> int | None:
    """The column, by number, in whose middle a word stands and beyond which it reaches no other; None for none."""
    reached = [index for index, span in enumerate(columns) if span.x0 < chunk.x1 and span.x1 > chunk.x0]
    if len(reached) != 1 or abs(chunk.centre - columns[reached[0]].centre) > EXACT:
        return None
    return reached[0]


def _evenly(chunks: Sequence[Chunk], columns: Sequence[Span]) -> tuple[int, ...] | None:
    """Every chunk over as many columns, where several chunks stand so; None where they do not."""
    size, odd = divmod(len(columns), len(chunks) or 1)
    if len(chunks) < 2 or odd or size < 2:
        return None
    for index, chunk in enumerate(chunks):
        first, last = columns[index * size], columns[(index + 1) * size - 1]
        if abs(chunk.centre - (first.x0 + last.x1) / 2) > EVENLY * (last.right - first.right):
            return None
    return tuple(index for index in range(len(chunks)) for _ in range(size))


def _one_each(chunks: Sequence[Chunk], columns: Sequence[Span]) -> tuple[int | None, ...] | None:
    """Every chunk over the one column in whose middle it stands, where these are neighbours; None where they are not.

    So stands the upper line of dates that wrap ("September" over "30,") beside one that does not ("June 30,").
    """
    places = [over_one(chunk, columns) for chunk in chunks]
    first = places[0] if places else None
    if len(places) < 2 or first is None or places != list(range(first, first + len(places))):
        return None
    return tuple(places.index(index) if index in places else None for index in range(len(columns)))


class _Heads(NamedTuple):
    """A choice of headings from a column on: how badly, how unevenly and how far they stand off, and what they head.

    `loose` where not every one stands in the middle of what it heads, or in line with an end of it.
    """

    bad: float
    loose: bool
    uneven: int
    off: float
    heads: tuple[int | None, ...]


def _edges(chunk: Chunk, first: Span, last: Span) -> float:
    return min(abs(chunk.x1 - last.x1), abs(chunk.x1 - last.right), abs(chunk.x0 - first.x0))
