"""Covers what is no language: addresses of the web, dates, times, numbers and codes.

Every character is replaced by a zero, so that a place in the covered text is the same place in the text.
"""

import re

MONTHS = (
    'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|'
    'january|february|march|may|june|july|august|october|'
    'jan|feb|mrt|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec'
)
DAYS = (
    'maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|'
    'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
)
WEB = r'(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]"\'’”]'
MAIL = r'(?<![^\s<>(),;:])[^\s@<>(),;:]{1,64}@[^\s@<>(),;:]{1,250}\.[a-z]{2,}'
SITE = r'(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,8}(?:nl|com|org|net|eu|info|example)\b(?:/[^\s<>]*[^\s<>.,;:!?)\]"\'’”])?'
DATE = rf'(?:\b(?:{DAYS}),? )?\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\b(?:\.? \d{{4}}\b)?'
DATE_MONTH_FIRST = rf'(?:\b(?:{DAYS}),? )?\b(?:{MONTHS}) \d{{1,2}}\b(?:, \d{{4}}\b)?'
TIME = r'\b\d{1,2}(?:[.:]\d{2})? ?(?:uur|[ap]\.?m|o[\'’]clock)(?!\w)'
CODE = r'(?<![^\s("\'“‘\[])[^\s("\'“‘\[]*\d[^\s]*?(?=[.,;:!?)\]"\'’”…]*(?:\s|$))'
# Addresses and codes are looked for at the start of a word only: else a word without end would take for ever.
COVERED = re.compile('|'.join((WEB, MAIL, SITE, DATE, DATE_MONTH_FIRST, TIME, CODE)), re.IGNORECASE)


def masked(text: str) -> str:
    """`text` with zeros for what is not to be counted as words; equally long."""
    return COVERED.sub(lambda found: '0' * len(found.group()), text)
