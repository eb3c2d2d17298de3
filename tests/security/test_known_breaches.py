"""What comparable systems really got wrong, one test for each case that touches what exists, each with its twin.

Cases 2, 3, 4, 5, 8, 9, 10, 11, 16, 20 and 21 are tried here. Cases that are tried elsewhere, each with its twin:

| case | where |
| --- | --- |
| 1 another's things by their name (Easy!Appointments CVE-2023-3285 …) | `identity/test_doors.py`, generated from the table of doors |
| 6 open redirects (Open Formulieren CVE-2022-31040, Indico) | `web/test_returning.py` |
| 7 uploads (Open Formulieren CVE-2022-31041) | `checklist/test_pages.py`: the only file is one of answers, read as JSON, never kept |
| 12 foreign hosts in links of messages (Indico 2.3.4) | `web/test_protection.py`, `appointments/test_pages_guards.py`; here the twin |
| 13, 14, 15 letters that fetch, CSS, templates (WeasyPrint, Indico, Jinja) | `letters/test_press.py`, `letters/test_hostile.py` |
| 17 log-in and log-out CSRF (Indico 3.0.3, SecureDrop, Authlib CVE-2025-68158) | `identity/oidc/test_real_provider.py`, `identity/test_access.py` |
| 18 caches (Indico 3.2.4) | `identity/test_access.py`, for every route |
| 19 enrolling for another (SecureDrop SEC-01-001, pretix 2018) | `identity/codes/test_phrases.py`: who helps gets no words; there is no Redis |
| 22 links in what people type (GOV.UK Notify) | `letters/test_hostile.py`, `notifications/test_mail.py` |
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from flask import Flask, request
from markupsafe import Markup

from portal.appointments.model import Contact, Visit
from portal.appointments.model import Person as Visitor
from portal.appointments.service import Planner
from portal.appointments.store.visits import VisitStore
from portal.appointments.views import planning
from portal.clock import SetClock
from portal.doors import WHO_MAY_OPEN
from portal.identity import access
from portal.identity.model import Door, Level, LoggedIn, Person, Role, Way
from portal.identity.service import AccessLog, People, Sessions, Watching
from portal.identity.service.reaching import version_of
from portal.identity.views import reaching
from portal.kernel.spreadsheets import COMPUTED, as_shown
from portal.web import protection
from portal.web.protection import BODY_BYTES, FORM_PARTS
from tests.identity.accounts import applicant, employee
from tests.identity.looks import YUSUF, note
from tests.pages.browser import Browser
from tests.pages.planning import NUMBER, PERSON, Planning
from tests.security.payloads import PAYLOADS


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def part(app: Flask) -> Callable[[type], object]:
    """A part of the portal."""
    return lambda kind: app.extensions['parts'][kind]


@pytest.fixture
def visit(planner: Planner) -> Visit:
    """Somebody's visit."""
    found = planner.calendar.free_at(['AM'], 'BIO', 1)['AM']
    slot = found.at(found.days[-1].starts[-1])
    visitor = Visitor(v_number=NUMBER, first_name='Amina', last_name='Voorbeeld')
    return planner.booking.book(slot, [visitor], Contact(email='a@example.com', language='en'), holder='', room='web')


class TestCase2:
    """A route that nobody marked is open to nobody (a WordPress booking plug-in, CVE-2026-2262)."""

    def test_is_closed_until_the_table_says_otherwise(self, app: Flask, browser: Browser) -> None:
        """ASVS 8.1.1, 8.3.1."""
        assert browser.open('/help').status == 200
        del app.extensions['doors']['overview.help']
        assert browser.open('/help').status == 404

    def test_would_open_without_asking(self, app: Flask, browser: Browser) -> None:
        """The twin: Flask itself opens every route."""
        app.before_request_funcs[None] = [one for one in app.before_request_funcs[None] if 'guard' not in one.__qualname__]
        app.context_processor(lambda: {'logged_in': None})
        assert browser.fetch('/me/looks').status_code != 303


