"""Looking somebody up at a counter: only with a reason, only for an hour; and the person reads of it."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.appointments.model import Contact
from portal.appointments.model import Person as Visitor
from portal.appointments.service import Planner
from portal.clock import SetClock
from portal.identity import access
from portal.identity.model import Person, Role
from portal.identity.model.looking import CODE_ISSUED, COUNTER_VIEW, IDENTITY_SEEN, OWN_VIEW, LookSearch
from portal.identity.service import AccessLog, People, Sessions, Watching
from portal.identity.service.codes import Codes
from portal.identity.views import looks as looks_pages
from tests.identity.accounts import applicant, employee, sponsors_user
from tests.identity.looks import KIM, LOU, YUSUF, note
from tests.pages.browser import Browser

LOOK_UP = '/staff/people'
REASON = 'She lost her residence card'


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def log(app: Flask) -> AccessLog:
    """The log of the portal."""
    return app.extensions['parts'][AccessLog]


@pytest.fixture
def clerk(app: Flask, log_in: Callable[..., str]) -> Browser:
    """An employee at a counter, logged in."""
    browser = Browser(app)
    log_in(browser, employee(Role.CLERK))
    return browser


@pytest.fixture
def look_up(clerk: Browser, person: Person) -> Callable[..., str]:
    """Has the clerk look somebody up; returns the address of the page."""
    def act(number: str = person.v_number, reason: str = 'phone', words: str = '') -> str:
        clerk.open(LOOK_UP)
        return clerk.submit(number=number, reason=reason, words=words).address
    return act


def page_of(person: Person) -> str:
    return f'{LOOK_UP}/{person.id}'


class TestLookingUp:
    def test_shows_what_is_known(self, clerk: Browser, look_up: Callable[..., str], person: Person) -> None:
        assert look_up() == page_of(person)
        page = clerk.page
        assert page.heading == 'Amina Voorbeeld'
        assert all(page.says(words) for words in (person.v_number, 'Tuesday 27 March 1990', 'amina@example.com'))
        assert page.says('This page is open for you until 10:00')

    def test_finds_by_bsn_too(self, look_up: Callable[..., str], people: People) -> None:
        somebody = people.add('1000000002', date(1980, 1, 1), bsn='111222333', name='Yusuf Voorbeeld')
        assert look_up('111 222 333') == page_of(somebody)

    def test_shows_the_visits(self, app: Flask, clerk: Browser, look_up: Callable[..., str], person: Person) -> None:
        planner = app.extensions['parts'][Planner]
        free = planner.calendar.free_at(['AM'], 'BIO', 1)['AM']
        slot = free.at(free.days[0].starts[0])
        visitor = Visitor(v_number=person.v_number, first_name='Amina', last_name='Voorbeeld')
        planner.booking.book(slot, [visitor], Contact(email='amina@example.com', language='en'), holder='', room='web')
        look_up()
        assert not clerk.page.says('No visits today or later.')

    @pytest.mark.parametrize(('typed', 'sentence'), [
        ({'number': ''}, 'Fill in the V-number or the BSN.'),
        ({'number': '12345'}, 'A V-number has ten digits, a BSN nine.'),
        ({'number': '1000000009'}, 'Nobody has this number.'),
        ({'number': '111222333'}, 'Nobody has this number.'),
        ({'reason': 'other', 'words': 'so'}, 'Say in at least ten characters'),
        ({'reason': 'curiosity'}, 'Choose why you look this person up.'),
    ])
    def test_says_what_is_wrong(self, clerk: Browser, look_up: Callable[..., str], typed: dict, sentence: str) -> None:
        assert look_up(**typed) == LOOK_UP
        assert clerk.page.says(sentence)

    def test_needs_a_reason(self, clerk: Browser, person: Person) -> None:
        clerk.open(LOOK_UP)
        assert clerk.submit(number=person.v_number).says('Choose why you look this person up.')
        assert clerk.fetch(page_of(person)).status_code == 404

    def test_is_written_down_with_its_reason(self, look_up: Callable[..., str], log: AccessLog, person: Person) -> None:
        look_up(reason='other', words=REASON)
        view, looked_up = log.looks_at(person.id)
        assert looked_up.activity == view.activity == COUNTER_VIEW
        assert (looked_up.words, looked_up.actor.name, looked_up.actor.role) == (REASON, 'Kim Voorbeeld', 'clerk')
        assert (view.trace_id, view.parent, view.words) == (looked_up.trace_id, looked_up.span_id, REASON)

    def test_is_written_down_when_nobody_is_found(self, look_up: Callable[..., str], log: AccessLog) -> None:
        look_up('1000000009')
        assert [(look.subject, look.outcome) for look in log.search(LookSearch())] == [('', 'Error')]

    def test_knows_whether_there_was_a_visit(self, look_up: Callable[..., str], log: AccessLog, person: Person) -> None:
        look_up(reason='visit')
        look_up(reason='phone')
        assert {(look.reason, look.had_visit) for look in log.looks_at(person.id)} == {('visit', False), ('phone', None)}

    def test_names_no_number_in_addresses_and_logs(
        self, look_up: Callable[..., str], person: Person, caplog: pytest.LogCaptureFixture,
    ) -> None:
        """ASVS 14.2.1 and 16.2.5."""
        with caplog.at_level(logging.DEBUG):
            assert person.v_number not in look_up()
        assert person.v_number not in ''.join(str(vars(record)) for record in caplog.records)


class TestThePage:
    """ASVS 8.2.2: it opens to the clerk who said why, in that session, for an hour."""

    def test_is_not_there_without_a_look(self, clerk: Browser, person: Person) -> None:
        assert clerk.open(page_of(person)).status == 404

    def test_says_the_same_of_people_who_are_not_there(self, clerk: Browser, person: Person) -> None:
        there, nobody = clerk.open(page_of(person)), clerk.open(f'{LOOK_UP}/{"0" * 32}')
        assert (there.status, there.heading) == (nobody.status, nobody.heading) == (404, 'This page is closed')

    def test_is_not_there_for_another_clerk(self, app, clerk, look_up, person, log_in) -> None:
        look_up()
        colleague = Browser(app)
        log_in(colleague, employee(Role.CLERK, name='Lou Voorbeeld'))
        assert clerk.open(page_of(person)).status == 200
        assert colleague.open(page_of(person)).status == 404

    def test_is_not_there_in_another_session(self, app, look_up, person, log_in) -> None:
        look_up()
        again = Browser(app)
        log_in(again, employee(Role.CLERK))
        assert again.open(page_of(person)).status == 404

    @pytest.mark.parametrize(('minutes', 'status'), [(59, 200), (60, 404)])
    def test_closes_after_an_hour(self, clerk, look_up, person, clock: SetClock, minutes: int, status: int) -> None:
        address = look_up()
        for _ in range(minutes // 10):
            clock.moment += timedelta(minutes=10)
            clerk.open('/staff')
        clock.moment += timedelta(minutes=minutes % 10)
        assert clerk.open(address).status == status

    def test_opens_without_the_guard(self, clerk, person, log, monkeypatch) -> None:
        """The twin: the look is what opens it."""
        made = log.look(COUNTER_VIEW, person.id, room='counter', actor=KIM, reason='phone')
        log.note(made)
        grant = log.looks_at(person.id)[0]
        monkeypatch.setattr(access, 'find_opened', lambda person: grant)
        assert clerk.open(page_of(person)).status == 200

    @pytest.mark.parametrize('account', [
        employee(Role.PLANNER), employee(Role.AUDITOR), employee(Role.LETTER_EDITOR), sponsors_user(),
    ], ids=lambda account: min(account.roles))
    def test_is_refused_to_other_roles(self, app, person, log_in, account) -> None:
        browser = Browser(app)
        log_in(browser, account)
        assert [browser.open(address).status for address in (LOOK_UP, page_of(person))] == [403, 403]

    def test_is_refused_to_the_person(self, browser, person, log_in) -> None:
        log_in(browser, applicant(person))
        assert browser.open(page_of(person)).status == 403


class TestSeeing:
    def test_keeps_that_somebody_saw_who_this_is(self, clerk, look_up, people, log, person, clock) -> None:
        look_up(reason='visit')
        assert clerk.submit().says('You or a colleague saw today who this is.')
        assert people.get(person.id).seen_on == clock.now().date()
        assert IDENTITY_SEEN in {look.activity for look in log.looks_at(person.id)}

    def test_needs_the_page_to_be_open(self, clerk, people, person) -> None:
        token = clerk.open(LOOK_UP).fields()['csrf_token']
        answer = clerk.send(f'{page_of(person)}/seen', {'csrf_token': token})
        assert answer.status_code == 404
        assert people.get(person.id).seen_on is None

    def test_prints_a_new_code(self, app, clerk, look_up, log, person) -> None:
        """ASVS 6.3.4: the code that a counter gives is one like that of a letter."""
        address = look_up()
        token = clerk.page.fields()['csrf_token']
        answer = clerk.send(f'{address}/code', {'csrf_token': token})
        assert answer.mimetype == 'application/pdf' and answer.data.startswith(b'%PDF')
        assert 'no-store' in answer.headers['Cache-Control']
        assert CODE_ISSUED in {look.activity for look in log.looks_at(person.id)}
        assert app.extensions['parts'][Codes].has_open_code(person)
        assert clerk.open(address).says('This person has a code that works until ')

    def test_prints_none_unless_the_page_is_open(self, app, clerk, person) -> None:
        token = clerk.open(LOOK_UP).fields()['csrf_token']
        assert clerk.send(f'{page_of(person)}/code', {'csrf_token': token}).status_code == 404
        assert not app.extensions['parts'][Codes].has_open_code(person)

    def test_changes_nothing_when_it_cannot_be_written_down(self, clerk, look_up, people, person, monkeypatch) -> None:
        look_up()
        monkeypatch.setattr(AccessLog, 'note', _broken)
        assert clerk.submit().status == 500
        assert people.get(person.id).seen_on is None


def _broken(*_: object) -> None:
    raise OSError('the disk is full')


class TestNothingIsShownUnwritten:
    """ASVS 16.5.3: when the log cannot be written, nothing is shown."""

    @pytest.fixture(autouse=True)
    def prepared(self, clerk, look_up) -> str:
        self.address = look_up()
        return self.address

    def test_not_to_an_employee(self, clerk, monkeypatch) -> None:
        monkeypatch.setattr(AccessLog, 'note', _broken)
        page = clerk.open(self.address)
        assert page.status == 500 and not page.says('Amina')

    def test_not_to_the_person(self, browser, person, log_in, monkeypatch) -> None:
        log_in(browser, applicant(person))
        monkeypatch.setattr(AccessLog, 'note', _broken)
        page = browser.open('/me/looks')
        assert page.status == 500 and not page.says('An employee')

    def test_but_it_is_where_nobody_writes(self, clerk, browser, person, log_in, monkeypatch) -> None:
        """The twin: without the log the pages would show all."""
        log_in(browser, applicant(person))
        monkeypatch.setattr(access, 'note', lambda look: None)
        monkeypatch.setattr(looks_pages, 'note_look', lambda *_: None)
        assert clerk.open(self.address).says('Amina')
        assert browser.open('/me/looks').says('An employee')


class TestThePersonReads:
    """AVG article 15: who looked at my case, in plain words."""

    @pytest.fixture
    def me(self, browser: Browser, person: Person, log_in: Callable[..., str]) -> Browser:
        log_in(browser, applicant(person))
        return browser

    def test_that_nobody_looked(self, me: Browser) -> None:
        page = me.open('/me/looks')
        assert page.heading == 'Who looked at my case?' and page.says('Nobody of us looked at your data.')

    def test_who_looked_when_and_why(self, me: Browser, look_up: Callable[..., str]) -> None:
        look_up(reason='other', words=REASON)
        page = me.open('/me/looks')
        assert page.says('Monday 30 November 2026') and page.says('9:00')
        assert page.says('An employee at a counter or on the telephone') and page.says(f'The reason was: “{REASON}”.')
        assert page.says('This was 2 times') and not page.says('Kim')

    def test_the_name_where_the_service_says_so(
        self, build_app, planner, person: Person, look_up: Callable[..., str],
    ) -> None:
        look_up()
        app = build_app(PORTAL_NAMES_IN_LOOKS='yes')
        browser = Browser(app)
        browser.has_cookie('login', app.extensions['parts'][Sessions].begin(applicant(person), shared=False))
        assert browser.open('/me/looks').says('Kim Voorbeeld')

    @pytest.mark.parametrize('address', ['/me/contact', '/me/messages'])
    def test_of_pages_that_show_how_they_are_reached(self, browser, person, log, log_in, address: str) -> None:
        log_in(browser, applicant(person, helper=True))
        browser.open(address)
        assert [look.activity for look in log.looks_at(person.id)] == ['helped_view']

    def test_of_own_looks_apart(self, me: Browser, log: AccessLog, person: Person) -> None:
        me.open('/me/looks')
        page = me.open('/me/looks')
        assert page.says('Nobody of us looked at your data.') and page.says('You looked yourself')
        assert {look.activity for look in log.looks_at(person.id)} == {OWN_VIEW}

    @pytest.mark.parametrize(('address', 'typed', 'words'), [
        ('/me/contact', {'phone': '06 1234 5678'}, 'You changed how we reach you'),
        ('/me/messages', {'when': 'never'}, 'You chose which messages you get'),
    ])
    def test_of_own_changes(self, me: Browser, address: str, typed: dict, words: str) -> None:
        assert not me.open('/me/looks').says('You changed this yourself')
        me.open(address)
        me.submit(**typed)
        page = me.open('/me/looks')
        assert page.says('You changed this yourself') and page.says(words) and page.says('Was one of these not you?')
        assert page.says('Nobody of us looked at your data.')

    def test_of_looks_by_who_helps(self, app, me: Browser, person: Person, log_in) -> None:
        helper = Browser(app)
        log_in(helper, applicant(person, helper=True))
        helper.open('/me/looks')
        assert me.open('/me/looks').says('Somebody who helps you looked at your data')

    def test_nothing_of_others(self, me: Browser, log: AccessLog) -> None:
        note(log, YUSUF)
        assert me.open('/me/looks').says('Nobody of us looked at your data.')
        number = log.looks_at(YUSUF)[0].id + 1
        assert me.open(f'/me/looks?before={number}').says('Nobody of us looked at your data.')

    def test_page_by_page(self, me: Browser, log: AccessLog, person: Person, clock: SetClock) -> None:
        for _ in range(60):
            clock.moment -= timedelta(days=1)
            note(log, person.id)
            clock.moment += timedelta(days=1)
        first = me.open('/me/looks')
        later = next(link for link in first.links() if 'before=' in link)
        assert me.open(later).says('You were at the counter.')
        assert not any('before=' in link for link in me.page.links() if 'lang' not in link)

    @pytest.mark.parametrize('before', ['-1', 'x', '9' * 30, '١'])
    def test_whatever_stands_in_the_address(self, me: Browser, before: str) -> None:
        assert me.open(f'/me/looks?before={before}').status == 200


class TestTheAuditor:
    @pytest.fixture
    def auditor(self, browser: Browser, log_in: Callable[..., str]) -> Browser:
        log_in(browser, employee(Role.AUDITOR, name='Ali Voorbeeld'))
        return browser

    def test_finds_by_v_number_and_employee(self, auditor, look_up, person, log) -> None:
        look_up(reason='other', words=REASON)
        auditor.open('/staff/log')
        assert auditor.submit(v_number=person.v_number).says(REASON)
        assert auditor.page.address == '/staff/log' and not auditor.page.says(person.name)
        auditor.open('/staff/log')
        assert auditor.submit(employee='kim').says('2 lines')
        assert 'log_searched' in {look.activity for look in log.looks_at(person.id)}

    @pytest.mark.parametrize(('typed', 'sentence'), [
        ({'v_number': '123'}, 'A V-number has ten digits.'), ({'v_number': '1000000009'}, 'Nobody has this number.'),
        ({'since-day': '31', 'since-month': '2', 'since-year': '2026'}, 'This date does not exist.'),
        ({'since-day': '1', 'since-month': '1', 'since-year': '1'}, 'This date does not exist.'),
        ({'until-day': '31', 'until-month': '12', 'until-year': '9999'}, 'This date does not exist.'),
        ({'activity': 'everything'}, 'Not a valid choice'),
        ({'since-day': '1', 'since-month': '1', 'since-year': '2027'}, 'Nothing was found'),
        ({'employee': 'nobody'}, 'Nothing was found'),
    ])
    def test_is_told(self, auditor, typed, sentence) -> None:
        auditor.open('/staff/log')
        assert auditor.submit(**typed).says(sentence)

    def test_goes_on_to_the_next_page(self, auditor, log, person) -> None:
        for _ in range(60):
            note(log, person.id)
        auditor.open('/staff/log')
        first = auditor.submit(employee='Kim')
        assert first.says('50 lines')
        more = {one.get('name'): one.get('value') for one in first.root.xpath('.//main//form[2]//input')}
        assert more['employee'] == 'Kim'
        assert auditor.submitted('/staff/log', more).says('10 lines')

    def test_sees_no_list_of_people(self, auditor, person) -> None:
        """No enumeration: whom a line is about shows only to who knows the V-number."""
        assert not auditor.open('/staff/log').says('V0') and not auditor.page.says(person.name)
        assert auditor.submit().says('Somebody checked who looked at your data')

    def test_reads_what_is_unusual(self, app, auditor, log, clock: SetClock) -> None:
        assert auditor.open('/staff/log/unusual').says('Nothing unusual today.')
        note(log, at=clock.now() - timedelta(hours=3))
        note(log, actor=LOU, at=clock.now() - timedelta(hours=20))
        app.extensions['parts'][Watching].report()
        page = auditor.open('/staff/log/unusual')
        assert page.says('Monday 30 November 2026 Kim Voorbeeld At night')
        assert page.says('Sunday 29 November 2026 Lou Voorbeeld At night')
