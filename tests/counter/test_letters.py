"""The letters of somebody at the counter: read and printed by the clerk who looked them up, and by nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.delivery.model import State, Way
from portal.delivery.service import Delivery
from portal.identity import access
from portal.identity.model import Person, Role
from portal.identity.model.looking import LETTER_READ
from portal.identity.service import AccessLog, People
from portal.letters.model.sent import SentLetter
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.writing import Writing
from tests.counter.conftest import LOOK_UP, NEW
from tests.fixtures.cases import AMINA, told_case
from tests.identity.accounts import applicant, employee
from tests.pages.browser import Browser
from tests.procedures.letters.matters import ADDRESS


@pytest.fixture
def sent(app: Flask, bring: Callable, person: Person) -> SentLetter:
    """A receipt for Amina."""
    [kept] = bring([told_case(**NEW)])
    return app.extensions['parts'][Writing].write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')


@pytest.fixture
def address(sent: SentLetter, person: Person) -> str:
    """Where the clerk reads it."""
    return f'{LOOK_UP}/{person.id}/letters/{sent.reference}'


@pytest.mark.parametrize(('language', 'name', 'day'), [
    ('en', 'We have your application', 'Monday 30 November 2026'), ('nl', 'Wij hebben uw aanvraag', 'maandag 30 november 2026'),
])
def test_is_read_as_it_was_sent(enter, look_up, address, sent, language, name, day):
    page = look_up(enter(language=language)).open(address)
    assert page.heading == name and page.says(day) and page.says(sent.reference)
    letter = page.root.xpath('.//div[contains(@class, "a-letter")]')[0]
    assert (letter.get('lang'), letter.get('dir')) == ('nl', 'ltr')
    assert 'Wij hebben uw aanvraag' in letter.text_content()
    assert not page.says('This letter was sent')


def test_is_read_as_the_person_can_read_it_in_another_language(enter, look_up, address, sent):
    clerk = look_up(enter(language='nl'))
    assert f'{address}/in/en' in clerk.open(address).links()
    page = clerk.open(f'{address}/in/en')
    letter = page.root.xpath('.//div[contains(@class, "a-letter")]')[0]
    assert letter.get('lang') == 'en' and 'We have your application' in letter.text_content()
    assert page.says('De Nederlandse brief is de brief die geldt.') and address in page.links()


def test_the_translation_is_printed_and_no_letter_was(app, clerk, address, sent):
    token = clerk.open(f'{address}/in/en').root.xpath('.//main//input[@name="csrf_token"]/@value')[0]
    answer = clerk.send(f'{address}/in/en/print', {'csrf_token': token})
    assert answer.data == app.extensions['parts'][Letterbox].translated_pdf(sent, 'en')
    assert answer.headers['Content-Disposition'] == 'inline; filename="letter-en.pdf"'
    assert app.extensions['parts'][Delivery].of([sent.reference]) == {}


def test_stands_with_its_application(clerk, address, sent, person, app):
    [kept] = app.extensions['parts'][Writing]._cases.cases_of(person.id)
    assert address in clerk.open(f'{LOOK_UP}/{person.id}/applications/{kept.case.id}').links()


def test_is_printed_byte_for_byte_or_in_large_print(app, clerk, address, sent):
    token = clerk.open(address).root.xpath('.//main//input[@name="csrf_token"]/@value')[0]
    box = app.extensions['parts'][Letterbox]
    for size, name, content in (('', 'letter.pdf', box.pdf(sent)), ('large', 'letter-large.pdf', box.large(sent))):
        answer = clerk.send(f'{address}/print', {'csrf_token': token, 'size': size})
        assert (answer.status_code, answer.mimetype, answer.data) == (200, 'application/pdf', content)
        assert answer.headers['Content-Disposition'] == f'inline; filename="{name}"'
        assert 'no-store' in answer.headers['Cache-Control']
    [way] = app.extensions['parts'][Delivery].of([sent.reference])[sent.reference]
    assert (way.way, way.state, way.attempts, way.by) == (Way.PRINTED_HERE, State.PRINTED, 2, 'staff:kim-voorbeeld')


def test_is_printed_by_a_button_and_not_by_a_link(clerk, address):
    assert clerk.fetch(f'{address}/print').status_code == 405
    assert clerk.send(f'{address}/print', {}).status_code == 400


def test_what_is_not_there_is_not_found(clerk, address):
    for place in (f'{address}X', f'{address}/other', f'{address}/in/nl', f'{address}/in/ar', f'{address}/in/xx'):
        assert clerk.open(place).status == 404


def test_each_look_is_written_down_with_the_reason(app, clerk, address, person):
    log = app.extensions['parts'][AccessLog]
    token = clerk.open(address).root.xpath('.//main//input[@name="csrf_token"]/@value')[0]
    clerk.send(f'{address}/print', {'csrf_token': token})
    looks = [one for one in log.looks_at(person.id) if one.activity == LETTER_READ]
    assert [(one.reason, one.actor.name) for one in looks] == [('phone', 'Kim Voorbeeld')] * 2


def test_the_person_reads_of_it(app, clerk, address, person, log_in):
    clerk.open(address)
    me = Browser(app)
    log_in(me, applicant(person))
    assert me.open('/me/looks').says('An employee read or printed a letter to you')


def test_nothing_is_shown_that_cannot_be_written_down(clerk, address, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError('the disk is full')
    monkeypatch.setattr(AccessLog, 'note', broken)
    page = clerk.open(address)
    assert page.status == 500 and not page.says('Wij hebben uw aanvraag')


class TestOfAnother:
    @pytest.fixture
    def theirs(self, app: Flask, bring: Callable, people: People, person: Person) -> str:
        """Somebody else's letter, at an address of Amina's open page."""
        people.add('1000000009', person.birth_date, name='Iemand Anders')
        [kept] = bring([told_case('A-9', persons=[AMINA | {'v_number': '1000000009'}], **NEW)], '1000000009')
        made = app.extensions['parts'][Writing].write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')
        return f'{LOOK_UP}/{person.id}/letters/{made.reference}'

    def tried(self, app: Flask, browser: Browser, address: str) -> list[int]:
        app.config['WTF_CSRF_CHECK_DEFAULT'] = False
        tries = (('', 'GET'), ('/print', 'POST'), ('/in/en', 'GET'), ('/in/en/print', 'POST'))
        return [browser.fetch(f'{address}{rest}', method=method).status_code for rest, method in tries]

    def test_no_letter_is_there(self, app, clerk, theirs):
        assert self.tried(app, clerk, theirs) == [404] * 4

    def test_without_asking_whose_it_is_it_would_be(self, app, clerk, theirs, monkeypatch):
        """The twin."""
        monkeypatch.setattr(Letterbox, 'get_for', lambda self, person, reference: self._archive.get(reference))
        monkeypatch.setattr('portal.counter.views.letters.is_to', lambda person, sent: True)
        assert self.tried(app, clerk, theirs) == [200] * 4

    def test_nor_for_a_clerk_who_did_not_look_the_person_up(self, app, enter, address):
        colleague = enter('Lou Voorbeeld')
        assert self.tried(app, colleague, address) == [404] * 4
        assert colleague.open(address).says('This page is closed')

    def test_without_asking_for_the_look_it_would_be(self, app, enter, clerk, address, person, monkeypatch):
        """The twin."""
        grant = app.extensions['parts'][AccessLog].looks_at(person.id)[0]
        monkeypatch.setattr(access, 'find_opened', lambda person: grant)
        assert self.tried(app, enter('Lou Voorbeeld'), address) == [200] * 4

    @pytest.mark.parametrize('role', [Role.PLANNER, Role.AUDITOR, Role.LETTER_EDITOR])
    def test_nor_for_other_employees(self, app, log_in, address, role):
        browser = Browser(app)
        log_in(browser, employee(role))
        assert self.tried(app, browser, address) == [403] * 4

    @pytest.fixture
    def helped(self, app: Flask, bring: Callable, people: People, person: Person) -> str:
        """A letter to somebody for whom Amina acts, at an address of Amina's open page."""
        people.add('1000000009', person.birth_date, name='Iemand Anders')
        amina = AMINA | {'part': 'representative'}
        [kept] = bring([told_case('A-9', persons=[AMINA | {'v_number': '1000000009'}, amina], **NEW)])
        made = app.extensions['parts'][Writing].write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')
        return f'{LOOK_UP}/{person.id}/letters/{made.reference}'

    def test_nor_for_whom_the_person_acts(self, app, clerk, helped, person):
        """Amina may read it at home; the clerk said why they look at Amina."""
        assert self.tried(app, clerk, helped) == [404] * 4
        page = clerk.open(f'{LOOK_UP}/{person.id}')
        [application] = [one for one in page.links() if '/applications/' in one]
        assert helped not in clerk.open(application).links()

    def test_without_asking_to_whom_it_was_sent_it_would_be(self, app, clerk, helped, monkeypatch):
        """The twin."""
        monkeypatch.setattr('portal.counter.views.letters.is_to', lambda person, sent: True)
        assert self.tried(app, clerk, helped) == [200] * 4
