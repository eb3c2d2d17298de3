"""The pages of log-in with a letter: what they say, what they give away, and what guards them."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask

from portal.clock import SetClock
from portal.identity import access
from portal.identity.model import Person, Way
from portal.identity.model.codes import How
from portal.identity.rules.codes import new_code
from portal.identity.service import Sessions
from portal.identity.service.codes import Codes
from tests.identity.accounts import applicant
from tests.identity.codes.typing import NOBODYS, WRONG_WORDS
from tests.pages.browser import Browser
from tests.pages.logging_in import LoggingIn

ELSEWHERE = ('//evil.example', '/\\evil.example', 'https://evil.example', '/%09/evil.example', '/.//evil.example', '')


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def somebody(browser: Browser, person: Person) -> LoggingIn:
    return LoggingIn(browser, person)


@pytest.fixture
def code(person: Person, codes: Codes) -> str:
    """The code of the person's letter."""
    return codes.issue(person, how=How.POST).printed


@pytest.fixture(autouse=True)
def cheap(app: Flask, codes: Codes) -> None:
    """The portal's own hashes cost what those of the tests cost."""
    app.extensions['parts'][Codes] = codes


def test_from_the_letter_to_the_words_and_in_again(somebody: LoggingIn, code: str) -> None:
    page = somebody.with_code(code.lower().replace('-', ' '), '/login/code?next=/me/sessions')
    assert page.heading == 'Get your six words' and page.says('Your code is used up.')
    words = somebody.gets_words()
    assert len(words) == 6 and somebody.browser.page.heading == 'Write down these six words'
    assert somebody.writes_down(words).heading == 'Where am I logged in?'
    somebody.browser.open('/logout')
    assert somebody.browser.submit().heading == 'You are logged out'
    assert somebody.browser.open('/me').heading == 'How do you want to log in?'
    assert somebody.with_words(' '.join(words).upper()).heading == 'My page'


def test_a_log_in_with_a_letter_is_no_sure_one(app: Flask, somebody: LoggingIn, code: str, person: Person) -> None:
    """Level low, and the person's own account, which is the same in whichever way they come."""
    somebody.with_code(code)
    account = app.extensions['parts'][Sessions].get(somebody.browser.cookie('login')).account
    assert (account.key, account.way, int(account.level)) == (f'person:{person.id}', Way.CODE, 1)


def test_a_shared_computer_is_assumed(app: Flask, somebody: LoggingIn, code: str, codes: Codes, person: Person) -> None:
    """ASVS 7.3.1: five minutes on a shared computer, fifteen on one's own."""
    somebody.with_code(code)
    assert app.extensions['parts'][Sessions].get(somebody.browser.cookie('login')).idle == timedelta(minutes=5)
    other = codes.issue(person, how=How.COUNTER).printed
    somebody.browser.open('/login/code')
    values = somebody.browser.page.fields() | somebody.details() | {'code': other}
    values.pop('shared')
    somebody.browser.submitted('/login/code', values)
    assert app.extensions['parts'][Sessions].get(somebody.browser.cookie('login')).idle == timedelta(minutes=15)


def answer(somebody: LoggingIn, code: str, **different: str) -> tuple[int, str]:
    """What comes back, without what was typed and what differs each time."""
    page = somebody.with_code(code, **different)
    text = re.sub(r'name="csrf_token"[^>]*', '', page.text)
    for typed in (code, *somebody.details(**different).values()):
        text = text.replace(f'value="{typed}"', '')
    return page.status, text


def answers(somebody: LoggingIn, code: str) -> set[tuple[int, str]]:
    """What comes back for everything that may be wrong."""
    return {
        answer(somebody, code, v_number=NOBODYS), answer(somebody, new_code()),
        answer(somebody, code, **{'birth_date-year': '1991'}), answer(somebody, new_code(), v_number='1999999998'),
    }


def test_unknown_and_wrong_look_the_same(somebody: LoggingIn, code: str) -> None:
    """ASVS 6.3.8: the same text, the same status, no redirect; whatever is wrong."""
    [(status, text)] = answers(somebody, code)
    assert status == 200 and 'You cannot log in with these details.' in text


