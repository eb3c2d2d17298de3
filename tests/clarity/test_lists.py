"""The word lists: what they hold, and how a mistake in them is named."""

import shutil

import pytest

from portal.clarity.lists import read_glossary, read_grammar, read_officialese
from portal.clarity.service import DATA, Clarity
from portal.kernel.data_files import DataFileError


@pytest.mark.parametrize(('language', 'least'), [('nl', 150), ('en', 100)])
def test_there_is_enough_officialese(language, least):
    assert len(read_officialese(DATA, language)) >= least


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_what_to_say_instead_is_no_officialese(hard, language):
    for phrase, instead in read_officialese(DATA, language).items():
        assert hard(instead, language, 'officialese') == [], phrase
        assert hard(instead, language, 'rare') == [], phrase


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_every_entry_is_found(hard, language):
    for phrase in read_officialese(DATA, language):
        assert phrase in hard(phrase.replace('*', 'nu'), language, 'officialese')


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_what_the_glossary_says_is_clear_itself(clarity, language):
    for term in clarity.terms(language):
        measures = clarity.measure(f'{term.word}\n{term.says}', language)
        assert measures.hard_words == (), term
        assert measures.value('longest_sentence') <= 20, term


@pytest.mark.parametrize(('language', 'word'), [
    *(('nl', word) for word in ('mvv', 'apostille', 'legalisatie', 'referent', 'verblijfsvergunning', 'V-nummer', 'BRP',
                                'BSN', 'IND', 'DUO', 'antecedentenverklaring')),
    *(('en', word) for word in ('sponsor', 'residence permit', 'V-number', 'antecedents certificate')),
])
def test_the_glossary_explains_the_trade(clarity, language, word):
    (term,) = [term for term in clarity.terms(language) if term.word == word]
    assert term.says.endswith('.')


@pytest.fixture
def folder(tmp_path):
    """A copy of the lists, with one of its files written anew."""
    shutil.copytree(DATA, tmp_path / 'data')
    def write(file, content):
        (tmp_path / 'data' / file).write_text(content)
        return tmp_path / 'data'
    return write


@pytest.mark.parametrize(('file', 'content', 'says'), [
    ('officialese.nl.csv', 'phrase;instead\nderhalve;\n', 'officialese.nl.csv, line 2, instead: this field is missing.'),
    ('officialese.nl.csv', 'phrase;instead\nthans;nu\nThans;nu\n',
     'officialese.nl.csv, line 3, phrase: must be in small letters; capitals in a text are found as well.'),
    ('officialese.en.csv', 'phrase;instead\nviz;namely\nviz;so\n', 'officialese.en.csv, line 3, phrase: viz stands here twice.'),
    ('officialese.en.csv', 'phrase;instead\nat *;at\n',
     'officialese.en.csv, line 2, phrase: may have one *, between two words.'),
    ('glossary.yaml', '- word: {nl: mvv, en: mvv}\n  says: {nl: Een visum.}\n',
     'glossary.yaml, line 2, [0].says: the text in en is missing; nl and en are always needed.'),
    ('glossary.yaml', '- {word: {nl: a, en: a}, says: {nl: a, en: a}}\n- {word: {nl: a, en: b}, says: {nl: a, en: a}}\n',
     'glossary.yaml, line 2, [1].word.nl: a stands here twice.'),
    ('grammar.nl.yaml', 'abbreviation: [art]\n', 'grammar.nl.yaml, line 1, abbreviation: there is no field of this name; check the spelling'),
])
def test_a_mistake_in_a_list_names_file_line_and_field(folder, file, content, says):
    with pytest.raises(DataFileError) as caught:
        Clarity(folder(file, content))
    mistakes = [str(caught.value), *(str(mistake) for mistake in caught.value.mistakes)]
    assert says in mistakes


def test_a_pattern_is_refused_that_is_no_phrase(folder):
    with pytest.raises(DataFileError, match=r'officialese\.nl\.csv, line 2, phrase: must match'):
        Clarity(folder('officialese.nl.csv', 'phrase;instead\nart. 8, lid 2;regel\n'))


def test_all_lists_load():
    assert read_glossary(DATA)
    assert all(read_grammar(DATA, language).abbreviations for language in ('nl', 'en'))
