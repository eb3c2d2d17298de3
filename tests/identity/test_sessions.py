"""Log-ins as they are kept: how long they last, how they end, and that nothing brings an ended one back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.clock import SetClock
from portal.database import Database, Row
from portal.identity.errors import NotLoggedIn, SessionOver, SessionUnknown
from portal.identity.model import Account, LoggedIn, Person, Way
from portal.identity.rules import sessions as rules
from portal.identity.service import People, Sessions
from portal.identity.service.sessions import MOST_TYPED
from portal.identity.store.people import hashed_token
from portal.identity.store.sessions import SessionStore
from portal.periods import USUAL
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant, employee

SECOND = timedelta(seconds=1)


@pytest.fixture
def account(person: Person) -> Account:
    return applicant(person)


@pytest.fixture
def rows(database: Database) -> Callable[[], list[dict]]:
    """The table of sessions."""

    def read() -> list[dict]:
        with database.reading() as session:
            return [dict(row) for row in session.execute(select(Row.metadata.tables['login_session'])).mappings()]

    return read


def is_open(sessions: Sessions, token: str) -> bool:
    try:
        return bool(sessions.get(token))
    except NotLoggedIn:
        return False


def use_until(sessions: Sessions, clock: SetClock, token: str, moment: datetime) -> None:
    """Do something every four minutes until then."""
    while clock.moment + timedelta(minutes=4) < moment:
        clock.moment += timedelta(minutes=4)
        sessions.get(token)
    clock.moment = moment


def test_each_log_in_has_a_token_of_its_own_and_ends_the_one_before(sessions, account):
    """ASVS 7.2.4: the token is new at every log-in, and the old one opens nothing. Session fixation ends here."""
    first = sessions.begin(account, shared=False)
    second = sessions.begin(account, shared=False, old=first)
    assert first != second and len(first) >= 43
    assert not is_open(sessions, first)
    assert sessions.get(second).account == account


def test_a_token_that_an_attacker_chose_is_not_taken_over(sessions, account):
    sessions.begin(account, shared=False, old='chosen by an attacker')
    assert not is_open(sessions, 'chosen by an attacker')


def test_the_table_holds_a_hash_and_never_the_token(sessions, account, rows):
    """ASVS 7.2.3: 256 random bits; who reads the table cannot log in with what stands there."""
    token = sessions.begin(account, shared=False)
    [row] = rows()
    assert row['token'] == hashed_token(token)
    assert token not in repr(row)
    assert not is_open(sessions, row['token']) and not is_open(sessions, row['number'])


@pytest.mark.parametrize(('shared', 'idle'), [(False, timedelta(minutes=15)), (True, timedelta(minutes=5))])
def test_it_ends_when_nothing_is_done_to_the_second(sessions, account, clock, shared, idle):
    """ASVS 7.3.1: fifteen idle minutes, as DigiD asks; five on a computer that others use too."""
    token = sessions.begin(account, shared=shared)
    began = clock.moment
    clock.moment = began + idle - SECOND
    assert sessions.get(token).ends == clock.moment + idle
    clock.moment += idle
    with pytest.raises(SessionOver) as over:
        sessions.get(token)
    assert over.value.was.account == account


def test_without_looking_at_the_time_it_would_go_on(sessions, account, clock, monkeypatch):
    """The twin: a rule that forgets to compare lets a session live for ever."""
    token = sessions.begin(account, shared=False)
    clock.moment += timedelta(hours=5)
    monkeypatch.setattr(LoggedIn, '__getattribute__', lambda self, name: (
        clock.moment + SECOND if name == 'ends' else object.__getattribute__(self, name)))
    assert is_open(sessions, token)


@pytest.mark.parametrize(('staff', 'longest'), [(False, timedelta(hours=2)), (True, timedelta(hours=8))])
def test_it_ends_whatever_is_done(sessions, account, clock, staff, longest):
    """ASVS 7.3.2: two hours, and eight for employees."""
    began = clock.moment
    token = sessions.begin(employee() if staff else account, shared=False)
    use_until(sessions, clock, token, began + longest - SECOND)
    assert sessions.get(token).ends == began + longest
    clock.moment = began + longest
    with pytest.raises(SessionOver):
        sessions.get(token)


def test_the_time_is_written_once_in_half_a_minute(sessions, account, clock, rows):
    token = sessions.begin(account, shared=False)
    clock.moment += rules.STEP - SECOND
    sessions.get(token)
    assert rows()[0]['seen'] == clock.moment - rules.STEP + SECOND
    clock.moment += SECOND
    sessions.get(token)
    assert (rows()[0]['seen'], rows()[0]['ends']) == (clock.moment, clock.moment + rules.IDLE)


def test_one_is_ended_and_the_others_go_on(sessions, account):
    """ASVS 7.4.1 and 7.5.2: somebody ends one of their own, here or elsewhere."""
    here, there = sessions.begin(account, shared=False), sessions.begin(account, shared=False)
    numbers = {one.number for one in sessions.of(account)}
    assert len(numbers) == 2
    sessions.end_number(account, sessions.get(there).number)
    assert (is_open(sessions, here), is_open(sessions, there)) == (True, False)
    sessions.end(here)
    assert not is_open(sessions, here)
    assert list(sessions.of(account)) == []


def test_nobody_ends_or_sees_the_session_of_somebody_else(sessions, account, people: People):
    """ASVS 8.2.2: the number of another's session ends nothing."""
    stranger = applicant(people.add('1000000009', BORN))
    token = sessions.begin(account, shared=False)
    with pytest.raises(SessionUnknown):
        sessions.end_number(stranger, sessions.get(token).number)
    assert is_open(sessions, token) and not sessions.of(stranger)


