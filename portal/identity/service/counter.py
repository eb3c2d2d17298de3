"""What an employee does for somebody whose page they opened, kept together with the look that says so."""

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import PersonUnknown
from portal.identity.model import Person
from portal.identity.model.codes import How
from portal.identity.model.looking import Look
from portal.identity.service.codes import Codes
from portal.identity.service.looking import AccessLog
from portal.identity.service.people import People
from portal.letters.model.log_ins import LogInCode


class Counter:
    """Changes at a counter: the change and its line in the access log are kept together, or not at all."""

    def __init__(
        self, database: Database, clock: Clock, *, access_log: AccessLog, people: People, codes: Codes,
    ) -> None:
        self._database, self._clock, self._log = database, clock, access_log
        self._people, self._codes = people, codes

    def see(self, look: Look) -> None:
        """Somebody at a counter saw today who this is; raises `PersonUnknown`."""
        with self._database.transaction():
            self._log.note(look)
            self._people.seen(self._whose(look).id)

    def issue(self, look: Look) -> tuple[Person, LogInCode]:
        """A new code for somebody at the counter, and the letter that carries it; raises `PersonUnknown`."""
        with self._database.transaction():
            self._log.note(look)
            person = self._whose(look)
            issued = self._codes.issue(person, how=How.COUNTER)
        return person, self._codes.telling.letter(person, issued, self._clock.now())

    def _whose(self, look: Look) -> Person:
        if look.person is None:
            raise PersonUnknown
        return self._people.get(look.person)
