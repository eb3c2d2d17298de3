"""Logging in without a provider in a real browser: the picture on the letter, six words, and out again."""

from collections.abc import Callable

import pytest

from portal.identity.model import Person
from portal.identity.model.codes import How, IssuedCode
from portal.identity.service import People
from portal.identity.service.codes import Codes
from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Visitor
from tests.fixtures.people import BORN

AMINA = FAMILY[0]


@pytest.fixture
def person(portal: Portal) -> Person:
    """Somebody who got a letter."""
    return portal.part(People).add(AMINA.number, BORN, name='Amina Voorbeeld', language='en', email='amina@example.com')


@pytest.fixture
def issued(portal: Portal, person: Person) -> IssuedCode:
    """The code on the letter."""
    return portal.part(Codes).issue(person, how=How.POST)


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 320, 'light'), ('en', 1280, 'dark')])
def test_from_the_picture_on_the_letter_to_the_words_and_in_again(
    portal: Portal, visit_portal: Callable[..., Visitor], issued: IssuedCode, language: str, width: int, scheme: str,
) -> None:
    somebody = visit_portal(portal, language, width=width, scheme=scheme)
    somebody.opens(f'/login?lang={language}')
    somebody.sees('How do you want to log in?')
    somebody.opens(f'/login/code#{issued.code}')
    assert somebody.field('Code').input_value() == issued.printed
    assert '#' not in somebody.page.url, 'the code is not in the address any more'
    somebody.sees('Log in with the code of a letter')
    tells(somebody)
    somebody.presses('Log in')
    somebody.sees('Get your six words').presses('Show my six words')
    somebody.sees('Write down these six words')
    words = shown(somebody)
    writes_down(somebody, words)
    somebody.reads_heading('My page')
    logs_out(somebody)
    somebody.opens('/login/phrase')
    somebody.sees('Log in with six words')
    tells(somebody)
    somebody.writes('Your six words', ' '.join(words).upper())
    somebody.presses('Log in')
    somebody.reads_heading('My page')


def test_without_a_script_the_code_is_typed(
    portal: Portal, visit_portal: Callable[..., Visitor], issued: IssuedCode,
) -> None:
    somebody = visit_portal(portal, 'nl', width=320, scripts=False)
    somebody.opens(f'/login/code#{issued.code}')
    assert somebody.field('Code').input_value() == ''
    tells(somebody)
    somebody.writes('Code', issued.printed.lower().replace('-', ' '))
    somebody.presses('Log in')
    somebody.presses('Show my six words')
    writes_down(somebody, shown(somebody))
    somebody.reads_heading('My page')


def test_what_goes_wrong_is_said_on_sound_pages(portal: Portal, visitor: Visitor, issued: IssuedCode) -> None:
    visitor.opens('/login/code')
    visitor.presses('Log in')
    visitor.sees('Log in with the code of a letter')
    tells(visitor)
    visitor.writes('Code', 'ABCD-EFGH-JKMNP')
    visitor.presses('Log in')
    visitor.sees('Log in with the code of a letter')
    assert visitor.reads('There is a typing mistake in this code. It has 13 letters and digits. '
                         'Compare it with your letter, one by one.')
    visitor.presses('I have no code, or it does not work')
    visitor.sees('Ask for a letter with a new code')
    tells(visitor)
    visitor.presses('Send me a letter')
    visitor.sees('We have your question')


def test_pressing_twice_does_not_use_the_code_up(portal: Portal, visitor: Visitor, issued: IssuedCode) -> None:
    visitor.opens(f'/login/code#{issued.code}')
    tells(visitor)
    visitor.button('Log in').dblclick()
    visitor.page.wait_for_url('**/login/phrase/new**')
    visitor.sees('Get your six words')


def test_the_words_take_one_page_of_paper(portal: Portal, visitor: Visitor, issued: IssuedCode) -> None:
    visitor.opens(f'/login/code#{issued.code}')
    tells(visitor)
    visitor.presses('Log in')
    visitor.presses('Show my six words')
    visitor.page.emulate_media(media='print')
    assert visitor.page.locator('.words').is_visible()
    assert not visitor.page.locator('main form').is_visible()
    assert visitor.page.pdf().count(b'/Type /Page\n') == 1


def tells(somebody: Visitor) -> None:
    """Fill in who they are."""
    somebody.writes('V-number', AMINA.number)
    somebody.dates('Date of birth', AMINA.born)


def shown(somebody: Visitor) -> list[str]:
    """The words on the page."""
    return somebody.page.locator('.words li').all_inner_texts()


def writes_down(somebody: Visitor, words: list[str]) -> None:
    """Type the word that is asked for."""
    label = somebody.page.locator('label[for="phrase"]').inner_text()
    somebody.page.locator('#phrase').fill(words[int(label.split()[-1]) - 1])
    somebody.presses('I have written them down')


def logs_out(somebody: Visitor) -> None:
    """Leave."""
    somebody.opens('/logout')
    somebody.presses('Log out')
    somebody.reads_heading('You are logged out')
