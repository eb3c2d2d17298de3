"""Ends sessions because a provider says so, and lets staff in when their provider is down."""

import logging
import secrets
from collections.abc import Collection
from datetime import timedelta

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import Account, Level, Role, Way
from portal.identity.rules.accounts import digest
from portal.identity.rules.logout import Ended
from portal.identity.service.sessions import Sessions
from portal.identity.store.once import OnceStore
from portal.identity.store.people import hashed_token

TOKEN_BYTES = 32
EMERGENCY_TIME = timedelta(minutes=10)

log = logging.getLogger(__name__)


class Ending:
    """Takes the word of a provider that a session has ended, once."""

    def __init__(self, database: Database, clock: Clock, sessions: Sessions) -> None:
        self._database, self._clock, self._sessions = database, clock, sessions

    def end(self, issuer: str, ended: Ended) -> int:
        """End what the provider names; returns how many sessions that were. Raises `AnswerRefused` the second time."""
        with self._database.transaction() as session:
            OnceStore(session).take_token(digest(issuer, ended.number), ended.until)
            return self._sessions.end_from_afar(
                issuer, subject=ended.subject, provider_session=ended.provider_session,
            )

    def tidy(self) -> int:
        """Forget tokens and links that are of no use any more; returns how many."""
        with self._database.transaction() as session:
            return OnceStore(session).remove_old(self._clock.now())


class Emergency:
    """Log-in by a link that an operator made: good for ten minutes and for one time, and written to the log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def make(self, roles: Collection[Role]) -> str:
        """The secret of a new link."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._database.transaction() as session:
            OnceStore(session).add_emergency(
                hashed_token(token), sorted(roles), self._clock.now() + EMERGENCY_TIME,
            )
        log.warning('an emergency link was made for: %s', ', '.join(sorted(roles)))
        return token

    def use(self, token: str) -> Account:
        """The account that a link gives; raises `EmergencyOver`."""
        with self._database.transaction() as session:
            roles = OnceStore(session).take_emergency(hashed_token(token), self._clock.now())
        log.warning('an emergency link was used for: %s', ', '.join(roles))
        return Account(
            key=f'staff:emergency:{digest(token)}', roles=frozenset(map(Role, roles)), level=Level.SUBSTANTIAL,
            way=Way.EMERGENCY,
        )
