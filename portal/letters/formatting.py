"""How letters say dates, times, numbers and links: the filters that their templates may use.

Numbers, codes and times are isolated from left to right, or a right-to-left letter shows them in the wrong order.
"""

from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
from babel import Locale
from babel.dates import format_date
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from portal.kernel.texts import Text, in_language
from portal.letters.errors import NotAWebAddress

CLOCKS = {'nl': '{hour}.{minute:02} uur'}
OTHER_CLOCK = '{hour}:{minute:02}'


def direction(language: str) -> str:
    """`ltr` or `rtl`, the way `language` is written."""
    return Locale.parse(language).text_direction


def isolated(text: str) -> Markup:
    """`text` kept from left to right, whatever surrounds it."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def time_on_clock(local: datetime, language: str) -> str:
    """9.30 uur in Dutch, 9:30 in other languages."""
    return CLOCKS.get(language, OTHER_CLOCK).format(hour=local.hour, minute=local.minute)


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


def scannable(code: str) -> str:
    """A QR code of `code`, as a picture that the letter carries in itself."""
    return segno.make(code, micro=False).svg_data_uri(border=0, dark='#1c2b2a')


FILTERS = {
    'day_in_words': day_in_words, 'clock_time': clock_time, 'in_language': here,
    'ltr': isolated, 'web_address': web_address, 'scannable': scannable,
}
