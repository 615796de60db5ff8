"""What a question is about that leaves it to be understood: which segment "grew", "made the largest loss"."""

import re
from dataclasses import replace

from agents.grammar import Intent
from agents.grammar_operations import Operation
from agents.names_divided import asks_for_one, asks_for_parts

_ITEMS = (
    (
        re.compile(
            r"\b(?:loss(?:es)?|(?:segment|division|business) los[et]|los(?:t|e|ing) money|unprofitable|"
            r"(?:most|least) profitable)\b",
            re.I,
        ),
        "OperatingIncomeLoss",
    ),
    (
        re.compile(
            r"\bgr[eo]w(?:n|ing|th|s)?\b|\b(?:declin\w+|decreas\w+|increas\w+|f[ae]ll(?:en)?|rose|drop(?:ped)?|"
            r"shr[aiu]nk|top[- ]?line|perform(?:ed|ance|ing)?|biggest|largest|sold)\b",
            re.I,
        ),
        "Revenues",
    ),
)
_MOVING = (Operation.CHANGE, Operation.GROWTH)
_LOST = re.compile(r"\b(?:segment|division|business) (?:los[et]|losing|make a loss|made a loss)\b", re.IGNORECASE)
_SAID = {"OperatingIncomeLoss": "operating income", "Revenues": "revenue"}


def with_subject(intent: Intent) -> tuple[Intent, tuple[str, ...]]:
    """The question with the line item that it leaves out, and that it was read so; as it was where it names one.

    Only a question about the parts of the issuer is read so: of which nothing else than revenue grows.
    """
    if intent.asks_figures or intent.topics or not (asks_for_parts(intent.words) or _LOST.search(intent.words)):
        return intent, ()
    item = next((item for pattern, item in _ITEMS if pattern.search(intent.words)), None)
    item = item or ("Revenues" if intent.wanted.by_growth else None)
    if item is None:
        return intent, ()
    wanted = intent.wanted
    if wanted.operation is Operation.LEVEL and asks_for_parts(intent.words):
        wanted = replace(wanted, operation=Operation.RANK)
    elif wanted.operation in _MOVING and asks_for_one(intent.words):
        wanted = replace(wanted, operation=Operation.RANK, by_growth=True)
    said = f"No line item is named; the question is read as one about {_SAID[item]}."
    return replace(intent, line_items=(item,), wanted=wanted), (said,)
