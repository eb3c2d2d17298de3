"""What guards the pages: links that only open, forms that only our pages send, and answers that tell nothing."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from portal.appointments.model import Visit
from portal.database import Database, Row
from tests.appointments.words import place
from tests.pages.browser import Browser
from tests.pages.page import Page
from tests.pages.planning import Planning

EVIL = 'evil.example'
ELSEWHERE = (
    f'//{EVIL}', f'//{EVIL}/', f'///{EVIL}', f'/\\{EVIL}', f'/%5C{EVIL}', f'/%5C%5C{EVIL}', f'/%2F%2F{EVIL}', f'/.//{EVIL}',
    f'/%09/{EVIL}', f'/;@{EVIL}', f'//{EVIL}/%2e%2e', f'//{EVIL}@localhost/', f'/plan?next=//{EVIL}',
    f'/plan?next=https://{EVIL}&product=BIO', f'/plan/people?next=//{EVIL}&product=BIO&persons=1',
    f'/plan/times?product=BIO&persons=1&plan=//{EVIL}', f'/?lang=//{EVIL}', f'/?lang=nl&url=https://{EVIL}',
    f'/oap/en/cancel//{EVIL}', f'/oap/{EVIL}/cancel/x', f'/oap//{EVIL}/', f'/visit//{EVIL}', f'/visit/%2F{EVIL}',
    f'/waiting//{EVIL}', f'/visit/..%2F..%2F{EVIL}', f'/https:%2F%2F{EVIL}', f'/https://{EVIL}',
)


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def visit(book: Callable[..., Visit]) -> Visit:
    """A family's visit, days ahead."""
    return book(place('2026-12-08 10:00', persons=3), 1, 2, 3)


@pytest.fixture
def tables(database: Database) -> Callable[[], dict]:
    """Everything that is kept."""
    def read() -> dict:
        with database.reading() as session:
            return {
                table.name: sorted(map(repr, session.execute(select(table)).all()))
                for table in Row.metadata.sorted_tables
            }
    return read


def test_opening_a_link_changes_nothing(app: Flask, browser: Browser, visit: Visit, tables: Callable) -> None:
    """A mail scanner that follows every link cancels nothing."""
    wish = Planning(browser)
    browser.open('/wait?product=BIO&persons=1')
    browser.submit(desks='AM')
    wish.name(v_number='2000000001')
    wish.reach()
    wish_page = browser.submit().address
    check = Planning(browser).check()
    before = tables()
    opened = 0
    for rule in app.url_map.iter_rules():
        names = {'key': visit.key, 'person': visit.persons[0].id or 1, 'plan': check.split('/')[2], 'number': 1}
        if rule.arguments <= set(names) and not rule.rule.startswith('/static'):
            address = app.url_map.bind('localhost').build(rule.endpoint, {
                name: names[name] for name in rule.arguments}) if rule.methods & {'GET'} else rule.rule
            for one in (address, address.replace('<key>', wish_page.rpartition('/')[2])):
                for method in ('GET', 'HEAD'):
                    browser.fetch(one, method=method)
                    opened += 1
    assert opened > 60
    assert tables() == before


def test_a_form_without_our_token_is_refused_and_says_what_to_do(browser: Browser, visit: Visit) -> None:
    for address in (f'/visit/{visit.key}/cancel', '/visit', '/plan/times?product=BIO&persons=1'):
        page = browser.submitted(address, {'csrf_token': 'x'})
        assert page.status == 400
        assert page.heading == 'This page was open for too long'
        assert page.says('Nothing was changed.')


def test_a_form_of_another_site_is_refused(browser: Browser, visit: Visit, tables: Callable) -> None:
    form, before = browser.open(f'/visit/{visit.key}/cancel').fields(), tables()
    for site in ('cross-site', 'same-site'):
        assert browser.send(f'/visit/{visit.key}/cancel', form, site=site).status_code == 403
    assert tables() == before


def test_answers_survive_a_form_that_was_refused(browser: Browser) -> None:
    visitor = Planning(browser)
    check = visitor.check()
    assert browser.submitted(check, {'csrf_token': 'x'}).status == 400
    assert browser.open(check).says('Amina Voorbeeld')


def test_a_wrong_code_and_an_unknown_one_get_the_same_answer(browser: Browser, visit: Visit) -> None:
    answers = {
        _without_typed(browser, code, number)
        for code, number in ((visit.code, '0000000009'), ('ABCDEFGH', '0000000001'), ('ABCDEFGH', '0000000009'))
    }
    assert len(answers) == 1


