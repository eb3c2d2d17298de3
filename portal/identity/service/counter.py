"""What an employee does for somebody whose page they opened, kept together with the look that says so."""

from portal.database import Database
from portal.identity.model.looking import Look
from portal.identity.service.looking import AccessLog
from portal.identity.service.people import People


class Counter:
    """Changes at a counter: the change and its line in the access log are kept together, or not at all."""

    def __init__(self, database: Database, *, access_log: AccessLog, people: People) -> None:
        self._database, self._log, self._people = database, access_log, people

    def see(self, look: Look) -> None:
        """Somebody at a counter saw today who this is."""
        assert look.person is not None
        with self._database.transaction():
            self._log.note(look)
            self._people.seen(look.person)
