"""Looking at somebody's data: what was done, to whose, by whom and why.

The fields are those of a log line of the standard Logboek Dataverwerkingen 1.0; who did it is ours, and stays with us.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.identity.model.who import PersonId
from portal.kernel.texts import Text


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One processing activity in the register."""

    key: str
    uri: str
    name: Text
    """What was done, in words for the person whose data it was."""
    purpose: Text
    basis: str
    """The legal ground."""
    source: str
    confirmed: bool
    """Somebody has read the ground in its source."""


OWN_VIEW, HELPED_VIEW, COUNTER_VIEW = 'own_view', 'helped_view', 'counter_view'
IDENTITY_SEEN, CODE_ISSUED, LOG_SEARCHED = 'identity_seen', 'code_issued', 'log_searched'
LETTER_READ, LETTER_WRITTEN = 'letter_read', 'letter_written'
REACH_CHANGED, MESSAGES_CHANGED, LINK_UNDONE = 'reach_changed', 'messages_changed', 'link_undone'
OWN_CHANGES = frozenset({REACH_CHANGED, MESSAGES_CHANGED, LINK_UNDONE})
"""What only the person themselves can change."""


class Outcome(StrEnum):
    """How a processing ended; the three of the standard."""

    UNSET = 'Unset'
    OK = 'Ok'
    ERROR = 'Error'
    """Nothing was shown: nobody was found."""


class Reason(StrEnum):
    """Why an employee looks."""

    VISIT = 'visit'
    PHONE = 'phone'
    LETTER = 'letter'
    OBJECTION = 'objection'
    OTHER = 'other'
    """Said in words."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something; never part of what leaves the service."""

    key: str
    name: str
    role: str
    session: str
    """The number of the session, which opens nothing."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Something done to somebody's data."""

    activity: str
    person: PersonId | None
    """Whose data; nobody's when nobody was found, or when a search was about no one person."""
    room: str
    actor: Actor
    reason: str = ''
    words: str = ''
    """The reason in words, where none of the list fits."""
    had_visit: bool | None = None
    """Whether the person had a visit on that day, where the room knows."""
    started: datetime
    ended: datetime
    outcome: Outcome = Outcome.OK
    trace_id: bytes
    """Sixteen bytes that all parts of one piece of work share."""
    span_id: bytes
    """Eight bytes of its own."""
    parent: bytes = b''
    """The span of which this is a part."""


@dataclass(frozen=True, kw_only=True)
class NotedLook:
    """A line of the log. `subject` stands for the person and can be made from them, not the other way round."""

    id: int
    activity: str
    subject: str
    room: str
    actor: Actor
    reason: str
    words: str
    had_visit: bool | None
    started: datetime
    ended: datetime
    outcome: Outcome
    trace_id: str
    span_id: str
    parent: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """One piece of work, as the person is told of it: a page that was opened three times in it is told once."""

    first: NotedLook
    times: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """Who looked at somebody's data, one page of it."""

    days: Mapping[date, Sequence[Told]]
    """What others looked at, by day in the Netherlands, the latest first."""
    own: Sequence[Told]
    """What the person looked at."""
    changed: Sequence[Told]
    """What the person changed."""
    before: int
    """Where the next page begins; 0 when this is the last."""


@dataclass(frozen=True, kw_only=True)
class LookSearch:
    """What an auditor asks for; what is empty does not count."""

    person: PersonId | None = None
    employee: str = ''
    """Part of the name."""
    activity: str = ''
    since: datetime | None = None
    until: datetime | None = None
    before: int = 0
    """Only lines with a lower number: the next page."""