def test_wrong_codes_slow_down_and_right_ones_wait_too(browser: Browser, visit: Visit) -> None:
    for _ in range(5):
        _find(browser, 'ABCDEFGH', '0000000001')
    page = _find(browser, visit.code, '0000000001')
    assert page.status == 429
    assert page.says('Please wait a moment') and page.says('You can try again in 1 minute.')


def test_a_page_that_asks_to_wait_says_how_long_to_programs_too(app: Flask, browser: Browser) -> None:
    browser.open('/visit')
    form = browser.page.fields() | {'code': ['ABCDEFGH'], 'number': ['0000000001']}
    answers = [browser.send('/visit', form) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1].headers['Retry-After']) <= 60


def test_no_address_leads_to_another_site(app: Flask) -> None:
    """Neither by a redirect, nor by a link or a form of the page."""
    for address in ELSEWHERE:
        path, _, query = address.partition('?')
        answer = app.test_client().get('/', query_string=query, environ_overrides={'PATH_INFO': unquote(path)})
        targets = [answer.headers['Location']] if answer.location else _targets(answer.get_data(as_text=True))
        hosts = {urlsplit(urljoin('http://localhost/plan', _as_browsers_read(one))).hostname for one in targets}
        assert hosts == {'localhost'}, address


def test_a_host_that_is_not_ours_is_not_served(app: Flask) -> None:
    for host in (EVIL, f'localhost.{EVIL}', f'{EVIL}:80', f'localhost@{EVIL}', ''):
        answer = app.test_client().get('/', headers={'Host': host})
        assert answer.status_code == 400, host
        assert EVIL not in answer.get_data(as_text=True)


def test_links_in_messages_do_not_come_from_the_request(app: Flask, browser: Browser, outbox: Callable) -> None:
    visitor = Planning(browser)
    check = visitor.check()
    browser.send(check, visitor.page.fields(), headers={'X-Forwarded-Host': EVIL, 'Forwarded': f'host={EVIL}'})
    [kept] = outbox()
    assert kept.letter.visit_link.startswith('http://127.0.0.1')


def test_no_page_is_kept_by_caches(app: Flask, browser: Browser, visit: Visit) -> None:
    check = Planning(browser).check()
    for address in ('/', '/plan', '/plan/place?product=BIO&persons=1', '/plan/times?product=BIO&persons=1', check,
                    f'/visit/{visit.key}', f'/visit/{visit.key}/calendar.ics', f'/visit/{visit.key}/code.svg',
                    '/visit', '/nothing', f'/visit/{"0" * 32}'):
        headers = browser.fetch(address).headers
        assert headers.getlist('Cache-Control') == ['no-store'], address
        assert headers['Referrer-Policy'] == 'no-referrer'
        assert "default-src 'none'" in headers['Content-Security-Policy']


def test_a_visit_shows_no_numbers_to_who_has_only_its_link(browser: Browser, visit: Visit) -> None:
    page = browser.open(f'/visit/{visit.key}')
    assert not page.says('0000000001') and not page.says('amina@mail.example')


def test_nobody_finds_a_visit_that_is_only_being_planned(browser: Browser, database: Database) -> None:
    """The place that is kept while somebody fills in the form has a key too."""
    Planning(browser).choose()
    with database.reading() as session:
        [(key,)] = session.execute(select(Row.metadata.tables['visit'].c.key)).all()
    assert browser.open(f'/visit/{key}').status == 404


def _targets(text: str) -> list[str]:
    """Where the links and the forms of a page lead."""
    page = Page(200, '', text)
    forms = [form.get('action', '') for form in page.root.iter('form')]
    return [one for one in page.links() + forms if not one.startswith('tel:')]


def _find(browser: Browser, code: str, number: str) -> Page:
    browser.open('/visit')
    return browser.submit(code=code, number=number)


def _without_typed(browser: Browser, code: str, number: str) -> str:
    text = re.sub(r'name="csrf_token"[^>]*', '', _find(browser, code, number).text)
    return text.replace(code, 'CODE').replace(number, 'NUMBER')


def _as_browsers_read(address: str) -> str:
    """Browsers take a backslash for a slash, and leave out tabs."""
    return address.replace('\\', '/').replace('\t', '')
