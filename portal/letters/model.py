"""The letters: one frozen class per kind, and its fields are all that a template sees.

Instants are in UTC; a place carries the zone in which they are shown. What our own data says comes as
`Text`, in every language; what people typed is marked `TYPED` and is treated with more care.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar, Literal

from portal.kernel.texts import Text

TYPED = MappingProxyType({'typed_by_people': True})


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who writes, and whom to call; a letter without telephone number does not speak of calling."""

    name: str
    phone: str = ''
    phone_hours: str = ''
    """Hours of the day, such as `9-17`."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """When and where to be."""

    starts_at: datetime
    minutes: int
    zone: str
    desk: str
    address: tuple[str, ...]
    directions: Text


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What every letter says."""

    folder: ClassVar[str]

    office: Office
    written_on: date
    service: Text
    """What the visit is for."""


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


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One paper, with a box to tick."""

    name: Text
    have: bool
    sure: bool
    """False: it hangs on something that is not known yet."""
    hand_in: Text
    number: str
    """The number of the service's own form, if it is one."""
    steps: tuple[Text, ...]
    where: Text
    takes: Text


@dataclass(frozen=True, kw_only=True)
class PaperGroup:
    """Papers that the same person must get."""

    title: Text
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, kw_only=True)
class PaperList(Letter):
    """Your own list of papers."""

    folder: ClassVar[str] = 'paper_list'

    filing: date
    """The day on which you expect to apply; the rules of that day were used."""
    large: bool
    """In large print."""
    groups: tuple[PaperGroup, ...]
    not_needed: tuple[tuple[Text, Text], ...]
    """Papers that you do not need, and why."""


@dataclass(frozen=True, kw_only=True)
class LogInCode(Letter):
    """The code with which you log in for the first time; goes by post or is handed over, never by mail."""

    folder: ClassVar[str] = 'log_in_code'

    name: str = field(metadata=TYPED)
    v_number: str
    code: str
    page: str
    """The address to type."""
    scan: str
    """The same with the code behind `#`, as a picture."""
    how: Literal['post', 'counter']
    last_day: date
    works_until: datetime
    zone: str


@dataclass(frozen=True, kw_only=True)
class LogInNotice(Letter):
    """Somebody logged in as you, or how you log in has changed."""

    folder: ClassVar[str] = 'log_in_notice'

    what: Literal['code_used', 'new_phrase', 'code_dead', 'linked']
    moment: datetime
    zone: str


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Letter):
    """How you are reached was changed; goes to where you were reached before."""

    folder: ClassVar[str] = 'contact_changed'

    moment: datetime
    zone: str
    changed: tuple[Text, ...]
    """What was changed; neither the old data nor the new."""


@dataclass(frozen=True, kw_only=True)
class DataLine:
    """One piece of data, as it is said in the language of the letter."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DataKind:
    """One kind of data, and what of it is kept now."""

    name: Text
    linked: bool
    """It can be found by the person whom it is about."""
    what: Text
    why: Text
    basis: Text
    confirmed: bool
    until: str
    lines: tuple[DataLine, ...]


@dataclass(frozen=True, kw_only=True)
class MyData(Letter):
    """What is kept about you, why and until when."""

    folder: ClassVar[str] = 'my_data'

    moment: datetime
    zone: str
    kinds: tuple[DataKind, ...]


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


KINDS: Mapping[str, type[Letter]] = MappingProxyType({kind.folder: kind for kind in (
    VisitBooked, VisitChanged, VisitCancelled, PlaceOffered, WaitingStarted, OfferLapsed, PaperList, LogInCode,
    LogInNotice, ContactChanged, MyData, CaseStatus, CaseNews, WeeklyNews,
)})
