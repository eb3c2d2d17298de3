"""Is this letter real? The page for everybody who holds a letter."""

import pytest
from flask import Flask

from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive
from tests.pages.browser import Browser

UNKNOWN = 'We do not know this code.'


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def code(app: Flask) -> str:
    """The code of a letter that was sent."""
    receipt = read_samples(FOLDER, 'l01_receipt')[MAIN]
    sent = app.extensions['parts'][Archive].send(receipt, 'nl', owner='', by='clerk:joris')
    return sent.values['check_code']


@pytest.mark.parametrize(('language', 'heading', 'kind', 'day'), [
    ('en', 'This code belongs to a letter from us', 'We have your application', 'Monday 23 November 2026'),
    ('nl', 'Deze code hoort bij een brief van ons', 'Wij hebben uw aanvraag', 'maandag 23 november 2026'),
])
def test_a_real_letter_shows_kind_date_and_hash_and_nothing_else(app, code, language, heading, kind, day):
    browser = Browser(app, language)
    browser.open('/letter')
    page = browser.submit(code=code.lower())
    [sent] = [app.extensions['parts'][Archive].get('2026-000101')]
    assert page.heading == heading
    assert page.says(kind) and page.says(day) and page.says(sent.hash)
    for private in ('1000000001', 'Voorbeeld', '2026-000101', code):
        assert private not in page.text


def test_wrong_codes_are_answered_alike_and_what_was_typed_stays(app, code, browser):
    said = set()
    for typed in (f'{code[:-1]}{"2" if code[-1] != "2" else "3"}', 'ABCD', 'K7P4-2MXD-9QTRC', '<b>'):
        browser.open('/letter')
        page = browser.submit(code=typed)
        assert page.heading == 'Is this letter real?' and page.fields()['code'] == [typed]
        said.add((page.status, page.says(UNKNOWN)))
    assert said == {(200, True)}
    browser.open('/letter')
    assert browser.submit(code='').says('Fill in the code of the letter.')


def test_who_guesses_has_to_wait_and_who_holds_letters_does_not(build_app, planner, code):
    app = build_app(PORTAL_LOOKUP_FAILURES='2/minute')
    browser = Browser(app)
    for _ in range(4):
        browser.open('/letter')
        assert browser.submit(code=code).status == 200
    seen = []
    for _ in range(3):
        browser.open('/letter')
        seen.append(browser.submit(code='ABCD').status)
    assert seen == [200, 200, 429]
    browser.open('/letter')
    assert browser.submit(code=code).status == 429


def test_the_picture_on_a_letter_keeps_the_code_out_of_logs(app, code):
    page = app.extensions['parts'][Archive].page('2026-000101')
    assert '?code=' not in page
    shell = Browser(app).open('/letter')
    assert shell.root.xpath('.//form[@class="once"]//input[@id="code"]') and 'log-in-code.js' in shell.text
