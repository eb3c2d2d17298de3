"""How a person is reached: changed by themselves, and told where they were reached before."""

from collections.abc import Iterator
from hashlib import sha256

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import ReachChanged
from portal.identity.model import Person, PersonId
from portal.identity.model.keeping import Reach
from portal.identity.store.people import PersonStore
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.texts import Text
from portal.letters.model import ContactChanged, Office
from portal.notifications.model import Message
from portal.notifications.service import Notifications

ABOUT = {'nl': 'uw contactgegevens', 'en': 'your contact data'}
PARTS: dict[str, Text] = {
    'email': {'nl': 'uw e-mailadres', 'en': 'your e-mail address'},
    'phone': {'nl': 'uw telefoonnummer', 'en': 'your telephone number'},
    'language': {'nl': 'de taal waarin wij u schrijven', 'en': 'the language in which we write to you'},
}
VERSION_LENGTH = 16


class Reaching:
    """Changes how somebody is reached."""

    def __init__(self, database: Database, clock: Clock, notifications: Notifications, *, office: Office) -> None:
        self._database, self._clock = database, clock
        self._notifications, self._office = notifications, office

    def change(self, number: PersonId, reach: Reach, *, seen: str) -> Person:
        """Keep it; the old e-mail address is told, and a new one too.

        `seen` is the version that the person had before them; raises `ReachChanged` when it is another one by now.
        """
        with self._database.transaction() as session:
            store = PersonStore(session)
            before = store.get_to_change(number)
            if version_of(before) != seen:
                raise ReachChanged
            changed = [name for name in PARTS if getattr(before, name) != getattr(reach, name)]
            if changed:
                store.change(number, email=reach.email, phone=reach.phone, language=reach.language)
                self._tell(before, reach, changed)
            return store.get(number)

    def _tell(self, before: Person, reach: Reach, changed: list[str]) -> None:
        now = self._clock.now()
        letter = ContactChanged(
            office=self._office, written_on=dutch_day(now), service=ABOUT, moment=now, zone=DUTCH_TIME.key,
            changed=tuple(PARTS[name] for name in changed),
        )
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
