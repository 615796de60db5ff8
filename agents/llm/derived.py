"""Changes and growth between the figures found, worked out before the model writes: a model never does sums."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from agents.calendar import label_of
from agents.synthesis_points import shown
from core.answers import Figure, Finding, Grounding
from core.filings import Filing

MOST = 6  # figures of one line; their pairs grow with the square


def derived(findings: Sequence[Finding], filings: Sequence[Filing]) -> tuple[Figure, ...]:
    """The change and the growth between each two figures of one line, issuer, unit and length of period."""
    lines: dict[tuple[object, ...], list[Figure]] = {}
    by_id = {filing.id: filing for filing in filings}
    for figure in dict.fromkeys(figure for finding in findings for figure in finding.figures):
        source = by_id.get(figure.citation.filing) if figure.citation else None
        if source and figure.period:
            key = (source.company, figure.label, figure.unit, figure.period.months)
            lines.setdefault(key, []).append(figure)
    return tuple(one for figures in lines.values() for one in _of_line(figures, by_id))


def _of_line(figures: Sequence[Figure], filings: dict[str, Filing]) -> Iterator[Figure]:
    by_period = {figure.period: figure for figure in figures}  # a later filing's value stands for a period two print
    ordered = sorted(by_period.values(), key=lambda figure: str(figure.period and figure.period.end))[-MOST:]
    for earlier, later in combinations(ordered, 2):
        yield from _between(earlier, later, filings)


def _between(earlier: Figure, later: Figure, filings: dict[str, Filing]) -> Iterator[Figure]:
    what = f"{later.label}, {_named(earlier, filings)} to {_named(later, filings)}"
    change = replace(
        later,
        label=f"Change in {what}",
        value=later.value - earlier.value,
        citation=None,
        printed="",
        text="",
        formula=f"{shown(later)} − {shown(earlier)}",
        inputs=(earlier, later),
        grounding=Grounding.COMPUTED,
        concept=None,
    )
    yield change
    if earlier.value > 0 and later.unit != "%":
        formula = f"({shown(later)} − {shown(earlier)}) ÷ {shown(earlier)}"
        value = (later.value - earlier.value) / earlier.value * 100
        yield replace(change, label=f"Growth of {what}", value=value, unit="%", scale=0, formula=formula)


def _named(figure: Figure, filings: dict[str, Filing]) -> str:
    source = filings.get(figure.citation.filing) if figure.citation else None
    if figure.period is None or source is None:
        return ""
    return label_of(source, figure.period.end, figure.period.months) or figure.period.name
