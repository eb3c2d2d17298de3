"""The guard of the pages: who is led to the log-in, what comes back after it, and what stays with nobody."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, g

from portal.clock import SetClock
from portal.database import Database
from portal.doors import WHO_MAY_OPEN
from portal.identity import access
from portal.identity.model import Account, Level, Person, Role
from portal.identity.model.doors import APPLICANT_SURE, EVERYBODY
from portal.identity.service import Sessions
from portal.identity.service.sessions import MOST_TYPED
from portal.identity.store.sessions import SessionStore
from portal.identity.views.pages import onwards, wanted
from portal.web import keeping, surrounding
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant, employee
from tests.pages.browser import Browser

Enter = Callable[..., str]
TYPED = {'email': ['typed@example.com'], 'phone': ['06 12345678'], 'language': ['en']}


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def who_enters(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict]:
    """As whom the test's own log-in page lets everybody in."""
    monkeypatch.setitem(WHO_MAY_OPEN, 'enter', EVERYBODY)  # type: ignore[arg-type]
    yield {'shared': False}


@pytest.fixture
def app(planner, build_app: Callable[..., Flask], who_enters: dict) -> Flask:
    """The portal, and a log-in that asks for nothing."""
    app = build_app()
    add_entrance(app, who_enters)
    return app


def add_entrance(app: Flask, who_enters: dict) -> None:
    def enter():
        access.log_in(who_enters['account'], shared=who_enters['shared'])
        return onwards(who_enters['account'], wanted())

    app.add_url_rule('/enter', 'enter', enter, methods=['POST'])


@pytest.fixture
def enter(browser: Browser, who_enters: dict) -> Enter:
    """Logs in by a page: with what the page asks for that one is led to."""

    def log_in(account: Account, address: str = '', *, shared: bool = False, browser: Browser = browser) -> str:
        who_enters.update(account=account, shared=shared)
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        browser.open('/visit')
        sent = {'csrf_token': browser.page.fields()['csrf_token'][0], **query}
        return browser.send('/enter', sent).location

    return log_in


@pytest.fixture
def amina(person: Person) -> Account:
    return applicant(person)


# Led to the log-in, and back.

@pytest.mark.parametrize('address', ['/me', '/me/contact', '/me/visits', '/me/sessions', '/me/data.json', '/me/looks?before=7'])
def test_who_is_not_logged_in_is_led_there_and_back(browser: Browser, enter: Enter, amina: Account, address: str):
    """ASVS 8.2.1; 3.7.2: back only to a page of ours."""
    answer = browser.fetch(address)
    assert answer.status_code == 303 and answer.location.startswith('/login?')
    assert enter(amina, answer.location) == address


def test_an_address_that_is_in_no_table_opens_to_nobody(app: Flask, browser: Browser, monkeypatch):
    """ASVS 8.1.1, case 2 of the list of mistakes: what nobody thought of is closed."""
    monkeypatch.delitem(app.extensions['doors'], 'overview.help')
    assert browser.fetch('/help').status_code == 404


@pytest.mark.parametrize('address', ['/me/stay', '/me/sessions/end', f'/me/sessions/{"0" * 32}/end'])
def test_nobody_is_led_back_to_a_button(browser: Browser, enter: Enter, amina: Account, address: str):
    browser.open('/visit')
    token = browser.page.fields()['csrf_token'][0]
    answer = browser.send(address, {'csrf_token': token, 'next': '/me/contact'})
    back = enter(amina, answer.location)
    assert back in ('/me/contact', '/me')
    assert browser.open(back).status == 200


def test_a_role_is_not_enough_where_more_certainty_is_asked(app, browser, enter, person, monkeypatch):
    """ASVS 6.8.4: a page for sure log-ins sends who came with a letter to a stronger one."""
    monkeypatch.setitem(app.extensions['doors'], 'overview.visits', APPLICANT_SURE)
    for level in (Level.LOW, Level.MIDDLE):
        enter(applicant(person, level=level))
        answer = browser.fetch('/me/visits')
        assert answer.status_code == 303 and parse_qs(urlsplit(answer.location).query)['level'] == ['3']
    enter(applicant(person, level=Level.SUBSTANTIAL))
    assert browser.open('/me/visits').status == 200


def test_a_wrong_role_is_refused_and_not_asked_to_log_in(browser, enter):
    enter(employee())
    assert browser.fetch('/me/visits').status_code == 403
    assert browser.open('/staff').status == 200


