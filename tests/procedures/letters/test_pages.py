"""My letters: somebody reads their own, in each way, and nobody else's."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from portal.identity.model import Level, Person
from portal.identity.service import AccessLog, People
from portal.letters.model.sent import SentLetter
from portal.letters.service.archive import Archive
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.writing import Writing
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant, employee
from tests.pages.browser import Browser
from tests.procedures.letters.matters import ADDRESS

PAGE = '/me/letters'
NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def sent(app: Flask, bring: Callable, person: Person) -> SentLetter:
    """A receipt for Amina."""
    [kept] = bring([told_case(**NEW)])
    return app.extensions['parts'][Writing].write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')


def test_the_list_names_each_letter_and_its_day(visitor, sent):
    for language, name, day in (
        ('en', 'We have your application', 'Letter of Monday 30 November 2026.'),
        ('nl', 'Wij hebben uw aanvraag', 'Brief van maandag 30 november 2026.'),
    ):
        page = visitor(language).open(PAGE)
        assert page.says(name) and page.says(day)
        assert f'{PAGE}/{sent.reference}' in page.links()


def test_who_has_none_is_told_so(visitor):
    assert visitor().open(PAGE).says('We sent you no letter through this portal.')


def test_the_letter_is_read_as_it_was_sent(visitor, sent: SentLetter):
    page = visitor().open(f'{PAGE}/{sent.reference}')
    assert page.heading == 'Wij hebben uw aanvraag'
    article = page.root.find('.//article')
    assert (article.get('lang'), article.get('dir')) == ('nl', 'ltr')
    assert page.says(sent.reference)


def test_the_translation_says_which_letter_counts(visitor, sent: SentLetter):
    page = visitor().open(f'{PAGE}/{sent.reference}/en')
    assert page.heading == 'We have your application'
    assert page.says('This is a translation to help you.')
    assert f'{PAGE}/{sent.reference}' in page.links()


def test_the_letter_leads_to_itself_in_the_language_of_the_page(visitor, sent: SentLetter):
    assert visitor('en').open(f'{PAGE}/{sent.reference}').says('Read this letter in your language')
    for language, rest in (('nl', ''), ('en', '/en')):
        page = visitor(language).open(f'{PAGE}/{sent.reference}{rest}')
        assert not page.says('Read this letter in your language') and not page.says('Lees deze brief in uw taal')


def test_it_can_be_printed(app: Flask, visitor, sent: SentLetter):
    for file in ('letter.pdf', 'large.pdf', 'en.pdf'):
        answer = visitor().fetch(f'{PAGE}/{sent.reference}/{file}')
        assert (answer.status_code, answer.mimetype) == (200, 'application/pdf')
        assert sent.reference not in answer.headers['Content-Disposition']
        same = answer.get_data() == app.extensions['parts'][Letterbox].pdf(sent)
        assert same is (file == 'letter.pdf'), 'byte for byte what was sent'


def test_a_kind_that_is_no_longer_written_is_not_in_large_print(visitor, sent: SentLetter, monkeypatch):
    monkeypatch.setattr('portal.letters.service.archive.ABOUT_APPLICATIONS', {})
    assert visitor().fetch(f'{PAGE}/{sent.reference}/large.pdf').status_code == 404
    assert visitor().fetch(f'{PAGE}/{sent.reference}/letter.pdf').status_code == 200


def test_a_language_in_which_it_is_not_written_is_not_there(visitor, sent: SentLetter):
    for rest in ('/ar', '/nl', '/ar.pdf', '/xx', '-9'):
        assert visitor().open(f'{PAGE}/{sent.reference}{rest}').status == 404, rest


class TestOfAnother:
    @pytest.fixture
    def stranger(self, app: Flask, people: People, log_in) -> Browser:
        browser = Browser(app)
        log_in(browser, applicant(people.add('1000000009', BORN), level=Level.SUBSTANTIAL))
        return browser

    def test_no_letter_is_there(self, stranger: Browser, sent: SentLetter):
        for rest in ('', '/en', '/letter.pdf', '/large.pdf', '/en.pdf'):
            assert stranger.fetch(f'{PAGE}/{sent.reference}{rest}').status_code == 404, rest

    def test_without_asking_whose_it_is_it_would_be(self, stranger: Browser, sent: SentLetter, monkeypatch):
        """The twin."""
        monkeypatch.setattr(Letterbox, 'get_for', lambda self, person, reference: self._archive.get(reference))
        assert stranger.fetch(f'{PAGE}/{sent.reference}').status_code == 200

    def test_an_employee_has_no_letters(self, app: Flask, browser: Browser, log_in, sent: SentLetter):
        log_in(browser, employee())
        assert browser.fetch(f'{PAGE}/{sent.reference}').status_code == 403


def test_whoever_logged_in_with_a_letter_logs_in_more_surely_first(visitor, sent: SentLetter):
    answer = visitor(level=Level.LOW).fetch(f'{PAGE}/{sent.reference}')
    assert answer.status_code == 303 and answer.location.startswith('/login')


def test_each_look_is_written_down(app: Flask, visitor, sent: SentLetter, person: Person):
    log, browser = app.extensions['parts'][AccessLog], visitor()
    for count, rest in enumerate(('', f'/{sent.reference}', f'/{sent.reference}/en', f'/{sent.reference}/letter.pdf'), 1):
        browser.fetch(PAGE + rest)
        assert len(log.looks_at(person.id, before=0, count=50)) == count


def test_the_page_of_the_application_has_its_letters(app: Flask, bring, visitor, sent: SentLetter):
    [kept] = [one for one in bring([told_case('A-2', **NEW)]) if one.reference == 'A-1']
    page = visitor().open(f'/me/applications/{kept.case.id}')
    assert page.says('Letters about this application') and f'{PAGE}/{sent.reference}' in page.links()
    assert not visitor(level=Level.LOW).open(f'/me/applications/{kept.case.id}').says('Letters about this application')


def test_the_page_of_another_application_has_not(app: Flask, bring, visitor, sent: SentLetter):
    [other] = [one for one in bring([told_case('A-2', **NEW)]) if one.reference == 'A-2']
    assert not visitor().open(f'/me/applications/{other.case.id}').says('Letters about this application')


def test_my_page_leads_there(visitor):
    assert PAGE in visitor().open('/me').links()


class TestWhoActs:
    @pytest.fixture
    def yusuf(self, people: People) -> Person:
        return people.add('1000000002', date(1988, 11, 2), name='Yusuf Voorbeeld')

    @pytest.fixture
    def helper(self, app: Flask, yusuf: Person, log_in) -> Browser:
        browser = Browser(app, 'en')
        log_in(browser, applicant(yusuf, level=Level.SUBSTANTIAL))
        return browser

    @pytest.fixture
    def acted(self, app: Flask, bring: Callable, person: Person, yusuf: Person) -> SentLetter:
        [kept] = bring([told_case(**NEW, persons=[AMINA, YUSUF])])
        return app.extensions['parts'][Writing].write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')

    def test_reads_it_in_each_way(self, helper: Browser, acted: SentLetter):
        page = helper.open(PAGE)
        assert page.says('Letters of people for whom you act') and page.says('About Amina Voorbeeld, case number A-1.')
        for rest in ('', '/en', '/letter.pdf', '/large.pdf', '/en.pdf'):
            assert helper.fetch(f'{PAGE}/{acted.reference}{rest}').status_code == 200, rest

    def test_is_seen_doing_so_by_whose_letter_it_is(self, app: Flask, helper: Browser, acted: SentLetter, person: Person):
        log = app.extensions['parts'][AccessLog]
        for count, rest in enumerate(('', f'/{acted.reference}', f'/{acted.reference}/letter.pdf'), 1):
            helper.fetch(PAGE + rest)
            looks = log.looks_at(person.id, before=0, count=50)
            assert len(looks) == count and looks[0].activity == 'helped_view'

    def test_no_longer_finds_nothing(self, bring: Callable, helper: Browser, acted: SentLetter):
        bring([told_case(**NEW | {'as_of': '2026-11-30T08:30:00+01:00'})])
        assert not helper.open(PAGE).says('Letters of people for whom you act')
        for rest in ('', '/en', '/letter.pdf', '/large.pdf', '/en.pdf'):
            assert helper.fetch(f'{PAGE}/{acted.reference}{rest}').status_code == 404, rest

    def test_finds_all_in_one_question(self, app: Flask, people: People, bring: Callable, helper: Browser, acted: SentLetter, monkeypatch):
        """Whoever acts for many asks no more often."""
        other = {'v_number': '1000000009', 'birth_date': '1991-05-05', 'name': 'Iemand Anders', 'part': 'applicant'}
        [kept] = bring([told_case('B-1', **NEW, persons=[other, YUSUF])], v_number='1000000009')
        second = app.extensions['parts'][Writing].write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')
        yusuf = people.get_by_v_number(YUSUF['v_number']).id
        monkeypatch.setattr(Archive, 'of', None)
        found = app.extensions['parts'][Letterbox].letters_for(yusuf)
        assert {one.reference for one in found} == {acted.reference, second.reference}

    def test_finds_nothing_of_other_cases(self, bring: Callable, helper: Browser, sent: SentLetter):
        bring([told_case('A-2', **NEW, persons=[AMINA, YUSUF])])
        assert helper.fetch(f'{PAGE}/{sent.reference}').status_code == 404
