"""What people get: the text of every letter, its PDF, and what no letter may say."""

import re
from itertools import pairwise

import pytest

from portal.letters import standards
from portal.letters.formatting import direction
from portal.letters.model.kinds import KINDS
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER

LONGEST_SENTENCE = 25
LAST_WORD_OF_SENTENCE = re.compile(r'[.?!:](?:\s|$)|\n')


def test_says_what_lies_beside_it(letters, sample):
    text = letters.text(sample.letter, sample.language)
    if not sample.expected.exists():
        sample.expected.write_text(text)
        pytest.fail(f'{sample.expected} was not there and is written now: read it, then run again')
    assert text == sample.expected.read_text()


def test_no_sentence_is_long(letters, sample):
    sentences = LAST_WORD_OF_SENTENCE.split(letters.text(sample.letter, sample.language))
    assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE


def test_first_sentence_has_weekday_and_date(letters, message_sample):
    """Of letters about an application the rules say what comes first."""
    lead = letters.text(message_sample.letter, message_sample.language).split('\n\n')[3]
    assert re.search(r'\b\w+day \d+ \w+ 20\d\d|\b\w+dag \d+ \w+ 20\d\d', lead)


def test_subject_and_page_hold_what_they_should(letters, sample):
    subject = letters.subject(sample.letter, sample.language)
    html = letters.html(sample.letter, sample.language)
    assert f'<title>{subject}</title>' in html
    assert f'<html lang="{sample.language}" dir="{direction(sample.language)}">' in html
    assert not any(person in subject for person in getattr(sample.letter, 'persons', ()))


def test_page_loads_nothing(letters, sample):
    html = letters.html(sample.letter, sample.language)
    assert not re.search(r'<(img|link|script|iframe|object)|url\(|@import|\bsrc=', html)


def test_headings_do_not_jump(letters, sample):
    levels = [int(level) for level in re.findall(r'<h(\d)', letters.html(sample.letter, sample.language))]
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