# In the middle of a form.

def end_and_send(browser: Browser, clock: SetClock, typed: dict = TYPED) -> str:
    """Fill in the form, be away too long, and send it: where one is led to."""
    form = browser.open('/me/contact').fields()
    clock.moment += timedelta(minutes=16)
    answer = browser.send('/me/contact', form | typed)
    assert answer.status_code == 303
    return answer.location


def test_what_was_typed_comes_back_after_logging_in_and_is_gone_once_it_is_sent(browser, enter, amina, clock, people, person):
    """WCAG 2.2.6 and ASVS 7.3.1: the session ends, and nothing has to be typed again."""
    enter(amina)
    back = enter(amina, end_and_send(browser, clock))
    assert back == '/me/contact?kept=yes'
    page = browser.open(back)
    assert page.fields()['email'] == ['typed@example.com'] and page.fields()['phone'] == ['06 12345678']
    assert people.get(person.id).email == 'amina@example.com'
    assert browser.submit().says('We kept your change')
    assert people.get(person.id).email == 'typed@example.com'
    assert browser.open(back).fields()['phone'] == ['+31612345678']  # what is kept, and not what was typed


def test_it_is_not_given_to_somebody_else(browser, enter, amina, clock, people):
    enter(amina)
    address = end_and_send(browser, clock)
    stranger = applicant(people.add('1000000009', BORN, email='sam@example.com'))
    page = browser.open(enter(stranger, address))
    assert page.fields()['email'] == ['sam@example.com'] and not page.says('typed@example.com')


def test_without_that_guard_somebody_else_gets_it(browser, enter, amina, clock, people, monkeypatch):
    """The twin: looking for the page only, and not for whose it was."""
    find = SessionStore.find_typed
    monkeypatch.setattr(SessionStore, 'find_typed', lambda self, _key, *rest, **more: find(self, amina.key, *rest, **more))
    enter(amina)
    address = end_and_send(browser, clock)
    stranger = applicant(people.add('1000000009', BORN))
    assert browser.open(enter(stranger, address)).fields()['email'] == ['typed@example.com']


def test_it_is_not_given_at_a_lower_level(browser, enter, person, clock):
    """What was typed with DigiD is not shown to who comes with a letter; with DigiD again it is there."""
    sure = applicant(person, level=Level.SUBSTANTIAL)
    enter(sure)
    address = end_and_send(browser, clock)
    assert browser.open(enter(applicant(person), address)).fields()['email'] == ['amina@example.com']
    assert browser.open(enter(sure, address)).fields()['email'] == ['typed@example.com']


def test_without_that_guard_a_lower_level_gets_it(browser, enter, person, clock, monkeypatch):
    """The twin."""
    find = SessionStore.find_typed
    monkeypatch.setattr(SessionStore, 'find_typed', lambda self, *rest, **more: find(self, *rest, **more | {'level': 4}))
    enter(applicant(person, level=Level.SUBSTANTIAL))
    address = end_and_send(browser, clock)
    assert browser.open(enter(applicant(person), address)).fields()['email'] == ['typed@example.com']


def test_secrets_are_never_kept(browser, enter, amina, clock, app: Flask):
    """ASVS 14.2.1: a code or six words are typed again, and are in no table."""
    enter(amina)
    end_and_send(browser, clock, TYPED | {'code': ['SECRET'], 'phrase': ['SECRET'], 'once': ['SECRET']})
    with app.extensions['parts'][Database].reading() as session:
        kept = session.connection().exec_driver_sql('select "values" from typed_before').scalar_one()
    assert 'typed@example.com' in kept
    assert 'SECRET' not in kept and 'csrf_token' not in kept


def test_too_much_is_not_kept(browser, enter, amina, clock):
    enter(amina)
    address = end_and_send(browser, clock, TYPED | {'phone': ['0' * MOST_TYPED]})
    assert browser.open(enter(amina, address)).fields()['email'] == ['amina@example.com']


def test_nothing_is_kept_of_who_logged_out(browser, enter, amina, clock, app):
    """Who leaves on purpose leaves nothing behind."""
    enter(amina)
    form = browser.open('/me/contact').fields()
    token = browser.cookie('login')
    app.extensions['parts'][Sessions].end(token)
    browser.send('/me/contact', form | TYPED)
    assert browser.open(enter(amina, '/login?next=/me/contact&kept=yes')).fields()['email'] == ['amina@example.com']


