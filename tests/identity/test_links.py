"""A log-in of a provider that was linked: the person sees it, and undoes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.clock import SetClock
from portal.database import Database
from portal.identity.errors import LinkUnknown, NotLinked, NotLoggedIn, NotOwnLogIn, NotYetFresh
from portal.identity.model import Account, Level, LoggedIn, Person, Way
from portal.identity.model.identity import Identity, Kind, Link, Subject
from portal.identity.model.looking import LINK_UNDONE
from portal.identity.rules import phrases as rules
from portal.identity.rules.accounts import account_of_person
from portal.identity.secret_hashes import Cost, SecretHashes
from portal.identity.service import AccessLog, People, Sessions
from portal.identity.service.codes import Codes
from portal.identity.service.linking import Linking
from portal.identity.service.links import Links
from portal.identity.service.telling import Telling
from portal.identity.store.links import LinkStore
from portal.identity.store.sessions import SessionStore
from portal.notifications.service import Notifications
from portal.notifications.store import OutboxRow
from tests.fixtures.people import BORN
from tests.fixtures.planners import OFFICE
from tests.fixtures.portals import SECRET
from tests.identity.accounts import applicant
from tests.identity.looks import own_change
from tests.pages.browser import Browser

HERE, OTHER = 'https://broker.example', 'https://other.example'
BY_PSEUDONYM = Identity(
    source=Way.CITIZEN, level=Level.HIGH, issuer=HERE, subject='sub', family_name='Voorbeeld', given_name='Amina',
    legal=Subject(kind=Kind.PSEUDONYM, identifier='ES/NL/1'), birth_date=BORN,
)


@pytest.fixture
def telling(notifications: Notifications) -> Telling:
    return Telling(notifications, office=OFFICE, base_url='https://loket.example')


@pytest.fixture
def linking(database: Database, clock: SetClock, people: People, telling: Telling) -> Linking:
    hashes = SecretHashes((SECRET,), Cost(memory=64, passes=1))
    return Linking(database, clock, people, Codes(database, clock, hashes, telling))


@pytest.fixture
def links(database: Database, clock: SetClock, telling: Telling, access_log: AccessLog) -> Links:
    return Links(database, clock, telling, access_log=access_log)


@pytest.fixture
def linked(linking: Linking, links: Links, person: Person) -> Link:
    """Somebody came by a provider, and said which V-number is theirs."""
    linking.link(linking.keep(BY_PSEUDONYM), person.v_number)
    [link] = links.of(person.id)
    return link


@pytest.fixture
def now_in(clock: SetClock, person: Person) -> Callable[..., LoggedIn]:
    """Somebody who has just logged in, by default the person with words."""

    def begun(account: Account | None = None) -> LoggedIn:
        now = clock.now()
        return LoggedIn(number='0', account=account or applicant(person), began=now, seen=now, ends=now, last=now)

    return begun


@pytest.fixture
def told(database: Database) -> Callable[[], list[str]]:
    """What the person was told by mail."""

    def read() -> list[str]:
        with database.reading() as session:
            return list(session.scalars(select(OutboxRow.payload).order_by(OutboxRow.id)))

    return read


def undo(links: Links, logged_in: LoggedIn, link: Link) -> Link:
    return links.undo(logged_in, link.number, look=own_change(logged_in.person, LINK_UNDONE))


def test_an_undone_link_lets_nobody_in(links, linking, linked, now_in, person, access_log, told):
    """ASVS 7.5.2, 6.3.7: the way in is closed, it is written down, and told by another way."""
    assert linking.account_for(BY_PSEUDONYM, {}).person == person.id
    undo(links, now_in(), linked)
    assert links.of(person.id) == []
    with pytest.raises(NotLinked):
        linking.account_for(BY_PSEUDONYM, {})
    assert [look.activity for look in access_log.looks_at(person.id)] == [LINK_UNDONE]
    assert ['"linked"' in told()[0], '"unlinked"' in told()[1], len(told())] == [True, True, 2]


def test_each_link_is_told_and_not_only_the_first(links, linking, linked, now_in, person, clock, told):
    """Linked, undone and linked again by a thief: the second time is told too."""
    undo(links, now_in(), linked)
    clock.moment += timedelta(seconds=1)
    linking.link(linking.keep(BY_PSEUDONYM), person.v_number)
    assert len(told()) == 3


def test_who_came_by_it_is_put_out(links, linked, now_in, sessions: Sessions, person):
    """ASVS 7.4.3: by that provider, for this person, also who helps; who came otherwise stays."""
    came = account_of_person(BY_PSEUDONYM, person)
    helper = replace(came, key='helper:x', helper=True)
    otherwise = applicant(person), replace(came, issuer=OTHER), replace(came, key='person:other', person='other')
    out = [sessions.begin(one, shared=False) for one in (came, helper)]
    stay = [sessions.begin(one, shared=False) for one in otherwise]
    undo(links, now_in(), linked)
    for token in out:
        with pytest.raises(NotLoggedIn):
            sessions.get(token)
    assert all(sessions.get(token) for token in stay)


def test_without_that_guard_they_stay(links, linked, now_in, sessions: Sessions, person, monkeypatch):
    """The twin."""
    monkeypatch.setattr(SessionStore, 'close_from', lambda *_: 0)
    token = sessions.begin(account_of_person(BY_PSEUDONYM, person), shared=False)
    undo(links, now_in(), linked)
    assert sessions.get(token)


def test_nobody_undoes_what_is_not_theirs(links, linked, now_in, people, person):
    """ASVS 8.2.2: not another person, and not who helps."""
    other = people.add('1000000002', date(1988, 11, 2))
    with pytest.raises(LinkUnknown):
        undo(links, now_in(applicant(other)), linked)
    with pytest.raises(NotOwnLogIn):
        undo(links, now_in(applicant(person, helper=True)), linked)
    assert links.of(person.id) == [linked]


def test_without_that_guard_another_does(links, linked, now_in, people, person, monkeypatch):
    """The twin: looking for the number, and not for whose it is."""
    monkeypatch.setattr(LinkStore, 'of', lambda *_: [linked])
    undo(links, now_in(applicant(people.add('1000000002', date(1988, 11, 2)))), linked)
    monkeypatch.undo()
    assert links.of(person.id) == []


def test_a_log_in_of_some_time_ago_is_not_enough(links, linked, now_in, person, clock):
    """ASVS 7.5.1: changing how one logs in asks for a log-in just before."""
    begun = now_in()
    clock.moment += rules.FRESH + timedelta(seconds=1)
    with pytest.raises(NotYetFresh):
        undo(links, begun, linked)
    assert links.of(person.id) == [linked]


def test_a_link_is_undone_once(links, linked, now_in, told):
    undo(links, now_in(), linked)
    with pytest.raises(LinkUnknown):
        undo(links, now_in(), linked)
    assert len(told()) == 2


def test_its_number_says_nothing(linked):
    """ASVS 14.2.1."""
    assert len(linked.number) == 40 and linked.number not in linked.subject and linked.subject not in repr(linked)


class TestThePage:
    @pytest.fixture
    def engine(self) -> str:
        """Pages say the same on every engine."""
        return 'sqlite'

    @pytest.fixture
    def kept(self, app: Flask, person: Person, clock: SetClock) -> Link:
        """The person's link, in the portal."""
        with app.extensions['parts'][Database].transaction() as session:
            LinkStore(session).put(HERE, '1' * 64, person.id, clock.now())
        return app.extensions['parts'][Links].of(person.id)[0]

    def test_shows_it_and_undoes_it(self, browser: Browser, log_in, kept: Link, person: Person):
        log_in(browser, applicant(person))
        page = browser.open('/me/sessions')
        assert page.says('Linked on Monday 30 November 2026 at 9:00.')
        page = browser.submitted(f'/me/log-ins/{kept.number}/undo', page.fields())
        assert page.says('The log-in is not linked to you any more') and not page.says('Linked on')
        assert browser.open('/me/looks').says('You removed a linked log-in')

    def test_who_came_by_it_is_logged_out(self, browser: Browser, log_in, kept: Link, person: Person):
        log_in(browser, replace(applicant(person), issuer=HERE, way=Way.CITIZEN))
        page = browser.submitted(f'/me/log-ins/{kept.number}/undo', browser.open('/me/sessions').fields())
        assert page.heading == 'You are logged out' and browser.fetch('/me').status_code == 303

    def test_asks_to_log_in_again_after_a_while(self, browser: Browser, log_in, kept: Link, person: Person, clock):
        log_in(browser, applicant(person))
        fields = browser.open('/me/sessions').fields()
        clock.moment += timedelta(minutes=11)
        page = browser.submitted(f'/me/log-ins/{kept.number}/undo', fields)
        assert page.says('Then you can change how you log in.') and '/login?next=/me/sessions' in page.links()
        assert browser.open('/me/sessions').says('Linked on')

    def test_is_not_shown_to_who_helps(self, browser: Browser, log_in, kept: Link, person: Person):
        log_in(browser, applicant(person, helper=True))
        assert not browser.open('/me/sessions').says('Linked on')
