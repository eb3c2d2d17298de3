"""Is a word a verb or a property made into a noun: `verlenging` from `verlengen`, `refusal` from `refuse`.

Told by the end of the word alone.
"""

import re

from portal.clarity.model import Grammar

ENDS = {
    'nl': re.compile(r'\w{3,}(?:ing|ingen|[aiou]tie|[aiou]ties|ctie|cties|heid|heden|teit|teiten)'),
    'en': re.compile(r'\w{3,}(?:[ts]ions?|ments?|ances?|ences?|ncy|ncies|it(?:y|ies)|ness)'),
}


def is_nominalisation(key: str, grammar: Grammar, language: str) -> bool:
    """`key` is a noun that hides a verb or a property."""
    if key in grammar.no_nominalisations:
        return False
    return key in grammar.nominalisations or bool(ENDS[language].fullmatch(key))
