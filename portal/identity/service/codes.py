"""Log-in without a provider: codes of letters, and the words that come in their place."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import AskedOften, CodeExpired, CodeUsed, LetterTooSoon, PersonUnknown, WrongDetails
from portal.identity.model import Account, Person, Role, Way
from portal.identity.model.codes import Ended, How, IssuedCode, Kind, LetIn, Paper, Secret, Waiting
from portal.identity.rules import delays
from portal.identity.rules.accounts import own_key
from portal.identity.rules.codes import letter_may_go, level_of, new_code, printed, read_code, works_until
from portal.identity.rules.phrases import read_phrase
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service.phrases import Phrases
from portal.identity.service.seeing import keep_seen
from portal.identity.service.telling import Telling
from portal.identity.service.trying import Given, Trying, note
from portal.identity.store.codes import PaperStore, SecretStore
from portal.identity.store.failures import FailureStore
from portal.identity.store.people import PersonStore
from portal.identity.word_lists import all_lists
from portal.kernel.dutch_time import dutch_day
from portal.letters.model.base import Letter

KEPT, UNCONFIRMED_KEPT = timedelta(days=30), timedelta(days=1)
"""So long is known that a code was used or is too old; so long may new words wait to be confirmed."""
HOURS_KEPT = timedelta(days=delays.USUAL_DAYS + 2)
BY_LETTER = 'letter'
"""In the place of the network, where asking for letters is counted."""


class Codes:
    """Gives codes out and lets people in who have one; `phrases` makes the words that come after."""

    def __init__(
        self, database: Database, clock: Clock, hashes: SecretHashes, telling: Telling, *, kept: timedelta = KEPT,
    ) -> None:
        self._database, self._clock, self._hashes, self.telling, self._kept = database, clock, hashes, telling, kept
        self._trying = Trying(database, clock, hashes, telling)
        self.phrases = Phrases(database, clock, hashes, telling)

    def issue(self, person: Person, *, how: How) -> IssuedCode:
        """A new code, after which the old one opens nothing; raises `LetterTooSoon`.

        By post one goes in three days. At the counter somebody has just seen who the person is: this is kept, it ends
        every log-in that is open as them, and the code makes them known as surely.
        """
        now, code = self._clock.now(), new_code()
        until = works_until(how, now, abroad=person.abroad)
        secret = Secret(
            id=secrets.token_hex(16), person=person.id, kind=Kind.CODE, hashed=self._hashes.make(code), how=how,
            made_at=now, level=level_of(how), works_until=until,
        )
        with self._database.transaction() as session:
            PersonStore(session).get_to_change(person.id)  # of two at once, the second ends the code of the first
            store = SecretStore(session)
            if how is How.POST and not letter_may_go(store.last_letter(person.id), now):
                raise LetterTooSoon
            store.end_open(person.id, Kind.CODE, Ended.REPLACED, now)
            store.add(secret)
            PaperStore(session).remove_codes(person.id)
            if how is How.COUNTER:
                keep_seen(session, person.id, dutch_day(now))
        return IssuedCode(code=code, printed=printed(code), how=how, works_until=until)

    def has_open_code(self, person: Person) -> bool:
        """Whether somebody has a code that was not used yet."""
        return self.find_open_until(person) is not None

    def find_open_until(self, person: Person) -> datetime | None:
        """Until when somebody can use the code that they have; None: they have no code that works."""
        with self._database.reading() as session:
            secret = SecretStore(session).find(person.id, Kind.CODE)
        works = secret is not None and secret.ended is None and not _is_over(secret, self._clock)
        return secret.works_until if secret and works else None

    def try_code(self, v_number: str, birth_date: date, code: str, network: str) -> LetIn:
        """Who has this code, which is used up now.

        Raises `CodeMistyped`, `WrongDetails`, `TryLater`, and with the right code `CodeUsed` or `CodeExpired`.
        """
        given = Given(v_number=v_number, birth_date=birth_date, secret=read_code(code), network=network)
        person, secret = self._trying.compare(Kind.CODE, given)
        if secret.ended_at is not None:
            raise CodeUsed(secret.ended_at)
        if _is_over(secret, self._clock):
            raise CodeExpired
        now = self._clock.now()
        with self._database.transaction() as session:
            self._trying.forgive(session, given, secret)
            if not SecretStore(session).end(secret.id, Ended.USED, now):
                raise WrongDetails  # somebody else was quicker
            self.telling.tell(session, person, Paper.CODE_USED, now, about=secret.id)
        note(secret, network)
        return LetIn(person, secret.level)

    def try_phrase(self, v_number: str, birth_date: date, phrase: str, network: str) -> LetIn:
        """Whose words these are; raises `PhraseMistyped`, `WrongDetails` or `TryLater`."""
        secret = read_phrase(phrase, all_lists())
        given = Given(v_number=v_number, birth_date=birth_date, secret=secret, network=network)
        person, kept = self._trying.compare(Kind.PHRASE, given)
        if kept.ended is not None:
            raise WrongDetails
        newer = self._hashes.make(secret) if self._hashes.is_old(kept.hashed) else None
        with self._database.transaction() as session:
            self._trying.forgive(session, given, kept)
            if newer:
                SecretStore(session).make_again(kept.id, newer)
        note(kept, network)
        return LetIn(person, kept.level)

    def ask_letter(self, v_number: str, birth_date: date) -> None:
        """Have a letter with a new code sent, if these are somebody's details; nobody is told whether they are.

        Raises `AskedOften` when it was asked for often with these details, whoever they belong to.
        """
        now, reference = self._clock.now(), self._hashes.mark('letter', v_number, birth_date.isoformat())
        self._hashes.fits(v_number, None)  # takes so long that the rest does not show
        with self._database.transaction() as session:
            store = FailureStore(session)
            tries, _ = store.lock(reference, BY_LETTER, now, since=now)
            until = delays.delayed_until(tries, now)
            if until is not None:
                raise AskedOften(until)
            store.keep(reference, BY_LETTER, delays.counted(tries, now))
            with suppress(PersonUnknown):
                person = PersonStore(session).get_by_v_number(v_number)
                if person.birth_date == birth_date:
                    PaperStore(session).add(person.id, Paper.CODE, now)

    def waiting(self) -> Sequence[Waiting]:
        """The letters that are to be printed now."""
        now = self._clock.now()
        with self._database.reading() as session:
            store = SecretStore(session)
            return [
                one for one in PaperStore(session).all()
                if one.paper is not Paper.CODE or letter_may_go(store.last_letter(one.person), now)
            ]

    def print(self, waiting: Waiting, write: Callable[[Person, Letter], None]) -> None:
        """Print a letter that waits, with a new code if it is for one; it keeps waiting when `write` fails."""
        with self._database.transaction() as session:
            if not PaperStore(session).remove(waiting.id):
                return
            person = PersonStore(session).get(waiting.person)
            write(person, self._letter(person, waiting))

    def _letter(self, person: Person, waiting: Waiting) -> Letter:
        if waiting.paper is not Paper.CODE:
            return self.telling.notice(waiting.paper, waiting.asked_at)
        return self.telling.letter(person, self.issue(person, how=How.POST), self._clock.now())

    def tidy(self) -> int:
        """Remove what counts no more; returns how much."""
        now = self._clock.now()
        with self._database.transaction() as session:
            return SecretStore(session).remove(
                ended_before=now - self._kept, unconfirmed_before=now - UNCONFIRMED_KEPT,
            ) + FailureStore(session).remove(tries_before=now - delays.FORGOTTEN, hours_before=now - HOURS_KEPT)


def account_of(let_in: LetIn, way: Way) -> Account:
    """What a code or six words make somebody: themselves, as surely known as by what they gave."""
    person = let_in.person
    return Account(
        key=own_key(person.id), roles=frozenset({Role.APPLICANT}), level=let_in.level, way=way, name=person.name,
        person=person.id,
    )


def _is_over(secret: Secret, clock: Clock) -> bool:
    return secret.works_until is not None and secret.works_until <= clock.now()
