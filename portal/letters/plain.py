"""The plain-text form of a letter."""

import re

from inscriptis import get_text
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.html_properties import VerticalAlignment
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement

STYLE = STRICT_CSS_PROFILE | {'th': HtmlElement(valign=VerticalAlignment.top)}
CONFIG = ParserConfig(css=STYLE)
AMPERSAND = '\ue000'
"""Stands for one meanwhile; no letter holds it."""
EMPTY_LINES = re.compile(r'\n{3,}')


def plain_text(html: str) -> str:
    """What `html` says, without markup."""
    # Inscriptis reads entities again and again: somebody who is called `&nbsp;` would have no name.
    text = get_text(html.replace('&amp;', AMPERSAND), CONFIG).replace(AMPERSAND, '&')
    return EMPTY_LINES.sub('\n\n', '\n'.join(line.rstrip() for line in text.splitlines())).strip() + '\n'
