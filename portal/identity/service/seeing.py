"""That somebody at a counter saw who a person is: kept, and the end of every log-in that was open as them."""

from datetime import date

from portal.database import Work
from portal.identity.model import PersonId
from portal.identity.rules.accounts import own_key
from portal.identity.store.people import PersonStore
from portal.identity.store.sessions import SessionStore


def keep_seen(session: Work, person: PersonId, today: date) -> None:
    """Keep the day. It makes no log-in surer: who is in now may be somebody else, and has to come in again."""
    PersonStore(session).change(person, seen_on=today)
    SessionStore(session).close_all(own_key(person))
