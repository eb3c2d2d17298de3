"""What the clocks find: dates, each with how it was computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.procedures.model.entries import Length, Status
from portal.procedures.model.law import Money, Remedy, Target, Term

Filled = Mapping[str, date | int | str | Length | Mapping[str, str]]
"""What is filled in where words have braces."""


class Told(StrEnum):
    """What a step of a reckoning says; the definitions hold the words for each."""

    RECEIVED = 'received'
    PAID = 'paid'
    COMPLETED = 'completed'
    NOT_PAID = 'not_paid'
    SENT = 'sent'
    COLLECTED = 'collected'
    NOT_SENT = 'not_sent'
    TIME_TO_OBJECT = 'time_to_object'
    TERM = 'term'
    TERM_UNKNOWN = 'term_unknown'
    NEW_LAW = 'new_law'
    NEW_LAW_UNSURE = 'new_law_unsure'
    STOPPED = 'stopped'
    STOPPED_STILL = 'stopped_still'
    STOPPED_UNTOLD = 'stopped_untold'
    STOPPED_LATE = 'stopped_late'
    EXTENDED = 'extended'
    EXTENDED_ALL = 'extended_all'
    EXTENDED_LATE = 'extended_late'
    EXTENDED_UNKNOWN = 'extended_unknown'
    EXTENDED_TOO_OFTEN = 'extended_too_often'
    EXTENDED_CAPPED = 'extended_capped'
    BLANKET_WITHDRAWN = 'blanket_withdrawn'
    MOVED = 'moved'
    STAYS = 'stays'
    BRIDGE = 'bridge'
    GIVEN = 'given'
    GIVEN_EARLY = 'given_early'
    TWO_WEEKS = 'two_weeks'
    COURT_FROM = 'court_from'
    COURT_BY = 'court_by'
    COURT_ORDERED = 'court_ordered'
    POSTED = 'posted'


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """One step of how a date was computed."""

    told: Told
    day: date
    """The date so far."""
    source: str
    status: Status = Status.CONFIRMED
    values: Filled = field(default_factory=dict)


class ClockState(StrEnum):
    """How the clock of a case stands."""

    RUNNING = 'running'
    STOPPED = 'stopped'
    LATE = 'late'
    DECIDED = 'decided'
    WITHDRAWN = 'withdrawn'
    NOT_STARTED = 'not_started'
    UNKNOWN = 'unknown'
    """Nobody has told which period holds."""


@dataclass(frozen=True, kw_only=True)
class Legal:
    """By when the law wants a decision."""

    day: date | None
    """While the clock stands still: the latest day, if it stands still no longer than was set, or than until today."""
    state: ClockState
    steps: tuple[Reckoning, ...]
    term: Term | None = None
    stopped_since: date | None = None
    """The first day that does not count."""

    @property
    def unconfirmed(self) -> bool:
        """Something in it was not confirmed in its source."""
        return any(step.status is Status.UNCONFIRMED for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Aim:
    """By when the service itself aims to decide."""

    target: Target
    day: date


@dataclass(frozen=True, kw_only=True)
class Late:
    """A decision that is not there on its day."""

    since: date
    """The first day that was too late."""
    days: int


class DefaultStage(StrEnum):
    """How far somebody is who asks for a decision that should have been there."""

    TOO_SOON = 'too_soon'
    """The period is not over: a notice would be too early."""
    MAY_GIVE = 'may_give'
    GIVEN_EARLY = 'given_early'
    """A notice was given, but before it could be."""
    WAITING = 'waiting'
    """The two weeks are running."""
    MAY_APPEAL = 'may_appeal'
    AT_COURT = 'at_court'
    ORDERED = 'ordered'
    DECIDED = 'decided'
    UNKNOWN = 'unknown'


@dataclass(frozen=True, kw_only=True)
class Default:
    """The notice of default: from when, what then, and what the law says about money."""

    stage: DefaultStage
    may_from: date | None
    """The first day on which a notice counts."""
    given: date | None = None
    decide_by: date | None = None
    """The end of the two weeks."""
    court_from: date | None = None
    court_by: date | None = None
    """The court has until then when it holds no hearing."""
    ordered_until: date | None = None
    money: Money | None = None
    steps: tuple[Reckoning, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimeToObject:
    """Until when somebody may object or appeal."""

    remedy: Remedy
    day: date | None
    """The last day; None: not known, or not yet running."""
    post_until: date | None
    """What was posted by the last day is still in time when it arrives by then."""
    steps: tuple[Reckoning, ...] = ()
