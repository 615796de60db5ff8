"""The tools of an analyst: plain typed functions over the filings in scope. Their docstrings are what a model reads."""

from collections.abc import Sequence

from agents.calendar import Target, target_named
from agents.extract import best_sentences
from agents.finder import Found, labelled, targets_or_own
from agents.measures import Measure, measure_named
from agents.ratio_checks import meaningless
from agents.ratio_names import ratio_asked, ratio_known
from agents.ratios import computed_ratio, derived, off_statement
from agents.recasts import as_it_stands
from agents.tool_base import Names, Result
from agents.tool_passages import (
    changes_for,
    cited_quotes,
    passages_for,
    places_of,
    quotes_for,
    speaks_of,
)
from agents.tool_query import QueryTools
from agents.tool_reading import ReadingTools
from core.answers import Citation, Figure, FindingStatus
from core.errors import CannotAsk
from core.filings import Filing, Hit, Statement
from core.numbers import display

__all__ = ["Result", "Toolbox", "leaves"]
QUOTES = 10


class Toolbox(ReadingTools, QueryTools):
    """The tools over one desk. A filing is named by its id, its file name or its issuer."""

    def lookup_fact(
        self, filing: str, line_items: Names, periods: Names = (), segments: Names = (), statement: str = ""
    ) -> Result:
        """Look up figures that the filing prints in its statements and tables.

        Use it for any amount: revenue, net income, cash, capital expenditure, a segment's or product's sales.

        Args:
            filing: the filing's name or id.
            line_items: what to look up, one or several: "Revenue", "capex", "total current liabilities", or a line's
                label as the filing prints it.
            periods: "Q3 2022", "FY2021", "first nine months of 2022", "2022-09-30"; empty for the filing's own period.
            segments: segments, products or regions as the filing names them; empty for the whole company.
            statement: "income", "balance" or "cash_flow" to look there first; empty for the usual place.

        Returns:
            The figures with their pages, or not_disclosed with the places that were searched. A quarter that is not
            printed is derived from year-to-date figures where that is sound, and says so.
        """
        source = self._filing(filing)
        measures = self._measures(line_items, segments, statement)
        targets = self._targets(periods, source)
        found = [(m, t, one) for t in targets for m in measures for one in self._found(source, m, t)]
        figures = tuple(dict.fromkeys(one.figure for _m, _t, one in found if one.figure))
        there = {_asked(measure, target) for measure, target, one in found if one.figure}
        missing = tuple(dict.fromkeys(one.reason for m, t, one in found if _asked(m, t) not in there))
        caveats = tuple(dict.fromkeys(caveat for _m, _t, one in found for caveat in one.caveats))
        if figures:
            said = "; ".join(f"{f.label} {labelled(source, f)}: {display(f.value, f.unit, f.scale)}" for f in figures)
            return Result(FindingStatus.ANSWERED, said, figures, _cited(figures), (*caveats, *missing))
        if any(self._desk.facts(source, measure) for measure in measures):
            places = self._places(source, measures[0].title)
            return Result(FindingStatus.NOT_DISCLOSED, " ".join(missing), citations=places, caveats=caveats)
        return self._in_words(source, measures, missing)

    def compute_ratio(
        self, filing: str, ratio: str, periods: Names = (), definition: str = "", segments: Names = ()
    ) -> Result:
        """Compute a ratio or any formula from the filing's figures, each input with its own page.

        Args:
            filing: the filing's name or id.
            ratio: a ratio's name ("gross margin", "days payable outstanding") or a formula over line items:
                "NetIncomeLoss / avg(Assets)" with + - * / ( ), avg(X), change(X), prior(X).
            periods: as for lookup_fact.
            definition: the user's own definition in words, which then stands in place of `ratio`.
            segments: segments, products or regions whose ratio is asked for; empty for the whole company.

        Returns:
            The computed figure with its formula and inputs, or not_disclosed naming the inputs that are missing.
        """
        source = self._filing(filing)
        formula = ratio_asked(ratio, definition, self._desk.ontology)
        known = ratio_known(formula, definition, self._desk.ontology)
        note = meaningless(self._desk, source, known)
        if note:
            return Result(FindingStatus.ANSWERED, note)
        targets = self._targets(periods, source)
        parts = [segments] if isinstance(segments, str) else list(segments)
        outcomes = [
            computed_ratio(self._desk, source, formula, target, known, part)
            for target in targets
            for part in parts or [""]
        ]
        figures = tuple(one.figure for one in outcomes if one.figure)
        caveats = tuple(dict.fromkeys(caveat for one in outcomes for caveat in one.caveats))
        missing = tuple(dict.fromkeys(one.reason for one in outcomes if one.figure is None and one.reason))
        if figures:
            said = "; ".join(f"{f.label} {labelled(source, f)}: {display(f.value, f.unit, f.scale)}" for f in figures)
            inputs = tuple(leaf for figure in figures for leaf in leaves(figure))
            return Result(FindingStatus.ANSWERED, said, figures, _cited(inputs), (*caveats, *missing))
        return Result(
            FindingStatus.NOT_DISCLOSED, " ".join(missing), citations=self._places(source, ratio), caveats=caveats
        )

    def search_passages(
        self, filing: str, query: str, topic: str = "", quotes: int = QUOTES, since: str = ""
    ) -> Result:
        """Find what the filing says about a matter, in its own sentences.

        Use it for reasons ("why did revenue grow"), risks, legal proceedings, policies, outlook: anything in words.

        Args:
            filing: the filing's name or id.
            query: the matter in a few words, or the question itself.
            topic: one of the usual matters ("risk factors", "legal proceedings", "foreign exchange", …), or empty.
            quotes: how many sentences at most.
            since: an earlier filing of the same issuer: then only what is new since, and what is gone.

        Returns:
            Whole sentences with their pages, or not_disclosed with the sections that were searched.
        """
        source = self._filing(filing)
        if since:
            return self._changes(source, self._filing(since), query, topic, quotes)
        hits = passages_for(self._desk, source, query, topic)
        chosen = quotes_for(self._desk, source, query, topic, hits, quotes)
        if not chosen:
            return self._not_said(source, query, hits)
        return Result(FindingStatus.ANSWERED, " ".join(quote.text for quote in chosen), citations=cited_quotes(chosen))

    def compare(self, filings: Names, line_item: str, period: str = "", segment: str = "") -> Result:
        """Look up one line item in several filings at once.

        Args:
            filings: the filings' names or ids.
            line_item: as for lookup_fact.
            period: one period for all, or empty for each filing's own.
            segment: a segment, product or region, or empty.

        Returns:
            The figures, filing by filing; what is missing is said.
        """
        names = [filings] if isinstance(filings, str) else list(filings)
        results = [self.lookup_fact(name, line_item, period, segment) for name in names]
        figures = tuple(figure for result in results for figure in result.figures)
        answers = " ".join(f"{self._filing(n).title}: {r.answer}." for n, r in zip(names, results, strict=True))
        status = FindingStatus.ANSWERED if figures else FindingStatus.NOT_DISCLOSED
        return Result(status, answers, figures, _cited(figures), tuple(c for r in results for c in r.caveats))

    def _found(self, filing: Filing, measure: Measure, target: Target) -> tuple[Found, ...]:
        """As printed, with what a later filing replaced it by; else computed from other lines."""
        if off_statement(self._desk, filing, measure, target):
            computed = derived(self._desk, filing, measure, target)
            if computed is not None:
                return (computed,)
        return as_it_stands(self._desk, filing, measure, target)

    def _measures(self, line_items: Names, segments: Names, statement: str) -> tuple[Measure, ...]:
        lines = [line_items] if isinstance(line_items, str) else list(line_items)
        parts = [segments] if isinstance(segments, str) else list(segments)
        first = next((s for s in Statement if s.value == statement.strip().lower().replace(" ", "_")), None)
        if not any(line.strip() for line in lines) and not parts:
            raise CannotAsk("Name a line item to look up, such as “revenue” or “total assets”.")
        return tuple(
            measure_named(line, self._desk.ontology, part, first)
            for part in parts or [""]
            for line in lines or ["Revenues"]
        )

    def _targets(self, periods: Names, filing: Filing) -> tuple[Target, ...]:
        texts = [periods] if isinstance(periods, str) else list(periods)
        named = [target for text in texts if text.strip() if (target := target_named(text, filing))]
        targets = targets_or_own(named, filing)
        if not targets:
            raise CannotAsk(f"The period of {filing.name} is not known; name a date such as “2022-09-30”.")
        return targets

    def _in_words(self, filing: Filing, measures: Sequence[Measure], missing: Sequence[str]) -> Result:
        """No table has it: sentences that name the measure and give a figure, else the places searched."""
        query = ", ".join(measure.title for measure in measures)
        hits = passages_for(self._desk, filing, query, "")
        chosen = [q for q in best_sentences(query, hits, 6) if any(speaks_of(q.text, m) for m in measures)][:2]
        if not chosen:
            return Result(FindingStatus.NOT_DISCLOSED, " ".join(missing), citations=self._places(filing, query))
        citations = cited_quotes(chosen)
        said = (f"No table of {filing.title} prints {query} for the period; its text says this.",)
        return Result(FindingStatus.ANSWERED, " ".join(q.text for q in chosen), citations=citations, caveats=said)

    def _changes(self, later: Filing, earlier: Filing, query: str, topic: str, most: int) -> Result:
        """What is new in the later filing's section on the matter; after it what the earlier one alone says."""
        changes = changes_for(self._desk, earlier, later, query, topic, most)
        if not changes.new and not changes.gone:
            return Result(FindingStatus.ANSWERED, f"nothing is new on this since {earlier.title}, and nothing is gone.")
        quotes = (*changes.new, *changes.gone)
        return Result(FindingStatus.ANSWERED, " ".join(q.text for q in quotes), citations=cited_quotes(quotes))

    def _not_said(self, filing: Filing, query: str, hits: Sequence[Hit]) -> Result:
        sections = list(dict.fromkeys(hit.passage.section for hit in hits if hit.passage.section))[:4]
        where = f" Searched: {'; '.join(sections)}." if sections else ""
        return Result(
            FindingStatus.NOT_DISCLOSED,
            f"{filing.title} says nothing about this that could be found.{where}",
            citations=places_of(filing, [hit.passage for hit in hits]),
        )

    def _places(self, filing: Filing, query: str) -> tuple[Citation, ...]:
        return places_of(filing, [hit.passage for hit in self._desk.shelf.search(query, [filing.id], 4)])


def _asked(measure: Measure, target: Target) -> tuple[str, str, int]:
    """What is looked up: the line and its period; of a balance, its day."""
    return measure.title, target.end.isoformat(), 0 if measure.is_balance else target.months


def leaves(figure: Figure) -> tuple[Figure, ...]:
    """The cited figures that a figure rests on; itself where it was read."""
    if figure.citation:
        return (figure,)
    return tuple(leaf for part in figure.inputs for leaf in leaves(part))


def _cited(figures: Sequence[Figure]) -> tuple[Citation, ...]:
    citations = (leaf.citation for figure in figures for leaf in leaves(figure) if leaf.citation)
    return tuple(dict.fromkeys(citations))
