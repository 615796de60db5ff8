"""What a question says of how it is to be answered, and not of what it asks: from whose standpoint, from which pages.

"Approach the question by assuming the standpoint of an investment analyst who only has access to the income statement."
names no investments.
"""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^.?!\n]+(?:[.?!](?!\s|$)[^.?!\n]*)*[.?!]*\s*")
_ROLE = (
    r"(?:analyst|banker|investor|accountant|auditor|advis[eo]r|consultant|manager|controller|CFO|researcher|student|"
    r"professional|specialist|expert|trader|lender|creditor|economist|underwriter|strategist|associate)"
)
_SPEAKER = re.compile(_ROLE, re.IGNORECASE)
_ANSWER = (
    r"(?:(?:the|this|my|our|an?) (?:following )?(?:question|problem|task|answer|response)|what (?:was|is) asked|"
    r"your (?:final )?(?:answers?|response|reply|solution|judg\w+|calculations?|reasoning))"
)
_OPENING = re.compile(
    rf"\W*(?:(?:please|kindly|now)\s+)?(?:"
    rf"(?:give|provide|respond|reply|approach|address|answer|tackle|base|calculate|compute|extract|derive|solve|"
    rf"formulate|prepare|construct)\b[^:?]{{0,40}}?\b{_ANSWER}\b"
    rf"|(?:assume|suppose|imagine|pretend|act)\b[^:?]{{0,40}}\b(?:you|an?|the) .{{0,60}}?{_ROLE}\b"
    r"|(?:respond|reply|answer)\s+(?:only |solely )?(?:as|like|by|from|with|using)\b"
    rf"|(?:(?:speaking|acting|working|writing) )?as an? .{{0,50}}?{_ROLE}\b"
    rf"|you(?:\s+are|['\u2019]re) (?:an?|the|my|our) .{{0,60}}?{_ROLE}\b"
    r"|(?:imagine|suppose|pretend|assume)\s+(?:that\s+)?you(?:\s+|['\u2019])(?:are|re|were|work|only|have|had|can(?:not|['\u2019]t)?|"
    r"must|sit|run|manage|cover)\b"
    r"|we (?:want|need|would like|wish|have) to (?:calculate|compute|determine|find|know|derive)\b[^?:]{0,80}"
    r"\b(?:metric|number|question|measure)\b"
    r"|(?:answer|round|express)\b(?: \w+){0,3} (?:in|to|as)\b"
    r"|(?:help|assist) (?:us|me)(?: to)? (?:compute|calculate|find|determine|answer) (?:it|this|that)\b"
    r"|(?:use|utili[sz]e|rely on|stick to|refer to)\b[^:?]{0,30}\b(?:information|details|line items|data)\b"
    r"|here(?:\s+is|['\u2019]s) (?:the|my|our) question\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\s*(?:what|how|which|who|when|where|why|by|is|are|was|were|did|does|do|has|have|please|compute|calculate|give|"
    r"tell|find|determine|state|report|provide)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\W*(?:(?:primarily|only|solely|when|by|while)\s+)*(?:bas(?:ing|ed)|using|considering|referencing|referring|"
    r"according|relying|drawing|taking|in (?:agreement|accordance|line|keeping)|as (?:per|shown)|going|looking|from|"
    r"per)\b"
    r"(?P<where>[^?:]{0,200}?),\s+(?=(?:what|how|by|which|is|are|was|were|did|does|do|has|have|please)\b)",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"\b(?:information|details|line items|income|operations|earnings|position|cash flows?|balance|financial|primary) ?"
    r"(?:statements?|sheets?|outlined|shown|stated|provided)?\b",
    re.IGNORECASE,
)
_MATTER = re.compile(r"\b(?:segments?|regions?|products?|geograph\w*|notes?|tables?|(?:19|20)\d\d|FY|Q[1-4])\b", re.I)
_DEFINES = re.compile(r"\bdefin|=|\busing\b.*[+*/]", re.IGNORECASE)
_SAYS = re.compile(r"[A-Za-z]{3,}.*[A-Za-z]{3,}", re.DOTALL)


def direction_places(question: str) -> tuple[tuple[int, int], ...]:
    """The places of what says only how to answer; none where nothing would be left to answer."""
    places = tuple(_places(question))
    left = question
    for start, end in reversed(places):
        left = f"{left[:start]} {left[end:]}"
    return places if _SAYS.search(left) else ()


def without_directions(question: str) -> str:
    """The question with these places blanked out, lengths kept."""
    for start, end in direction_places(question):
        question = question[:start] + " " * (end - start) + question[end:]
    return question


def _places(question: str) -> Iterator[tuple[int, int]]:
    for sentence in _SENTENCE.finditer(question):
        start, text = sentence.start(), sentence[0]
        if _OPENING.match(text) and not _DEFINES.search(text):
            end = _end_of_opening(text)
            if end:
                yield start, start + end
                start, text = start + end, text[end:]
        source = _SOURCE.match(text)
        if source and _PAGES.search(source["where"]) and not _MATTER.search(source["where"]):
            yield start, start + source.end()


def _end_of_opening(text: str) -> int:
    """Where a direction ends: before the question after a colon, or a role's comma, else at the end of its sentence."""
    for mark in re.finditer(r"[:,]\s", text):
        if _ASKS.match(text, mark.end()) and (mark[0][0] == ":" or _SPEAKER.search(text[: mark.start()])):
            return mark.end()
    return 0 if text.rstrip().endswith("?") else len(text)
