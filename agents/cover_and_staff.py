"""Two things that filings print where no sentence of the matter is found: securities listed on the cover, the staff."""

import re
from collections.abc import Iterator, Sequence

from agents.extract import Quote
from agents.sentences import Sentence, boxes_of, sentences_in
from core.filings import Passage

_LISTED = re.compile(
    r"\b12\s?\(b\)|\b(?:securities|notes|bonds|stock|shares|debt)\b[^.?!]{0,60}\b(?:registered|listed|trade[sd]?|trading)\b"
    r"[^.?!]{0,60}\b(?:exchanges?|act)\b|\b(?:trading|ticker) symbols?\b|\bon (?:which|what) (?:stock )?exchanges?\b"
    r"|\b(?:which|what) (?:stock |national )?exchanges?\b",
    re.IGNORECASE,
)
_DEBT = re.compile(r"\b(?:debt|notes?(?!:)|bonds?|debentures?)\b", re.IGNORECASE)
_BEGINS = re.compile(r"registered (?:or to be registered )?pursuant to section 12\s?\(b\)[^\n]*", re.IGNORECASE)
_ENDS = re.compile(r"[^\n]*(?:pursuant to section 12\s?\(g\)|indicate by check mark)", re.IGNORECASE)
_HEADING = re.compile(
    r"^\W*(?:title of|trading\s*symbol|name of|registered\b|which registered|securities\b|\(title of)[^\d%]*$|^\W*$",
    re.I,
)
LONGEST = 380  # characters of a quote
COVER = 4  # pages among which the cover stands
_STAFF = re.compile(
    r"\bhow many (?:[\w-]+ ){0,3}?(?:employees|workers|staff|associates|team members|colleagues)\b|\bheadcount\b"
    r"|\bhow many (?:people|persons)\b[^?]*\b(?:employ|work)\w*|\bnumber of (?:[\w-]+ ){0,2}employees\b"
    r"|\b(?:size|how (?:large|big)) (?:of |is |was )?(?:its|the|their)?\s*(?:workforce|staff)\b",
    re.IGNORECASE,
)
_PEOPLE = r"(?:employees|people|persons|associates|team members|colleagues|workers|crew members|teammates)"
_COUNT = r"(?<![\w$-])(?P<count>\d{1,3}(?:,\d{3})+|\d{2,3})(?![\d,.]*\s?(?:%|percent|million|billion))"
_STAFF_SAID = (
    re.compile(rf"\b{_COUNT}\s+(?:[\w-]+,?\s+){{0,5}}?{_PEOPLE}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:workforce|headcount|number of (?:[\w-]+ )?employees)\b[^.;\d]{{0,60}}\b(?:was|were|is|of|to|totaled|"
        rf"included|comprised|consisted of)\b[^.;\d]{{0,30}}{_COUNT}",
        re.IGNORECASE,
    ),
)
_OF_OTHERS = re.compile(
    r"\b(?:retirees|unions?|represented|covered by|trained|laid off|severance|severed|eligible)\b", re.I
)
_WHOLE = re.compile(r"\b(?:total|employed|we had|our workforce|globally|worldwide|full-time equivalent)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MOST = 3


def listed_securities(question: str, passages: Sequence[Passage]) -> tuple[Quote, ...]:
    """The securities that the cover lists under Section 12(b), a quote a page; of debt alone where that is asked for.

    All of them where none of the lines is of debt: that there is none is then seen. Empty for another question.
    """
    if not _LISTED.search(question):
        return ()
    lines = list(_listed_lines(passages))
    debt = [(passage, line) for passage, line in lines if _DEBT.search(line.text)]
    wanted = debt if debt and _DEBT.search(question) else lines
    return tuple(_joined(run) for run in _by_page(wanted))


def _listed_lines(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Sentence]]:
    """The lines of the cover from "pursuant to Section 12(b)" to "12(g)", without the headings of its columns."""
    inside = False
    for passage in (passage for passage in passages if passage.page <= COVER):
        for match in re.finditer(r"[^\n]+", passage.text):
            line = match[0].strip()
            if _BEGINS.search(line) and not re.match(r"\W*if securities", line, re.IGNORECASE):
                inside = True
            elif inside and _ENDS.match(line):
                inside = False
            elif inside and not _HEADING.search(line):
                yield passage, Sentence(" ".join(line.split()), match.start(), match.end(), True)


def _by_page(lines: Sequence[tuple[Passage, Sentence]]) -> Iterator[list[tuple[Passage, Sentence]]]:
    """Lines that follow one another on a page, together, as many as a quote can hold."""
    run: list[tuple[Passage, Sentence]] = []
    for line in lines:
        long = sum(len(own.text) + 1 for _passage, own in run) + len(line[1].text) > LONGEST
        if run and (long or not _follows(run[-1], line)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _follows(one: tuple[Passage, Sentence], other: tuple[Passage, Sentence]) -> bool:
    (before, first), (after, second) = one, other
    if before == after:
        return not before.text[first.end : second.start].strip()
    apart = before.text[first.end :] + after.text[: second.start]
    return before.page == after.page and after.ordinal == before.ordinal + 1 and not apart.strip()


def _joined(run: Sequence[tuple[Passage, Sentence]]) -> Quote:
    """One quote of the lines, with the boxes of each."""
    boxes = tuple(box for passage, line in run for box in boxes_of(line, passage))
    return Quote(" ".join(line.text for _passage, line in run), run[0][0], 1.0, boxes)


def asks_for_staff(question: str) -> bool:
    """Whether the number of the issuer's employees is asked for."""
    return bool(_STAFF.search(question))


def staff(question: str, passages: Sequence[Passage]) -> tuple[Quote, ...]:
    """The sentences that give the number of employees: the year asked for first, the whole before parts of it."""
    if not asks_for_staff(question):
        return ()
    years = set(_YEAR.findall(question))
    found = [
        (passage, sentence, match)
        for passage in passages
        for sentence in sentences_in(passage.text)
        if sentence.whole
        and not sentence.text.endswith(":")
        and (match := _said(sentence.text))
        and not _OF_OTHERS.search(sentence.text)
    ]
    found.sort(key=lambda one: _order(one[1].text, one[2], years))
    return tuple(Quote(one.text, passage, 1.0, boxes_of(one, passage)) for passage, one, _match in found[:MOST])


def _said(sentence: str) -> re.Match[str] | None:
    return next((match for pattern in _STAFF_SAID if (match := pattern.search(sentence))), None)


def _order(sentence: str, match: re.Match[str], years: set[str]) -> tuple[bool, bool, int]:
    count = int(match["count"].replace(",", ""))
    return not years <= set(_YEAR.findall(sentence)), not _WHOLE.search(sentence), -count
