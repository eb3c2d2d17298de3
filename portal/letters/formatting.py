"""How letters say dates, times, numbers and links: the filters that their templates may use.

Numbers, codes and times are isolated from left to right, or a right-to-left letter shows them in the wrong order.
"""

from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.units import format_unit
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from portal.kernel.texts import Text, in_language
from portal.letters.errors import NotAWebAddress, UnfitLetter

CLOCKS = {'nl': '{hour}.{minute:02} uur'}
OTHER_CLOCK = '{hour}:{minute:02}'
HOURS = {'nl': '{} uur'}
"""Babel has no word for hours in Dutch."""


def direction(language: str) -> str:
    """`ltr` or `rtl`, the way `language` is written."""
    return Locale.parse(language).text_direction


def isolated(text: str) -> Markup:
    """`text` kept from left to right, whatever surrounds it."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def time_on_clock(local: datetime, language: str) -> str:
    """9.30 uur in Dutch, 9:30 in other languages."""
    return CLOCKS.get(language, OTHER_CLOCK).format(hour=local.hour, minute=local.minute)


def length_of_time(minutes: int, language: str) -> str:
    """30 minutes, 3 hours, or 1 hour and 30 minutes."""
    hours, rest = divmod(minutes, 60)
    minutes_said = format_unit(rest, 'duration-minute', locale=language)
    if not hours:
        return minutes_said
    said = HOURS[language].format(hours) if language in HOURS else format_unit(hours, 'duration-hour', locale=language)
    return format_list([said, minutes_said], locale=language) if rest else said


@pass_context
def how_long(context: Context, minutes: int) -> str:
    """The same in the letter's language."""
    return length_of_time(minutes, context['language'])


@pass_context
def day_in_words(context: Context, moment: date | datetime, zone: str = 'UTC') -> str:
    """Thursday 3 December 2026."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(ZoneInfo(zone)).date()
    return format_date(moment, 'EEEE d MMMM y', locale=context['language'])


@pass_context
def clock_time(context: Context, moment: datetime, zone: str) -> Markup:
    """9.30 uur in Dutch, 9:30 in other languages."""
    return isolated(time_on_clock(moment.astimezone(ZoneInfo(zone)), context['language']))


@pass_context
def here(context: Context, text: Text) -> str:
    """The text in the letter's language."""
    return in_language(text, context['language'])


def web_address(address: str) -> str:
    """The address itself; raises `NotAWebAddress`."""
    if urlsplit(address).scheme not in {'http', 'https'}:
        raise NotAWebAddress(address)
    return address


def scannable(code: str, field: str = 'code') -> str:
    """A QR code of `code`, as a picture that the letter carries in itself; raises `UnfitLetter` for one too long."""
    try:
        drawn = segno.make(code, micro=False)
    except segno.DataOverflowError:
        raise UnfitLetter((f'{len(code):,} characters are too many for a QR code, in the field {field}',)) from None
    return drawn.svg_data_uri(border=0, dark='#1c2b2a')


FILTERS = {
    'day_in_words': day_in_words, 'clock_time': clock_time, 'in_language': here,
    'how_long': how_long, 'ltr': isolated, 'web_address': web_address, 'scannable': scannable,
}
