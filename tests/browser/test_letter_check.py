"""Is this letter real? From the picture on the letter to the answer, in a real browser."""

from collections.abc import Callable

import pytest

from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive
from tests.browser.served import Portal
from tests.browser.visitor import Visitor


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 320, 'light'), ('en', 1280, 'dark')])
def test_from_the_picture_on_the_letter_to_the_answer(
    portal: Portal, visit_portal: Callable[..., Visitor], language: str, width: int, scheme: str,
) -> None:
    letter = read_samples(FOLDER, 'l01_receipt')[MAIN]
    sent = portal.part(Archive).send(letter, 'nl', owner='', by='clerk:joris')
    code = sent.values['check_code']
    somebody = visit_portal(portal, language, width=width, scheme=scheme)
    somebody.opens(f'/?lang={language}')
    somebody.opens(f'/letter#{code}')
    assert somebody.field('The code on the letter').input_value() == code
    assert '#' not in somebody.page.url, 'the code is not in the address any more'
    somebody.sees('Is this letter real?')
    somebody.presses('Look it up')
    somebody.sees('This code belongs to a letter from us')
    assert somebody.finds(sent.hash)
    somebody.opens('/letter')
    somebody.writes('The code on the letter', 'ABCD')
    somebody.presses('Look it up')
    somebody.sees('Is this letter real?')
