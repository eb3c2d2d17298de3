"""The log-ins of providers that belong to somebody: seen by them, and undone."""

from collections.abc import Sequence

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import LinkUnknown, NotOwnLogIn, NotYetFresh
from portal.identity.model import LoggedIn, PersonId
from portal.identity.model.codes import Paper
from portal.identity.model.identity import Link
from portal.identity.model.looking import Look
from portal.identity.rules.phrases import is_fresh, is_own
from portal.identity.service.looking import AccessLog
from portal.identity.service.telling import Telling
from portal.identity.store.links import LinkStore
from portal.identity.store.people import PersonStore
from portal.identity.store.sessions import SessionStore


class Links:
    """Shows links and undoes them; what is undone is linked again only by the V-number, as at the first time."""

    def __init__(self, database: Database, clock: Clock, telling: Telling, *, access_log: AccessLog) -> None:
        self._database, self._clock, self._telling, self._log = database, clock, telling, access_log

    def of(self, person: PersonId) -> Sequence[Link]:
        """The log-ins that belong to somebody, the oldest first."""
        with self._database.reading() as session:
            return LinkStore(session).of(person)

    def undo(self, logged_in: LoggedIn, number: str, *, look: Look) -> Link:
        """Undo a link, end the sessions that may have come by it, and tell the person by another way.

        `look` is the line of the access log that says so. Raises `NotOwnLogIn` for who helps, `NotYetFresh` when the
        log-in is some time ago, and `LinkUnknown` when there is none, or it is somebody else's.
        """
        account, now = logged_in.account, self._clock.now()
        if account.person is None or not is_own(account):
            raise NotOwnLogIn
        if not is_fresh(logged_in.began, now):
            raise NotYetFresh
        with self._database.transaction() as session:
            person = PersonStore(session).get_to_change(account.person)  # of two at once, the second finds nothing
            store = LinkStore(session)
            link = next((one for one in store.of(person.id) if one.number == number), None)
            if link is None:
                raise LinkUnknown
            self._log.note(look)
            store.remove(link)
            SessionStore(session).close_from(person.id, link.issuer)
            self._telling.tell_of_link(session, person, Paper.UNLINKED, now)
        return link
