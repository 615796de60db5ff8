"""Small phrases of an answer: whose, when, in which scale; and the headline."""

import re
from decimal import Decimal
from typing import NamedTuple

from agents.grammar import Intent
from agents.grammar_format import Format
from agents.measures import verb
from agents.synthesis_points import Point, shown
from core.answers import Figure, Headline
from core.numbers import display, rounded, scale_word

_LOSS = re.compile(r"\bloss(?:es)?\b(?! per\b)", re.IGNORECASE)
_RESULT = re.compile(r"\b(?P<result>profit|loss)\b(?! (?:and|or|per|margin)\b| ?\()", re.IGNORECASE)


class Said(NamedTuple):
    """A sentence, and the figure that it is about."""

    text: str
    headline: Figure | None = None


def whose(point: Point) -> str:
    """As "Acme's revenue"."""
    return f"{possessive(point.company)} {point.said}"


def was(point: Point) -> str:
    """The verb that agrees with its measure."""
    return verb(point.said)


def speaks_of_loss(intent: Intent) -> bool:
    """Whether the question calls the result a loss: "did the net loss widen"."""
    return bool(_LOSS.search(intent.words))


def not_as_assumed(intent: Intent, point: Point) -> str:
    """What is to be said first of a profit that the question takes for granted and that was a loss; or the reverse."""
    match = _RESULT.search(intent.words)
    value = point.figure.value
    if match is None or intent.wanted.claim is not None or "income" not in point.said or not value:
        return ""
    word = match["result"].lower()
    if (word == "loss") is (value < 0):
        return ""
    kind = point.said.replace("income", "").strip()
    made = f"{kind} {word}".strip()
    return f"{point.company} made no {made} {within(point)}, but a {'loss' if value < 0 else 'profit'}: "


def possessive(name: str) -> str:
    """A name in the possessive."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def who(point: Point, alone: bool) -> str:
    """What a figure in a list is introduced by: its period, with its issuer where there are several."""
    return point.label if alone else f"{point.company}, {point.label},"


def within(point: Point) -> str:
    """As "in Q3 2022", or "at" a day."""
    if point.months == 0:
        return f"at {point.label}"
    return f"in {'the ' if point.label.startswith(('first', 'second')) else ''}{point.label}"


def when(point: Point) -> str:
    """The period by the issuer's label and by its real name."""
    period = point.figure.period
    if period is None:
        return ""
    if period.is_instant:
        return period.name
    return f"{within(point)} ({period.name})" if point.label not in period.name else f"in the {period.name}"


def asked_scale(figure: Figure, wanted: Format) -> str:
    """In the scale asked for, the issuer's own beside it where the two differ."""
    own = shown(figure)
    if wanted.scale is None or len(figure.unit) != 3 or wanted.scale == figure.scale:
        return own
    places = 2 if wanted.places is None else wanted.places
    return f"{display(figure.value, figure.unit, wanted.scale, places)} ({own})"


def headline_of(figure: Figure, wanted: Format) -> Headline:
    """The figure in the unit asked for, else in the issuer's scale; rounded as asked."""
    if len(figure.unit) == 3:
        scale = figure.scale if wanted.scale is None else wanted.scale
        value = figure.value.scaleb(-scale)
        places = (
            wanted.places if wanted.places is not None else (2 if wanted.scale is not None or figure.formula else None)
        )
        value = value if places is None else rounded(value, places)
        word = scale_word(scale)
        return Headline(
            value.normalize() + Decimal(0), f"{figure.unit} {word}s" if word else figure.unit, shown(figure)
        )
    value, unit = figure.value, figure.unit
    if wanted.percent and unit in ("", "x"):
        value, unit = value * 100, "%"
    places = wanted.places if wanted.places is not None else (1 if unit == "%" else 2)
    if figure.formula is not None or wanted.places is not None:
        value = rounded(value, places)
    return Headline(value, unit, shown(figure))
