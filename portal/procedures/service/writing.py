"""Writes letters about cases: kept in the archive, and told to whom they are for, both or neither."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from portal.database import Database
from portal.identity.model import PersonId
from portal.identity.service import People
from portal.letters.model.base import Office
from portal.letters.model.cases import LAWFUL, CaseLetter
from portal.letters.model.sent import SentLetter
from portal.letters.model.status import CaseNews
from portal.letters.service.archive import CHECK_PATH, Archive
from portal.notifications.model import Message
from portal.notifications.service import Notifications
from portal.procedures.errors import NoLetter, ProcedureUnknown
from portal.procedures.model.kept import CasePerson, KeptCase
from portal.procedures.model.news import When
from portal.procedures.model.told import Part
from portal.procedures.model.writing import Ask, Given, Matter, Party, Why, owner_of
from portal.procedures.rules.letters.composing import asks_of, compose, possible
from portal.procedures.rules.letters.hindering import hindrances
from portal.procedures.service.cases import Cases
from portal.procedures.service.news import ABOUT, News
from portal.procedures.service.visiting import Visiting

FAMILY_OF_SOMEBODY = 'nareis'
"""Here the applicant asks for others, and not for themselves."""
NO_CODE = '····-····-····'
"""Where the code of a letter will stand: a letter that was not sent must not look as if it can be checked."""
LETTERS, STATUS, BOOK, VISIT = '/me/letters', '/me/applications', '/plan', '/visit/'


class Writing:
    """Makes letters of cases; what the case does not say comes from a clerk."""

    def __init__(
        self, database: Database, *, cases: Cases, people: People, archive: Archive, news: News,
        notifications: Notifications, visiting: Visiting, office: Office, base_url: str,
    ) -> None:
        self._database, self._cases, self._people, self._visiting = database, cases, people, visiting
        self._archive, self._news, self._notifications = archive, news, notifications
        self._office, self._base_url = office, base_url

    def possible(self, kept: KeptCase) -> tuple[str, ...]:
        """The kinds of letter that fit where a case stands; none of a procedure that is not known."""
        try:
            return possible(self._cases.judge(kept))
        except ProcedureUnknown:
            return ()

    def asks(self, kind: str, kept: KeptCase) -> tuple[Ask, ...]:
        """What the clerk says of this letter; raises `NoLetter` and `ProcedureUnknown`."""
        return asks_of(kind, self._matter(kept))

    def hindrances(self, kept: KeptCase) -> Mapping[str, NoLetter | None]:
        """Each kind of letter of the case's procedure, with why it cannot be made now; None: it can.

        Raises `ProcedureUnknown`, and `NoLetter` when nobody can be written to.
        """
        return hindrances(self._matter(kept))

    def draft(self, kind: str, kept: KeptCase, *, given: Given) -> CaseLetter:
        """The letter that `write` would send today; the code that shows that it is real comes when it is sent.

        Raises `NoLetter` and `ProcedureUnknown`.
        """
        letter = compose(kind, self._matter(kept), given)
        return replace(letter, check_page=self._base_url + CHECK_PATH, check_code=NO_CODE)

    def write(self, kind: str, kept: KeptCase, *, given: Given, by: str) -> SentLetter:
        """Make the letter of today, keep it, tell who applied and who acts for them; the same of a day is sent once.

        It is sent in the language that counts, and can be read in the others. Raises `NoLetter`, `ProcedureUnknown`,
        and what the archive refuses.
        """
        letter, person = compose(kind, self._matter(kept), given), applicant_of(kept).person
        made = self._archive.make(letter, LAWFUL, owner=owner_of(person), by=by)
        with self._database.transaction():
            sent = self._archive.keep(made)
            for one in (person, *(helper.person for helper in helpers_of(kept))):
                self._tell(one, sent)
        return sent

    def _matter(self, kept: KeptCase) -> Matter:
        judged, applicant = self._cases.judge(kept), applicant_of(kept)
        helpers = [self._party(one).name for one in helpers_of(kept)]
        return Matter(
            judged=judged, definitions=self._cases.definitions, case_reference=kept.reference,
            addressee=self._party(applicant), applicants=tuple(map(self._party, asked_for(kept))),
            representative=', '.join(filter(None, helpers)), office=self._office,
            status_page=self._base_url + STATUS, book_page=self._base_url + BOOK,
            visit_page=self._base_url + VISIT, visits=tuple(self._visiting.visits_of(applicant.person)),
            sent=self._sent(applicant.person, kept),
        )

    def _sent(self, person: PersonId, kept: KeptCase) -> Mapping[str, date]:
        """The kinds of letter that were sent about a case, with the last day of each."""
        found = reversed(self._archive.of(owner_of(person)))
        return {one.kind: one.written_on for one in found if one.values.get('case_reference') == kept.reference}

    def _party(self, one: CasePerson) -> Party:
        known = self._people.get(one.person)
        return Party(name=one.name or known.name, v_number=known.v_number, birth_date=known.birth_date)

    def _tell(self, person: PersonId, sent: SentLetter) -> None:
        """A letter can have a day by which to answer: whoever wants messages hears of it at once."""
        reach = self._people.reach_of([person]).get(person)
        if reach is None or self._news.wish_of(person).when is When.NEVER:
            return
        self._notifications.put(Message(
            to=reach.email, language=reach.language, letter=self._message(sent.written_on),
            dedupe_key=f'{self._news.messages_start(person)}letter:{sent.reference}',
        ))

    def _message(self, day: date) -> CaseNews:
        return CaseNews(office=self._office, written_on=day, service=ABOUT, page=self._base_url + LETTERS)


def applicant_of(kept: KeptCase) -> CasePerson:
    """To whom letters about a case go; raises `NoLetter` when nobody applied."""
    for one in kept.those(Part.APPLICANT):
        return one
    raise NoLetter(Why.MISSING, 'addressee')


def helpers_of(kept: KeptCase) -> tuple[CasePerson, ...]:
    """Who acts for who applied, and gets the same letter on the same day."""
    return kept.those(Part.REPRESENTATIVE)


def asked_for(kept: KeptCase) -> tuple[CasePerson, ...]:
    """For whom something was asked: the family of somebody with asylum, else all but who helps."""
    family = kept.those(Part.FAMILY)
    if kept.case.procedure == FAMILY_OF_SOMEBODY and family:
        return family
    return tuple(one for one in kept.people if one.part is not Part.REPRESENTATIVE)
