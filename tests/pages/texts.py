"""The texts of the pages: as they stand in the portal, and as the catalogues translate them."""

from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import DEFAULT_KEYWORDS, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LANGUAGES = 'nl', 'en'
KEYWORDS = DEFAULT_KEYWORDS | {'_l': None, 'lazy_gettext': None}


def texts_of_the_portal() -> Catalog:
    """All texts that stand in the portal now."""
    with (ROOT / 'translations' / 'babel.cfg').open() as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for _, _, text, _, _ in extract_from_dir(ROOT / 'portal', methods, options, KEYWORDS):
        found.add(text)
    return found


def catalogue(language: str) -> Catalog:
    """The translations into a language."""
    path = ROOT / 'translations' / language / 'LC_MESSAGES' / 'messages.po'
    with path.open('rb') as file:
        return read_po(file, locale=language)
