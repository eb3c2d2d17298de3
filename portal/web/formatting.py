"""How pages say dates, times and lengths."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import gettext, ngettext
from markupsafe import Markup

from portal.web.locale import current_language

CLOCKS = {'nl': '{hour}.{minute:02}\u00a0uur'}
OTHER_CLOCK = '{hour}:{minute:02}'


def day_in_words(day: date) -> str:
    """Thursday 3 December 2026, in the language of the page."""
    return _day(day, current_language())


@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> str:
    return format_date(day, 'EEEE d MMMM y', locale=language)


def month_in_words(day: date) -> str:
    """December 2026."""
    return format_date(day, 'LLLL y', locale=current_language())


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """9.30 uur in Dutch, 9:30 in other languages, on the wall clock of `zone`."""
    local = moment.astimezone(zone)
    return CLOCKS.get(current_language(), OTHER_CLOCK).format(hour=local.hour, minute=local.minute)


def moment_in_words(moment: datetime, zone: ZoneInfo) -> Markup:
    """Thursday 3 December 2026 at 9:30."""
    return Markup(gettext('%(day)s at %(time)s')) % {
        'day': day_in_words(moment.astimezone(zone).date()),
        'time': Markup('<bdi dir="ltr">%s</bdi>') % clock_time(moment, zone),
    }


def minutes_in_words(minutes: int) -> str:
    """30 minutes."""
    return ngettext('%(num)s minute', '%(num)s minutes', minutes)


def persons_in_words(persons: int) -> str:
    """3 people."""
    return ngettext('%(num)s person', '%(num)s people', persons)


def weekday_in_words(day: date) -> str:
    """Thursday."""
    return format_date(day, 'EEEE', locale=current_language())


def in_digits(number: int) -> str:
    """31.380 in Dutch, 31,380 in English."""
    return format_decimal(number, locale=current_language())
