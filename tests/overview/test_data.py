"""What do you keep about me? The page, the file and the paper; each of one's own data only."""

import json
from collections.abc import Callable

import page as pdf_checker
import pytest

from portal.appointments.model import Visit
from portal.clock import SetClock
from portal.identity.kept_kinds import read_kinds
from portal.identity.model import Person
from portal.identity.service import People, Sessions
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant
from tests.pages.browser import Browser

OTHER = '1000000002'


@pytest.fixture
def export(amina: Browser) -> Callable[[], dict]:
    """Amina's file."""
    return lambda: json.loads(amina.fetch('/me/data.json').get_data())


def test_the_page_tells_of_every_kind_what_why_and_how_long(amina: Browser, book: Callable[..., Visit]):
    book('2026-12-08 10:00')
    page = amina.open('/me/data')
    assert page.heading == 'What do you keep about me?'
    for kind in read_kinds():
        for text in (kind.name, kind.what, kind.why, kind.basis, kind.until):
            assert page.says(text['en']), kind.key
    assert page.says('1000000001') and page.says('amina@example.com')
    assert page.says('Photo and fingerprints, Amsterdam, Amina Voorbeeld')


def test_until_when_is_a_date_for_this_person(amina: Browser, book: Callable[..., Visit]):
    book('2026-12-08 10:00')
    page = amina.open('/me/data')
    assert page.says('90 days after the day of the visit.')
    assert page.says('What we keep of you now is removed after Monday 8 March 2027.')
    assert page.says('2 years after you were last here')


def test_a_period_of_the_operator_is_the_one_that_is_told(build_app, planner, person):
    app = build_app(PORTAL_KEEP_VISITS='10 days')
    browser = Browser(app)
    browser.has_cookie('login', app.extensions['parts'][Sessions].begin(applicant(person), shared=False))
    assert browser.open('/me/data').says('10 days after the day of the visit.')


def test_the_file_holds_everything_that_carries_their_id(amina, export, book, clock: SetClock, sessions, person):
    """AVG article 15: a copy of all data; the log's lines about them too."""
    visit = book('2026-12-08 10:00')
    amina.open('/me/contact')
    amina.submit(phone='06 12345678')
    found = export()
    assert found['person']['v_number'] == '1000000001' and found['person']['phone'] == '+31612345678'
    assert [one['code'] for one in found['visits']] == [visit.code]
    assert [one['change'] for one in found['visits'][0]['history']] == ['booked']
    assert {one['kind'] for one in found['messages']} == {'visit_booked', 'contact_changed'}
    assert all(one['text'] and one['to'] == 'amina@example.com' for one in found['messages'])
    assert [one['began'] for one in found['sessions']] == [clock.now().isoformat().replace('+00:00', 'Z')]
    assert {one['activity'] for one in found['looks']} == {'own_view', 'reach_changed'}
    assert found['not_linked_to_a_person'] == ['plans', 'lists', 'counts']
    assert {one['key'] for one in found['register']} == {kind.key for kind in read_kinds()}


def test_the_file_holds_no_secret_and_nothing_of_others(amina, export, book, people: People, person):
    """ASVS 14.2.6, 15.3.1: no keys of a family's visit, no tokens, no hashes; nobody else's numbers or names."""
    visit = book('2026-12-08 10:00', OTHER)
    people.add(person.v_number, BORN, bsn='111222333')
    text = json.dumps(export())
    for secret in (visit.key, visit.code, OTHER, 'Yusuf', amina.cookie('login'), '111222333', people.hash_of('111222333')):
        assert secret not in text
    assert export()['person']['bsn_known_as_a_hash'] is True
    assert export()['visits'][0]['others_come_too'] is True


def test_the_same_address_gives_each_their_own(app, amina, log_in, people: People):
    """Case 10 of the list of mistakes: a download is bound to the session, not to an address that can be passed on."""
    stranger = Browser(app)
    assert stranger.fetch('/me/data.json').status_code == 303
    log_in(stranger, applicant(people.add('1000000009', BORN, name='Sam Voorbeeld')))
    for address in ('/me/data.json', '/me/data'):
        assert '1000000001' not in stranger.fetch(address).get_data(as_text=True)
        assert '1000000009' in stranger.fetch(address).get_data(as_text=True)


def test_downloads_are_kept_nowhere_and_their_names_tell_nothing(amina):
    """ASVS 14.3.2: no cache keeps them; ASVS 5.4.1: the name is ours."""
    for address, kind in (('/me/data.json', 'application/json'), ('/me/data.pdf', 'application/pdf')):
        answer = amina.fetch(address)
        assert answer.mimetype == kind
        assert answer.headers.getlist('Cache-Control') == ['no-store']
        assert answer.headers['X-Content-Type-Options'] == 'nosniff'
        assert answer.headers['Content-Disposition'] == f'attachment; filename="my-{address[4:].replace("/", "")}"'


def test_the_paper_is_accessible_and_says_the_same(amina, book):
    book('2026-12-08 10:00')
    paper = amina.fetch('/me/data.pdf').get_data()
    report = pdf_checker.validate_pdf_bytes(paper, profile=pdf_checker.ValidationProfile.PDF_UA_1)
    assert report.is_compliant
    assert paper.startswith(b'%PDF-')


def test_who_helps_gets_no_copy(app, browser: Browser, person: Person, log_in):
    """A mandate is for one service, and the copy tells more than that."""
    log_in(browser, applicant(person, helper=True))
    for address in ('/me/data', '/me/data.json', '/me/data.pdf'):
        assert browser.fetch(address).status_code == 403
    assert '/me/data' not in browser.open('/me').links()


def test_each_look_at_ones_own_data_is_noted(amina, export):
    amina.open('/me/visits')
    amina.open('/me/data')
    assert len(export()['looks']) == 3
