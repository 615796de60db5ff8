"""What filings say, quoted: filing by filing, the same said once, what is new since the earlier one shown as such."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from agents.extract import same_said
from agents.synthesis_draft import Draft
from core.answers import Citation, Finding, FindingStatus
from core.filings import Filing

WORDS_ALONE = 800
WORDS_BESIDE_FIGURES = 420
EACH_ALONE, EACH_BESIDE_FIGURES = 10, 4  # statements of one filing
MOST_PLACES = 6  # of a filing: more footnotes than this nobody follows; further quotes carry no figures
LONGEST = 390  # characters of a quote that is preferred
BEST = 2  # statements of a filing that are shown though they are longer
_CUT = 395  # of a longer one the beginning is shown; its footnote holds it whole
TOLD = ("legal proceedings", "acquisitions and divestitures", "risk factors", "restructuring", "subsequent events")
_AMOUNT = re.compile(r"[$€£¥]\s?\d[\d,.]*|\d[\d,.]*(?=\s?(?:%|percent|million|billion))")
_YEAR = re.compile(r"(?<![\d$,.])(?:19|20)\d\d(?![\d,]*\d|\s?(?:%|percent|million|billion|shares))")
_FIGURE = re.compile(r"\d(?:[.,]?\d){2,}|\d\s?%|\d percent")


@dataclass
class _Said:
    """One statement: where it was first met, and in which other filings it stands too."""

    citation: Citation
    also: list[Citation] = field(default_factory=list)


IsNew = Callable[[Citation], str]
"""Says since which filing a quote is new; empty where it is not, or where that was not asked."""


def quotes(
    findings: Sequence[Finding],
    filings: Sequence[Filing],
    draft: Draft,
    beside_figures: bool,
    is_new: IsNew,
    told: Sequence[Citation] = (),
) -> None:
    """Adds the quotes of the findings to the draft, the latest filing first, each statement once.

    `told` are places that the answer has quoted already.
    """
    by_id = {filing.id: filing for filing in filings}
    wordy = [f for f in findings if f.status is FindingStatus.ANSWERED and not f.figures and f.citations]
    if not wordy:
        return
    order = list(dict.fromkeys(f.sub_question.filing or "" for f in wordy))
    order.sort(key=lambda id: str(by_id[id].period_end), reverse=True)
    said = _once(order, wordy)
    budget = WORDS_BESIDE_FIGURES if beside_figures else WORDS_ALONE
    rows = _rows_taken(findings, told)
    free = {id: max(0, MOST_PLACES - rows.get(id, 0)) for id in order}
    left = {id: min(_also_cap(not beside_figures), max(0, free[id] - 1)) for id in order}
    places = {id: free[id] - left[id] for id in order}
    chosen = _chosen(said, order, places, budget, not beside_figures)
    for id in order:
        own = [one for one in said if one.citation.filing == id and id_in(one, chosen)]
        own = _figures_early(_as_it_reads(own) if _tells(wordy, id) else own, places[id])
        _section(by_id, id, own, said, draft, left, is_new)


def _tells(wordy: Sequence[Finding], id: str) -> bool:
    """Whether what is asked of a filing is a matter that it tells of, not the reasons of a change."""
    return any(f.sub_question.arguments.get("topic") in TOLD for f in wordy if f.sub_question.filing == id)


def _figures_early(own: Sequence[_Said], places: int) -> list[_Said]:
    """As they are, but none with figures after the places that a reader follows: there stand those without."""
    figures = [one for one in own if has_figures(one.citation.quote)]
    others = [one for one in own if not has_figures(one.citation.quote)]
    early = [*figures, *others[: max(0, places - len(figures))]]
    return [*(one for one in own if id_in(one, early)), *(one for one in own if not id_in(one, early))]


def _as_it_reads(own: Sequence[_Said]) -> list[_Said]:
    """Page by page, that of the best statement first; the statements of a page as they follow one another there."""
    pages: dict[int, list[_Said]] = {}
    for one in own:
        pages.setdefault(one.citation.page, []).append(one)
    return [one for group in pages.values() for one in sorted(group, key=_place)]


def _place(one: _Said) -> float:
    return one.citation.bbox.y0 if one.citation.bbox else 0.0


def has_figures(quote: str) -> bool:
    """Whether a quote prints figures; a year is none."""
    return bool(_FIGURE.search(_YEAR.sub(" ", quote)))


def id_in(one: _Said, chosen: Iterable[_Said]) -> bool:
    """Whether it is one of the chosen, the very same."""
    return any(one is other for other in chosen)


def _once(order: Sequence[str], wordy: Sequence[Finding]) -> list[_Said]:
    """The statements, each at the latest filing that makes it, best first within a filing."""
    said: list[_Said] = []
    for id in order:
        for citation in _turn_by_turn([f.citations for f in wordy if f.sub_question.filing == id]):
            same = next((one for one in said if _same(one.citation.quote, citation.quote)), None)
            if same is None:
                said.append(_Said(citation))
            elif same.citation.filing != id and all(other.filing != id for other in same.also):
                same.also.append(citation)
    return said


def _turn_by_turn(findings: Sequence[Sequence[Citation]]) -> list[Citation]:
    """One of each finding after the other: what a filing says at large beside what is new in it."""
    return [citation for turn in zip_longest(*findings) for citation in turn if citation is not None]


def _same(one: str, other: str) -> bool:
    """Whether two quotes say the same, their amounts included: "fell 1%" and "fell 3%" do not."""
    return same_said(one, other) and set(_AMOUNT.findall(one)) == set(_AMOUNT.findall(other))


def _chosen(
    said: Sequence[_Said], order: Sequence[str], places: dict[str, int], budget: int, alone: bool
) -> list[_Said]:
    """Statements turn by turn from each filing until the words are used up."""
    queues = {id: [one for one in said if one.citation.filing == id] for id in order}
    best = [one for queue in queues.values() for one in queue[:BEST]]
    room = dict(places)
    each = EACH_ALONE if alone else EACH_BESIDE_FIGURES
    chosen: list[_Said] = []
    while any(queues.values()) and budget > 0:
        for id in order:
            if sum(other.citation.filing == id for other in chosen) >= each:
                queues[id].clear()
            one = _next(queues[id], room[id], best, first=all(other.citation.filing != id for other in chosen))
            if one is None:
                continue
            words = len(one.citation.quote.split())
            if words > budget and chosen:
                return chosen
            budget -= words
            room[id] -= bool(has_figures(one.citation.quote))
            chosen.append(one)
    return chosen


def _also_cap(alone: bool) -> int:
    """How many places of a filing are cited at most for saying what another says."""
    return 2 if alone else 1


def _next(queue: list[_Said], room: int, best: Sequence[_Said], first: bool) -> _Said | None:
    """The best statement left that still fits: short or one of the best, and no figures once their places are full."""
    if first and len(queue[0].citation.quote if queue else "") > LONGEST:
        queue.sort(key=lambda one: len(one.citation.quote) > LONGEST)  # a long one opens where there is no other
    while queue:
        one = queue.pop(0)
        long = len(one.citation.quote) > LONGEST
        if (long and not first and not id_in(one, best)) or (room <= 0 and has_figures(one.citation.quote)):
            continue
        return one
    return None


def _section(
    by_id: dict[str, Filing],
    id: str,
    own: Sequence[_Said],
    said: Sequence[_Said],
    draft: Draft,
    left: dict[str, int],
    is_new: IsNew,
) -> None:
    lines = []
    for one in own:
        if has_figures(one.citation.quote) and _cited(draft, id) >= MOST_PLACES:
            continue
        note = f"[{draft.cite(one.citation)}]"
        also = []
        for citation in one.also:
            cited = f" [{draft.cite(citation)}]" if left.get(citation.filing, 0) > 0 else ""
            left[citation.filing] = left.get(citation.filing, 0) - 1
            also.append(f"{_period(by_id[citation.filing])}{cited}")
        lines.append(f"- \u201c{_cut(one.citation.quote)}\u201d {note}{_also(also) or is_new(one.citation)}")
    if not lines:
        lines = [_same_as(by_id, id, said, draft)]
    draft.add(f"**{by_id[id].title}**\n\n" + "\n".join(line for line in lines if line))


def _cited(draft: Draft, id: str) -> int:
    """How many places of a filing the answer cites so far."""
    return sum(citation.filing == id for citation in draft.citations)


def _also(places: Sequence[str]) -> str:
    return f" (also in {', '.join(places)})" if places else ""


def _same_as(by_id: dict[str, Filing], id: str, said: Sequence[_Said], draft: Draft) -> str:
    """For a filing that says nothing of its own: which other says the same, with both places."""
    for one in said:
        own = next((citation for citation in one.also if citation.filing == id), None)
        if own is not None:
            other = by_id[one.citation.filing]
            return f"- Says the same [{draft.cite(own)}] as {_period(other)} [{draft.cite(one.citation)}]."
    first = next((one.citation for one in said if one.citation.filing == id), None)
    return f"- \u201c{_cut(first.quote)}\u201d [{draft.cite(first)}]" if first else ""


def _rows_taken(findings: Sequence[Finding], told: Sequence[Citation]) -> dict[str, int]:
    """How many printed rows of each filing are cited for figures, with the places quoted already."""
    rows: dict[str, set[str]] = {}
    for citation in told:
        rows.setdefault(citation.filing, set()).add(citation.quote)
    for finding in findings:
        for citation in finding.citations if finding.figures else ():
            rows.setdefault(citation.filing, set()).add(citation.quote)
    return {filing: len(quotes) for filing, quotes in rows.items()}


def _cut(quote: str) -> str:
    return quote if len(quote) <= _CUT else quote[:_CUT].rsplit(" ", 1)[0] + " \u2026"


def _period(filing: Filing) -> str:
    return filing.fiscal_period.label if filing.fiscal_period else filing.name
