"""A letter editor changes a text, a colleague reviews and releases it; in a real browser."""

from collections.abc import Callable

import pytest

from portal.identity.model import Role
from tests.browser.visitor import Visitor
from tests.identity.accounts import employee

LETTER = '/staff/letters/l20_card_ends'
NEW = {'nl': 'Vraag op tijd een nieuw pasje aan', 'en': 'Ask for your new card in time'}
WRITER, READER = employee(Role.LETTER_EDITOR), employee(Role.LETTER_EDITOR, name='Lou Voorbeeld')


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 320, 'light'), ('en', 1280, 'dark')])
def test_a_text_goes_from_draft_to_release(
    enters: Callable[..., Visitor], language: str, width: int, scheme: str,
) -> None:
    writer = enters(WRITER, language, width=width, scheme=scheme)
    writes(writer)
    reader = enters(READER, language, width=width, scheme=scheme)
    reader.opens(f'{LETTER}/{language}/1?lang={language}')
    reader.is_on_a_sound_page()
    assert reader.page.locator('del').count() and reader.page.locator('ins').count()
    reader.presses('I reviewed this text')
    reader.presses('Release this text')
    assert reader.reads('Released')
    reader.is_on_a_sound_page()
    writer.opens(LETTER)
    assert writer.finds(NEW[language])
    writer.is_on_a_sound_page()


def writes(writer: Visitor) -> None:
    """From the start of the working day to a draft, with one mistake on the way."""
    writer.opens(f'/staff?lang={writer.language}')
    writer.presses('Texts of letters')
    writer.sees('Texts of letters')
    writer.opens(f'{LETTER}/{writer.language}/0/edit')
    writer.is_on_a_sound_page()
    heading = writer.page.locator('#block_heading')
    heading.fill('{nobody_knows_this}')
    writer.page.locator('#report li').first.wait_for()  # measured by itself, beside the form
    assert writer.reads('The letter cannot say this text yet.')
    writer.presses('Save as a draft')
    assert heading.input_value() == '{nobody_knows_this}'
    writer.is_on_a_sound_page()
    heading.fill(NEW[writer.language])
    writer.presses('Save as a draft')
    assert writer.reads('Your draft is saved')
    writer.is_on_a_sound_page()
