"""Where somebody goes back to: only to pages of ours, however the address is spelled."""

import re

START = '/'
OURS = re.compile(r'/(?![/\\])[A-Za-z0-9/_.~%?=&+:@,;-]*', re.ASCII)
"""One slash, no second one or backslash after it, and none of the signs that browsers drop or turn into others."""


def own_address(text: str | None) -> str:
    """The address if it certainly leads to a page of ours; else that of the start page."""
    if text and OURS.fullmatch(text) and '/..' not in text and '/.' not in text.partition('?')[0]:
        return text
    return START
