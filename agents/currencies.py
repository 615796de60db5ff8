"""Currencies in a question: the filings' own is what is answered in, whatever the question asks for."""

import re
from collections.abc import Sequence

from core.filings import Filing

_NAMES = {
    "USD": r"(?:US |U\.S\. )?dollars?|USD|US\$",
    "EUR": r"euros?|EUR|€",
    "GBP": r"(?:british )?pounds?(?: sterling)?|sterling|GBP|£",
    "JPY": r"(?:japanese )?yen|JPY|¥",
    "CHF": r"swiss francs?|CHF",
    "CAD": r"canadian dollars?|CAD",
    "AUD": r"australian dollars?|AUD",
    "CNY": r"(?:chinese )?(?:yuan|renminbi)|CNY|RMB",
    "INR": r"(?:indian )?rupees?|INR",
    "KRW": r"(?:korean )?won|KRW",
    "MXN": r"mexican pesos?|MXN",
    "BRL": r"(?:brazilian )?reais|brazilian reals?|BRL",
    "SEK": r"swedish kron(?:or|a)|SEK",
    "NOK": r"norwegian kron(?:er|e)|NOK",
    "DKK": r"danish kron(?:er|e)|DKK",
    "HKD": r"hong kong dollars?|HKD",
    "SGD": r"singapore dollars?|SGD",
}
_IN = {
    code: re.compile(
        rf"\b(?:in|into|to|as)\s+(?:(?:thousands?|millions?|billions?) of\s+)?(?:{names})(?!\w)", re.IGNORECASE
    )
    for code, names in _NAMES.items()
}


def unconverted(question: str, filings: Sequence[Filing]) -> tuple[str, ...]:
    """That figures stay in the filings' currency, where the question asks for one that none of them uses."""
    used = {filing.currency for filing in filings if filing.currency}
    asked = [code for code, pattern in _IN.items() if pattern.search(question)]
    if not used or not asked or used & set(asked):
        return ()
    return (
        f"Footnote does not convert currencies: the figures are in {' and '.join(sorted(used))}, as filed, not in "
        f"{asked[0]}.",
    )


def without_currencies(words: str) -> str:
    """The words of a question with the currency that it asks for ("in Swiss francs") blanked out, places kept."""
    for pattern in _IN.values():
        words = pattern.sub(lambda match: " " * len(match[0]), words)
    return words
