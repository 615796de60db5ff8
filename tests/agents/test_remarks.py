"""What is said beside an answer: each thing once."""

from agents.synthesis import gathered


def test_remarks_alike_but_for_their_place_are_one() -> None:
    said = (
        "Goodwill: not printed, so counted as zero (Acme, Inc., Q1 2023).",
        "No table divides it.",
        "Goodwill: not printed, so counted as zero (Acme, Inc., Q2 2023).",
        "No table divides it.",
    )
    assert gathered(said) == (
        "Goodwill: not printed, so counted as zero (Acme, Inc., Q1 2023; Acme, Inc., Q2 2023).",
        "No table divides it.",
    )