def test_without_that_guard_a_stranger_ends_it(sessions, account, people: People, monkeypatch):
    """The twin: asking for the number alone."""
    token = sessions.begin(account, shared=False)
    number, table = sessions.get(token).number, Row.metadata.tables['login_session']
    monkeypatch.setattr(SessionStore, 'close_number', lambda self, _key, number: self.close(table.c.number == number))
    sessions.end_number(applicant(people.add('1000000009', BORN)), number)
    assert not is_open(sessions, token)


def test_all_end_at_once_and_what_was_typed_goes_too(sessions, account, people):
    """ASVS 7.4.3 and 7.4.5: everywhere, and nobody else's."""
    tokens = [sessions.begin(account, shared=False) for _ in range(3)]
    other = sessions.begin(applicant(people.add('1000000009', BORN)), shared=False)
    mine = sessions.get(tokens[0])
    sessions.keep_typed(mine, '/me/contact', [('phone', '06')])
    assert sessions.end_all(account.key) == 3
    assert not any(is_open(sessions, token) for token in tokens) and is_open(sessions, other)
    assert sessions.find_typed(mine, '/me/contact') is None


def test_the_list_shows_no_session_that_has_ended(sessions, account, clock):
    sessions.begin(account, shared=True)
    clock.moment += timedelta(minutes=4)
    kept = sessions.get(sessions.begin(account, shared=False))
    clock.moment += timedelta(minutes=2)
    assert [one.number for one in sessions.of(account)] == [kept.number]


def test_an_ended_session_does_not_come_back(sessions, account, clock, database):
    """A page that was slow writes the time of a session that was ended meanwhile."""
    token = sessions.begin(account, shared=False)
    sessions.end(token)
    with database.transaction() as session:
        SessionStore(session).touch(hashed_token(token), seen=clock.now(), ends=clock.now() + timedelta(hours=1))
    assert not is_open(sessions, token)


def test_a_session_that_is_over_does_not_come_back(sessions, account, clock, database):
    token = sessions.begin(account, shared=False)
    late = clock.now() + timedelta(minutes=16)
    with database.transaction() as session:
        SessionStore(session).touch(hashed_token(token), seen=late, ends=late + timedelta(hours=1))
    clock.moment = late
    assert not is_open(sessions, token)


