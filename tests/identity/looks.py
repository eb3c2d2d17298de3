"""Looks as employees and people make them, for tests of the access log."""

from datetime import datetime

from portal.identity.model import PersonId
from portal.identity.model.looking import COUNTER_VIEW, Actor
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
