"""How somebody is reached: changed by themselves, told where they were reached before."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from portal.database import Database
from portal.identity.errors import ReachChanged
from portal.identity.model import Person
from portal.identity.model.codes import Paper
from portal.identity.model.keeping import Reach
from portal.identity.model.looking import REACH_CHANGED
from portal.identity.service import AccessLog, People
from portal.identity.service.reaching import Reaching, version_of
from portal.identity.service.telling import Telling
from portal.identity.store.codes import PaperStore
from portal.letters.service import Letters
from portal.notifications.payload import unpacked
from portal.notifications.store import OutboxRow
from tests.fixtures.people import BORN
from tests.fixtures.planners import OFFICE
from tests.identity.accounts import applicant
from tests.identity.looks import own_change
from tests.pages.browser import Browser


@pytest.fixture
def reaching(database: Database, clock, notifications, access_log) -> Reaching:
    return Reaching(database, clock, notifications, office=OFFICE, access_log=access_log)


@pytest.fixture
def told(database: Database) -> Callable[[], list[tuple]]:
    """To whom something was told, in which language, and what was changed."""

    def read() -> list[tuple]:
        with database.reading() as session:
            rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        return [
            (row.recipient, row.language, [part['en'] for part in unpacked(row.kind, row.payload)[0].changed])
            for row in rows
        ]

    return read


@pytest.fixture
def letters_of_log_in(notifications) -> Telling:
    return Telling(notifications, office=OFFICE, base_url='https://loket.example')


def change(reaching: Reaching, person: Person, reach: Reach, *, seen: str) -> None:
    reaching.change(person.id, reach, seen=seen, look=own_change(person.id))


@pytest.mark.parametrize(('reach', 'expected'), [
    (Reach(email='new@example.com', phone='', language='en'), [
        ('amina@example.com', 'en', ['your e-mail address']), ('new@example.com', 'en', ['your e-mail address'])]),
    (Reach(email='amina@example.com', phone='+31612345678', language='en'), [
        ('amina@example.com', 'en', ['your telephone number'])]),
    (Reach(email='', phone='', language='nl'), [
        ('amina@example.com', 'en', ['your e-mail address', 'the language in which we write to you'])]),
    (Reach(email='amina@example.com', phone='', language='en'), []),
])
def test_a_change_is_told_at_the_old_address(reaching, person: Person, people: People, told, reach, expected):
    """ASVS 6.3.7: who is still reached at the old address learns of it. A change of nothing tells nothing."""
    change(reaching, person, reach, seen=version_of(person))
    kept = people.get(person.id)
    assert (kept.email, kept.phone, kept.language) == (reach.email, reach.phone, reach.language)
    assert told() == expected


def test_who_had_no_address_gets_a_letter_by_post(reaching, people: People, told, database):
    known = people.add('1000000005', BORN)
    change(reaching, known, Reach(email='new@example.com', phone='', language='nl'), seen=version_of(known))
    assert [to for to, _, _ in told()] == ['new@example.com']
    with database.reading() as session:
        assert [one.paper for one in PaperStore(session).of(known.id)] == [Paper.CONTACT]


def test_the_letter_by_post_says_so(letters_of_log_in, clock):
    letter = letters_of_log_in.notice(Paper.CONTACT, clock.now())
    assert 'how we reach you' in Letters().text(letter, 'en')


def test_what_was_changed_in_another_window_is_not_written_over(reaching, person, people, told):
    seen = version_of(person)
    change(reaching, person, Reach(email='first@example.com', phone='', language='en'), seen=seen)
    with pytest.raises(ReachChanged):
        change(reaching, person, Reach(email='second@example.com', phone='', language='en'), seen=seen)
    assert people.get(person.id).email == 'first@example.com'
    assert len(told()) == 2


def test_a_change_is_a_line_of_the_access_log_and_a_change_of_nothing_is_none(reaching, person, access_log: AccessLog):
    """ASVS 16.3.3: who took a log-in over and changes the address leaves a line."""
    change(reaching, person, Reach(email=person.email, phone='', language='en'), seen=version_of(person))
    assert access_log.looks_at(person.id) == []
    change(reaching, person, Reach(email='new@example.com', phone='', language='en'), seen=version_of(person))
    assert [look.activity for look in access_log.looks_at(person.id)] == [REACH_CHANGED]


def test_what_cannot_be_written_down_is_not_changed(reaching, person, people: People, told, monkeypatch):
    """ASVS 16.5.3."""
    monkeypatch.setattr(AccessLog, 'note', broken)
    with pytest.raises(OSError):
        change(reaching, person, Reach(email='new@example.com', phone='', language='en'), seen=version_of(person))
    assert people.get(person.id) == person and told() == []


def broken(*_: object) -> None:
    raise OSError('the disk is full')


def test_the_message_holds_neither_the_old_nor_the_new_data(reaching, person, database):
    change(reaching, person, Reach(email='new@example.com', phone='+31612345678', language='en'), seen=version_of(person))
    with database.reading() as session:
        payloads = ' '.join(session.scalars(select(OutboxRow.payload)))
    assert 'example.com' not in payloads and '612345678' not in payloads


class TestThePage:
    @pytest.fixture
    def engine(self) -> str:
        """Pages say the same on every engine."""
        return 'sqlite'

    @pytest.fixture
    def amina(self, browser: Browser, person: Person, log_in: Callable[..., str]) -> Browser:
        log_in(browser, applicant(person))
        return browser

    def test_shows_what_is_kept_and_keeps_what_is_changed(self, amina, people, person):
        page = amina.open('/me/contact')
        assert page.fields()['email'] == ['amina@example.com']
        page = amina.submit(phone='06 1234 5678', language='nl')
        assert page.says('We kept your change')
        assert (people.get(person.id).phone, people.get(person.id).language) == ('+31612345678', 'nl')

    @pytest.mark.parametrize(('typed', 'sentence'), [
        ({'email': 'nobody at all'}, 'This is not an e-mail address.'),
        ({'email': 'a@example.com\r\nBcc: b@example.com'}, 'This is not an e-mail address.'),
        ({'email': 'a' * 250 + '@example.com'}, 'Use at most 254 characters.'),
        ({'phone': 'call me'}, 'This is not a telephone number.'),
        ({'language': 'xx'}, 'Not a valid choice'),
    ])
    def test_says_at_the_field_what_is_wrong_and_changes_nothing(self, amina, people, person, typed, sentence):
        """ASVS 1.3.11: an address cannot carry a second header."""
        amina.open('/me/contact')
        page = amina.submit(**typed)
        assert page.says(sentence) and page.says('There is a problem')
        assert people.get(person.id) == person

    def test_two_windows_do_not_write_over_each_other(self, amina, people, person):
        first = amina.open('/me/contact').fields()
        amina.submit(phone='06 1234 5678')
        page = amina.submitted('/me/contact', first | {'phone': ['06 8765 4321']})
        assert page.says('Your data was changed in another window.')
        assert page.fields()['phone'] == ['+31612345678']
        assert people.get(person.id).phone == '+31612345678'

    def test_who_helps_sees_it_and_changes_nothing(self, browser, person, people, log_in):
        log_in(browser, applicant(person, helper=True))
        page = browser.open('/me/contact')
        assert page.says('Only that person can change how we reach them.')
        browser.open('/logout')
        answer = browser.send('/me/contact', browser.page.fields() | {'email': ['x@example.com'], 'language': ['en']})
        assert answer.status_code == 403
        assert people.get(person.id) == person