class TestCase3:
    """A reference is no right (Open Formulieren CVE-2026-28803)."""

    def find(self, browser: Browser, visit: Visit, number: str) -> int:
        browser.open('/visit')
        browser.submit(code=visit.code, number=number)
        return browser.page.address.startswith('/visit/')

    def test_the_code_alone_finds_nothing(self, browser: Browser, visit: Visit) -> None:
        """ASVS 8.2.2: code and number must belong together."""
        assert not self.find(browser, visit, '1000000002')
        assert self.find(browser, visit, NUMBER)

    def test_would_be_enough_if_nobody_compared(self, browser: Browser, visit: Visit, monkeypatch) -> None:
        """The twin."""
        monkeypatch.setattr(VisitStore, 'get_by_code', lambda self, code, number: self.get(visit.key))
        assert self.find(browser, visit, '1000000002')

    def test_references_cannot_be_guessed(self, planner: Planner, visit: Visit) -> None:
        """128 random bits in every address that opens something."""
        assert len(visit.key) == 32 and int(visit.key, 16)


class TestCase4:
    """Steps cannot be left out (Open Formulieren GHSA-g936-w68m-87j8)."""

    def skip(self, browser: Browser, planner: Planner) -> str:
        """Choose a time and press the last button at once; returns where that leads."""
        visitor = Planning(browser)
        person = visitor.choose().address
        return browser.submitted(person.replace('person/1', 'check'), browser.page.fields()).address

    def test_nothing_is_booked_before_all_is_answered(self, browser: Browser, planner: Planner) -> None:
        """ASVS 2.3.1."""
        assert '/person/1' in self.skip(browser, planner)

    def test_would_be_booked_without_that_question(self, browser: Browser, planner: Planner, monkeypatch) -> None:
        """The twin: asking whether the plan is complete is what stops it."""
        monkeypatch.setattr(planning, 'my_plan', _complete(planning.my_plan))
        assert '/person/1' not in self.skip(browser, planner)


def _complete(find: Callable) -> Callable:
    """A plan that says of itself that everything was answered."""
    class Complete:
        is_complete, came_of_it = True, ''

        def __init__(self, plan: object) -> None:
            self._plan = plan

        def __getattr__(self, name: str) -> object:
            return getattr(self._plan, name)

    return lambda plan, finished=False: Complete(find(plan, finished=finished))


class TestCase5:
    """What the portal knows itself is not taken back from the browser (Open Formulieren CVE-2025-64515)."""

    def test_only_what_is_asked_can_be_changed(self, app, browser, part, people: People, person: Person, log_in) -> None:
        """ASVS 15.3.3: extra fields change nothing."""
        other = people.add('1000000002', person.birth_date, name='Yusuf Voorbeeld', email='yusuf@example.com')
        log_in(browser, applicant(person, level=Level.SUBSTANTIAL))
        browser.open('/me/contact')
        browser.submit(
            email='new@example.com', v_number=other.v_number, person=other.id, id=other.id, name='Changed',
            birth_date='2000-01-01', seen_on='2026-01-01',
        )
        mine = people.get(person.id)
        assert (mine.v_number, mine.name, mine.birth_date, mine.seen_on) == (
            person.v_number, person.name, person.birth_date, None)
        assert people.get(other.id).email == 'yusuf@example.com'

    def test_would_change_another_if_the_page_took_it_back(self, browser, people, person, log_in, monkeypatch) -> None:
        other = people.add('1000000002', person.birth_date, name='Yusuf Voorbeeld', email='yusuf@example.com')
        monkeypatch.setattr(reaching, 'me', lambda: people.get(request.form.get('person') or person.id))
        log_in(browser, applicant(person, level=Level.SUBSTANTIAL))
        browser.open('/me/contact')
        browser.submit(email='new@example.com', person=other.id, seen=version_of(other))
        assert people.get(other.id).email == 'new@example.com'


