"""The dates of the law as lawyers write them: one class for each kind of entry in the files under `data/`."""

from enum import StrEnum

from pydantic import Field

from portal.kernel.data_files import Day, Translated
from portal.procedures.model.entries import Dated, Entry, Key, Lasts, Sourced, Text


class Start(StrEnum):
    """From which day a period counts; that day itself is not counted."""

    RECEIVED = 'received'
    PAID_OR_COMPLETED = 'paid_or_completed'
    """The day of payment, or the day on which the last paper came if that is later."""
    TIME_TO_OBJECT = 'time_to_object'
    """The last day on which somebody could object."""


class Pending(StrEnum):
    """Whether a new period also holds for applications that came in before it and are not decided."""

    YES = 'yes'
    NO = 'no'
    UNKNOWN = 'unknown'


class Extension(Sourced):
    """A reason for which the service may take more time; it must say so before the period ends."""

    key: Key
    says: Translated
    lasts: Lasts | None = None
    """How much longer at most; without it the letter's date counts."""
    total: Lasts | None = None
    """How long the whole may last, from the start of the period."""
    times: int = Field(default=1, ge=1)
    """How often it may be used."""


class Target(Sourced):
    """What the service aims at; no period of the law."""

    says: Translated
    lasts: Lasts


class Term(Dated):
    """How long the law gives the service, for what comes in from `valid_from` until `valid_until`."""

    key: Key
    procedure: Key
    tracks: tuple[Key, ...] = ()
    """Empty: all."""
    lasts: Lasts | None = None
    """Nothing: not known, and then nobody is told a date."""
    start: Start = Start.RECEIVED
    objection: tuple[Key, ...] = ()
    """The remedies that give the time to object, where the period starts after it: the first whose start is known."""
    papers_stop: bool = True
    """The clock stands still while the applicant completes the application."""
    opens_court: bool = False
    """What came in is itself a notice of default: when the period is over the court is open."""
    pending: Pending = Pending.NO
    extensions: tuple[Extension, ...] = ()
    total: Lasts | None = None
    """The longest that it may last with all extensions, from the start of the period."""
    targets: tuple[Target, ...] = ()
    law: Text


class Blanket(Dated):
    """More time that the service took for all applications which came in between two days."""

    key: Key
    procedure: Key
    extension: Key
    """The extension of the term that it uses up."""
    lasts: Lasts
    withdrawn: Day | None = None
    """From this day on it no longer counts."""
    says: Translated


class Suspension(Dated):
    """A reason for which the clock stands still."""

    key: Key
    says: Translated
    from_next_day: bool
    """The first day that does not count is the one after the event."""
    until_day_before: bool
    """The day on which it ends counts again."""
    must_be_told: bool
    """It only counts when the applicant was told."""
    law: Text


class Period(Dated):
    """How long somebody has for something, such as for sending a paper."""

    key: Key
    lasts: Lasts
    says: Translated
    law: Text


class Remedy(Dated):
    """How long somebody may object or appeal, against decisions sent from `valid_from` until `valid_until`."""

    key: Key
    procedures: tuple[Key, ...]
    tracks: tuple[Key, ...] = ()
    """Empty: all."""
    outcomes: tuple[Key, ...]
    lasts: Lasts | None = None
    """Nothing: not known; the letter says it."""
    from_card: bool = False
    """It counts from the day on which the card is collected."""
    may_be_shorter: bool = False
    """For some decisions it is shorter, and a case does not tell which they are."""
    court: bool = False
    """It goes to the court, and not to the service."""
    waiting: Sourced | None = None
    """Where it stands who must leave and may yet wait here for the answer; nothing: not known."""
    says: Translated
    law: Text


class Money(Dated):
    """What the law says about money for notices of default of a time; the page never promises any."""

    says: Translated
    automatic: bool
    """The service itself had to pay by the day."""
    days: tuple[int, ...] = ()
    """Euro a day, in steps."""
    most: int | None = None
    law: Text


class Decree(Sourced):
    """The days of a year that a decree equates with public holidays."""

    year: int
    days: tuple[Day, ...] = ()


class Word(Entry):
    """How one step of a reckoning is said; what stands in braces is filled in."""

    key: Text
    says: Translated
    source: Text | None = None
    """The law behind the step, where it is always the same."""
