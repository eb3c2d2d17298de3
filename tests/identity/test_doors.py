"""Every route x every role, from the table itself: a new route is tried without anybody thinking of it.

ASVS 8.2.1 and 8.2.2, and case 1 of what comparable systems got wrong: what belongs to another is not there.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.application import create_app
from portal.appointments.model import Plan
from portal.appointments.planner_file import read_planner
from portal.appointments.service import Planner
from portal.clock import SetClock
from portal.database import Database
from portal.doors import WHO_MAY_OPEN
from portal.identity import access
from portal.identity.model import Account, Door, Level, Person, Role
from portal.identity.model.doors import KEY_HOLDER, LIST_KEEPER, PROGRAMS, THIS_BROWSER
from portal.identity.service import People, Sessions
from portal.identity.service.links import Links
from portal.identity.service.sessions import SessionStore
from portal.identity.store.links import LinkStore
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive
from portal.procedures.model.writing import owner_of
from portal.procedures.service import Cases
from portal.programs import PREFIX
from portal.settings import Settings
from tests.fixtures.cases import YUSUF, told_case
from tests.fixtures.databases import SqliteMaker
from tests.fixtures.planners import FILES, NOW
from tests.fixtures.portals import SECRET
from tests.identity.accounts import applicant, employee, sponsors_user
from tests.pages.addresses import routes

HARMLESS = {
    'filename': 'mark.svg', 'desk': 'AM', 'product': 'BIO', 'language': 'en', 'name': 'purpose', 'code': 'D01',
    'kind': 'citizen', 'key': '0' * 32, 'number': 1, 'person': 1, 'plan': '0' * 32,
}
"""Where nobody's own things stand, or where a key that nobody was given must open nothing."""
ELSEWHERE = {KEY_HOLDER, LIST_KEEPER}
"""Reached by a key of its own, or kept in the browser: `tests/architecture/test_routes.py` tries those."""
TO_THEMSELVES_ONLY = {('identity.contact', 'POST', 'helper'), ('procedures.messages', 'POST', 'helper')}
"""Who helps may see how somebody is reached and told, but not change it."""
MOST = 500


@dataclass(frozen=True)
class Portal:
    """A portal, and things in it that belong to somebody who never logs in here."""

    app: Flask

    def part(self, kind: type) -> object:
        return self.app.extensions['parts'][kind]

    @cached_property
    def me(self) -> Person:
        """Who tries to get at the things of another."""
        return self.part(People).add('1000000001', date(1990, 3, 27), name='Amina Voorbeeld')

    @cached_property
    def another(self) -> Person:
        return self.part(People).add('1000000002', date(1988, 11, 2), name='Yusuf Voorbeeld')

    def another_session(self) -> str:
        """The number of a session of somebody else."""
        account = applicant(self.another)
        self.part(Sessions).begin(account, shared=False)
        return self.part(Sessions).of(account)[0].number

    def another_link(self) -> str:
        """The number of a log-in of a provider that is linked to somebody else."""
        with self.part(Database).transaction() as session:
            LinkStore(session).put('https://broker.example', '0' * 64, self.another.id, NOW)
        return self.part(Links).of(self.another.id)[0].number

    def another_plan(self) -> str:
        """A plan that somebody else is filling in."""
        planner = self.part(Planner)
        found = planner.calendar.free_at(['AM'], 'BIO', 1)['AM']
        plan: Plan = planner.plans.begin(found.at(found.days[0].starts[0]))
        return plan.id

    def another_case(self) -> str:
        """The case of somebody else."""
        cases = self.part(Cases)
        known = cases.cases_of(self.another.id)
        if not known:
            path = self.part(Settings).data_folder / 'cases.jsonl'
            path.write_text(json.dumps(told_case(persons=[YUSUF | {'part': 'applicant'}])))
            cases.importing.go_on(cases.importing.begin(path), path)
            known = cases.cases_of(self.another.id)
        return known[0].case.id

    def another_letter(self) -> str:
        """A letter that somebody else was sent."""
        letter = read_samples(FOLDER, 'l01_receipt')[MAIN]
        return self.part(Archive).send(letter, 'nl', owner=owner_of(self.another.id), by='clerk:joris').reference

    def client(self, account: Account | None) -> Callable[..., TestResponse]:
        """Somebody's browser."""
        client = self.app.test_client()
        if account is not None:
            client.set_cookie('login', self.part(Sessions).begin(account, shared=False))
        return client.open


