"""A case: who asked for what on which day, and all that has happened since."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import NewType

CaseId = NewType('CaseId', str)


class EventKind(StrEnum):
    """What can happen to a case; `Event.what` says more."""

    RECEIVED = 'received'
    """The service has the application, the objection or the notice."""
    ACKNOWLEDGED = 'acknowledged'
    """The letter was sent that says so."""
    FEE_ASKED = 'fee_asked'
    PAID = 'paid'
    ASKED = 'asked'
    """The service asks for what is missing; `what` is a period of the definitions, `until` the last day."""
    PAPERS_RECEIVED = 'papers_received'
    """What was asked for is there; without `what` all of it."""
    COMPLETE = 'complete'
    """The service has found that nothing is missing."""
    SUSPENDED = 'suspended'
    """The clock stands still; `what` is a suspension of the definitions."""
    RESUMED = 'resumed'
    EXTENDED = 'extended'
    """The service takes more time; `what` is an extension of the definitions, `until` the new date."""
    STARTED = 'started'
    """The service has started on the case."""
    RESEARCH = 'research'
    INVITED = 'invited'
    """An interview or a hearing is planned, on the day `until`; `what` says which."""
    HEARD = 'heard'
    """The interview or the hearing was held."""
    INTENTION = 'intention'
    """The service intends to say no, and asks for a view by `until`."""
    VIEW_RECEIVED = 'view_received'
    DECIDED = 'decided'
    """`what` is granted, refused or set_aside."""
    DECISION_SENT = 'decision_sent'
    """Of an objection: the day on which the decision was sent to which somebody objects."""
    OBJECTION = 'objection'
    """Somebody objects to the decision in this case."""
    NOTICE_OF_DEFAULT = 'notice_of_default'
    APPEALED = 'appealed'
    """Somebody went to the court because there is no decision."""
    COURT_ORDERED = 'court_ordered'
    """The court sets a date, `until`, by which the service must decide."""
    MVV_ISSUED = 'mvv_issued'
    ARRIVED = 'arrived'
    BIOMETRICS_ASKED = 'biometrics_asked'
    BIOMETRICS_TAKEN = 'biometrics_taken'
    CARD_READY = 'card_ready'
    CARD_COLLECTED = 'card_collected'
    CEREMONY_PLANNED = 'ceremony_planned'
    CEREMONY_HELD = 'ceremony_held'
    STEP_CHANGED = 'step_changed'
    """The case is at the step `what`, whatever else is known."""
    WITHDRAWN = 'withdrawn'


OUTCOMES = ('granted', 'refused', 'set_aside')
"""What a decision can be."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a case on a day."""

    kind: EventKind
    day: date
    what: str = ''
    until: date | None = None
    """The day that was set: to answer by, to be heard on, of the new end."""
    told: date | None = None
    """When the applicant was told, where the law asks for that."""


_day = attrgetter('day')


@dataclass(frozen=True, kw_only=True)
class Case:
    """One application, objection or notice, as its source tells it."""

    id: CaseId
    procedure: str
    track: str = ''
    """Empty: the first track of the procedure."""
    queue: str = ''
    received: date
    events: tuple[Event, ...] = ()

    @cached_property
    def in_order(self) -> tuple[Event, ...]:
        """The events in order of time; what happened on one day keeps the order of the source."""
        return tuple(sorted(self.events, key=_day))

    def known_on(self, day: date) -> tuple[Event, ...]:
        """What had happened by that day, in order of time."""
        return self.in_order[:bisect_right(self.in_order, day, key=_day)]

    def find_last(self, kind: EventKind, day: date) -> Event | None:
        """The last event of a kind by that day."""
        return next((event for event in reversed(self.known_on(day)) if event.kind is kind), None)

    def find_first(self, kind: EventKind, day: date) -> Event | None:
        """The first event of a kind by that day."""
        return next((event for event in self.known_on(day) if event.kind is kind), None)
