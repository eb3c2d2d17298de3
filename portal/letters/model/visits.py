"""The messages about visits and the waiting list."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from portal.kernel.texts import Text
from portal.letters.model.base import TYPED, Letter, Place


@dataclass(frozen=True, kw_only=True)
class VisitBooked(Letter):
    """You have a visit."""

    folder: ClassVar[str] = 'visit_booked'

    place: Place
    code: str
    persons: tuple[str, ...] = field(metadata=TYPED)
    bring: tuple[Text, ...]
    visit_link: str
    online_until: datetime


@dataclass(frozen=True, kw_only=True)
class VisitChanged(VisitBooked):
    """Your visit was moved, or a person was taken off it."""

    folder: ClassVar[str] = 'visit_changed'

    previous: Place | None = None
    """Where it was before it moved."""
    person_off: str = field(default='', metadata=TYPED)
    """Who no longer comes."""


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(Letter):
    """Your visit will not take place."""

    folder: ClassVar[str] = 'visit_cancelled'

    place: Place
    persons: tuple[str, ...] = field(metadata=TYPED)
    book_link: str


@dataclass(frozen=True, kw_only=True)
class PlaceOffered(Letter):
    """A freed place is kept for you until you answer, or until a stated time."""

    folder: ClassVar[str] = 'place_offered'

    place: Place
    current: Place | None
    """The visit that accepting replaces."""
    persons: tuple[str, ...] = field(metadata=TYPED)
    answer_before: datetime
    answer_link: str


@dataclass(frozen=True, kw_only=True)
class WaitingStarted(Letter):
    """You are on the waiting list."""

    folder: ClassVar[str] = 'waiting_started'

    desks: tuple[str, ...]
    current: Place | None
    persons: tuple[str, ...] = field(metadata=TYPED)
    last_day: date
    wish_link: str


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(Letter):
    """The place that was kept for you went to the next person; you stay on the list."""

    folder: ClassVar[str] = 'offer_lapsed'

    place: Place
    current: Place | None
    last_day: date
    wish_link: str
