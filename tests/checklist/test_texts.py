"""Every text that people read in document help is clear, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from portal.checklist.rule_files.reading import DATA
from portal.clarity.service import Clarity

LANGUAGES = ('nl', 'en')
FILES = sorted(path for path in DATA.rglob('*.yaml') if path.name not in ('contradictions.yaml',))
CATALOGUES = Path(__file__).parents[2] / 'translations'
PAGES = ('portal/checklist/', 'portal/templates/checklist/')
BAR = 80


@pytest.fixture(scope='module')
def clarity() -> Clarity:
    """What measures how clear a text is."""
    return Clarity()


def texts(node: object, language: str) -> Iterator[str]:
    """All texts in a language, in the order of the file."""
    if isinstance(node, dict) and set(LANGUAGES) <= set(node):
        yield ' '.join(node[language].split())
    elif isinstance(node, dict):
        for below in node.values():
            yield from texts(below, language)
    elif isinstance(node, list):
        for below in node:
            yield from texts(below, language)


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('path', FILES, ids=lambda path: f'{path.parent.name}/{path.name}')
def test_a_rule_file_speaks_clearly(clarity: Clarity, path: Path, language: str):
    measured = clarity.measure('\n'.join(texts(yaml.safe_load(path.read_text()), language)), language)
    assert measured.score >= BAR, measured
    assert clarity.is_clear_enough(measured), clarity.shortfalls(measured)


@pytest.mark.parametrize('language', LANGUAGES)
def test_the_pages_speak_clearly(clarity: Clarity, language: str):
    with (CATALOGUES / language / 'LC_MESSAGES' / 'messages.po').open('rb') as file:
        said = [
            message.string for message in read_po(file)
            if isinstance(message.string, str) and any(place.startswith(PAGES) for place, _ in message.locations)
        ]
    assert len(said) > 100
    measured = clarity.measure('\n'.join(said), language)
    assert measured.score >= BAR, measured
    assert clarity.is_clear_enough(measured), clarity.shortfalls(measured)
