"""Countries to choose from, by their names in the reader's language."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from portal.checklist.model import Country
from portal.web.fields import choices_of
from portal.web.locale import current_language

NOT_CHOSEN = _l('Choose a country')


def country_name(key: str) -> str:
    """Morocco, in the language of the page."""
    return _names(current_language()).get(key, key)


def country_choices(countries: Mapping[str, Country], *, none: object = NOT_CHOSEN) -> list[SelectChoice]:
    """All countries and territories by name, after an empty choice."""
    names = {key: country_name(key) for key in countries}
    return choices_of({'': none} | dict(sorted(names.items(), key=lambda pair: _sorted_as(pair[1]))))


@lru_cache
def _names(language: str) -> Mapping[str, str]:
    return Locale.parse(language).territories


def _sorted_as(name: str) -> str:
    """Åland stands under A."""
    plain = unicodedata.normalize('NFKD', name)
    return ''.join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
