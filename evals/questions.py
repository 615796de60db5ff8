"""A question set: one JSON object a line, with what a right answer must say and where it stands.

Gold figures are written as printed ("$8,343 million", "15.7%", "-$0.61"), so that their rounding is known.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from core.numbers import numbers_in


class Expect(StrEnum):
    """What kind of answer is right.

    FIGURE: the headline is `gold`. FIGURES: every figure of `golds` is among the answer's. WORDS: all of `says` is
    said. YES, NO: the verdict comes first. REFUSED: no figure is given as the answer, and the reason is told.
    CAVEAT: refused with a reason, or answered with what `says` asks for told beside it.
    """

    FIGURE = "figure"
    FIGURES = "figures"
    WORDS = "words"
    YES = "yes"
    NO = "no"
    REFUSED = "refused"
    CAVEAT = "caveat"


class Gold(NamedTuple):
    """A gold figure in units of one, and half of its last printed digit."""

    value: Decimal
    half: Decimal
    percent: bool


@dataclass(frozen=True)
class Question:
    """A row of a dataset.

    Attributes:
        id: unique in its file.
        question: as a user would type it.
        filings: names, with or without ending; none means all.
        expect: what kind of answer is right.
        gold: the headline.
        golds: figures that the answer must give.
        never: figures that it must not give, such as the nine-month amount for a quarter.
        says: patterns of which each must match the answer, its caveats or its reasons, whatever the case.
        pages: by filing, the pages of which one must be cited.
        why: for the reader of the dataset.
    """

    id: str
    question: str
    expect: Expect
    filings: tuple[str, ...] = ()
    gold: str = ""
    golds: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    pages: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    why: str = ""


def gold_of(printed: str) -> Gold:
    """The figure of a gold text: "$8,343 million" is 8,343,000,000 give or take 500,000."""
    numbers = numbers_in(printed)
    if len(numbers) != 1:
        raise ValueError(f"{printed!r} is not one figure.")
    return Gold(numbers[0].value, numbers[0].half, numbers[0].percent)


def read_questions(path: Path) -> tuple[Question, ...]:
    """The rows of a dataset. Raises ValueError, with the line, for a row that is not a question."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return tuple(_question(path, number, row) for number, row in enumerate(rows, 1) if row.strip())


def _question(path: Path, number: int, row: str) -> Question:
    known = {f.name for f in fields(Question)}
    try:
        values: dict[str, Any] = json.loads(row)
        unknown = set(values) - known
        if unknown:
            raise ValueError(f"unknown fields {sorted(unknown)}")
        lists = {name: tuple(values.get(name, ())) for name in ("filings", "golds", "never", "says")}
        pages = {name: tuple(pages) for name, pages in values.get("pages", {}).items()}
        question = Question(**values | lists | {"pages": pages, "expect": Expect(values["expect"])})
        _check(question)
        return question
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}, line {number}: {error}") from error


def _check(question: Question) -> None:
    """A row must be able to fail: it names the gold that its kind is scored by, and golds are figures."""
    needs = {Expect.FIGURE: question.gold, Expect.FIGURES: question.golds, Expect.WORDS: question.says}
    if not needs.get(question.expect, True) or (question.expect is Expect.CAVEAT and not question.says):
        raise ValueError(f"{question.id} has nothing to be scored by")
    for printed in (*question.golds, *question.never, *((question.gold,) if question.gold else ())):
        gold_of(printed)
