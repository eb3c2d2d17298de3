"""How surely a code or words make somebody known: it belongs to what was handed over, never to the person."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.clock import SetClock
from portal.identity.model import Level, LoggedIn, Person, Way
from portal.identity.model.codes import How, LetIn
from portal.identity.service import People, Sessions
from portal.identity.service import codes as codes_service
from portal.identity.service import phrases as phrases_service
from portal.identity.service.codes import Codes, account_of
from portal.identity.store.sessions import SessionStore
from tests.identity.accounts import applicant
from tests.identity.codes.typing import HERE
from tests.pages.browser import Browser
from tests.pages.logging_in import LoggingIn

Begun = Callable[..., LoggedIn]
LOW, SURE = Level.LOW, Level.SUBSTANTIAL
SURE_PAGE = '/me/letters'


def with_new_code(codes: Codes, person: Person, how: How) -> LetIn:
    """Be given a code, and log in with it."""
    return codes.try_code(person.v_number, person.birth_date, codes.issue(person, how=how).code, HERE)


def with_new_words(codes: Codes, person: Person, logged_in: LoggedIn) -> LetIn:
    """Have words made, write them down, and log in with them."""
    phrase = codes.phrases.begin(logged_in, 'en')
    codes.phrases.confirm(logged_in, phrase.words[phrase.ask_for - 1])
    return codes.try_phrase(person.v_number, person.birth_date, ' '.join(phrase.words), HERE)


@pytest.mark.parametrize(('how', 'level'), [(How.POST, LOW), (How.COUNTER, SURE)])
def test_a_code_from_a_counter_is_surer_than_one_by_post(codes: Codes, person: Person, how: How, level: Level) -> None:
    """ASVS 6.8.4: anybody can open a letter; at a counter somebody looked at who took the code."""
    assert with_new_code(codes, person, how).level == level


@pytest.mark.parametrize(('way', 'level', 'then'), [
    (Way.CODE, LOW, LOW), (Way.CODE, SURE, SURE), (Way.PHRASE, SURE, SURE), (Way.CITIZEN, SURE, LOW),
    (Way.CITIZEN, Level.HIGH, LOW),
])
def test_words_are_as_sure_as_what_they_were_made_with(
    codes: Codes, person: Person, logged_in: Begun, way: Way, level: Level, then: Level,
) -> None:
    """ASVS 6.8.4: words that were made with DigiD are words, and do not stand for it."""
    begun = logged_in(applicant(person, way=way, level=level))
    assert with_new_words(codes, person, begun).level == then


def test_without_that_guard_words_stand_for_digid(codes: Codes, person: Person, logged_in: Begun, monkeypatch) -> None:
    """The twin."""
    monkeypatch.setattr(phrases_service, 'level_from', lambda account: account.level)
    begun = logged_in(applicant(person, way=Way.CITIZEN, level=Level.HIGH))
    assert with_new_words(codes, person, begun).level == Level.HIGH


def test_words_from_before_a_counter_do_not_rise(
    codes: Codes, people: People, person: Person, logged_in: Begun, clock: SetClock,
) -> None:
    """ASVS 6.8.4: somebody who knows older words gains nothing by the visit of the person whose they are."""
    assert with_new_words(codes, person, logged_in()).level == LOW
    phrase = codes.phrases.begin(logged_in(), 'en')
    codes.phrases.confirm(logged_in(), phrase.words[phrase.ask_for - 1])
    people.seen(person.id)
    codes.issue(person, how=How.COUNTER)
    assert codes.try_phrase(person.v_number, person.birth_date, ' '.join(phrase.words), HERE).level == LOW


def test_without_that_guard_every_code_is_sure(codes: Codes, person: Person, monkeypatch) -> None:
    """The twin: asking whether the person was seen, and not how the code came to them."""
    monkeypatch.setattr(codes_service, 'level_of', lambda how: SURE)
    assert with_new_code(codes, person, How.POST).level == SURE


SEEN: dict[str, Callable[[Codes, People, Person], object]] = {
    'seen': lambda codes, people, person: people.seen(person.id),
    'given a code': lambda codes, people, person: codes.issue(person, how=How.COUNTER),
}


@pytest.mark.parametrize('how', SEEN)
def test_at_a_counter_whoever_is_in_as_the_person_is_put_out(
    codes: Codes, people: People, sessions: Sessions, person: Person, how: str,
) -> None:
    """ASVS 7.4.3: who is in now may be a thief. A helper and other people stay."""
    account, helper = account_of(LetIn(person, LOW), Way.PHRASE), applicant(person, helper=True)
    other = applicant(people.add('1000000002', person.birth_date))
    for one in (account, account, helper, other):
        sessions.begin(one, shared=False)
    SEEN[how](codes, people, person)
    assert [len(sessions.of(one)) for one in (account, helper, other)] == [0, 1, 1]
    assert people.get(person.id).seen_on is not None


def test_a_letter_puts_nobody_out(codes: Codes, sessions: Sessions, person: Person) -> None:
    sessions.begin(applicant(person), shared=False)
    codes.issue(person, how=How.POST)
    assert len(sessions.of(applicant(person))) == 1


def test_without_that_guard_a_thief_stays_in(
    codes: Codes, people: People, sessions: Sessions, person: Person, monkeypatch,
) -> None:
    """The twin."""
    monkeypatch.setattr(SessionStore, 'close_all', lambda *_: 0)
    sessions.begin(applicant(person), shared=False)
    people.seen(person.id)
    assert len(sessions.of(applicant(person))) == 1


class TestOnThePages:
    """From the counter to a page for sure log-ins, as people do it."""

    @pytest.fixture
    def engine(self) -> str:
        """Pages say the same on every engine."""
        return 'sqlite'

    @pytest.fixture(autouse=True)
    def cheap(self, app: Flask, codes: Codes) -> None:
        """The portal's own hashes cost what those of the tests cost."""
        app.extensions['parts'][Codes] = codes

    @pytest.fixture
    def somebody(self, browser: Browser, person: Person) -> LoggingIn:
        """The person, in a browser."""
        return LoggingIn(browser, person)

    def test_a_code_from_a_counter_and_its_words_open_letters(self, codes, person, somebody: LoggingIn) -> None:
        somebody.with_code(codes.issue(person, how=How.COUNTER).printed)
        words = somebody.gets_words()
        somebody.writes_down(words)
        assert somebody.browser.open(SURE_PAGE).address == SURE_PAGE
        somebody.browser.open('/logout')
        somebody.browser.submit()
        somebody.with_words(' '.join(words))
        assert somebody.browser.open(SURE_PAGE).address == SURE_PAGE

    def test_a_code_by_post_does_not(self, codes, people, person, somebody: LoggingIn) -> None:
        people.seen(person.id)
        somebody.with_code(codes.issue(person, how=How.POST).printed)
        page = somebody.browser.open(SURE_PAGE)
        assert page.address.startswith('/login?') and page.says('this is enough if you got your code at a counter')
