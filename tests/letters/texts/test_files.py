"""Text files are held against structure and class before any letter is made."""

import shutil
from pathlib import Path

import pytest
import yaml

from portal.letters.errors import WrongLetterFolder
from portal.letters.model.asking import SomethingMissing
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import KINDS as ALL_KINDS
from portal.letters.rendering import Renderer
from portal.letters.service import FOLDER
from portal.letters.texts.files import read_texts, uses_of

KIND = SomethingMissing.folder
KINDS = {KIND: SomethingMissing}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one kind of letter, to spoil."""
    for name in ('_shared', KIND):
        shutil.copytree(FOLDER / name, tmp_path / name, ignore=shutil.ignore_patterns('fonts'))
    return tmp_path


def read(folder: Path):
    return read_texts(folder, KINDS, Renderer(folder).templates)


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_what_ships_is_right(folder):
    assert {'nl', 'en'} <= set(read(folder)[KIND])


@pytest.mark.parametrize(('before', 'after', 'complaint'), [
    ('{send_by}', '{send_date}', r'text.nl.yaml, line \d+, lead: there is no field \{send_date\}'),
    ('lead_one:', 'extra: a\nlead_one:', r'text.nl.yaml, line \d+, extra: letter.html does not say this block'),
    ('lead_one:', 'lead_only:', r'2 mistakes'),
    ('time_heading:', 'time_title:', 'time_heading: this block is missing|time_title: letter.html does not say'),
    ('Bel ons voor die dag.', '<b>Bel ons</b>', r'line \d+, time: <b> is markup'),
    ('waarom het langer', 'waarom {% if x %} het langer', r'line \d+, time: \{% is markup'),
    ('{send_by}', '{send_by', r'lead: a brace stands alone'),
    ('heading: Wij missen nog papieren van u', 'heading: "Wij\\n\\nmissen"', 'heading: this block must be one paragraph'),
    ('heading: Wij missen nog papieren van u', 'heading: ""', 'heading: the text is empty'),
    ('heading: Wij missen nog papieren van u', 'heading: 12', 'heading: must be text'),
    ('heading: Wij missen nog papieren van u', 'heading: [a]', 'heading: must be text'),
    ('heading: Wij missen nog papieren van u', 'heading: a\nheading: b', 'heading: this field stands here twice'),
    ('heading: Wij missen nog papieren van u', 'heading: "{name}"', r'there is no field \{name\}'),
])
def test_a_wrong_text_is_refused_with_its_file_line_and_block(folder, before, after, complaint):
    change(folder / KIND / 'text.nl.yaml', before, after)
    with pytest.raises(WrongLetterFolder, match=complaint):
        read(folder)


def test_a_missing_file_is_refused(folder):
    (folder / KIND / 'text.en.yaml').unlink()
    with pytest.raises(WrongLetterFolder, match=r'l03_missing: text.en.yaml: there is no such file'):
        read(folder)


def test_a_structure_that_says_more_than_the_text_has_is_refused(folder):
    change(folder / KIND / 'letter.html', "{{ prose('time') }}", "{{ prose('time') }}{{ prose('more') }}")
    with pytest.raises(WrongLetterFolder, match='more: this block is missing'):
        read(folder)


def test_a_language_that_the_shared_words_lack_is_refused(folder):
    shutil.copy(folder / KIND / 'text.nl.yaml', folder / KIND / 'text.tr.yaml')
    with pytest.raises(WrongLetterFolder, match='letters/_shared: text.tr.yaml: there is no such file'):
        read(folder)


def test_a_structure_whose_blocks_cannot_be_told_is_refused(folder):
    change(folder / KIND / 'letter.html', "{{ prose('time') }}", '{{ prose(v_number) }}')
    with pytest.raises(WrongLetterFolder, match=r'letters/l03_missing: letter.html, line \d+'):
        read(folder)


def test_a_mistake_in_what_all_letters_share_is_refused(folder):
    change(folder / '_shared' / 'text.nl.yaml', '{office_phone}', '{office_fax}')
    with pytest.raises(WrongLetterFolder, match=r'contact: there is no field \{office_fax\}'):
        read(folder)


def test_a_letter_may_say_a_shared_block_in_its_own_words(folder):
    file = folder / KIND / 'text.nl.yaml'
    file.write_text(file.read_text() + '\ngreeting: Tot ziens,\n')
    assert read(folder)[KIND]['nl'].blocks['greeting'].line == ('Tot ziens,',)


@pytest.mark.parametrize('language', ['nl', 'en', 'ar', 'uk'])
def test_everything_that_all_letters_share_is_said_somewhere(language):
    templates = Renderer(FOLDER).templates
    kinds = {name: kind for name, kind in ALL_KINDS.items() if issubclass(kind, CaseLetter)}
    said = {use.block for name, kind in kinds.items() for use in uses_of(name, kind, templates)}
    shared = yaml.safe_load((FOLDER / '_shared' / f'text.{language}.yaml').read_text())
    assert set(shared) - said == set()
