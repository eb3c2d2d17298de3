"""The pages of the desk, and to whom they open."""

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from portal.editing.model import State
from portal.editing.service import Desk, Judging
from portal.identity.model import Role
from tests.editing.conftest import KEY
from tests.editing.test_desk import FIT, WORDS
from tests.identity.accounts import applicant, employee, sponsors_user
from tests.pages.browser import Browser

LETTERS = '/staff/letters'
LETTER = f'{LETTERS}/{KEY.kind}'
TEXT = f'{LETTER}/nl'


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture(autouse=True)
def fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is printed but where a test says so: it takes seconds."""
    monkeypatch.setattr(Judging, 'whole', lambda self, key, texts: self.check(key, texts) or FIT)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return app.extensions['parts'][Desk]


def write(browser: Browser, number: int = 0, **blocks: str) -> None:
    browser.open(f'{TEXT}/{number}/edit')
    browser.submit(do='save', **{f'block_{block}': text for block, text in blocks.items()})


def press(browser: Browser, action: str, number: int = 1, **values: str):
    """Press a button of the page of a version."""
    page = browser.open(f'{TEXT}/{number}')
    token = page.root.xpath('.//main//input[@name="csrf_token"]')[0].get('value')
    return browser.submitted(f'{TEXT}/{number}/{action}', {'csrf_token': token, **values})


def read(browser: Browser, number: int = 1) -> str:
    """The fingerprint that the page of a version sends with a review."""
    return browser.open(f'{TEXT}/{number}').root.xpath('.//input[@name="read"]')[0].get('value')


class TestReading:
    @pytest.mark.parametrize('language', ['nl', 'en'])
    def test_the_list_has_all_texts(self, enters, desk, language):
        page = enters(language=language).open(LETTERS)
        assert len(page.root.xpath('.//tbody/tr')) == len(desk.keys())

    def test_the_start_of_the_day_leads_to_it(self, kim):
        assert LETTERS in kim.open('/staff').links()

    @pytest.mark.parametrize('beside', ['en', 'nl'])
    def test_a_letter_stands_in_two_languages(self, kim, beside):
        page = kim.open(f'{LETTER}?beside={beside}')
        assert len(page.root.xpath('.//div[contains(@class, "a-letter")]')) == len({'nl', beside})
        assert page.says('Wij stoppen met uw aanvraag')

    def test_a_letter_from_right_to_left_says_so(self, kim):
        page = kim.open(f'{LETTERS}/l03_missing?beside=ar')
        assert page.root.xpath('.//div[@lang="ar"]/@dir') == ['rtl']

    def test_a_sample_of_another_branch_is_shown(self, kim):
        variants = kim.open(LETTER).root.xpath('.//select[@id="sample"]/option/@value')
        assert 'minor' in variants
        assert kim.open(f'{LETTER}?sample=minor').text != kim.open(f'{LETTER}?sample=main').text

    def test_a_version_is_shown_in_its_letter(self, kim):
        write(kim, heading=WORDS)
        assert kim.open(f'{LETTER}?nl=1').says(WORDS)
        assert not kim.open(LETTER).says(WORDS)

    def test_a_sample_on_paper(self, kim):
        answer = kim.fetch(f'{TEXT}/0/paper')
        assert (answer.mimetype, answer.data[:5]) == ('application/pdf', b'%PDF-')

    def test_sheets_of_paper_stand_side_by_side(self, kim):
        shown = kim.open(f'{LETTER}?sample=minor&shown=paper').root.xpath('.//img[contains(@class, "sheets")]')
        assert [('minor' in one.get('src'), bool(one.get('alt'))) for one in shown] == [(True, True)] * 2
        picture = Image.open(BytesIO(kim.fetch(shown[0].get('src')).data))
        assert picture.format == 'PNG' and picture.height > picture.width * 1.4 and len(picture.getcolors()) > 8

    @pytest.mark.parametrize('address', [
        f'{LETTERS}/status', f'{LETTERS}/nothing', f'{LETTER}/xx/0', f'{TEXT}/5', f'{LETTER}?beside=xx', f'{LETTER}?nl=9',
        f'{TEXT}/9/edit', f'{TEXT}/9/paper', f'{TEXT}/9/picture',
    ])
    def test_what_is_not_there_is_not_found(self, kim, address):
        assert kim.open(address).status == 404


class TestWriting:
    def test_a_draft_is_saved_and_gone_on_with(self, kim, desk):
        write(kim, heading=WORDS)
        assert kim.page.says('Your draft is saved')
        assert kim.page.address.startswith(f'{TEXT}/1/edit')
        kim.submit(do='save', block_heading='Wij stoppen', note='Shorter')
        kept = desk.get(KEY, 1)
        assert (kept.texts['heading'], kept.note) == ('Wij stoppen', 'Shorter')

    def test_what_was_not_touched_stays_the_same(self, kim, desk, shipped_texts):
        write(kim, heading=WORDS)
        assert desk.get(KEY, 1).texts == {**shipped_texts, 'heading': WORDS}

    @pytest.mark.parametrize(('typed', 'sentence'), [
        ('{nobody}', 'This letter has no field {nobody}.'), ('<b>Wij</b>', '“<b>” is markup.'), ('', 'This text is empty.'),
        ('- een\r\n- twee', 'This text must be one paragraph'), ('{send', 'A brace stands alone'),
        ('x' * 5001, 'Use at most 5000 characters.'),
    ])
    def test_a_mistake_is_said_at_its_block_and_nothing_is_lost(self, kim, desk, typed, sentence):
        kim.open(f'{TEXT}/0/edit')
        page = kim.submit(do='save', block_heading=typed, block_sent_heading='Anders?', note='Because')
        error = page.root.get_element_by_id('block_heading-error').text_content()
        assert sentence in error
        assert page.fields()['block_heading'][0].strip().replace('\r', '') == typed.replace('\r', '')
        assert (page.fields()['block_sent_heading'][0].strip(), page.fields()['note']) == ('Anders?', ['Because'])
        assert len(desk.versions(KEY)) == 1

    def test_measuring_keeps_nothing(self, kim, desk):
        kim.open(f'{TEXT}/0/edit')
        page = kim.submit(do='measure', block_heading=WORDS)
        assert page.says('This text may be released.')
        assert page.fields()['block_heading'][0].strip() == WORDS
        assert len(desk.versions(KEY)) == 1

    def test_the_draft_of_another_is_not_to_be_edited(self, kim, lou, desk):
        write(kim, heading=WORDS)
        assert f'{TEXT}/1/edit' not in lou.open(f'{TEXT}/1').links()
        page = lou.open(f'{TEXT}/1/edit')
        assert (page.status, page.says('This is the draft of a colleague.')) == (403, True)
        write(lou, 0)
        lou.submitted(f'{TEXT}/1/edit', lou.page.fields() | {'do': 'save', 'block_heading': 'Weg ermee'})
        assert desk.get(KEY, 1).texts['heading'] == WORDS


class TestMeasuring:
    """What the script asks for while somebody types."""

    def ask(self, kim, **blocks):
        kim.open(f'{TEXT}/0/edit')
        typed = kim.page.fields() | {f'block_{block}': text for block, text in blocks.items()}
        return kim.send(f'{TEXT}/0/measure', typed).get_data(as_text=True)

    def test_says_the_score_with_its_parts(self, kim):
        said = self.ask(kim)
        assert all(words in said for words in ('Score: ', 'Words in a sentence', 'Hardest sentence:', 'Not checked yet.'))
        assert '<html' not in said

    def test_says_which_rule_is_broken_and_in_which_samples(self, kim):
        said = self.ask(kim, sent='Bel ons op 1-2-2026.')
        assert 'R4, Dates are written out' in said and '1-2-2026' in said and 'main' in said

    def test_says_what_the_law_wants(self, kim):
        said = self.ask(kim, means='Wij zeggen geen ja en geen nee (Awb 4:5).')
        assert 'R5, The law stands at the end' in said

    def test_says_when_a_sample_cannot_be_said(self, kim):
        assert 'cannot be said' in self.ask(kim, means='Dit helpt u: {representative}.')

    def test_says_which_block_is_wrong(self, kim):
        said = self.ask(kim, heading='{nobody}')
        assert 'href="#block_heading"' in said and 'This letter has no field {nobody}.' in said

    def test_markup_that_was_typed_is_text(self, kim):
        assert '<script>' not in self.ask(kim, heading='<script>alert(1)</script>')


class TestDeciding:
    def test_a_text_goes_all_the_way(self, kim, lou, desk):
        write(kim, heading=WORDS)
        assert press(lou, 'review', read=read(lou)).says('Reviewed by')
        page = press(lou, 'release', **DAY)
        assert page.says('In use from Monday 30 November 2026')
        assert lou.open(LETTER).says(WORDS)
        assert press(kim, 'withdraw').says('Withdrawn')
        assert not lou.open(LETTER).says(WORDS)

    def test_the_author_does_not_review(self, kim, desk):
        write(kim, heading=WORDS)
        assert not kim.open(f'{TEXT}/1').root.xpath('.//input[@name="read"]')
        page = press(kim, 'review', read=desk.get(KEY, 1).fingerprint)
        assert (page.status, page.says('You wrote this text.')) == (409, True)
        assert desk.get(KEY, 1).state is State.DRAFT

    def test_what_changed_meanwhile_is_not_reviewed(self, kim, lou):
        write(kim, heading=WORDS)
        before = read(lou)
        write(kim, 1, heading='Wij stoppen')
        assert press(lou, 'review', read=before).says('The author changed this text after you opened it.')

    @pytest.mark.parametrize(('day', 'sentence'), [
        ({'valid_from-day': '29'}, 'Choose today or a later day.'), ({'valid_from-day': '31'}, 'This date does not exist.'),
        ({'valid_from-year': ''}, 'This date does not exist.'),
    ])
    def test_a_wrong_day_is_said_at_the_field(self, kim, lou, desk, day, sentence):
        write(kim, heading=WORDS)
        press(lou, 'review', read=read(lou))
        page = press(lou, 'release', **(DAY | day))
        assert page.says(sentence)
        assert page.root.get_element_by_id('valid_from-day').get('value') == (DAY | day)['valid_from-day']
        assert desk.get(KEY, 1).state is State.REVIEWED

    def test_the_differences_are_said_in_words(self, kim):
        write(kim, heading='Wij stoppen met uw vraag')
        page = kim.open(f'{TEXT}/1')
        changed = [one.text_content().replace('\n', ' ').strip() for one in page.root.xpath('.//p/ins | .//p/del')]
        assert [' '.join(one.split()) for one in changed] == ['[gone: aanvraag]', '[new: vraag]']


DAY = {'valid_from-day': '30', 'valid_from-month': '11', 'valid_from-year': '2026'}


class TestToWhomItOpens:
    @pytest.mark.parametrize('account', [
        employee(Role.CLERK), employee(Role.PLANNER), employee(Role.AUDITOR), sponsors_user(),
    ], ids=lambda account: min(account.roles))
    def test_is_refused_to_other_roles(self, app, log_in, account):
        browser = Browser(app)
        log_in(browser, account)
        assert [browser.open(address).status for address in (LETTERS, LETTER, f'{TEXT}/0', f'{TEXT}/0/edit')] == [403] * 4

    def test_is_refused_to_applicants(self, browser, person, log_in):
        log_in(browser, applicant(person))
        assert browser.open(LETTERS).status == 403

    def test_asks_visitors_to_log_in(self, browser):
        assert browser.fetch(LETTERS).location.startswith('/login?')


@pytest.fixture
def shipped_texts(desk):
    return desk.get(KEY, 0).texts
