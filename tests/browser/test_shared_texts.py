"""A letter editor changes a text that letters share; every letter is judged, and it is released. In a real browser."""

from collections.abc import Callable

import pytest

from portal.editing.service import Judging, Rounds
from portal.identity.model import Role
from tests.browser.visitor import Visitor
from tests.editing.test_desk import FIT
from tests.identity.accounts import employee

SHARED_PAGE = '/staff/letters/_shared'
NEW = {'nl': 'Zoek hulp bij een advocaat.', 'en': 'Ask a lawyer to help you.'}
WRITER, READER = employee(Role.LETTER_EDITOR), employee(Role.LETTER_EDITOR, name='Lou Voorbeeld')


@pytest.fixture(autouse=True)
def fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every letter is good: what comes of judging is not what a reader sees here."""
    monkeypatch.setattr(Judging, 'whole', lambda self, key, texts: FIT)


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 320, 'light'), ('en', 1280, 'dark')])
def test_a_shared_text_goes_from_draft_to_release(
    enters: Callable[..., Visitor], language: str, width: int, scheme: str,
) -> None:
    writer = enters(WRITER, language, width=width, scheme=scheme)
    writes(writer)
    reader = enters(READER, language, width=width, scheme=scheme)
    reader.opens(f'{SHARED_PAGE}/{language}/1?seen_in=l12_no&lang={language}')
    reader.is_on_a_sound_page()
    reader.presses('I reviewed this text')
    reader.presses('Judge these letters')
    assert reader.reads('Judged %(judged)s of %(all)s letters.', judged=0, all=4)
    reader.is_on_a_sound_page()
    reader.portal.part(Rounds).work()
    reader.button('Release this text').wait_for()  # the script saw that it is done
    assert reader.reads('All %(all)s letters were judged, and nothing was found.', all=4)
    reader.is_on_a_sound_page()
    reader.presses('Release this text')
    assert reader.reads('Released')
    writer.opens('/staff/letters/l12_no')
    assert writer.finds(NEW[language])


def writes(writer: Visitor) -> None:
    """From the list of all texts to a draft, with one mistake on the way."""
    writer.opens(f'/staff/letters?lang={writer.language}')
    writer.page.locator('main').get_by_role('link', name=writer.say('Shared texts')).first.click()
    writer.sees('Shared texts')
    writer.opens(f'{SHARED_PAGE}/{writer.language}/0/edit?seen_in=l12_no')
    writer.is_on_a_sound_page()
    block = writer.page.locator('#block_remedy_help')
    block.fill('{minor_name}')
    writer.page.locator('#report li').first.wait_for()  # measured by itself, beside the form
    writer.presses('Save as a draft')
    assert block.input_value() == '{minor_name}'
    writer.is_on_a_sound_page()
    block.fill(NEW[writer.language])
    writer.presses('Save as a draft')
    assert writer.reads('Your draft is saved')
    assert writer.page.locator('#seen_in').input_value() == 'l12_no'
    writer.is_on_a_sound_page()
