"""The waiting list: who wants an earlier place, and what they were offered."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from portal.appointments.model.visit import Contact, Person, Slot


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Who waits, and which places suit them."""

    persons: tuple[Person, ...]
    contact: Contact
    desks: tuple[str, ...]
    """Keys of the desks they would come to."""
    not_before: time | None = None
    not_after: time | None = None
    """Part of the day, in the desk's zone, in which a visit can start."""
    notice_hours: int = 24
    """They can come when told so many hours ahead."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Somebody's place on the waiting list: for an earlier time than their visit, or for a first one."""

    id: int = 0
    key: str
    """Whoever has this may see, answer and end the wish."""
    product: str
    visit: int | None
    """The visit they already have; taking an offer moves it."""
    before: date
    """The last day that still helps them."""
    urgency: int = 0
    """Higher goes first; 0 unless staff raise it."""
    asked_at: datetime
    ended_at: datetime | None = None
    terms: Terms


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = 'open'
    TAKEN = 'taken'
    DECLINED = 'declined'
    LAPSED = 'lapsed'
    SKIPPED = 'skipped'
    """It was their turn, but the place did not suit; `Offer.reason` says why."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A freed place: held for one person for a stated time, or the reason why it passed them by."""

    id: int = 0
    wish: int
    slot: Slot
    visit: int | None = None
    """The visit in state *offered* that keeps the place."""
    offered_at: datetime
    until: datetime | None = None
    state: OfferState
    reason: str = ''
