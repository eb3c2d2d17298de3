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
    how: str
    otherwise: str


@dataclass(frozen=True, kw_only=True)
class StatusStep:
    """A step of an application."""

    state: Literal['done', 'now', 'next']
    name: str
    when: str


@dataclass(frozen=True, kw_only=True)
class CaseStatus(Letter):
    """Where an application stands, as its page says it; `service` is what was applied for."""

    folder: ClassVar[str] = 'status'

    lead: str
    turns: tuple[StatusTurn, ...]
    steps: tuple[StatusStep, ...]
    law_day: date | None
    law: str
    sure: bool
    """Every fact behind the day of the law was confirmed."""
    expected: tuple[tuple[str, str], ...]
    """What is forecast, and what is said of it."""
    place: str
    objecting: tuple[tuple[str, date | None, date | None], ...]
    """What can be done against the decision, until when, and until when a letter posted by then may arrive."""
    received: date
    changed: date
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