class TestCase8:
    """No mix of ways to log in gets around the stronger one (Open Formulieren CVE-2024-24771)."""

    @pytest.fixture(autouse=True)
    def stronger_door(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        """A page that asks for a sure log-in."""
        door = WHO_MAY_OPEN['identity.looks']
        ask = access._pass
        monkeypatch.setattr(access, '_pass', lambda _: ask(Door(door.who, door.roles, Level.SUBSTANTIAL)))

    def mix(self, app: Flask, part, person: Person) -> Browser:
        """A sure log-in, and then a weak one in the same browser."""
        browser, sessions = Browser(app), part(Sessions)
        sure = sessions.begin(applicant(person, level=Level.SUBSTANTIAL, way=Way.CITIZEN), shared=False)
        browser.has_cookie('login', sure)
        assert browser.fetch('/me/looks').status_code == 200
        browser.has_cookie('login', sessions.begin(applicant(person, way=Way.CODE), shared=False, old=sure))
        return browser

    def test_the_last_way_counts(self, app: Flask, part, person: Person) -> None:
        """ASVS 6.3.3, 6.3.4."""
        assert 'level=3' in self.mix(app, part, person).fetch('/me/looks').location

    def test_would_pass_if_levels_were_not_asked(self, app: Flask, part, person: Person, monkeypatch) -> None:
        """The twin."""
        monkeypatch.setattr(LoggedIn, 'reaches', lambda self, level: True)
        assert self.mix(app, part, person).fetch('/me/looks').status_code == 200


class TestCase9:
    """A filter of the address never widens what somebody sees (pretix CVE-2026-5600)."""

    def page(self, browser: Browser, part, person: Person, log_in) -> str:
        note(part(AccessLog), YUSUF, reason='other', words='Only Yusuf may read this')
        log_in(browser, applicant(person))
        number = part(AccessLog).looks_at(YUSUF)[0].id + 1
        return browser.open(f'/me/looks?before={number}&person={YUSUF}&subject={YUSUF}').text

    def test_shows_nothing_of_another(self, browser, part, person, log_in) -> None:
        assert 'Only Yusuf' not in self.page(browser, part, person, log_in)

    def test_would_show_it_without_the_filter(self, browser, part, person, log_in, monkeypatch) -> None:
        """The twin: the one place where the person is compared."""
        monkeypatch.setattr(AccessLog, 'subjects', lambda self, person: ('everybody',))
        assert 'Only Yusuf' in self.page(browser, part, person, log_in)


class TestCase10:
    """A file is for whom it was made, in that session (pretix CVE-2026-9712)."""

    @pytest.mark.parametrize('address', ['/me/data.json', '/me/data.pdf'])
    def test_its_address_alone_gives_nothing(self, app: Flask, browser: Browser, person: Person, log_in, address) -> None:
        """ASVS 8.3.2: not without a log-in, not after its end, not with that of another role."""
        log_in(browser, applicant(person))
        browser.open('/logout')
        browser.submit()
        assert browser.fetch(address).location.startswith('/login?')
        clerk = Browser(app)
        log_in(clerk, employee(Role.CLERK))
        assert clerk.fetch(address).status_code == 403

    def test_gives_each_their_own(self, app, people: People, person: Person, log_in) -> None:
        """The same address, two people: nothing is found by the address."""
        found = {}
        for one in (person, people.add('1000000002', person.birth_date, name='Yusuf Voorbeeld')):
            browser = Browser(app)
            log_in(browser, applicant(one))
            found[one.name] = browser.fetch('/me/data.json').text
        assert 'Yusuf' not in found['Amina Voorbeeld'] and 'Amina' not in found['Yusuf Voorbeeld']

    def test_would_give_it_to_who_has_the_session(self, app, browser, person, log_in) -> None:
        """The twin: the session is all that binds it."""
        other = Browser(app)
        other.has_cookie('login', log_in(browser, applicant(person)))
        assert other.fetch('/me/data.json').status_code == 200


class TestCase11:
    """Nobody leafs through people (Indico CVE-2025-59034, CVE-2025-53640)."""

    def guess(self, app: Flask, person: Person, log_in, clock: SetClock) -> Browser:
        """Try numbers until something is found."""
        clerk = Browser(app)
        log_in(clerk, employee(Role.CLERK))
        for number in range(1000000100, 1000000112):
            clerk.open('/staff/people')
            clerk.submit(number=str(number), reason='phone')
        return clerk

    def test_guessing_raises_an_alarm(self, app, part, person, log_in, clock) -> None:
        self.guess(app, person, log_in, clock)
        clock.moment += timedelta(days=1)
        assert [one.rule.value for one in part(Watching).report()] == ['nobody_found']

    def test_would_go_unseen_if_misses_were_not_written_down(
        self, app, part, person, log_in, clock, monkeypatch,
    ) -> None:
        """The twin."""
        note_found = access.note_look
        monkeypatch.setattr(access, 'note_look', lambda activity, who, *rest, **more: who and note_found(activity, who, *rest, **more))
        self.guess(app, person, log_in, clock)
        clock.moment += timedelta(days=1)
        assert part(Watching).report() == []

    def test_no_page_lists_people(self, app, people: People, person: Person, log_in) -> None:
        """For every page of staff that needs no name of a person: nobody is named on it."""
        people.add('1000000002', person.birth_date, name='Yusuf Voorbeeld')
        browser = Browser(app)
        log_in(browser, employee(*(role for role in Role if role not in (Role.VISITOR, Role.APPLICANT))))
        for rule in app.url_map.iter_rules():
            if rule.rule.startswith('/staff') and 'GET' in rule.methods and not rule.arguments:
                page = browser.open(rule.rule)
                assert page.status == 200 and not page.says('Yusuf') and not page.says(person.v_number), rule.rule


class TestCase12:
    @pytest.mark.parametrize('address', ['/', '/oap/api/desks/?productKey=BIO'])
    def test_without_a_list_of_hosts_any_is_answered(self, app: Flask, address: str, monkeypatch) -> None:
        """The twin of the refusal of foreign hosts, for people and for programs."""
        headers = {'Host': 'evil.example'}
        assert app.test_client().get(address, headers=headers).status_code == 400
        monkeypatch.setattr(protection, 'is_trusted', lambda host, hosts: True)
        assert app.test_client().get(address, headers=headers).status_code == 200


class TestCase16:
    """A spreadsheet computes nothing that people typed (Indico 2.2.4)."""

    def table(self, app: Flask, planner: Planner, name: str) -> str:
        found = planner.calendar.free_at(['AM'], 'BIO', 1)['AM']
        slot, day = found.at(found.days[0].starts[0]), found.days[0].day
        visitor = Visitor(v_number=NUMBER, first_name=name, last_name='Voorbeeld')
        planner.booking.book(slot, [visitor], Contact(email='a@example.com', language='en'), holder='', room='web')
        return app.test_cli_runner().invoke(args=['planner', 'day', 'AM', str(day), '--csv']).output

    @pytest.mark.parametrize('name', ['=1+1', '+1', '-1', '@SUM(A1)'])
    def test_formulas_are_only_shown(self, app: Flask, planner: Planner, name: str) -> None:
        """ASVS 1.2.10."""
        assert f",'{name} Voorbeeld," in self.table(app, planner, name)

    @pytest.mark.parametrize('sign', COMPUTED)
    def test_each_sign_that_begins_a_formula(self, sign: str) -> None:
        assert as_shown(f'{sign}x') == f"'{sign}x"

    @pytest.mark.parametrize('cell', ['Amina', 'a=b', '', '9:30', "'=1"])
    def test_nothing_else_is_touched(self, cell: str) -> None:
        assert as_shown(cell) == cell

    def test_would_be_computed_otherwise(self, app: Flask, planner: Planner, monkeypatch) -> None:
        """The twin."""
        monkeypatch.setattr('portal.appointments.commands.lists.as_shown', lambda cell: cell)
        assert ',=1+1 Voorbeeld,' in self.table(app, planner, '=1+1')


class TestCase20:
    """What people type is shown as they typed it, and does nothing (Indico CVE-2025-59035, CVE-2024-45399 …).

    ASVS 1.2.1, 3.4.3. Every page that a `Browser` sees is searched for scripts and handlers besides.
    """

    @pytest.fixture
    def clerk(self, app: Flask, log_in: Callable[..., str]) -> Browser:
        browser = Browser(app)
        log_in(browser, employee(Role.CLERK, Role.AUDITOR, name='<script>alert(1)</script>'))
        return browser

    def shown(self, browser: Browser, text: str) -> bool:
        """The words can be read, in the text of the page or in a field."""
        root = browser.page.root
        written = [*root.itertext(), *(one.get('value', '') for one in root.iter('input'))]
        return any(_plain(text) in _plain(' '.join(one.split())) for one in (*written, ' '.join(root.text_content().split())))

    def test_in_a_reason(self, clerk: Browser, browser: Browser, person: Person, log_in) -> None:
        """Given by an employee, read by the person and the auditor."""
        for text in PAYLOADS:
            clerk.open('/staff/people')
            clerk.submit(number=person.v_number, reason='other', words=f'Because {text}')
        log_in(browser, applicant(person))
        for reader, address in ((browser, '/me/looks'), (clerk, '/staff/log')):
            reader.open(address)
            if reader is clerk:
                clerk.submit(employee='')
            assert sum(self.shown(reader, text) for text in PAYLOADS[-20:]) == 20

    def test_in_names_and_addresses(self, browser: Browser, planner: Planner) -> None:
        visitor = Planning(browser)
        visitor.choose()
        person, contact = browser.page.address, visitor.name().address
        visitor.reach()
        for text in PAYLOADS:
            browser.open(person)
            browser.submit(**PERSON | {'first_name': text, 'last_name': text})
            assert self.shown(browser, text), text
            browser.open(contact)
            browser.submit(email=text, phone=text, language='en')
            assert self.shown(browser, text), text

    @pytest.mark.parametrize(('address', 'field'), [
        ('/staff/people', 'number'), ('/staff/log', 'employee'), ('/staff/log', 'v_number'), ('/visit', 'code'),
        ('/visit', 'number'), ('/papers/return', 'code'), ('/login/code', 'v_number'),
    ])
    def test_in_a_field_that_refuses_it(self, clerk: Browser, address: str, field: str) -> None:
        for text in PAYLOADS[::6]:
            if clerk.open(address).status == 200 and field in clerk.page.fields():
                clerk.submit(**{field: text})

    @pytest.mark.parametrize('address', [
        '/plan/times?product={}', '/plan/place?product=BIO&persons={}', '/login?next={}', '/help?lang={}', '/{}', '/visit/{}',
        '/staff/log?x={}',
    ])
    def test_in_an_address(self, app: Flask, address: str) -> None:
        for text in PAYLOADS[::4]:
            answer = Browser(app).open(address.format(text.replace('#', '%23').replace('/', '%2F')))
            assert answer.status < 500

    def test_would_become_more_without_escaping(self, app: Flask, clerk: Browser, person: Person, browser, log_in) -> None:
        """The twin: a page that trusts what people typed does what they want."""
        clerk.open('/staff/people')
        clerk.submit(number=person.v_number, reason='other', words='Because <img src=x onerror=alert(1)>')
        log_in(browser, applicant(person))
        found = app.view_functions['identity.looks']
        app.view_functions['identity.looks'] = lambda: Markup(found()).unescape()
        with pytest.raises(AssertionError):
            browser.open('/me/looks')


def _plain(text: str) -> str:
    return ''.join(sign for sign in text if sign.isprintable() and not sign.isspace())


class TestCase21:
    """Nobody fills the memory (Werkzeug CVE-2023-46136, CVE-2023-25577)."""

    def send(self, app: Flask, body: Mapping[str, str]) -> int:
        app.config['WTF_CSRF_CHECK_DEFAULT'] = False
        return app.test_client().post('/visit', data=body, content_type='multipart/form-data').status_code

    bodies = pytest.mark.parametrize('body', [
        {'code': 'x' * (BODY_BYTES + 1)}, {f'field{number}': 'x' for number in range(FORM_PARTS + 1)},
    ], ids=['long', 'many parts'])

    @bodies
    def test_a_body_has_its_bounds(self, app: Flask, body: Mapping[str, str]) -> None:
        assert self.send(app, body) == 413

    @bodies
    def test_would_be_read_whole_without_them(self, app: Flask, body: Mapping[str, str]) -> None:
        """The twin."""
        app.config.update(MAX_CONTENT_LENGTH=None, MAX_FORM_MEMORY_SIZE=None, MAX_FORM_PARTS=None)
        assert self.send(app, body) == 200
