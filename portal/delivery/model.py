"""A letter of the archive on its way to somebody: by which way, and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """How a letter leaves."""

    PRINTED_HERE = 'printed_here'
    """Printed at a counter, and handed to the person."""
    PRINT_SERVICE = 'print_service'
    """In a numbered batch to a company that prints and posts."""
    NOTIFY = 'notify'
    """One by one to a service that speaks the Notify protocol, which prints and posts."""


POST_WAYS = {'print': Way.PRINT_SERVICE, 'notify': Way.NOTIFY}
"""What `PORTAL_POST` means."""


class State(StrEnum):
    """How far a letter is."""

    WAITING = 'waiting'
    BATCHED = 'batched'
    """Taken into a batch whose files are being written."""
    READY = 'ready'
    """The files of its batch are there, to be handed over."""
    SENDING = 'sending'
    """A worker is at it, until its lease ends."""
    WITH_SERVICE = 'with_service'
    """The service has it, and looks whether it can be printed."""
    HANDED_OVER = 'handed_over'
    """Who prints and posts has it."""
    POSTED = 'posted'
    """Who prints and posts says that it was posted."""
    PRINTED = 'printed'
    STUCK = 'stuck'
    """It goes no further without a person."""
    BY_HAND = 'by_hand'
    """A person posted it in another way."""


class Why(StrEnum):
    """Why a letter is stuck."""

    DAMAGED = 'damaged'
    TOO_LARGE = 'too_large'
    REFUSED = 'refused'
    NO_ANSWER = 'no_answer'
    NO_NEWS = 'no_news'
    UNSURE = 'unsure'


@dataclass(frozen=True, kw_only=True)
class Going:
    """How one letter goes by one way."""

    reference: str
    way: Way
    state: State
    batch: int | None
    line: int | None
    """Its place in the batch, from 1."""
    round: int
    """How often it was sent anew after the service had refused it."""
    service_id: str
    """What the service calls it; in a batch, the name of the folder in which that is written."""
    status: str
    """The last that the service said of it."""
    attempts: int
    """How often sending was tried, this time included; or how often it was printed here."""
    next_try: datetime | None
    """When something is due; while it is being sent, when the lease ends."""
    waiting_since: datetime
    tried_at: datetime | None
    """When it was first tried, under the name that the service knows it by."""
    gone_at: datetime | None
    """When it was given to the post, or printed here."""
    by: str
    """Who handed it over or printed it."""
    why: Why | None

    @property
    def service_reference(self) -> str:
        """Under what name the service has it; `~` is in no reference of a letter."""
        return f'{self.reference}~{self.round + 1}' if self.round else self.reference


@dataclass(frozen=True, kw_only=True)
class Step:
    """What becomes of a letter."""

    state: State
    next_try: datetime | None = None
    why: Why | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many letters are so far, by one way."""

    way: Way
    state: State
    count: int
    oldest: datetime
    """Since when the first of them waits."""


@dataclass(frozen=True, kw_only=True)
class AtService:
    """A letter as the service knows it."""

    id: str
    status: str = ''


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A line of a batch's index."""

    line: int
    reference: str
    file: str
    sha256: str
    bytes: int
    pages: int
    language: str


@dataclass(frozen=True, kw_only=True)
class PrintBatch:
    """A batch whose files are all there."""

    number: int
    count: int
    damaged: tuple[str, ...]
    """Letters that are not in it, because the archive has not what was put there."""
