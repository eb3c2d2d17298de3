"""Where an application stands, and that there is news of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from portal.letters.model.base import Letter


@dataclass(frozen=True, kw_only=True)
class StatusTurn:
    """What the applicant must do now, said in the language of the letter."""

    what: str
    by: str
    """By when; empty when no day was set."""
    asked: str
    """What a letter asked for, and which letter that is; empty when none did."""
    how: str
    otherwise: str


@dataclass(frozen=True, kw_only=True)
class StatusStep:
    """A step of an application."""

    state: Literal['done', 'now', 'next']
    name: str
    when: str
    """Since when, or whether it will come."""
    says: tuple[str, ...]
    """What more there is to tell, such as what we do and what the applicant does, and the letters of the step."""


@dataclass(frozen=True, kw_only=True)
class StatusVisit:
    """A visit that is planned."""

    starts_at: datetime
    zone: str
    service: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class CaseStatus(Letter):
    """Where an application stands, as its page says it; `service` is what was applied for."""

    folder: ClassVar[str] = 'status'

    lead: str
    turns: tuple[StatusTurn, ...]
    notices: tuple[str, ...]
    """News for all cases like this one."""
    steps: tuple[StatusStep, ...]
    quiet: str
    """Since when nothing has happened, and until when that is normal; empty when that need not be said."""
    visits: tuple[StatusVisit, ...]
    law_day: date | None
    law: str
    sure: bool
    """Every fact behind the day of the law was confirmed."""
    expected: tuple[tuple[str, str], ...]
    """What is forecast, and what is said of it."""
    computed: str
    """When that was computed; empty without a forecast."""
    place: str
    objecting: tuple[tuple[str, date | None, date | None], ...]
    """What can be done against the decision, until when, and until when a letter posted by then may arrive."""
    received: date
    changed: date
    why: str
    """What happened then; empty when nothing did since it was received."""
    as_of: datetime
    zone: str


@dataclass(frozen=True, kw_only=True)
class CaseNews(Letter):
    """There is news about an application; never what."""

    folder: ClassVar[str] = 'case_news'

    page: str
    """Where to log in."""


@dataclass(frozen=True, kw_only=True)
class WeeklyNews(CaseNews):
    """There was news in the last week."""

    folder: ClassVar[str] = 'weekly_news'