# Shared computers and cookies.

def test_a_shared_computer_ends_after_five_minutes(browser, enter, amina, clock):
    enter(amina, shared=True)
    clock.moment += timedelta(minutes=4, seconds=59)
    assert browser.open('/me').heading == 'My page'
    clock.moment += timedelta(minutes=5)
    assert browser.fetch('/me').status_code == 303


def test_logging_out_lets_the_browser_forget_everything(browser, enter, amina):
    """ASVS 14.3.1 and 7.4.4: a button on every page, and nothing is left on a shared computer."""
    enter(amina)
    assert '/logout' in browser.open('/me').links()
    browser.open('/logout')
    answer = browser.send('/logout', browser.page.fields())
    assert answer.headers['Clear-Site-Data'] == '"cache", "storage"'
    assert not browser.cookie('login')
    assert browser.fetch('/me').status_code == 303


def test_nobody_is_logged_out_or_in_by_another_site(app, browser, enter, amina, who_enters):
    """ASVS 3.5.1, case 17 of the list of mistakes: log-in and log-out need a token of our own page."""
    enter(amina)
    form = browser.open('/logout').fields()
    assert browser.send('/logout', {}).status_code == 400
    assert browser.send('/logout', form, site='cross-site').status_code == 403
    assert browser.fetch('/logout').status_code == 200
    assert browser.open('/me').heading == 'My page'
    assert Browser(app).send('/enter', {}).status_code == 400


def test_without_that_guard_another_site_logs_somebody_out(app, browser, enter, amina):
    """The twin: a post without a token is taken."""
    enter(amina)
    app.config['WTF_CSRF_ENABLED'] = False
    assert browser.send('/logout', {}).status_code == 303
    assert browser.fetch('/me').status_code == 303


@pytest.mark.parametrize(('base_url', 'name', 'secure'), [
    ('https://loket.example', '__Host-login', True), ('http://localhost', 'login', False),
])
def test_the_cookie_stays_where_it_belongs(planner, build_app, who_enters, amina, base_url, name, secure):
    """ASVS 3.3.1, 3.3.3 and 3.3.4: __Host-, Secure, HttpOnly, SameSite, no domain, gone with the browser."""
    app = build_app(PORTAL_BASE_URL=base_url)
    add_entrance(app, who_enters)
    who_enters['account'] = amina
    client = app.test_client()
    client.get('/login', base_url=base_url.replace('loket.example', 'localhost'))
    app.config['WTF_CSRF_ENABLED'] = False
    answer = client.post('/enter', base_url=base_url.replace('loket.example', 'localhost'))
    [cookie] = [one for one in answer.headers.getlist('Set-Cookie') if one.startswith(f'{name}=')]
    flags = {part.strip().lower() for part in cookie.split(';')[1:]}
    assert {'httponly', 'path=/', 'samesite=lax'} <= flags
    assert ('secure' in flags) is secure
    assert not [flag for flag in flags if flag.startswith(('domain', 'max-age', 'expires'))]


def test_a_cookie_made_by_an_attacker_is_not_taken_over(browser, enter, amina):
    """ASVS 7.2.4: session fixation."""
    browser.has_cookie('login', 'chosen by an attacker')
    enter(amina)
    assert browser.cookie('login') != 'chosen by an attacker'
    thief = Browser(browser._client.application)
    thief.has_cookie('login', 'chosen by an attacker')
    assert thief.fetch('/me').status_code == 303


def test_logging_in_drops_what_was_prepared_in_the_browser(browser, enter, amina, app):
    """What somebody began before on this computer, or put there for the next one, is not taken over."""
    browser.open('/plan/times?product=BIO&persons=1&desk=AM')
    plan = browser.submit(slot=browser.page.options('slot')[0]).address
    assert browser.open(plan).status == 200
    form = browser.page.fields()
    enter(amina)
    assert browser.fetch(plan).status_code == 404
    assert browser.send('/logout', form).status_code == 400  # an older token of a form opens nothing


def test_without_that_guard_it_is_taken_over(browser, enter, amina, monkeypatch):
    """The twin."""
    monkeypatch.setattr(access, '_forget_browser', lambda: None)
    browser.open('/plan/times?product=BIO&persons=1&desk=AM')
    plan = browser.submit(slot=browser.page.options('slot')[0]).address
    enter(amina)
    assert browser.fetch(plan).status_code == 200


