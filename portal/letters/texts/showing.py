"""How the value of a field looks in a language: escaped, and isolated where its direction may differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from portal.kernel.texts import Text
from portal.letters.formatting import direction, isolated, length_of_time, time_on_clock, web_address
from portal.letters.texts.fields import Look, Shown

LOCALES = {'en': 'en_GB'}
"""English as it is written in Europe."""


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The language of a letter, and the zone of the times in it."""

    language: str
    zone: ZoneInfo

    @property
    def locale(self) -> Locale:
        """What Babel knows of the language."""
        return Locale.parse(LOCALES.get(self.language, self.language))


def shown(value: Any, how: Shown, tongue: Tongue) -> Markup:
    """`value` as a reader of the language sees it; nothing for a value that is not there or is empty."""
    if value is None or value in ('', ()):
        return Markup('0' if how.look is Look.COUNT and value == () else '')
    if not how.joined:
        return SHOW[how.look](value, tongue)
    return joined([SHOW[how.look](one, tongue) for one in value], tongue)


def joined(parts: list[Markup], tongue: Tongue) -> Markup:
    """`A, B and C`."""
    return Markup(format_list([str(part) for part in parts], locale=tongue.locale))


def day(value: date, tongue: Tongue) -> Markup:
    """Friday 4 December 2026."""
    return Markup('<bdi class="day">{}</bdi>').format(format_date(value, 'EEEE d MMMM y', locale=tongue.locale))


def day_of(value: datetime, tongue: Tongue) -> Markup:
    """The day of a moment, in the zone of the letter."""
    return day(value.astimezone(tongue.zone).date(), tongue)


def time(value: datetime, tongue: Tongue) -> Markup:
    """9.30 uur in Dutch, 9:30 in other languages."""
    return isolated(time_on_clock(value.astimezone(tongue.zone), tongue.language))


def moment(value: datetime, tongue: Tongue) -> Markup:
    """The day and the time."""
    return Markup(str(tongue.locale.datetime_formats['full'])).format(time(value, tongue), day_of(value, tongue))


def money(value: Decimal, tongue: Tongue) -> Markup:
    """€ 243, or € 243,50."""
    pattern = tongue.locale.currency_formats['standard'].pattern
    whole = value == value.to_integral_value()
    written = format_currency(
        value, 'EUR', pattern.replace('.00', '') if whole else pattern, locale=tongue.locale, currency_digits=False,
    )
    return isolated(written.strip('\u200e\u200f'))


def number(value: int, tongue: Tongue) -> Markup:
    """1.200 in Dutch."""
    return isolated(format_decimal(value, locale=tongue.locale))


def length(value: int, tongue: Tongue) -> Markup:
    """30 minutes, 3 hours, or 1 hour and 30 minutes."""
    return escape(length_of_time(value, tongue.language))


def count(value: tuple[Any, ...], tongue: Tongue) -> Markup:
    """How many there are."""
    return number(len(value), tongue)


def text(value: Text, tongue: Tongue) -> Markup:
    """The text in the language; what comes in another says so."""
    if tongue.language in value:
        return escape(value[tongue.language])
    language = 'en' if tongue.language != 'nl' and 'en' in value else 'nl'
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction(language), value[language])


def name(value: str, _: Tongue) -> Markup:
    """What somebody typed, kept apart from what surrounds it, in its own direction."""
    return Markup('<bdi>{}</bdi>').format(value)


def code(value: str, _: Tongue) -> Markup:
    """A number, a code, a telephone number."""
    return isolated(value)


def link(value: str, _: Tongue) -> Markup:
    """The address as a link, to be seen on paper as well; raises `NotAWebAddress`."""
    return Markup('<bdi dir="ltr"><a href="{}">{}</a></bdi>').format(web_address(value), value)


def address(value: tuple[str, ...], _: Tongue) -> Markup:
    """The lines of an address, with commas between them."""
    return isolated(', '.join(value))


SHOW: Mapping[Look, Callable[[Any, Tongue], Markup]] = {
    Look.DAY: lambda value, tongue: day_of(value, tongue) if isinstance(value, datetime) else day(value, tongue),
    Look.MOMENT: moment, Look.TIME: time, Look.MONEY: money, Look.NUMBER: number,
    Look.LENGTH: length, Look.COUNT: count, Look.TEXT: text, Look.NAME: name,
    Look.CODE: code, Look.LINK: link, Look.ADDRESS: address,
}
