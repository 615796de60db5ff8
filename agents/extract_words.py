"""Words by which questions ask and filings tell: causes, moves, risks, definitions, what leans on what stood before."""

import re

from library.bm25 import tokens

WHY = re.compile(
    r"\b(?:why|what (?:drove|drives|caused|led|explains|is behind)|driv(?:en|ing)|factors?|reasons?|causes?|"
    r"drivers?\b(?! (?:cost|pay|earning|incentive|insurance|suppl|classif|status|safety))|"
    r"contribut\w+|explain\w*|due to|elements that|influenc\w+|impact\w*|affect\w*|attribut\w+|because)\b",
    re.IGNORECASE,
)
MAINLY = r"(?:primarily |mainly |largely |principally |in part )?"
CAUSAL = re.compile(
    rf"\bas (?:we|our|customers|consumers|clients|the business) |"
    rf"\b(?:due {MAINLY}to|primarily(?! (?:consist|compris|includ))|driven {MAINLY}by|as a result of|"
    rf"offset {MAINLY}by|reflect(?:s|ed|ing)|"
    rf"result(?:ed|ing) {MAINLY}(?:from|in)|attribut(?:able|ed) {MAINLY}to|because of|led by|contribut(?:ed|ing)|"
    r"caused by|benefit(?:ed|ing)? from|impacted by|owing to|related to)\b",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:increas|decreas|declin|improv|grew|growth|rose|fell|higher|lower|reduc|gain|chang|expan|contract|narrow|wid)\w*",
    re.IGNORECASE,
)
ASKING = frozenset(
    tokens(
        "what which how many much company filing report reported reporting document quarter quarterly year annual "
        "recent latest previous prior past period timeframe compare compared contrast change changes changed evolve "
        "evolution significant notable major key main describe discuss explain summarize outline list identify "
        "disclosed disclose disclosure revealed announced provided information any new associated element factor "
        "contribute contributing influence influenced impact affect potential potentially 10-q 10-k 10q 10k form most "
        "between across these following related over time shift driver drove reason cause january february march april "
        "may june july august september october november december first second third fourth month week fy ytd "
        "explained led increase decrease rise fall grow decline each every per list separately out might could would "
        "suggest indicate imply implication repercussion consequence expenditure spending performance spend"
    )
)
RISK_WORDS = frozenset(tokens("risk risks factor factors element elements face faces facing business profile"))
RISK_SECTION = re.compile(r"risk factors", re.IGNORECASE)
STANDARDS = re.compile(r"\b(?:FASB|ASU|Accounting Standards (?:Update|Codification))\b")
DEFINES = re.compile(
    r"\bconsists? (?:primarily |mainly |principally |largely )?of\b|\b(?:is|are) (?:defined|calculated|computed) |"
    r"\b(?:is|are) (?:an? (?:\w+ )?(?:metric|measure)|excluded|included)\b|\balso includes?\b|\bexcludes?\b|"
    r"\b[Ww]e (?:define|calculate|compute|present)\b|\bincludes? (?:primarily )?(?:salaries|compensation|payroll)"
)
DEFINING = re.compile(
    r"\b(?:defin\w+|mean(?:s|ing|t)?|calculat\w+|comput\w+|consists? of|includes?|polic\w+|estimates?)\b", re.IGNORECASE
)
AHEAD = re.compile(r"\b(?:expects?|anticipates?|intends?|may|might|could|would|will|should)\b", re.IGNORECASE)
THE_MOVE = re.compile(
    r"^(?:The|This|These) (?:\w+ ){0,2}?(?:increase|decrease|growth|decline|change|improvement|reduction)s?\b"
)
LEANS = re.compile(
    r"^(?:This|These|Those|Such|Its?|They|That|For (?:all of )?(?:these|this|those|that|example)|As (?:a result|such)|"
    r"In addition|Additionally|Also|Moreover|Furthermore|Further|However|Accordingly|Therefore|Thus|Similarly|"
    r"Consequently|Likewise|Nevertheless|In particular|If (?:this|these|any of these|that|they)|"
    r"(?:While|Although|Even if|Because) (?:this|these|they))\b"
)
GOES_ON = re.compile(
    r"\b(?:this|these|such|that) (?:matter|case|action|suit|lawsuit|claim|proceeding|investigation|dispute|settlement|"
    r"transaction|acquisition|agreement|program|programme|facility|plan)s?\b",
    re.IGNORECASE,
)
EVENTS = (
    "acquisitions and divestitures",
    "restructuring",
    "impairment",
    "share repurchases",
    "dividends",
    "subsequent events",
)
"""Matters of which what happened answers, not what may happen."""
SEGMENT = re.compile(r"\bsegments?\b", re.IGNORECASE)
ADVERSE = re.compile(
    r"\b(?:advers\w+|harm\w*|negative\w*|suffer\w*|impair\w*|los(?:e|s|ses)|fail\w*|limit\w*|reduc\w+|declin\w+|disrupt\w*|"
    r"interrupt\w*|liabilit\w+|uncertain\w*|damag\w+|competit\w+|depend\w*|risks?|volatil\w+|unable)\b",
    re.IGNORECASE,
)
