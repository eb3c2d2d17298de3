"""Tells a person, by another way than the one they use now, that their log-in was used or changed."""

from datetime import datetime

from portal.database import Work
from portal.identity.model import Person
from portal.identity.model.codes import IssuedCode, Paper
from portal.identity.rules.codes import last_day
from portal.identity.store.codes import PaperStore
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.letters.model import Letter, LogInCode, LogInNotice, Office
from portal.notifications.model import Message
from portal.notifications.service import Notifications

ABOUT = {'nl': 'Inloggen', 'en': 'Logging in'}
CODE_PAGE = 'login/code'


class Telling:
    """Writes the letters of log-in; by mail when somebody has an address for it, else on paper."""

    def __init__(self, notifications: Notifications, *, office: Office, base_url: str) -> None:
        self._notifications, self._office, self._base_url = notifications, office, base_url.rstrip('/')

    def tell(self, session: Work, person: Person, what: Paper, now: datetime, *, about: str) -> None:
        """Tell somebody what happened to the secret `about`; kept with the change that caused it."""
        if not person.email:
            PaperStore(session).add(person.id, what, now)
            return
        self._notifications.put(Message(
            to=person.email, language=person.language, letter=self.notice(what, now),
            dedupe_key=f'login:{about}:{what}',
        ))

    def notice(self, what: Paper, moment: datetime) -> Letter:
        """What happened, and what to do if it was somebody else."""
        return LogInNotice(
            office=self._office, written_on=dutch_day(moment), service=ABOUT, what=what.value, moment=moment,
            zone=DUTCH_TIME.key,
        )

    def letter(self, person: Person, issued: IssuedCode, now: datetime) -> LogInCode:
        """The letter that carries a code; the picture on it leads to the page and brings the code along.

        The code stands behind the `#` of that address: browsers do not send it, so it is in no log.
        """
        return LogInCode(
            office=self._office, written_on=dutch_day(now), service=ABOUT, name=person.name, v_number=person.v_number,
            code=issued.printed, page=self.page, scan=f'{self.page}#{issued.code}', how=issued.how.value,
            last_day=last_day(issued.works_until), works_until=issued.works_until, zone=DUTCH_TIME.key,
        )

    @property
    def page(self) -> str:
        """Where somebody types the code."""
        return f'{self._base_url}/{CODE_PAGE}'