def test_many_pages_at_once_are_one_session(sessions, account, clock):
    token = sessions.begin(account, shared=False)
    clock.moment += timedelta(minutes=1)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(sessions.get, [token] * 24))
    assert {one.number for one in found} == {sessions.get(token).number}


@pytest.mark.parametrize('token', ['', 'x', 'é' * 50, "' or 1=1 --", '0' * 5000, '\x00'])
def test_anything_else_is_no_session(sessions, account, token):
    sessions.begin(account, shared=False)
    assert not is_open(sessions, token)


@pytest.mark.parametrize('ended', [{'subject': 'amina'}, {'provider_session': 's1'}])
def test_a_provider_ends_its_own_sessions_from_afar(sessions, person, ended):
    """ASVS 10.6.2: by subject or by session, of this issuer only."""
    def begin(issuer: str, provider_session: str) -> str:
        return sessions.begin(Account(**vars(applicant(person)) | {
            'way': Way.CITIZEN, 'issuer': issuer, 'subject': 'amina', 'provider_session': provider_session,
        }), shared=False)

    first, elsewhere = begin('https://one.example', 's1'), begin('https://two.example', 's1')
    assert sessions.end_from_afar('https://one.example', **ended) == 1
    assert (is_open(sessions, first), is_open(sessions, elsewhere)) == (False, True)
    assert sessions.end_from_afar('https://two.example') == 0


# What was typed.

def test_what_was_typed_comes_back_once_to_the_same_person_at_the_same_level(sessions, account, clock):
    was = sessions.get(sessions.begin(account, shared=False))
    sessions.keep_typed(was, '/me/contact', [('email', 'a@example.com'), ('choice', '1'), ('choice', '2')])
    again = sessions.get(sessions.begin(account, shared=False))
    assert sessions.find_typed(again, '/me/contact') == [('email', 'a@example.com'), ('choice', '1'), ('choice', '2')]
    assert sessions.find_typed(again, '/me/other') is None
    sessions.drop_typed(again, '/me/contact')
    assert sessions.find_typed(again, '/me/contact') is None


def test_what_was_typed_goes_after_an_hour(sessions, account, clock):
    was = sessions.get(sessions.begin(account, shared=False))
    sessions.keep_typed(was, '/a', [('x', 'y')])
    clock.moment += USUAL.typed - SECOND
    assert sessions.find_typed(was, '/a')
    clock.moment += SECOND
    assert sessions.find_typed(was, '/a') is None
    assert sessions.tidy() >= 1


def test_a_session_long_over_and_a_very_long_text_keep_nothing(sessions, account, clock, database):
    was = sessions.get(sessions.begin(account, shared=False))
    sessions.keep_typed(was, '/long', [('x', 'y' * MOST_TYPED)])
    assert sessions.find_typed(was, '/long') is None
    sessions.keep_typed(was, '/fits', [('x', 'y' * (MOST_TYPED - 1))])
    assert sessions.find_typed(was, '/fits')
    sessions.keep_typed(was, '/' + 'x' * 200, [('x', 'y')])  # no page of ours has such an address
    assert sessions.find_typed(was, '/' + 'x' * 200) is None
    clock.moment = was.ends + USUAL.typed + SECOND
    sessions.keep_typed(was, '/late', [('x', 'y')])
    with database.reading() as session:
        table = Row.metadata.tables['typed_before']
        assert session.scalar(select(func.count()).select_from(table).where(table.c.address == '/late')) == 0


def test_tidying_keeps_an_ended_session_as_long_as_what_was_typed_can_come_back(sessions, account, clock, rows):
    sessions.begin(account, shared=False)
    clock.moment += rules.IDLE + USUAL.sessions
    sessions.tidy()
    assert len(rows()) == 1
    clock.moment += SECOND
    sessions.tidy()
    assert rows() == []
