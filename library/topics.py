"""What filings call the things that people ask about in other words.

Line items and ratios are the ontology's; here are the topics of the prose, one a line: what people say, and what
filings print.
"""

from functools import lru_cache

from library.bm25 import tokens

_TOPICS = """
lawsuit, lawsuits, legal battle, legal battles, litigation, legal matters | legal proceedings, contingencies, claims
chief executive officer, ceo | president and chief executive officer
chief financial officer, cfo | chief financial officer
board member, board members, director nominees, nominee, nominees | election of directors, elected, votes
votes against, shareholder vote, stockholder vote | withheld, votes cast, proposal
pension, pensions, retiree, retirees | postretirement, retirement benefits, benefit payments
value at risk, var | value at risk
cyclical, cyclicality, seasonal, seasonality | cyclical, seasonal, demand, fluctuations
guidance, outlook, forecast, forecasts, forecasting, projected | outlook, expects, anticipates, guidance
takeover, takeovers, acquisition, acquisitions, m and a | acquired, business combination, divestitures
divestiture, divestitures, spin-off, spinoff, separation | disposal, sold, discontinued operations, divestiture
layoff, layoffs, job cuts, restructuring | severance, workforce reduction, restructuring
headcount, workforce, employees | human capital, personnel, employees
rivals, competitors, competition | competitive, competitors
buyback, buybacks, stock repurchases, share repurchases | repurchased, repurchase program, treasury stock
hedge, hedging, hedges, derivative, derivatives, swaps | hedges, forward contracts, swaps, notional
bankrupt, bankrupted, bankruptcy, liquidated, liquidation | book value per share, tangible book value
supply chain, shortages | suppliers, logistics, shortages
tax rate | effective tax rate, provision for income taxes
patents, intellectual property | trademarks, patents
cyberattack, cyber attack, data breach, hack | cybersecurity, data security, breach
climate, emissions, sustainability | environmental, greenhouse
auditor, auditors | independent registered public accounting firm
covenant, covenants | compliance, default, covenants
credit line, revolver, credit facility | revolving credit facility, borrowings, available
bond, bonds, debentures | senior notes, debt securities
backlog, order book | unfilled orders, remaining performance obligations, backlog
same-store sales, comparable sales, like-for-like | comparable sales
number of stores, store count, how many stores | stores open, opened, closed
subscribers, subscriber | memberships, paid memberships
primary customers, main customers, major customers, largest customers | concentration, significant customers
factories, factory, real estate | properties, facilities, manufacturing, square feet
exchange rate, exchange rates, currency | foreign currency, translation
price increase, price increases | pricing, realization, inflation
geography, geographic, region, regions, international, overseas | geographic, united states, international
product category, product categories | disaggregated, category, product lines
excluding acquisitions, organic growth, organically, exclude the impact of m and a | organic, acquisitions, divestitures
"""


def other_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens by which filings call what these tokens of a question name, the question's own left out."""
    said = set(words)
    found: dict[str, None] = {}
    for asked, printed in _topics():
        if any(phrase <= said for phrase in asked):
            found.update(dict.fromkeys(printed))
    return tuple(word for word in found if word not in said)


@lru_cache(maxsize=1)
def _topics() -> tuple[tuple[tuple[frozenset[str], ...], tuple[str, ...]], ...]:
    lines = (line.split("|") for line in _TOPICS.strip().splitlines())
    return tuple(
        (tuple(frozenset(tokens(phrase)) for phrase in asked.split(",")), tuple(tokens(printed)))
        for asked, printed in lines
    )
