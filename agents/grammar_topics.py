"""Matters that filings treat in words: how they are asked for, where they stand, and what else to search for."""

from agents.topics import Topic, topic
from agents.topics_notes import OF_THE_NOTES, OF_THE_WORLD

TOPICS: tuple[Topic, ...] = (
    topic(
        "risk factors",
        (
            r"risk (?:factors?|elements?|profile)|(?:key|main|principal|major|biggest|top|new) risks|risks? (?:to|"
            r"facing|associated|it faces|they face|about|around|from|in|of|posed|regarding|concerning|related|relating|"
            r"and uncertainties)|what (?:are the )?risks|risks$"
        ),
        "risk factors could adversely affect business financial condition results of operations material changes",
        r"risk factors",
    ),
    topic(
        "legal proceedings",
        (
            r"legal (?:proceedings?|actions?|matters?|battles?|contingenc|disputes?|risks?|liabilit|issues?|claims?)|"
            r"litigations?|lawsuits?|contingenc\w+|court cases?|investigations?|potential liabilities"
        ),
        "legal proceedings litigation lawsuit complaint court filed plaintiffs claims contingencies appeal accrued",
        r"legal proceedings|contingenc|litigation|legal matters",
    ),
    topic(
        "acquisitions and divestitures",
        (
            r"acquisitions?\b(?! costs?)|acquire[sd]?\b|mergers?|divest\w+|sell-?offs?|M&A|business combinations?|"
            r"takeover|spin-?offs?|disposed"
        ),
        (
            "acquisition acquired business combination purchase price consideration divestiture sale of business "
            "completed merger agreement"
        ),
        r"acquisition|business combination|divestiture|subsequent event|discontinued",
    ),
    topic(
        "accounting policies",
        (
            r"accounting (?:polic|standards?|pronouncements?|estimates?|changes?|principles?)|critical (?:accounting "
            r")?estimates|new standards"
        ),
        (
            "significant accounting policies recently adopted accounting pronouncements critical accounting "
            "estimates no material changes"
        ),
        r"accounting polic|accounting pronouncement|accounting standard|critical accounting|basis of presentation",
    ),
    topic(
        "foreign exchange",
        r"foreign (?:currenc\w+|exchange)|exchange rates?|currency|currencies|FX\b|strong(?:er)? dollar",
        (
            "foreign currency exchange rates impact strengthening U.S. dollar unfavorable favorable constant "
            "currency effect on revenue"
        ),
        r"",
    ),
    topic(
        "share repurchases",
        (
            r"(?:share|stock) (?:re-?purchases?|buy-?backs?)|buy-?backs?|repurchase (?:program|activit)\w*|"
            r"repurchased? (?:its )?(?:own )?(?:shares|stock)"
        ),
        "share repurchase program repurchased shares of common stock authorized remaining aggregate purchase price",
        r"repurchase|equity|stockholders|shareholders|liquidity|unregistered sales|subsequent",
        "PaymentsForRepurchaseOfCommonStock",
    ),
    topic(
        "credit facilities",
        (
            r"lines? of credit|credit (?:lines?|facilit\w+|agreements?)|revolv(?:ers?|ing (?:credit|facilit\w+))|"
            r"borrowing capacity"
        ),
        (
            "revolving credit facility agreement line of credit borrowing capacity available unused undrawn amount "
            "committed lenders outstanding borrowings under"
        ),
        r"debt|borrowing|liquidity|capital resources|financing|credit|commitments|notes payable",
    ),
    topic(
        "debt",
        (
            r"debt (?:structure|configuration|levels?|profile|position|maturit\w+|financing|instruments?)|"
            r"borrowings?|indebtedness|senior notes|commercial paper|interest "
            r"expenses?\b.{0,40}debt|debt\b.{0,40}interest expenses?"
        ),
        (
            "debt senior notes outstanding commercial paper credit facility borrowings interest expense weighted "
            "average interest rate maturities"
        ),
        r"debt|borrowing|liquidity|capital resources|financing|other income",
        "LongTermDebtNoncurrent ShortTermBorrowings InterestExpense",
    ),
    topic(
        "liquidity",
        r"liquidity|capital resources|cash (?:flows?|position|generation)\b(?! (?:from|per|margin|conversion|hedg))",
        (
            "liquidity capital resources cash provided by operating activities cash used in investing financing "
            "activities sufficient"
        ),
        r"liquidity|capital resources|cash flows?",
        "CashAndCashEquivalentsAtCarryingValue NetCashProvidedByUsedInOperatingActivities "
        "NetCashProvidedByUsedInInvestingActivities NetCashProvidedByUsedInFinancingActivities",
    ),
    topic(
        "guidance",
        (
            r"guidance|outlook|forecast(?:s|ing|ed)?|expect(?:s|ed|ations?)?\b|plans? (?:to|for)|projections?|"
            r"production rates?"
        ),
        "expect guidance outlook forecast anticipate full year next quarter",
        r"",
    ),
    topic(
        "dividends",
        r"dividends?\b",
        "dividends declared paid per share quarterly cash dividend board of directors",
        r"",
    ),
    topic(
        "restructuring",
        r"restructuring|severance|lay-?offs?|workforce reductions?|cost[- ]cutting",
        "restructuring severance workforce reduction charges employees exit costs",
    ),
    topic(
        "impairment", r"impairments?|write-?(?:downs?|offs?)", "impairment charge goodwill long-lived assets write-down"
    ),
    topic(
        "income taxes",
        r"tax (?:issues?|disputes?|matters?|positions?|audits?|law)|effective tax rate|tax rate",
        "effective tax rate income tax provision decrease primarily due to tax benefits uncertain tax positions",
        r"income tax|provision for|effective tax",
        "EffectiveIncomeTaxRateContinuingOperations",
    ),
    topic(
        "customers",
        (
            r"(?:primary|main|largest|major|key|principal|significant) (?:\w+ )?customers?|customer concentration|"
            r"(?:significant|substantial|large|major|material) (?:portion|part|share) of (?:our |its )?"
            r"(?:[\w-]+ ){0,3}?(?:revenues?|sales)\b|limited number of (?:[\w-]+ ){0,3}?(?:customers|clients|airlines|"
            r"distributors|retailers)|(?:accounted for|represented) (?:\w+ ){0,2}?\d+(?:\.\d+)?%.{0,40} of "
            r"(?:\w+ ){0,2}?(?:revenues?|sales)"
        ),
        "customers accounted for significant portion of revenue limited number concentration government largest",
    ),
    topic("competition", r"competit(?:ion|ors?|ive)\b", "competition competitors competitive market"),
    topic("seasonality", r"seasonal\w*|cyclical\w*", "seasonality cyclical fluctuations demand industry"),
    topic(
        "supply chain",
        r"supply chains?|suppliers?|shortages?",
        "supply chain suppliers shortages manufacturing components logistics",
    ),
    topic(
        "stock-based compensation",
        r"(?:stock|share)-based (?:compensation|awards?)|equity awards?",
        "stock-based compensation expense awards unrecognized vesting",
        "",
        "ShareBasedCompensation",
    ),
    topic(
        "employees",
        r"headcount|employees|workforce|human capital|human resources|labor",
        "employees headcount workforce human capital labor",
    ),
    topic(
        "cybersecurity",
        r"cyber\w*|data breach\w*|privacy|data security",
        "cybersecurity incidents data security privacy breach",
    ),
    topic(
        "climate and ESG",
        r"climate|ESG|environmental|sustainab\w+",
        "environmental climate sustainability emissions governance commitments",
    ),
    topic(
        "market risk",
        r"market risks?|interest rate risk|hedg\w+|derivatives?",
        "market risk interest rate foreign currency hedging derivative instruments exposure",
        r"market risk|derivative|financial instruments",
    ),
    topic(
        "segments",
        r"reportable segments?|segment (?:structure|changes?|reporting)",
        "reportable segments operating segment change in segment structure",
    ),
    topic("subsequent events", r"subsequent events?", "subsequent event after the balance sheet date", r"subsequent"),
    topic("leases", r"leases?\b|lease obligations?", "operating lease finance lease right-of-use obligations"),
    topic(
        "controls",
        r"internal controls?|material weakness\w*|disclosure controls",
        "internal control over financial reporting material weakness disclosure controls effective",
        r"controls",
    ),
    topic(
        "products",
        (
            r"new products?|product launch\w*|launch(?:es|ed)?\b|new services|products?\b.{0,30}\b(?:announc|introduc|"
            r"releas|unveil)\w*|(?:announc|introduc|releas|unveil)\w*\b.{0,20}\b(?:products?|services?)"
        ),
        "new products introduced launch services announced",
    ),
    topic(
        "gross margin drivers",
        r"gross margins?\b",
        "gross margin percentage increased decreased due to costs mix volume",
        r"gross margin|cost of (?:sales|revenue)|results of operations|management",
    ),
    *OF_THE_NOTES,
    *OF_THE_WORLD,
)
"""Specific matters before general ones; the last ones only when a question asks about them in words."""


def topics_in(question: str) -> tuple[Topic, ...]:
    """The matters that a question names, two at most, as they come in the question."""
    found = [(match.start(), one) for one in TOPICS if (match := one.pattern.search(question))]
    return tuple(one for _place, one in sorted(found, key=lambda pair: pair[0])[:2])


def topic_named(name: str) -> Topic | None:
    """The topic of this name."""
    return next((one for one in TOPICS if one.name == name), None)
