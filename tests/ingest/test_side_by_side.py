"""Work shared with a copy of the process."""

import os
from collections.abc import Callable, Sequence

import pytest

from core.protocols import Progress
from ingest import pdf, side_by_side
from ingest.side_by_side import by_two


def packed(pair: tuple[int, int]) -> tuple[int, int]:
    return pair


def numbers(indexes: Sequence[int]) -> list[tuple[int, int]]:
    return [(index, os.getpid()) for index in indexes]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 8])
def test_all_is_done_in_order_the_odd_ones_elsewhere(count: int) -> None:
    found = by_two(count, numbers, packed, packed)
    assert [index for index, _process in found] == list(range(count))
    here = os.getpid()
    assert all((process == here) == (index % 2 == 0) for index, process in found)


@pytest.mark.parametrize("failing", [lambda: os._exit(3), lambda: 1 / 0, lambda: os.kill(os.getpid(), 9)])
def test_what_the_copy_fails_at_is_done_here(failing: Callable[[], object]) -> None:
    here = os.getpid()

    def work(indexes: Sequence[int]) -> list[tuple[int, int]]:
        if os.getpid() != here:
            failing()
        return numbers(indexes)

    assert by_two(6, work, packed, packed) == [(index, here) for index in range(6)]


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        by_two(4, lambda indexes: [1 // (index - 3) for index in indexes], lambda n: (n,), lambda given: given[0])


def test_a_system_that_cannot_fork_does_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(side_by_side.os, "fork")
    assert by_two(5, numbers, packed, packed) == [(index, os.getpid()) for index in range(5)]


def test_pages_read_by_two_are_those_read_by_one(make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf([[f"Page {page} says 1,234 and (5.6)%", "Net sales $ 77"] for page in range(pdf.MANY_PAGES)])
    told: list[Progress] = []
    alone = pdf.read_pdf_pages(data, "a.pdf")
    assert pdf.read_pdf_pages(data, "a.pdf", None, told.append, processes=2) == alone
    assert len(told) == pdf.MANY_PAGES / 2 and alone[5].lines