@pytest.fixture(scope='module')
def portal(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One for all: what is tried changes nothing that another try needs."""
    url, folder = sqlite_maker.ready(), tmp_path_factory.mktemp('doors')
    given = {'PORTAL_DATA': str(folder), 'DATABASE_URL': url, 'PORTAL_SECRET_KEY': SECRET, 'PORTAL_PUBLIC_WRITES': 'off'}
    portal = Portal(create_app(Settings.from_environment(given), SetClock(NOW)))
    portal.app.config['WTF_CSRF_CHECK_DEFAULT'] = False  # a door is passed or not before that is looked at
    portal.part(Planner).opening.load(read_planner(Path(FILES) / 'small.yaml'))
    portal.part(Planner).opening.release()
    yield portal
    portal.part(Database).engine.dispose()
    sqlite_maker.drop(url)


ANOTHERS: dict[tuple[str, str], Callable[[Portal], object]] = {
    ('identity', 'number'): Portal.another_session,
    ('identity', 'link'): Portal.another_link,
    ('counter', 'person'): lambda portal: portal.another.id,
    ('counter', 'case_id'): Portal.another_case,
    ('counter', 'reference'): Portal.another_letter,
    ('counter', 'kind'): lambda portal: 'l01_receipt',
    ('counter', 'language'): lambda portal: 'en',
    ('appointments', 'plan'): Portal.another_plan,
    ('procedures', 'case_id'): Portal.another_case,
    ('editing', 'letter'): lambda portal: 'status',  # texts are nobody's; this letter has none that is edited here
    ('procedures', 'reference'): Portal.another_letter,
}
"""What belongs to another, by room and by the name that it has in an address."""


def people_of(portal: Portal) -> dict[str, Account | None]:
    """Everybody who may come to a door."""
    me = portal.me
    return {
        'visitor': None,
        'applicant': applicant(me), 'applicant, surely': applicant(me, level=Level.SUBSTANTIAL),
        'helper': applicant(me, level=Level.SUBSTANTIAL, helper=True),
        **{role.value: sponsors_user(role) for role in (Role.SPONSOR_READER, Role.SPONSOR_EDITOR, Role.SPONSOR_OWNER)},
        **{role.value: employee(role, name=role.value) for role in (
            Role.CLERK, Role.PLANNER, Role.LETTER_EDITOR, Role.AUDITOR)},
    }


def expected(door: Door, account: Account | None) -> str:
    """What the table says."""
    if door.is_open:
        return 'opens'
    if account is None:
        return 'log in'
    if not account.roles & door.roles or (account.helper and not door.helpers):
        return 'refused'
    return 'opens' if account.level >= door.level else 'log in'


def found(answer: TestResponse) -> str:
    """What the portal says."""
    assert answer.status_code < MOST
    if answer.status_code == 403:
        return 'refused'
    place = urlsplit(answer.location or '')
    return 'log in' if place.path == '/login' and 'level=' in place.query else 'opens'


def rules(portal: Portal, route: str) -> Iterator[tuple[Rule, str]]:
    """Each way in which a route can be asked for."""
    for _, rule in routes(portal.app):
        if rule.endpoint == route:
            for method in sorted(rule.methods - {'HEAD', 'OPTIONS'}):
                yield rule, method


def address(rule: Rule, portal: Portal) -> str:
    """An address of this route, with another's things in it."""
    room = rule.endpoint.split('.')[0]
    makers = {} if WHO_MAY_OPEN[rule.endpoint] in ELSEWHERE else ANOTHERS
    unknown = [name for name in rule.arguments if (room, name) not in makers and name not in HARMLESS]
    assert not unknown, f'say in ANOTHERS how to make {unknown} of {rule.endpoint} that belongs to another'
    start = PREFIX if WHO_MAY_OPEN[rule.endpoint] == PROGRAMS else ''
    return start + rule.build({
        name: makers[room, name](portal) if (room, name) in makers else HARMLESS[name] for name in rule.arguments
    })[1]


@pytest.mark.parametrize('route', WHO_MAY_OPEN)
def test_a_door_opens_to_whom_the_table_names(portal: Portal, route: str) -> None:
    door = WHO_MAY_OPEN[route]
    accounts = {'visitor': None} if door.is_open else people_of(portal)
    for rule, method in rules(portal, route):
        where = address(rule, portal)
        for who, account in accounts.items():
            answer = portal.client(account)(where, method=method)
            wanted = 'refused' if (route, method, who) in TO_THEMSELVES_ONLY else expected(door, account)
            assert found(answer) == wanted, (route, method, who)


GUARDED = [route for route, door in WHO_MAY_OPEN.items() if not door.is_open]
"""Doors that ask for a log-in."""


def test_without_the_guard_they_open(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the table, and nothing else, keeps these doors shut."""
    monkeypatch.setattr(access, '_pass', lambda door: None)
    wrong = applicant(portal.me), employee(Role.PLANNER, name='planner')
    for route in ('overview.staff', 'identity.log', 'identity.unusual', 'counter.people', 'identity.sessions'):
        where = next(portal.app.url_map.iter_rules(route)).build({})[1]
        assert [portal.client(account)(where).status_code for account in wrong] == [200, 200], route


def test_a_stronger_log_in_opens_what_a_weaker_does_not(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASVS 6.8.4: doors that ask for more are not passed with less; shown on a door made stronger for it."""
    door = WHO_MAY_OPEN['identity.looks']
    stronger = Door(door.who, door.roles, Level.SUBSTANTIAL)
    monkeypatch.setattr(access, '_pass', _as_if(stronger, access._pass))
    answers = {
        level: portal.client(applicant(portal.me, level=level))('/me/looks') for level in (Level.LOW, Level.SUBSTANTIAL)
    }
    assert [found(answer) for answer in answers.values()] == ['log in', 'opens']
    assert 'level=3' in answers[Level.LOW].location


def _as_if(door: Door, ask: Callable[[Door], object]) -> Callable[[Door], object]:
    return lambda _: ask(door)


def owned(route: str) -> bool:
    """Whether something of somebody stands in the address of a route."""
    door = WHO_MAY_OPEN[route]
    return (not door.is_open or door == THIS_BROWSER) and door not in ELSEWHERE


@pytest.mark.parametrize('route', [route for route in WHO_MAY_OPEN if owned(route)])
def test_what_belongs_to_another_is_not_there(portal: Portal, route: str) -> None:
    """Case 1: another's object by its right name, by every method, for everybody who may open such a door."""
    for rule, method in rules(portal, route):
        if not rule.arguments:
            continue
        room = route.split('.')[0]
        assert any((room, name) in ANOTHERS for name in rule.arguments), f'say in ANOTHERS what {route} is about'
        where = address(rule, portal)
        for who, account in people_of(portal).items():
            if expected(WHO_MAY_OPEN[route], account) == 'opens':
                answer = portal.client(account)(where, method=method, data={'once': '1'})
                assert answer.status_code == 404, (route, method, who)


def test_without_asking_whose_it_is_another_session_ends(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the name alone would be enough."""
    where = f'/me/sessions/{portal.another_session()}/end'
    assert portal.client(applicant(portal.me))(where, method='POST').status_code == 404
    monkeypatch.setattr(SessionStore, 'close_number', lambda self, key, number: None)
    assert portal.client(applicant(portal.me))(where, method='POST').status_code == 303


