"""What people get: the text of every letter, its PDF, and what no letter may say."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from portal.letters import standards
from portal.letters.formatting import direction
from portal.letters.model.base import Letter
from portal.letters.model.kinds import KINDS
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER, Letters
from tests.letters.conftest import Sample

LONGEST_SENTENCE = 25
LAST_WORD_OF_SENTENCE = re.compile(r'[.?!:](?:\s|$)|\n')


@pytest.fixture(scope='module')
def text_of(letters: Letters) -> Callable[[Sample], str]:
    """The text of a sample."""
    return once(letters.text)


@pytest.fixture(scope='module')
def page_of(letters: Letters) -> Callable[[Sample], str]:
    """The page of a sample."""
    return once(letters.html)


def once(make: Callable[[Letter, str], str]) -> Callable[[Sample], str]:
    """Makes what many tests look at when the first of them asks for it."""
    made: dict[str, str] = {}

    def of(sample: Sample) -> str:
        if str(sample) not in made:
            made[str(sample)] = make(sample.letter, sample.language)
        return made[str(sample)]

    return of


def test_says_what_lies_beside_it(text_of, sample):
    text = text_of(sample)
    if not sample.expected.exists():
        sample.expected.write_text(text)
        pytest.fail(f'{sample.expected} was not there and is written now: read it, then run again')
    assert text == sample.expected.read_text()


def test_no_sentence_is_long(text_of, sample):
    sentences = LAST_WORD_OF_SENTENCE.split(text_of(sample))
    assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE


def test_first_sentence_has_weekday_and_date(text_of, message_sample):
    """Of letters about an application the rules say what comes first."""
    lead = text_of(message_sample).split('\n\n')[3]
    assert re.search(r'\b\w+day \d+ \w+ 20\d\d|\b\w+dag \d+ \w+ 20\d\d', lead)


def test_subject_and_page_hold_what_they_should(letters, page_of, sample):
    subject = letters.subject(sample.letter, sample.language)
    html = page_of(sample)
    assert f'<title>{subject}</title>' in html
    assert f'<html lang="{sample.language}" dir="{direction(sample.language)}">' in html
    assert not any(person in subject for person in getattr(sample.letter, 'persons', ()))


def test_page_loads_nothing(page_of, sample):
    html = page_of(sample)
    assert not re.search(r'<(img|link|script|iframe|object)|url\(|@import|\bsrc=', html)


def test_headings_do_not_jump(page_of, sample):
    levels = [int(level) for level in re.findall(r'<h(\d)', page_of(sample))]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise([0, *levels]))


@pytest.mark.parametrize('kind', KINDS)
def test_pdf_keeps_its_standards_and_is_the_same_bytes_every_time(letters, sample_of, kind):
    """The main sample of every kind in Dutch; `make proof` does this for all samples in all languages."""
    pdf = letters.pdf(sample_of(kind), 'nl')
    assert standards.complaints(pdf) == ()
    assert letters.pdf(sample_of(kind), 'nl') == pdf


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('language', ['nl', 'en'])
def test_every_kind_is_written_in_both_languages(letters, kind, language):
    assert language in letters.languages(kind)
    assert MAIN in read_samples(FOLDER, kind, language)


def test_no_folder_without_a_kind():
    folders = {path.parent.name for path in FOLDER.glob('*/*')}
    assert folders == {'_shared', *KINDS}


def test_numbers_and_addresses_keep_their_order_in_any_direction(letters, booked):
    html = letters.html(booked, 'nl')
    for isolated in (booked.code, booked.office.phone, *booked.place.address, '9.30 uur'):
        assert f'<bdi dir="ltr">{isolated}</bdi>' in html


def test_a_letter_that_is_not_written_in_a_language_comes_whole_in_english(letters, sample):
    assert letters.text(sample.letter, 'ti') == letters.text(sample.letter, 'en')
    assert '<html lang="en" dir="ltr">' in letters.html(sample.letter, 'ti')
