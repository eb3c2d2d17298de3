"""Where a case stands: its steps, whose turn it is, and since when it has been quiet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.kernel.texts import Text
from portal.procedures.model.case import Event
from portal.procedures.model.definitions import Notice, Procedure, Step, Track, Turn


class Standing(StrEnum):
    """How a step stands."""

    DONE = 'done'
    NOW = 'now'
    NEXT = 'next'
    IF_GRANTED = 'if_granted'
    """It comes only after a yes."""


@dataclass(frozen=True, kw_only=True)
class StepAt:
    """A step of a case."""

    step: Step
    standing: Standing
    since: date | None = None
    """When the case came there; None when it is not known or not yet so."""
    until: date | None = None
    """When the next step began."""


@dataclass(frozen=True, kw_only=True)
class YourTurn:
    """What the applicant must do now."""

    turn: Turn
    since: date
    by: date | None
    """The last day; None: no day was set."""
    is_over: bool
    """That day has passed."""
    first_by: date | None = None
    """What the last day was when it was asked for the first time; None: it was asked once."""
    asked: Text | None = None
    """What was asked for, where a letter asked for something."""


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Nothing has happened for a time."""

    since: date
    normal_until: date | None
    """Until then that is normal; None: nobody can say."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where a case stands on a day."""

    procedure: Procedure
    track: Track
    steps: tuple[StepAt, ...]
    now: StepAt
    situation: str
    """What goes before the step itself, such as `late`; empty when nothing does."""
    lead: Text
    """The first sentences of the page; `{day}` is filled with `lead_day`."""
    lead_day: date | None
    turns: tuple[YourTurn, ...]
    """What the applicant must do now; what comes first in time is first."""
    changed: date
    changed_by: Event | None
    """The last thing that happened; None: nothing since it was received."""
    quiet: Quiet | None
    """None when it is the applicant's turn, or when it is over."""
    notices: tuple[Notice, ...]
