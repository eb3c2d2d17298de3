"""The six words that somebody gets once they are in, and with which they log in from then on."""

import secrets

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import NotOwnLogIn, NotYetFresh, WrongWord
from portal.identity.model import LoggedIn, PersonId
from portal.identity.model.codes import Ended, How, Kind, NewPhrase, Paper, Secret
from portal.identity.rules.phrases import WORDS, is_fresh, is_own, letters_of, level_from, new_words
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service.telling import Telling
from portal.identity.store.codes import SecretStore
from portal.identity.store.people import PersonStore
from portal.identity.word_lists import words_for


class Phrases:
    """Makes new words; they open nothing before their owner has shown that they wrote them down."""

    def __init__(self, database: Database, clock: Clock, hashes: SecretHashes, telling: Telling) -> None:
        self._database, self._clock, self._hashes, self._telling = database, clock, hashes, telling

    def check_may_renew(self, logged_in: LoggedIn) -> PersonId:
        """Who gets new words; raises `NotOwnLogIn` for a helper, `NotYetFresh` when the log-in is some time ago."""
        account = logged_in.account
        if account.person is None or not is_own(account):
            raise NotOwnLogIn
        if not is_fresh(logged_in.began, self._clock.now()):
            raise NotYetFresh
        return account.person

    def begin(self, logged_in: LoggedIn, language: str) -> NewPhrase:
        """New words to write down, in this language if it has a list; raises what `check_may_renew` raises."""
        person = self.check_may_renew(logged_in)
        words, number, ask_for = new_words(words_for(language)), secrets.token_hex(16), secrets.randbelow(WORDS) + 1
        secret = Secret(
            id=number, person=person, kind=Kind.PHRASE, hashed=self._hashes.make(letters_of(''.join(words))),
            how=How.SCREEN, made_at=self._clock.now(), level=level_from(logged_in.account),
            proof=f'{ask_for}:{self._mark(number, words[ask_for - 1])}',
        )
        with self._database.transaction() as session:
            store = SecretStore(session)
            if (before := store.find_unconfirmed(person)) is not None:
                store.end(before.id, Ended.REPLACED, secret.made_at)
            store.add(secret)
        return NewPhrase(words=words, ask_for=ask_for)

    def asked_for(self, person: PersonId) -> int | None:
        """The place, counted from 1, of the word that somebody has yet to type; None when nothing waits."""
        with self._database.reading() as session:
            secret = SecretStore(session).find_unconfirmed(person)
        return int(secret.proof.partition(':')[0]) if secret else None

    def confirm(self, logged_in: LoggedIn, word: str) -> None:
        """Let the new words open from now on, and the old ones no more; raises `NotOwnLogIn` or `WrongWord`."""
        account = logged_in.account
        if account.person is None or not is_own(account):
            raise NotOwnLogIn
        now = self._clock.now()
        with self._database.transaction() as session:
            store = SecretStore(session)
            secret = store.find_unconfirmed(account.person)
            if secret is None or secret.proof.partition(':')[2] != self._mark(secret.id, word):
                raise WrongWord
            store.end_open(account.person, Kind.PHRASE, Ended.REPLACED, now, but=secret.id)
            store.confirm(secret.id)
            person = PersonStore(session).get(account.person)
            self._telling.tell(session, person, Paper.NEW_PHRASE, now, about=secret.id)

    def _mark(self, number: str, word: str) -> str:
        return self._hashes.mark('word', number, letters_of(word))
