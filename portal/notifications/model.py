"""A message to somebody, and the calendar entry that may go with it."""

from dataclasses import dataclass
from datetime import datetime

from portal.letters.model.base import Letter


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One appointment as a calendar sees it; the same `uid` and a higher `sequence` replace what was sent before."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    organizer: str
    """The portal's own address."""
    attendee: str
    cancelled: bool
    stamp: datetime
    """When this version came to be."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A letter to be mailed."""

    to: str
    language: str
    letter: Letter
    calendar: CalendarEntry | None = None
    dedupe_key: str
    """What this message is about; a second message with the same key is not sent."""


@dataclass(frozen=True, kw_only=True)
class Leased:
    """A kept message that is ours to send until `leased_until`."""

    id: int
    kind: str
    payload: str
    language: str
    recipient: str
    dedupe_key: str
    attempt: int
    """How often it was tried, this time included; also tells one lease from the next."""
    leased_until: datetime
    created: datetime


@dataclass(frozen=True, kw_only=True)
class KeptMessage:
    """A message as it lies in the outbox, before or after it left."""

    kind: str
    payload: str
    language: str
    to: str
    dedupe_key: str
    created: datetime
    sent_at: datetime | None
    failed: bool
    """Given up: it never left."""
