"""How keys, hours and weekdays are written in a planner file."""

import re
from datetime import date, time
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from portal.kernel.data_files import Clock, Day
from portal.kernel.working_days import has_holidays

TICK_MINUTES = 5
WEEKDAYS = ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')


def _like(pattern: str, meaning: str) -> AfterValidator:
    """Refuses text that does not match `pattern`, in words."""
    def check(written: str) -> str:
        if not re.fullmatch(pattern, written):
            raise ValueError(f'must be {meaning}, but it is {written!r}')
        return written
    return AfterValidator(check)


def _on_tick(clock: time) -> time:
    if clock.minute % TICK_MINUTES:
        raise ValueError(f'must be a multiple of {TICK_MINUTES} minutes, but it is {clock:%H:%M}')
    return clock


def _after_opening(closes: time, info: ValidationInfo) -> time:
    opens = info.data.get('opens')
    if opens is not None and closes <= opens:
        raise ValueError(f'must be later than opens, {opens:%H:%M}, but it is {closes:%H:%M}')
    return closes


def _not_before_start(valid_until: date, info: ValidationInfo) -> date:
    valid_from = info.data.get('valid_from')
    if valid_from is not None and valid_until < valid_from:
        raise ValueError(f'must not be before valid_from, {valid_from}, but it is {valid_until}')
    return valid_until


def _weekday(written: object) -> object:
    """The number of a weekday, Monday is 0, from its English name or the first three letters of it."""
    names = [name for name in WEEKDAYS if str(written).lower() in (name, name[:3])]
    if not names:
        raise ValueError(f'must be a weekday such as monday or mon, but it is {written!r}')
    return WEEKDAYS.index(names[0])


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(written: str) -> str:
    if written not in _zones():
        raise ValueError(f'there is no time zone {written!r}; one that exists is Europe/Amsterdam')
    return written


def _country(written: object) -> object:
    if written == 'none':
        return None
    if not isinstance(written, str) or not has_holidays(written):
        raise ValueError(f'must be the code of a country such as NL, or none, but it is {written!r}')
    return written


def _sorted(written: tuple) -> tuple:
    return tuple(sorted(set(written)))


Line = Annotated[str, Field(min_length=1, max_length=200)]
ProductKey = Annotated[str, _like(r'[A-Z]{2,8}', '2 to 8 capitals, such as BIO')]
DeskKey = Annotated[str, _like(r'[A-Za-z0-9-]{1,40}', '1 to 40 letters, digits and hyphens')]
ResourceKey = Annotated[str, _like(r'[A-Za-z0-9-]{1,60}', '1 to 60 letters, digits and hyphens')]
Kind = Annotated[str, _like(r'[a-z][a-z-]{0,19}', 'a word of at most 20 small letters, such as counter')]
Skill = Annotated[
    str,
    _like(r'[A-Z]{2,8}|[a-z][a-z0-9:-]{0,39}', 'the key of a product, or a skill in small letters such as lang:ar'),
]
Skills = Annotated[tuple[Skill, ...], AfterValidator(_sorted)]
Named = Annotated[tuple[ResourceKey, ...], Field(min_length=1), AfterValidator(_sorted)]
"""Resources by key. An empty list is refused: left out, the field means all, and who empties it means none."""
Weekday = Annotated[int, BeforeValidator(_weekday)]
Weekdays = Annotated[tuple[Weekday, ...], Field(min_length=1), AfterValidator(_sorted)]
Hour = Annotated[Clock, AfterValidator(_on_tick)]
Closing = Annotated[Hour, AfterValidator(_after_opening)]
LastDay = Annotated[Day, AfterValidator(_not_before_start)]
Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str | None, BeforeValidator(_country)]
Minutes = Annotated[int, Field(ge=TICK_MINUTES, le=480, multiple_of=TICK_MINUTES)]