def test_with_a_sentence_of_its_own_an_unknown_person_would_show(
    somebody: LoggingIn, code: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin: when looking for the person says that there is none."""
    monkeypatch.setattr('portal.identity.service.trying.PersonUnknown', KeyError)
    assert len(answers(somebody, code)) == 2


def test_asking_for_a_letter_says_the_same_to_everybody(somebody: LoggingIn, codes: Codes) -> None:
    """ASVS 6.3.8, 6.4.3: also whether a letter went lately."""
    pages = [somebody.asks_for_letter(), somebody.asks_for_letter(), somebody.asks_for_letter(v_number=NOBODYS)]
    texts = {re.sub(r'name="csrf_token"[^>]*', '', page.text) for page in pages}
    assert len(texts) == 1 and pages[0].says('If your number and date of birth are right, we send you a letter.')
    assert len(codes.waiting()) == 1


def test_asking_for_letters_without_end_waits(somebody: LoggingIn) -> None:
    for number in (NOBODYS, somebody.person.v_number):
        pages = [somebody.asks_for_letter(v_number=number) for _ in range(4)]
        assert [page.status for page in pages] == [200, 200, 200, 429]
        assert pages[-1].says('You can try again in 30 seconds.')
        assert pages[-1].says('A letter was asked for with these details a few times already.')


@pytest.mark.parametrize(('times', 'says', 'after'), [
    (3, 'You can try again in 30 seconds.', '30'), (4, 'You can try again in 60 seconds.', '60'),
    (5, 'You can try again at 9:07.', '300'), (6, 'You can try again at 9:22.', '900'),
])
def test_a_wait_says_how_long(
    somebody: LoggingIn, code: str, clock: SetClock, times: int, says: str, after: str,
) -> None:
    """A time is told in whole minutes, and never too early."""
    for number in range(times):
        somebody.with_code(new_code())
        clock.moment += timedelta(seconds=(0, 0, 30, 60, 300)[number]) if number < times - 1 else timedelta()
    page = somebody.with_code(code)
    assert page.status == 429 and page.says('Nothing is lost.') and page.says(says)
    values = somebody.browser.page.fields() | somebody.details() | {'code': code}
    assert somebody.browser.send('/login/code', values).headers['Retry-After'] == after


def test_a_wait_for_a_crowd_keeps_what_was_typed(somebody: LoggingIn, code: str, clock: SetClock, monkeypatch) -> None:
    """ASVS 6.3.1, WCAG 3.3.7: no puzzle; the same button once more, a moment later."""
    monkeypatch.setattr('portal.identity.rules.delays.CROWD', 2)
    for number in (NOBODYS, '1999999998'):
        somebody.with_code(new_code(), v_number=number)
    page = somebody.with_code(code)
    assert page.status == 429 and page.says('What you typed is still here.')
    assert page.says('You can try again in 15 seconds.')
    assert page.fields()['code'] == [code]
    clock.moment += timedelta(seconds=15)
    assert somebody.browser.submit().heading == 'Get your six words'


@pytest.mark.parametrize(('typed', 'says'), [
    ({'code': ''}, 'Fill in the code of the letter.'), ({'code': 'ABCD'}, 'There is a typing mistake in this code.'),
    ({'code': '0' * 13}, 'There is a typing mistake in this code.'), ({'code': 'A' * 70}, 'Use at most 60 characters.'),
    ({'v_number': '123'}, 'A V-number has ten digits.'), ({'v_number': ''}, 'A V-number has ten digits.'),
    ({'birth_date-day': '31', 'birth_date-month': '2'}, 'This date does not exist.'),
    ({'birth_date-day': '', 'birth_date-month': '', 'birth_date-year': ''}, 'Fill in the date of birth.'),
])
def test_what_is_missing_is_said_at_its_field(somebody: LoggingIn, code: str, typed: dict[str, str], says: str) -> None:
    page = somebody.with_code(**({'code': code} | typed))
    assert page.status == 200 and page.says(says)
    assert page.root.xpath('.//*[@aria-invalid="true"]')


def test_a_code_of_which_the_time_is_over_says_so(somebody: LoggingIn, code: str, clock: SetClock) -> None:
    clock.moment += timedelta(days=22)
    assert somebody.with_code(code).says('The time of this code is over. Ask for a new letter.')


def test_a_used_code_says_so(somebody: LoggingIn, code: str) -> None:
    somebody.with_code(code)
    assert somebody.with_code(code).says('This code was used already.')


def test_wrong_words_and_mistyped_ones(somebody: LoggingIn) -> None:
    assert somebody.with_words(WRONG_WORDS).says('You cannot log in with these details.')
    assert somebody.with_words('abacus abacus').says('There is a typing mistake in these words.')


def test_what_is_typed_may_be_pasted_and_filled_in_by_the_browser(browser: Browser) -> None:
    """ASVS 6.2.7, WCAG 3.3.8: nothing hinders pasting; the code is known as one."""
    [field] = browser.open('/login/code').root.xpath('.//input[@name="code"]')
    assert field.get('autocomplete') == 'one-time-code' and field.get('maxlength') is None


@pytest.mark.parametrize('address', ['/login/code', '/login/phrase', '/login/new-letter'])
def test_a_form_of_another_site_logs_nobody_in(somebody: LoggingIn, code: str, address: str) -> None:
    """ASVS 3.5.1: log-in CSRF; somebody else's account is not slipped under a visitor."""
    values = somebody.browser.open(address).fields() | somebody.details() | {'code': code, 'phrase': WRONG_WORDS}
    assert somebody.browser.send(address, values, site='cross-site').status_code == 403
    assert somebody.browser.send(address, values | {'csrf_token': 'x'}).status_code == 400
    assert not somebody.browser.cookie('login')


def test_what_the_browser_had_before_is_worth_nothing_after(app: Flask, somebody: LoggingIn, code: str) -> None:
    """ASVS 7.2.4: session fixation. A cookie that somebody planted does not become the person's session."""
    somebody.browser.has_cookie('login', 'planted')
    somebody.with_code(code)
    token = somebody.browser.cookie('login')
    assert token not in ('', 'planted')
    attacker = Browser(app)
    attacker.has_cookie('login', 'planted')
    assert attacker.open('/me').heading == 'How do you want to log in?'


def test_an_earlier_log_in_ends_with_the_next_one(app: Flask, somebody: LoggingIn, code: str, log_in: Callable) -> None:
    """ASVS 7.2.4: whoever kept the cookie of before is out."""
    before = log_in(somebody.browser, applicant(somebody.person))
    somebody.with_code(code)
    attacker = Browser(app)
    attacker.has_cookie('login', before)
    assert attacker.open('/me').heading == 'How do you want to log in?'


def test_without_the_guard_a_planted_session_would_be_the_persons(
    app: Flask, somebody: LoggingIn, code: str, log_in: Callable, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin: a log-in that leaves the cookie of before as it was."""
    planted = log_in(somebody.browser, applicant(somebody.person))
    monkeypatch.setattr(access, '_give_cookie', lambda token: None)
    monkeypatch.setattr(Sessions, 'begin', lambda *_, **__: planted)
    somebody.with_code(code)
    attacker = Browser(app)
    attacker.has_cookie('login', planted)
    assert attacker.open('/me').heading == 'My page'


def test_neither_page_nor_cookie_of_before_keep_what_was_prepared(somebody: LoggingIn, code: str) -> None:
    """ASVS 7.2.4: the token of a form from before the log-in is not accepted after it."""
    before = somebody.browser.open('/login/code').fields()['csrf_token']
    somebody.with_code(code)
    assert somebody.browser.send('/logout', {'csrf_token': before}).status_code == 400


@pytest.mark.parametrize('wanted', ELSEWHERE)
def test_nobody_is_led_to_another_site(somebody: LoggingIn, codes: Codes, person: Person, wanted: str) -> None:
    """ASVS 3.7.2: wherever the address says to go on to, it is a page of ours."""
    page = somebody.with_code(codes.issue(person, how=How.COUNTER).printed, f'/login/code?next={wanted}')
    assert 'evil' not in ''.join(map(unquote, page.links()))
    assert somebody.writes_down(somebody.gets_words()).address == '/me'


def test_no_address_and_no_log_line_knows_who_it_is(
    somebody: LoggingIn, code: str, caplog: pytest.LogCaptureFixture,
) -> None:
    """ASVS 14.2.1, 16.2.5."""
    caplog.set_level(logging.DEBUG)
    somebody.with_code(new_code())
    page = somebody.with_code(code)
    lines = '\n'.join(str(vars(record)) for record in caplog.records if record.name.startswith('portal'))
    for secret in (code, code.replace('-', ''), somebody.person.v_number, '1990-03-27', 'Amina'):
        assert secret not in lines and secret not in page.address


def test_the_page_with_the_words_is_kept_nowhere(somebody: LoggingIn, code: str) -> None:
    """ASVS 14.3.2."""
    somebody.with_code(code)
    values = somebody.browser.page.fields()
    response = somebody.browser.send('/login/phrase/new', values)
    assert response.headers['Cache-Control'] == 'no-store'
    assert 'class="words"' in response.get_data(as_text=True)
    assert 'class="words"' not in somebody.browser.open('/login/phrase/confirm').text


def test_a_wrong_word_is_told_and_the_words_are_not_shown_again(somebody: LoggingIn, code: str) -> None:
    somebody.with_code(code)
    words = somebody.gets_words()
    page = somebody.browser.submit(phrase='wrong')
    assert page.says('This is not the word that we ask for.') and not page.says(words[0])
    assert somebody.writes_down(words).address == '/me'
    assert somebody.browser.open('/login/phrase/confirm').heading == 'Get your six words', 'nothing waits any more'


def test_new_words_ask_for_a_log_in_just_before(somebody: LoggingIn, code: str, clock: SetClock) -> None:
    """ASVS 7.5.1."""
    somebody.with_code(code)
    for _ in range(3):
        clock.moment += timedelta(minutes=4)
        page = somebody.browser.open('/login/phrase/new')
    assert page.heading == 'Log in once more'
    assert '/login?next=/login/phrase/new' in map(unquote, page.links())


def test_a_helper_gets_no_words(browser: Browser, person: Person, log_in: Callable[..., str]) -> None:
    """ASVS 8.2.2."""
    log_in(browser, applicant(person, helper=True))
    assert browser.open('/login/phrase/new').status == 403
    assert not any('/login/phrase/new' in link for link in browser.open('/me').links())


def test_where_one_can_log_in_the_letter_comes_first(browser: Browser) -> None:
    links = [link for link in browser.open('/login').links() if link.startswith('/login/')]
    assert [link.partition('?')[0] for link in links[:2]] == ['/login/phrase', '/login/code']
