"""How a person is reached: changed by themselves, and told where they were reached before."""

from collections.abc import Iterator
from hashlib import sha256

from portal.clock import Clock
from portal.database import Database, Work
from portal.identity.errors import ReachChanged
from portal.identity.model import Person, PersonId
from portal.identity.model.codes import Paper
from portal.identity.model.keeping import Reach
from portal.identity.model.looking import Look
from portal.identity.service.looking import AccessLog
from portal.identity.service.telling import contact_changed
from portal.identity.store.codes import PaperStore
from portal.identity.store.people import PersonStore
from portal.kernel.texts import Text
from portal.letters.model.base import Office
from portal.notifications.model import Message
from portal.notifications.service import Notifications

PARTS: dict[str, Text] = {
    'email': {'nl': 'uw e-mailadres', 'en': 'your e-mail address'},
    'phone': {'nl': 'uw telefoonnummer', 'en': 'your telephone number'},
    'language': {'nl': 'de taal waarin wij u schrijven', 'en': 'the language in which we write to you'},
}
VERSION_LENGTH = 16


class Reaching:
    """Changes how somebody is reached."""

    def __init__(
        self, database: Database, clock: Clock, notifications: Notifications, *, office: Office, access_log: AccessLog,
    ) -> None:
        self._database, self._clock, self._log = database, clock, access_log
        self._notifications, self._office = notifications, office

    def change(self, number: PersonId, reach: Reach, *, seen: str, look: Look) -> Person:
        """Keep it; the old e-mail address is told, or a letter is printed, and a new address is told too.

        `seen` is the version that the person had before them; raises `ReachChanged` when it is another one by now.
        `look` is the line of the access log that says so; a change of nothing is none.
        """
        with self._database.transaction() as session:
            store = PersonStore(session)
            before = store.get_to_change(number)
            if version_of(before) != seen:
                raise ReachChanged
            changed = [name for name in PARTS if getattr(before, name) != getattr(reach, name)]
            if changed:
                self._log.note(look)
                store.change(number, email=reach.email, phone=reach.phone, language=reach.language)
                self._tell(session, before, reach, changed)
            return store.get(number)

    def _tell(self, session: Work, before: Person, reach: Reach, changed: list[str]) -> None:
        """By mail where they were reached, else on paper; and at a new address that it is in use from now on."""
        now = self._clock.now()
        if not before.email:
            PaperStore(session).add(before.id, Paper.CONTACT, now)
        letter = contact_changed(self._office, now, [PARTS[name] for name in changed])
        for place, (email, language) in enumerate(_channels(before, reach)):
            self._notifications.put(Message(
                to=email, language=language, letter=letter, dedupe_key=f'contact:{before.id}:{now.timestamp()}:{place}',
            ))


def version_of(person: Person) -> str:
    """Differs when another way to reach somebody is kept."""
    kept = '\n'.join((person.email, person.phone, person.language))
    return sha256(kept.encode()).hexdigest()[:VERSION_LENGTH]


def _channels(before: Person, reach: Reach) -> Iterator[tuple[str, str]]:
    """Where to tell it: the old address first, in the language they read before."""
    if before.email:
        yield before.email, before.language
    if reach.email and reach.email != before.email:
        yield reach.email, reach.language
