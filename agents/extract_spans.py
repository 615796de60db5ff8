"""Of which span a sentence tells, the quarter or the year to date: by its own words, else by the heading over it.

A report on a quarter discusses both, one after the other and in nearly the same words.
"""

import re

from agents.sentences import Sentence

_QUARTER = r"three|thirteen|fourteen|13|14"
_TO_DATE = r"six|nine|twenty[- ]six|twenty[- ]seven|thirty[- ]nine|forty|26|27|39|40"
_OWN_TO_DATE = re.compile(
    rf"\b(?:(?:for|in|during|over) (?:the )?(?:first )?(?:{_TO_DATE})[- ](?:months?|weeks?)"
    rf"|(?:{_TO_DATE})[- ](?:months?|weeks?)[- ](?:period )?end(?:ed|ing)|first (?:{_TO_DATE}) (?:months|weeks)"
    r"|year[- ]to[- ]date|first (?:half|two quarters|three quarters))\b",
    re.IGNORECASE,
)
_OWN_QUARTER = re.compile(rf"\b(?:(?:{_QUARTER})[- ](?:months?|weeks?)|quarter)\b", re.IGNORECASE)
_BOTH = re.compile(
    rf"\b(?:{_QUARTER})(?: months?| weeks?)?(?: ended [^.]*?)? and (?:the )?(?:{_TO_DATE})\b", re.IGNORECASE
)
_HEADING = re.compile(
    r"^\W*(?:for )?(?:the )?(?:first |second |third )?"
    rf"(?:(?P<quarter>(?:{_QUARTER}) (?:months|weeks)|(?:fiscal )?quarter)"
    rf"|(?P<to_date>(?:{_TO_DATE}) (?:months|weeks)|half))\b[^.\n]*\b(?:compared|versus|vs)\b[^.\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


def asks_to_date(question: str) -> bool:
    """Whether a question is about the year to date."""
    return bool(_OWN_TO_DATE.search(question))


def is_to_date(text: str, sentence: Sentence) -> bool | None:
    """Whether a sentence of a passage's text tells of the year to date; False of a quarter, None where nothing says."""
    own = sentence.text
    if _BOTH.search(own):
        return None
    if _OWN_TO_DATE.search(own):
        return True
    if _OWN_QUARTER.search(own):
        return False
    headings = list(_HEADING.finditer(text, 0, sentence.start))
    return headings[-1]["to_date"] is not None if headings else None
