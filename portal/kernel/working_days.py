"""Public holidays: days on which a desk is closed although its roster says otherwise.

They are no measure for the end of a statutory term: the Dutch law on terms (Algemene termijnenwet, article 3)
has a list of its own, in which Good Friday and every 5 May count.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays

from portal.kernel.texts import Text

LANGUAGES = {'nl': 'nl', 'en': 'en_US'}
"""Ours, and what the library calls them."""
NOT_OFF = {'NL': {'Good Friday'}}
"""What the library counts as public, but on which the civil service works: by country, in English."""


def has_holidays(country: str) -> bool:
    """The public holidays of `country`, a code of two capitals, are known."""
    return len(country) == 2 and country in holidays.list_supported_countries(include_aliases=False)


@cache
def public_holidays(country: str, year: int) -> Mapping[date, Text]:
    """The public holidays of `country` in `year`, with their names; raises `KeyError` for an unknown country.

    In the Netherlands Liberation Day is among them once in five years, as for civil servants.
    """
    if not has_holidays(country):
        raise KeyError(country)
    names = {ours: _names(country, year, language=theirs) for ours, theirs in LANGUAGES.items()}
    off = (day for day, name in names['en'].items() if name not in NOT_OFF.get(country, ()))
    return MappingProxyType({day: {language: names[language][day] for language in names} for day in sorted(off)})


def _names(country: str, year: int, *, language: str) -> dict[date, str]:
    """Names in `language`, or in the country's own where the library has none."""
    return dict(holidays.country_holidays(country, years=year, language=language).items())