def test_the_language_stays(app, enter, amina):
    browser = Browser(app, 'en')
    browser.open('/?lang=nl')
    enter(amina, browser=browser)
    assert browser.open('/me').language == 'nl'
    browser.open('/logout')
    browser.send('/logout', browser.page.fields())
    assert browser.open('/logged-out').language == 'nl'


# Caches, of others and of ours.

def test_no_page_after_logging_in_is_kept_by_a_cache(app, browser, enter, person):
    """ASVS 14.3.2, case 18 of the list of mistakes: generated from the table of routes, for every role."""
    opened = 0
    for account in (applicant(person), employee(*(role for role in Role if role is not Role.VISITOR))):
        enter(account)
        for rule in app.url_map.iter_rules():
            if 'GET' in rule.methods and not rule.arguments and rule.endpoint not in ('static', 'health.metrics'):
                answer = browser.fetch(rule.rule)
                assert answer.headers.getlist('Cache-Control') == ['no-store'], rule.rule
                opened += 1
    assert opened > 40


def test_without_that_guard_a_cache_keeps_it(browser, enter, amina, monkeypatch):
    """The twin: nothing is said of caches."""
    monkeypatch.setattr(surrounding, 'NEVER_KEPT', ())
    enter(amina)
    assert browser.fetch('/me').headers.getlist('Cache-Control') == []


PUBLIC = '/plan', '/plan/place?product=BIO&persons=1', '/plan/times?product=BIO&persons=1&desk=AM', '/papers'


@pytest.mark.parametrize('address', PUBLIC)
def test_a_page_that_is_kept_for_everybody_never_shows_who_asked_first(app, enter, amina, address):
    """The head of a page is somebody's own; what is made for them is not kept for the next."""
    logged_in, visitor, later = Browser(app), Browser(app), Browser(app)
    enter(amina, browser=logged_in)
    for _ in range(2):
        assert '/logout' in logged_in.open(address).links()
        assert '/logout' not in visitor.open(address).links()
    assert 'session-end' not in later.open(address).text
    assert '/logout' in logged_in.open(address).links()


def test_without_that_guard_a_visitor_sees_the_head_of_somebody_else(app, enter, amina, monkeypatch):
    """The twin: a keeper that does not ask who is there."""
    class Nobody:
        def get(self, *_: object) -> None:
            return None

        def __getattr__(self, name: str) -> object:
            return getattr(g, name)

        def __setattr__(self, name: str, value: object) -> None:
            setattr(g, name, value)

        def __delattr__(self, name: str) -> None:
            delattr(g, name)

    monkeypatch.setattr(keeping, 'g', Nobody())
    logged_in, visitor = Browser(app), Browser(app)
    enter(amina, browser=logged_in)
    address = '/plan/times?product=BIO&persons=1&desk=AM'
    logged_in.open(address)
    assert '/logout' in visitor.open(address).links()


# The end of a session, as a page tells it.

def test_the_page_says_until_when_and_stays_by_a_button(browser, enter, amina, clock):
    """ASVS 7.3.1, WCAG 2.2.1: told on every page, prolonged by one press, also without a script."""
    enter(amina)
    page = browser.open('/me/contact')
    assert page.says('You are logged in until 9:15 if you do nothing.')
    clock.moment += timedelta(minutes=14)
    [form] = page.root.xpath('.//form[contains(@class, "session-end__stay")]')
    values = dict(form.form_values())
    answer = browser.send(form.get('action'), values)
    assert answer.location == '/me/contact'
    clock.moment += timedelta(minutes=14)
    assert browser.open('/me/contact').says('until 9:43 if you do nothing')
    answer = browser.send(form.get('action'), values, headers={'Accept': 'application/json'})
    assert answer.json['says'].startswith('You are logged in until \u20669:43\u2069 if')


def test_staying_leads_nowhere_else(browser, enter, amina):
    """ASVS 3.7.2."""
    enter(amina)
    browser.open('/logout')
    token = browser.page.fields()['csrf_token'][0]
    for elsewhere in ('//evil.example', 'https://evil.example', '/\\evil.example', '/%5Cevil.example/..'):
        answer = browser.send('/me/stay', {'csrf_token': token, 'next': elsewhere})
        assert 'evil' not in urlsplit(answer.location).netloc and answer.location.startswith('/')
        assert not answer.location.startswith(('//', '/\\'))


def test_a_visitor_has_no_strip(browser):
    assert 'session-end' not in browser.open('/').text
