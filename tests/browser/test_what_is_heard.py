"""What a screen reader tells of each page, as it was read and agreed; `WRITE_SNAPSHOTS=1` writes it anew."""

import os
import re
from pathlib import Path

import pytest

from tests.browser.states import walk
from tests.browser.visitor import Visitor

FOLDER = Path(__file__).parent / 'snapshots'
CHANCE = ((re.compile(r'\b[0-9A-Z]{8}\b|\b[0-9a-f]{8}\b'), 'CODE'), (re.compile(r'/[0-9a-f]{32}'), '/KEY'))
"""What differs from run to run."""
ADDRESS = re.compile(r'\n\s*- /url:.*')
HEARD = 'product', 'times', 'empty', 'person-wrong', 'check', 'booked', 'offer', 'not-found'


def test_the_main_pages_sound_as_agreed(visitor: Visitor) -> None:
    heard = {name: _heard(visitor) for name in walk(visitor) if name in HEARD}
    assert set(heard) == set(HEARD)
    if os.environ.get('WRITE_SNAPSHOTS'):
        for name, text in heard.items():
            (FOLDER / f'{name}.yaml').write_text(text)
    wrong = [name for name, text in heard.items() if (FOLDER / f'{name}.yaml').read_text() != text]
    if wrong:
        pytest.fail(f'{wrong[0]} sounds different:\n{heard[wrong[0]]}', pytrace=False)


def _heard(visitor: Visitor) -> str:
    text = ADDRESS.sub('', visitor.page.locator('main').aria_snapshot())
    for pattern, name in CHANCE:
        text = pattern.sub(name, text)
    return text + '\n'
