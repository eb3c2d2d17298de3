"""Log-ins: begun, looked up, prolonged and ended."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import NotLoggedIn, SessionOver
from portal.identity.model import Account, LoggedIn
from portal.identity.rules.sessions import STEP, end_if_idle, last_moment
from portal.identity.store.people import PersonStore, hashed_token
from portal.identity.store.sessions import BY_TOKEN, SessionStore, session_of
from portal.kernel.dutch_time import dutch_day
from portal.periods import USUAL, Periods

TOKEN_BYTES = 32
MOST_TYPED, LONGEST_ADDRESS = 16 * 1024, 200
"""Signs of a form that are kept when a session ends, and of the address of its page."""


class Sessions:
    """Who is logged in. A cookie carries the token; the database knows only its hash."""

    def __init__(self, database: Database, clock: Clock, *, periods: Periods = USUAL) -> None:
        self._database, self._clock, self._periods = database, clock, periods

    def begin(self, account: Account, *, shared: bool, old: str = '') -> str:
        """Log somebody in, end the session `old`, and return the token of the new one."""
        now, token = self._clock.now(), secrets.token_urlsafe(TOKEN_BYTES)
        last = last_moment(account, now)
        logged_in = LoggedIn(
            number=secrets.token_hex(16), account=account, began=now, seen=now,
            ends=end_if_idle(last, now, shared=shared), last=last, shared=shared,
        )
        with self._database.transaction() as session:
            if account.person:  # first, as at a counter: two at once lock in the same order
                PersonStore(session).change(account.person, active_on=dutch_day(now))
            store = SessionStore(session)
            store.close_token(hashed_token(old))
            store.add(hashed_token(token), logged_in)
        return token

    def get(self, token: str) -> LoggedIn:
        """Who has this token, which is so prolonged; raises `NotLoggedIn`, or `SessionOver` when its time is over."""
        now, hashed = self._clock.now(), hashed_token(token)
        found = self._database.ask(BY_TOKEN, token=hashed)
        if not found:
            raise NotLoggedIn
        logged_in, closed = session_of(found[0])
        if closed:
            raise NotLoggedIn
        if logged_in.ends <= now:
            raise SessionOver(logged_in)
        if now - logged_in.seen < STEP:
            return logged_in
        return self._touched(hashed, logged_in, now)

    def _touched(self, hashed: str, logged_in: LoggedIn, now: datetime) -> LoggedIn:
        ends = end_if_idle(logged_in.last, now, shared=logged_in.shared)
        with self._database.transaction() as session:
            SessionStore(session).touch(hashed, seen=now, ends=ends)
        return replace(logged_in, seen=now, ends=ends)

    def of(self, account: Account) -> Sequence[LoggedIn]:
        """The open sessions of an account."""
        with self._database.reading() as session:
            return SessionStore(session).of(account.key, self._clock.now())

    def end(self, token: str) -> None:
        """Log out in one browser."""
        with self._database.transaction() as session:
            SessionStore(session).close_token(hashed_token(token))

    def end_number(self, account: Account, number: str) -> None:
        """Log an account out in another browser; raises `SessionUnknown`."""
        with self._database.transaction() as session:
            SessionStore(session).close_number(account.key, number)

    def end_all(self, key: str) -> int:
        """Log an account out everywhere, and forget what it had typed; returns how many sessions ended."""
        with self._database.transaction() as session:
            store = SessionStore(session)
            store.drop_all_typed(key)
            return store.close_all(key)

    def end_from_afar(self, issuer: str, *, subject: str = '', provider_session: str = '') -> int:
        """End what a provider says has ended; one of the two must be named. Returns how many sessions ended."""
        if not (subject or provider_session):
            return 0
        with self._database.transaction() as session:
            return SessionStore(session).close_from_afar(issuer, subject=subject, provider_session=provider_session)

    def keep_typed(self, was: LoggedIn, address: str, values: Sequence[tuple[str, str]]) -> None:
        """Keep what somebody typed, until they are back at the same level; a session long over keeps nothing."""
        now = self._clock.now()
        size = sum(len(name) + len(value) for name, value in values)
        if now - was.ends > self._periods.typed or size > MOST_TYPED or len(address) > LONGEST_ADDRESS:
            return
        with self._database.transaction() as session:
            SessionStore(session).keep_typed(
                was.account.key, address, level=was.account.level, values=[list(one) for one in values],
                expires_at=now + self._periods.typed,
            )

    def find_typed(self, logged_in: LoggedIn, address: str) -> list[tuple[str, str]] | None:
        """What somebody had typed on a page before their session ended."""
        with self._database.reading() as session:
            found = SessionStore(session).find_typed(
                logged_in.account.key, address, level=logged_in.account.level, now=self._clock.now(),
            )
        return None if found is None else [(name, value) for name, value in found]

    def drop_typed(self, logged_in: LoggedIn, address: str) -> None:
        """Forget what was typed on a page: it was sent."""
        with self._database.transaction() as session:
            SessionStore(session).drop_typed(logged_in.account.key, address)

    def tidy(self) -> int:
        """Remove what is over; returns how much that was."""
        now = self._clock.now()
        with self._database.transaction() as session:
            store = SessionStore(session)
            return store.remove_ended(now - self._periods.sessions) + store.remove_typed(now)
