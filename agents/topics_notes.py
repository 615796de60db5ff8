"""Matters of the notes, of the auditor's report and of the Items that few questions are about."""

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
