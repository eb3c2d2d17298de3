"""Days off for the periods of the law, and counting (Algemene termijnenwet, articles 1, 3 and 4).

Good Friday counts here, and so does every 5 May; for a desk they may be days like others.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import holidays
from dateutil.relativedelta import relativedelta

from portal.kernel.texts import Text
from portal.procedures.model import Length, Unit

LANGUAGES = {'nl': 'nl', 'en': 'en_US'}
"""Ours, and what the library calls them."""
DAY = timedelta(days=1)
SATURDAY = 5
WEEKEND = {'nl': 'een dag in het weekend', 'en': 'a day in the weekend'}
DECREED = {'nl': 'een vrije dag', 'en': 'a day off'}
NOTHING: frozenset[date] = frozenset()


MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


def after(day: date, length: Length) -> date:
    """The last day of a period that counts from `day`, which itself is not counted.

    Months end on the day of the same number, or on the last day of a month that is too short.
    """
    if length.unit is Unit.DAY:
        return day + timedelta(days=length.number)
    if length.unit is Unit.WEEK:
        return day + timedelta(weeks=length.number)
    return day + relativedelta(months=length.number * MONTHS[length.unit])


def before(day: date, length: Length) -> date:
    """The day that lies so long before another one."""
    if length.unit in MONTHS:
        return day - relativedelta(months=length.number * MONTHS[length.unit])
    return day - (after(day, length) - day)


def together(one: Length, other: Length) -> Length | None:
    """Both lengths as one, where months are added to months; None where they cannot be one."""
    if one.unit not in MONTHS or other.unit not in MONTHS:
        return None
    return Length(one.number * MONTHS[one.unit] + other.number * MONTHS[other.unit], Unit.MONTH)


@cache
def holidays_of(year: int) -> Mapping[date, Text]:
    """The public holidays of the law in a year, with their names."""
    names = {
        ours: holidays.country_holidays('NL', years=year, categories=('public', 'optional'), language=theirs)
        for ours, theirs in LANGUAGES.items()
    }
    return MappingProxyType({day: {language: names[language][day] for language in names} for day in names['nl']})


def why_off(day: date, decreed: frozenset[date] = NOTHING) -> Text | None:
    """Why a period does not end on this day; None on a working day. `decreed` are days equated by decree."""
    if day in holidays_of(day.year):
        return holidays_of(day.year)[day]
    if day.weekday() >= SATURDAY:
        return WEEKEND
    return DECREED if day in decreed else None


def working_day(day: date, decreed: frozenset[date] = NOTHING) -> date:
    """This day, or the first one after it that is no Saturday, Sunday or public holiday."""
    while why_off(day, decreed) is not None:
        day += DAY
    return day


def working_day_before(day: date, decreed: frozenset[date] = NOTHING) -> date:
    """This day, or the last one before it that is no Saturday, Sunday or public holiday."""
    while why_off(day, decreed) is not None:
        day -= DAY
    return day


def is_bridge(day: date) -> bool:
    """A working day between two days off, such as the Friday after Ascension Day: a decree may make it one too."""
    return why_off(day) is None and why_off(day - DAY) is not None and why_off(day + DAY) is not None
