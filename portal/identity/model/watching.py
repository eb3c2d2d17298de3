"""Reading of which somebody should ask why."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Rule(StrEnum):
    """Why reading is unusual."""

    MANY_IN_AN_HOUR = 'many_in_an_hour'
    MANY_IN_A_DAY = 'many_in_a_day'
    RELATIVE = 'relative'
    OUTSIDE_HOURS = 'outside_hours'
    NO_VISIT = 'no_visit'
    AGAIN_AND_AGAIN = 'again_and_again'
    NOBODY_FOUND = 'nobody_found'


@dataclass(frozen=True, kw_only=True)
class Unusual:
    """Reading by one employee on one day that somebody should ask about."""

    rule: Rule
    day: date
    actor: str
    name: str
    count: int
    usual: float = 0
    """How much is usual, where that is known."""
    subject: str = ''
    """Whose data it was, for rules about one person."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From when on reading is unusual; the file `watching.yaml` explains each."""

    cases_an_hour: int
    cases_a_day: int
    times_usual: float
    days_of_history: int
    opens: int
    """Hour of the day, on the wall clock in the Netherlands."""
    closes: int
    outside: int
    without_visit: int
    same_person_days: int
    """On so many days in a row of `same_person_within` days."""
    same_person_within: int
    nobody_found: int


@dataclass(frozen=True, kw_only=True)
class Glance:
    """What the rules see of a line of the log."""

    actor: str
    name: str
    subject: str
    at: datetime
    trace_id: str
    says_visit: bool
    """The reason given is a visit today."""
    had_visit: bool | None
    found: bool


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How many people somebody looks at when they work: the usual of an hour and of a day."""

    an_hour: float
    a_day: float
