"""The pages of the texts that letters share."""

from datetime import datetime

import pytest
from flask import Flask

from portal.editing.model import State, TextKey
from portal.editing.service import Desk, Judging, Report, Rounds
from portal.identity.model import Role
from portal.jobs import Jobs
from portal.letters.model.checking import Finding
from portal.letters.model.trying import Tried
from portal.letters.samples import MAIN
from tests.editing.shared import HELP, NL, SAYING_IT
from tests.editing.test_desk import FIT
from tests.editing.test_pages import DAY, LETTERS
from tests.identity.accounts import employee
from tests.pages.browser import Browser

SHARED_PAGE = f'{LETTERS}/_shared'
TEXT = f'{SHARED_PAGE}/nl'
UNFIT = Report(printed=True, tried=(
    Tried(variant=MAIN, may_be_released=False, findings=(Finding('R13', 'headings', 'a level is skipped'),)),
))


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture(autouse=True)
def unfit(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The kinds of letters in which something is found; nothing is printed, which takes seconds."""
    kinds: set[str] = set()
    monkeypatch.setattr(
        Judging, 'whole', lambda self, key, texts: self.check(key, texts) or (UNFIT if key.kind in kinds else FIT),
    )
    return kinds


@pytest.fixture
def desk(app: Flask) -> Desk:
    return app.extensions['parts'][Desk]


@pytest.fixture
def rounds(app: Flask) -> Rounds:
    return app.extensions['parts'][Rounds]


def write(browser: Browser, number: int = 0, **blocks: str) -> None:
    browser.open(f'{TEXT}/{number}/edit')
    browser.submit(do='save', **{f'block_{block}': text for block, text in blocks.items()})


def press(browser: Browser, action: str, number: int = 1, **values: str):
    page = browser.open(f'{TEXT}/{number}')
    token = page.root.xpath('.//main//input[@name="csrf_token"]')[0].get('value')
    return browser.submitted(f'{TEXT}/{number}/{action}', {'csrf_token': token, **values})


def reviewed(kim: Browser, lou: Browser, desk: Desk) -> None:
    write(kim, remedy_help=HELP)
    press(lou, 'review', read=desk.get(NL, 1).fingerprint)


class TestReading:
    def test_the_list_leads_to_it(self, kim):
        page = kim.open(LETTERS)
        assert page.says('Shared texts') and any(link.startswith(SHARED_PAGE) for link in page.links())

    @pytest.mark.parametrize('beside', ['en', 'ar', 'nl'])
    def test_its_blocks_stand_in_two_languages_with_the_letters_that_say_them(self, kim, desk, beside):
        page = kim.open(f'{SHARED_PAGE}?beside={beside}')
        lines = {line.findtext('th/code'): line.text_content() for line in page.root.xpath('.//tbody/tr')}
        assert len(lines) == len(desk.get(NL, 0).texts)
        assert 'All letters' in lines['contact'] and 'Awb' not in lines['contact']
        assert desk.get(TextKey('_shared', beside), 0).texts['greeting'] in lines['greeting']
        assert 'All letters' not in lines['remedy_help']

    def test_a_letter_is_read_with_a_version_of_it(self, kim):
        write(kim, remedy_help=HELP)
        address = next(link for link in kim.open(f'{TEXT}/1?seen_in=l14_we_stop').links() if 'shared-nl=1' in link)
        assert 'l14_we_stop' in address and kim.open(address).says(HELP)
        assert not kim.open(f'{LETTERS}/l14_we_stop').says(HELP)

    def test_and_so_is_a_sample_on_paper(self, kim):
        write(kim, remedy_help=HELP)
        page = kim.open(f'{LETTERS}/l14_we_stop?shared-nl=1&shown=paper')
        pictures = [one.get('src') for one in page.root.xpath('.//img[contains(@class, "sheets")]')]
        assert ['shared=1' in one for one in pictures] == [True, False]

    @pytest.mark.parametrize('address', [
        f'{SHARED_PAGE}/xx/0', f'{TEXT}/5', f'{TEXT}/0/paper', f'{TEXT}/0/picture', f'{TEXT}/5/round', f'{TEXT}/0/round', f'{LETTERS}/l14_we_stop/nl/0/round',
        f'{SHARED_PAGE}?beside=xx', f'{LETTERS}/l14_we_stop?shared-nl=9', f'{LETTERS}/l14_we_stop/nl/0/paper?shared=9',
    ])
    def test_what_is_not_there_is_not_found(self, kim, address):
        assert kim.fetch(address).status_code == 404


class TestWriting:
    def test_what_stands_beside_it_is_about_the_letter_that_was_chosen(self, kim):
        kim.open(f'{TEXT}/0/edit')
        typed = kim.page.fields() | {'block_remedy_help': 'Bel ons op 1-2-2026.'}
        said = {
            kind: kim.send(f'{TEXT}/0/measure', typed | {'seen_in': kind}).get_data(as_text=True)
            for kind in ('l14_we_stop', 'l01_receipt')
        }
        assert ['1-2-2026' in one for one in said.values()] == [True, False]
        assert all('Score: ' in one for one in said.values())
        assert 'This letter may not be released with this text.' in said['l14_we_stop']

    def test_what_is_said_of_one_letter_is_not_said_of_the_text(self, kim):
        kim.open(f'{TEXT}/0/edit?seen_in=l12_no')
        page = kim.submit(do='measure', block_remedy_help=HELP)
        assert page.says('This letter may be released with this text.') and not page.says('This text may be released.')

    def test_the_letter_stays_chosen_when_a_draft_is_saved(self, kim, desk):
        kim.open(f'{TEXT}/0/edit?seen_in=l12_no')
        page = kim.submit(do='save', block_remedy_help=HELP)
        assert page.says('Your draft is saved') and page.fields()['seen_in'] == ['l12_no']
        assert desk.get(NL, 1).texts == {**desk.get(NL, 0).texts, 'remedy_help': HELP}

    def test_a_field_that_some_letters_lack_is_refused_at_its_block(self, kim, desk):
        kim.open(f'{TEXT}/0/edit')
        page = kim.submit(do='save', block_greeting='Tot {remedy_until},')
        error = page.root.get_element_by_id('block_greeting-error').text_content()
        assert 'Not every letter that says this has a field {remedy_until}.' in error
        assert len(desk.versions(NL)) == 1

    def test_says_which_fields_a_block_may_name(self, kim):
        page = kim.open(f'{TEXT}/0/edit')
        assert '{remedy_until}' in page.root.get_element_by_id('block_remedy_help-hint').text_content()
        assert not page.root.xpath('.//*[@id="block_greeting-hint"]')

    def test_markup_in_a_shared_text_is_refused(self, kim):
        write(kim, greeting='<script>alert(1)</script>')
        assert kim.page.says('is markup. Use only words, and fields in braces.')


class TestDeciding:
    def test_a_text_goes_all_the_way(self, kim, lou, desk, rounds):
        reviewed(kim, lou, desk)
        page = lou.open(f'{TEXT}/1')
        assert page.says('You can release this text when every letter was judged with it')
        assert page.says('Judged 0 of 4 letters.') and not page.root.xpath('.//form[contains(@action, "release")]')
        page = press(lou, 'judge')
        assert page.says('The letters are being judged') and not page.says('Judge these letters')
        rounds.work()
        assert lou.open(f'{TEXT}/1').says('All 4 letters were judged, and nothing was found.')
        assert press(lou, 'release', **DAY).says('In use from Monday 30 November 2026')
        assert lou.open(f'{LETTERS}/l14_we_stop').says(HELP)
        assert press(kim, 'withdraw').says('Withdrawn')
        assert not lou.open(f'{LETTERS}/l14_we_stop').says(HELP)

    def test_what_is_bad_in_one_letter_is_said_and_is_not_released(self, kim, lou, desk, rounds, unfit):
        unfit.add('l12_no')
        reviewed(kim, lou, desk)
        press(lou, 'judge')
        rounds.work()
        page = press(lou, 'release', **DAY)
        assert (page.status, page.says('Some letters may not be released with this text.')) == (409, True)
        bad = [line.text_content() for line in page.root.xpath('.//*[@id="round-lines"]/ul/li') if '✗' in line.text_content()]
        assert page.says('Judged 4 of 4 letters. ✗ Some of them may not be released with this text.')
        assert len(bad) == 1 and 'R13' in bad[0] and 'a level is skipped' in bad[0]
        assert desk.get(NL, 1).state is State.REVIEWED

    def test_it_is_not_released_before_the_letters_were_judged(self, kim, lou, desk):
        reviewed(kim, lou, desk)
        page = press(lou, 'release', **DAY)
        assert (page.status, page.says('Not every letter was judged with exactly these words.')) == (409, True)

    def test_judging_is_stopped_and_goes_on(self, kim, desk, rounds):
        write(kim, remedy_help=HELP)
        press(kim, 'judge')
        assert press(kim, 'stop').says('Judge these letters')
        rounds.work()
        assert not rounds.progress(desk.get(NL, 1)).judged

    def test_the_script_sees_how_far_it_is(self, kim, rounds):
        write(kim, remedy_help=HELP)
        press(kim, 'judge')
        before = kim.fetch(f'{TEXT}/1/round').get_data(as_text=True)
        rounds.work()
        after = kim.fetch(f'{TEXT}/1/round').get_data(as_text=True)
        assert ['data-asked' in one for one in (before, after)] == [True, False]
        assert 'All 4 letters were judged' in after and '<html' not in after
        assert len(SAYING_IT) == 4

    def test_what_ships_is_not_judged(self, kim):
        token = kim.open(f'{TEXT}/0/edit').root.xpath('.//input[@name="csrf_token"]')[0].get('value')
        assert kim.send(f'{TEXT}/0/judge', {'csrf_token': token}).status_code == 404

    @pytest.mark.parametrize('action', ['judge', 'stop'])
    def test_the_text_of_a_kind_has_no_round(self, kim, action):
        token = kim.open(f'{TEXT}/0/edit').root.xpath('.//input[@name="csrf_token"]')[0].get('value')
        answer = kim.send(f'{LETTERS}/l14_we_stop/nl/0/{action}', {'csrf_token': token})
        assert answer.status_code == 404


@pytest.mark.parametrize('account', [employee(Role.CLERK), employee(Role.AUDITOR)], ids=['clerk', 'auditor'])
def test_is_refused_to_other_roles(app, log_in, account):
    browser = Browser(app)
    log_in(browser, account)
    assert [browser.open(f'{SHARED_PAGE}{rest}').status for rest in ('', '/nl/0', '/nl/0/edit', '/nl/0/round')] == [403] * 4


def test_a_worker_does_it_every_minute(app, kim, rounds, desk):
    write(kim, remedy_help=HELP)
    press(kim, 'judge')
    huey = app.extensions['parts'][Jobs].huey
    [job] = [task for task in huey.read_periodic(datetime(2026, 12, 1, 0, 7)) if task.name == 'rounds']
    huey.execute(job)
    assert rounds.progress(desk.get(NL, 1)).is_whole
