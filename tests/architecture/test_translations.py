"""Every sentence of the portal is in the catalogue of each language, translated, and nothing else is."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import DEFAULT_KEYWORDS, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / 'translations').glob('*/LC_MESSAGES/*.po'))


@pytest.fixture(scope='module')
def written() -> set:
    """The sentences in the code and the pages; of a plural, both forms."""
    with (ROOT / 'translations' / 'babel.cfg').open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = DEFAULT_KEYWORDS | {'_l': None, 'lazy_gettext': None, 'lazy_ngettext': (1, 2)}
    found = extract_from_dir(ROOT / 'portal', methods, options, keywords)
    return {sentence for _, _, sentence, _, _ in found}


def name(path: Path) -> str:
    return path.parts[-3]


def read(path: Path):
    with path.open('rb') as file:
        return read_po(file, locale=name(path))


def test_there_is_a_catalogue_for_dutch_and_english():
    assert {name(path) for path in CATALOGUES} >= {'nl', 'en'}


@pytest.mark.parametrize('path', CATALOGUES, ids=name)
def test_the_catalogue_holds_what_is_written_and_nothing_else(path, written):
    kept = {message.id for message in read(path) if message.id}
    assert sorted(map(str, written - kept)) == [], 'run: pybabel extract and pybabel update'
    assert sorted(map(str, kept - written)) == [], 'nobody says this any more'


@pytest.mark.parametrize('path', CATALOGUES, ids=name)
def test_every_sentence_is_translated(path):
    missing = [message.id for message in read(path) if message.id and (message.fuzzy or not all(_forms(message)))]
    assert missing == []


@pytest.mark.parametrize('path', CATALOGUES, ids=name)
def test_placeholders_are_the_same(path):
    wrong = [(message.id, str(error)) for message in read(path) for error in message.check()]
    assert wrong == []


def _forms(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)
