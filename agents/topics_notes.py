"""Matters of the notes, of the auditor's report and of the Items that few questions are about; of the wider world."""

from agents.topics import Topic, topic

OF_THE_NOTES: tuple[Topic, ...] = (
    topic(
        "audit",
        r"critical audit matters?|CAMs\b|auditors?\b|audit (?:opinion|report|fees?)|going concern",
        (
            "critical audit matter report of independent registered public accounting firm how the matter was "
            "addressed in our audit opinion auditor"
        ),
        r"audit|independent registered|accounting firm",
    ),
    topic(
        "commitments",
        (
            r"(?:purchase|contractual|unconditional|take-or-pay) (?:purchase )?(?:commitments?|obligations?)|"
            r"off[- ]balance[- ]sheet|letters? of credit|guarantees\b|indemnif\w+"
        ),
        (
            "purchase obligations commitments contractual obligations guarantees letters of credit future payments "
            "material cash requirements"
        ),
        r"commitment|contingenc|contractual|cash requirements|guarantee|liquidity|obligations",
    ),
    topic(
        "competition",
        r"competit(?:ion|ors?|ive)\b",
        "competition competitors compete competitive markets pricing products rivals",
        r"compet|business|risk",
    ),
    topic(
        "seasonality",
        r"seasonal\w*",
        "seasonality seasonal fluctuations quarter holiday demand historically strongest",
        r"",
    ),
    topic(
        "properties",
        (
            r"headquarter\w*|(?:owned|leased|its|their) properties|properties (?:owned|leased)|"
            r"manufacturing (?:facilities|plants|sites|locations)|square (?:feet|footage)"
        ),
        "properties headquarters owned leased facilities square feet manufacturing located",
        r"propert|facilities",
    ),
    topic(
        "related parties",
        r"related[- ]part(?:y|ies)",
        "related party transactions affiliates directors executive officers agreement",
        r"related part",
    ),
    topic(
        "pensions",
        r"pension (?:plans?|obligations?|assumptions?|funding|funds?)|(?:post-?)?retirement (?:plans?|benefits?)",
        "pension plans benefit obligation plan assets discount rate expected return contributions retirement",
        r"pension|retirement|employee benefit",
    ),
)

OF_THE_WORLD: tuple[Topic, ...] = (
    topic(
        "the economy",
        (
            r"inflation\w*|macro-?economic\w*|recession\w*|econom(?:ic|y) (?:conditions?|environment|downturns?|"
            r"slowdowns?|uncertaint\w+|headwinds?)|consumer (?:spending|confidence|demand)"
        ),
        "inflation macroeconomic economic conditions recession interest rates consumer spending costs wages",
    ),
    topic(
        "the pandemic",
        r"covid(?:-?19)?|coronavirus|pandemics?",
        "COVID-19 pandemic coronavirus outbreak restrictions vaccine recovery impact on demand operations",
    ),
    topic(
        "trade",
        r"tariffs?|trade (?:measures?|restrictions?|wars?|disputes?|polic\w+|tensions?)|sanctions|export controls?",
        "tariffs trade restrictions export controls sanctions imports duties China disputes countries",
    ),
    topic(
        "geopolitics",
        r"geopolitic\w*|(?:the|a|trade|civil) wars?\b(?! chest)|armed conflicts?|"
        r"ukraine|russian?\b|middle east conflict|political (?:instability|unrest)",
        "geopolitical war Ukraine Russia conflict sanctions political instability operations",
    ),
    topic(
        "artificial intelligence",
        r"artificial intelligence|\bAI\b|machine learning|generative",
        "artificial intelligence AI machine learning generative models technology investment",
    ),
    topic(
        "status of workers",
        r"(?:driver|worker|contractor|courier|employee)s?'? (?:mis)?classif\w+|independent contractors?|misclassif\w+",
        "classification independent contractors employees misclassified legislation drivers workers status court",
    ),
    topic(
        "who the issuer depends on",
        (
            r"(?:customers?|partners?|vendors?|manufacturers?)\b.{0,40}\b(?:depend\w*|rel(?:y|ies|iance)|concentrat\w+)|"
            r"(?:depend\w*|rel(?:y|ies|iance)) (?:up)?on\b.{0,40}\b(?:customers?|partners?|vendors?|manufacturers?)"
        ),
        "customers partners depend rely concentration accounted for significant portion third parties limited number",
    ),
    topic(
        "directors and officers",
        (
            r"(?:appoint|resign|retire[ds]?\b|step(?:ped|ping)? down|succeed|elect(?:ed|ion)\b)\w*|departures?\b|"
            r"new (?:ceo|cfo|coo|chief|directors?|chair\w*)|board (?:members? )?nominees?|"
            r"(?:executive|management|leadership) (?:changes?|transitions?)"
        ),
        "appointed resigned elected director chief executive officer chief financial officer board effective successor",
        r"departure|directors|officers|management|governance",
    ),
)
