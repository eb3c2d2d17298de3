"""Tells a person, by another way than the one they use now, that their log-in was used or changed."""

from collections.abc import Sequence
from datetime import datetime

from portal.database import Work
from portal.identity.model import Person
from portal.identity.model.codes import IssuedCode, Paper
from portal.identity.rules.codes import last_day
from portal.identity.store.codes import PaperStore
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.texts import Text
from portal.letters.model.base import Letter, Office
from portal.letters.model.log_ins import ContactChanged, LogInCode, LogInNotice
from portal.notifications.model import Message
from portal.notifications.service import Notifications

ABOUT = {'nl': 'Inloggen', 'en': 'Logging in'}
ABOUT_CONTACT = {'nl': 'uw contactgegevens', 'en': 'your contact data'}
ANY_PART = {'nl': 'hoe wij u bereiken', 'en': 'how we reach you'}
"""On paper it is not said which part was changed: that is not kept until it is printed."""
CODE_PAGE = 'login/code'


def contact_changed(office: Office, moment: datetime, changed: Sequence[Text]) -> Letter:
    """That it was changed how somebody is reached; neither from what nor to what."""
    return ContactChanged(
        office=office, written_on=dutch_day(moment), service=ABOUT_CONTACT, moment=moment, zone=DUTCH_TIME.key,
        changed=tuple(changed),
    )


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

    def tell_of_link(self, session: Work, person: Person, what: Paper, now: datetime) -> None:
        """Tell somebody that a log-in of a provider was linked to them, or is theirs no more; each time anew."""
        self.tell(session, person, what, now, about=f'{person.id}:{now.timestamp()}')

    def notice(self, what: Paper, moment: datetime) -> Letter:
        """What happened, and what to do if it was somebody else."""
        if what is Paper.CONTACT:
            return contact_changed(self._office, moment, (ANY_PART,))
        return LogInNotice(
            office=self._office, written_on=dutch_day(moment), service=ABOUT, moment=moment,
            zone=DUTCH_TIME.key, what=what.value,  # type: ignore[arg-type]
        )

    def letter(self, person: Person, issued: IssuedCode, now: datetime) -> LogInCode:
        """The letter that carries a code; the picture on it leads to the page and brings the code along.

        The code stands behind the `#` of that address: browsers do not send it, so it is in no log.
        """
        return LogInCode(
            office=self._office, written_on=dutch_day(now), service=ABOUT, name=person.name, v_number=person.v_number,
            code=issued.printed, page=self.page, scan=f'{self.page}#{issued.code}',
            last_day=last_day(issued.works_until), works_until=issued.works_until, zone=DUTCH_TIME.key,
            how=issued.how.value,  # type: ignore[arg-type]
        )

    @property
    def page(self) -> str:
        """Where somebody types the code."""
        return f'{self._base_url}/{CODE_PAGE}'
