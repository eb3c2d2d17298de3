"""Invented translations that show what no reader would: texts that were never translated, and pages that only run
from left to right.

`eo` stands for a language of long words: every text is in brackets, accented and 40 % longer. `he` runs from right
to left: every text carries the marks that turn its letters around. Both have real rules for dates and directions,
and nobody uses them here for anything else.
"""

import re
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo

from tests.pages.texts import texts_of_the_portal

OPEN, CLOSE = '⟦', '⟧'
TURN, BACK = '\u202e', '\u202c'
PARTS = re.compile(r'(%\([a-z_]+\)[sd]|<[^>]+>|&[a-z]+;)')
ACCENTS = str.maketrans('aceghijosuyACEGHIJOSUY', 'äĉéĝĥïĵôŝŭÿÄĈÉĜĤÏĴÔŜŬŸ')
LONGER = 0.4


def stretched(text: str) -> str:
    """The text in brackets, accented and longer; placeholders and tags stay as they are."""
    parts = [part if PARTS.fullmatch(part) else part.translate(ACCENTS) for part in PARTS.split(text)]
    more = '~ ' * round(len(text) * LONGER / 2)
    return f'{OPEN}{"".join(parts)} {more.strip()}{CLOSE}'


def turned(text: str) -> str:
    """The text with its letters from right to left."""
    parts = [part if PARTS.fullmatch(part) or not part else f'{TURN}{part}{BACK}' for part in PARTS.split(text)]
    return ''.join(parts)


INVENTED = {'eo': stretched, 'he': turned}


def write_catalogues(folder: Path) -> Path:
    """Write an invented catalogue for each of these languages into the folder."""
    texts = texts_of_the_portal()
    for language, change in INVENTED.items():
        catalogue = Catalog(locale=language)
        for message in texts:
            if message.id:
                several = isinstance(message.id, tuple)
                said = tuple(change(one) for one in message.id) if several else change(message.id)
                catalogue.add(message.id, said[:catalogue.num_plurals] if several else said, flags=message.flags)
        path = folder / language / 'LC_MESSAGES' / 'messages.mo'
        path.parent.mkdir(parents=True)
        with path.open('wb') as file:
            write_mo(file, catalogue)
    return folder
