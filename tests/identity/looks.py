"""Looks as employees and people make them, for tests of the access log."""

from datetime import UTC, datetime

from portal.identity.model import PersonId
from portal.identity.model.looking import COUNTER_VIEW, REACH_CHANGED, Actor, Look
from portal.identity.service import AccessLog

KIM = Actor(key='staff:kim', name='Kim Voorbeeld', role='clerk', session='1' * 32)
LOU = Actor(key='staff:lou', name='Lou Voorbeeld', role='clerk', session='2' * 32)
AMINA, YUSUF = PersonId('a' * 32), PersonId('b' * 32)


def note(log: AccessLog, person: PersonId | None = AMINA, *, actor: Actor = KIM, activity: str = COUNTER_VIEW,
         at: datetime | None = None, **more: object) -> None:
    """Note a look, by default now."""
    if at is not None:
        more |= {'started': at, 'ended': at}
    log.note(log.look(activity, person, room='counter', actor=actor, **({'reason': 'visit'} | more)))


def own_change(person: PersonId, activity: str = REACH_CHANGED) -> Look:
    """The line that says that somebody changed something of their own."""
    moment = datetime(2026, 11, 30, 8, tzinfo=UTC)
    return Look(
        activity=activity, person=person, room='identity', started=moment, ended=moment, trace_id=b'1' * 16,
        span_id=b'1' * 8, actor=Actor(key=f'person:{person}', name='', role='applicant', session='3' * 32),
    )
