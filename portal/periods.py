"""How long each kind of personal data is kept: what is usual, and between which bounds an operator may choose.

A bound that a norm or another part of the portal sets says so; all others are the service's own choice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta

WRITTEN = re.compile(r'([1-9][0-9]{0,4}) (minutes|hours|days)')


@dataclass(frozen=True, kw_only=True)
class Periods:
    """How long each kind is kept after the moment that its comment names."""

    visits: timedelta = timedelta(days=90)
    """After the day of the visit."""
    wishes: timedelta = timedelta(days=90)
    """After the wish ended."""
    plans: timedelta = timedelta(hours=4)
    """After the last answer on the way to a visit."""
    messages: timedelta = timedelta(days=30)
    """After a message was sent or given up."""
    letters: timedelta = timedelta(days=1825)
    """After a letter was made."""
    sessions: timedelta = timedelta(minutes=75)
    """After the log-in ended."""
    typed: timedelta = timedelta(hours=1)
    """After a session ended in the middle of a form."""
    codes: timedelta = timedelta(days=30)
    """After a code was used, replaced, or ran out."""
    looks: timedelta = timedelta(days=1095)
    """After somebody looked at a person's data."""
    people: timedelta = timedelta(days=730)
    """After the person was last here, when nothing else is kept about them."""


USUAL = Periods()


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The shortest and the longest period that an operator may choose, and why not a shorter one."""

    least: timedelta
    most: timedelta
    because: str


BOUNDS: Mapping[str, Bounds] = {
    'visits': Bounds(least=timedelta(days=1), most=timedelta(days=1825), because='a visit is needed on its own day'),
    'wishes': Bounds(least=timedelta(days=1), most=timedelta(days=1825), because='the day of an offer is explained'),
    'plans': Bounds(
        least=timedelta(minutes=30), most=timedelta(hours=24), because='people need time to fill in the pages',
    ),
    'messages': Bounds(
        least=timedelta(days=2), most=timedelta(days=365),
        because='a message is tried for ten hours, and is not sent twice while it is kept',
    ),
    'letters': Bounds(
        least=timedelta(days=365), most=timedelta(days=3650),
        because='a letter can be checked while objections and appeals against it run',
    ),
    'sessions': Bounds(
        least=timedelta(minutes=75), most=timedelta(days=30),
        because='what was typed comes back for an hour after fifteen idle minutes',
    ),
    'typed': Bounds(
        least=timedelta(minutes=15), most=timedelta(hours=1),
        because='people need time to log in again; a session is known for an hour after its end',
    ),
    'codes': Bounds(
        least=timedelta(days=3), most=timedelta(days=365), because='a new letter is sent once in three days',
    ),
    'looks': Bounds(
        least=timedelta(days=180), most=timedelta(days=3650),
        because='logs are to be checked every half year',
    ),
    'people': Bounds(
        least=timedelta(days=60), most=timedelta(days=3650), because='a code lives thirty days, and letters take time',
    ),
}


class WrongPeriod(ValueError):
    """A period is not written as one, or lies outside its bounds."""


def name_of(kind: str) -> str:
    """The name of the setting."""
    return f'PORTAL_KEEP_{kind.upper()}'


def read_periods(given: Mapping[str, str]) -> Periods:
    """The periods that settings such as `PORTAL_KEEP_VISITS` give, the usual one for the rest; raises `WrongPeriod`."""
    return Periods(**{
        one.name: _period(one.name, given[name_of(one.name)]) for one in fields(Periods) if name_of(one.name) in given
    })


def _period(kind: str, text: str) -> timedelta:
    written = WRITTEN.fullmatch(text)
    if written is None:
        raise WrongPeriod(f'{name_of(kind)} must be written such as 90 days or 24 hours, but it is {text!r}.')
    period, bounds = timedelta(**{written[2]: int(written[1])}), BOUNDS[kind]
    if not bounds.least <= period <= bounds.most:
        raise WrongPeriod(
            f'{name_of(kind)} must lie between {in_words(bounds.least)} and {in_words(bounds.most)}, '
            f'but it is {text!r}: {bounds.because}.',
        )
    return period


def in_words(period: timedelta) -> str:
    """A period as settings write it."""
    minutes = int(period.total_seconds()) // 60
    for length, name in ((1440, 'days'), (60, 'hours')):
        if minutes % length == 0:
            return f'{minutes // length} {name}'
    return f'{minutes} minutes'
