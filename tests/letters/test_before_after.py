"""The page docs/letters-before-after.md holds letters as officials would write them beside ours, with true figures."""

import re
from pathlib import Path

import pytest

from portal.clarity.model import Measure, Measures
from portal.clarity.service import Clarity
from portal.letters.service import FOLDER

PAGE = FOLDER.parent / 'docs' / 'letters-before-after.md'
OFFICIALESE = Path(__file__).parent / 'officialese'
KINDS = ('l03_missing', 'l05_more_time', 'l12_no')
HEAD = 3
"""Before the heading of a letter stand who writes, the day, and what it is about."""
CONTACT = 'Hebt u een vraag?'
"""From here on every letter says the same."""
FULL_DATE = re.compile(r'\b\w+dag \d{1,2} [a-z]+ 20\d\d\b')
BAD, GOOD = 30, 80
ROWS = {
    Measure.READING_EASE: ('reading ease (Flesch-Douma), 70 is good', '{:.0f}'),
    Measure.MEAN_SENTENCE: ('words in a sentence, on average', '{:.1f}'),
    Measure.LONGEST_SENTENCE: ('words in the longest sentence', '{:.0f}'),
    Measure.PASSIVE: ('passive sentences', '{:.0f} %'),
    Measure.OFFICIALESE: ('officialese, of 100 words', '{:.1f}'),
    Measure.RARE_WORDS: ('rare words', '{:.1f} %'),
    Measure.NOMINALISATIONS: ('nouns made of verbs, of 100 words', '{:.1f}'),
}


@pytest.fixture(scope='module')
def clarity() -> Clarity:
    return Clarity()


def before(kind: str) -> str:
    """The letter as an official would write it; invented for this page."""
    return (OFFICIALESE / f'{kind}.txt').read_text().strip()


def now(kind: str) -> str:
    """The letter of the main sample."""
    return (FOLDER / kind / 'expected.nl.txt').read_text().strip()


def own_words(text: str) -> str:
    """What only this letter says: without the head, and without the end that all letters have."""
    return text.split('\n\n', HEAD)[HEAD].partition(CONTACT)[0].strip()


def _part_of_the_page(kind: str, clarity: Clarity) -> str:
    texts = (before(kind), now(kind), own_words(now(kind)))
    quoted = '\n>\n'.join(f'> {paragraph}' for paragraph in texts[0].split('\n\n'))
    table = '\n'.join(_rows(texts, tuple(clarity.measure(text, 'nl') for text in texts)))
    return f'### Before\n\n{quoted}\n\n### Now\n\n```text\n{texts[1]}\n```\n\n### What the measures say\n\n{table}'


def _rows(texts: tuple[str, ...], measured: tuple[Measures, ...]) -> list[str]:
    return [
        '| | before | now | now, its own words only |', '| --- | --- | --- | --- |',
        _row('**score**, of 100', [f'**{one.score:.0f}**' for one in measured]),
        *(_row(name, [shape.format(one.value(measure)) for one in measured]) for measure, (name, shape) in ROWS.items()),
        _row('words', [str(one.words) for one in measured]),
        _row('dates with their weekday', [str(len(FULL_DATE.findall(text))) for text in texts]),
    ]


def _row(name: str, values: list[str]) -> str:
    return f'| {name} | {" | ".join(values)} |'


@pytest.mark.parametrize('kind', KINDS)
def test_the_page_says_what_was_measured(clarity, kind):
    """When a letter or a measure changed, the page is written anew and the test fails once: read it, and commit it."""
    page, begin, end = PAGE.read_text(), f'<!-- {kind} -->', f'<!-- end of {kind} -->'
    assert page.count(begin) == page.count(end) == 1
    head, rest = page.split(begin)
    said, tail = rest.split(end)
    true = f'\n\n{_part_of_the_page(kind, clarity)}\n\n'
    if said != true:
        PAGE.write_text(f'{head}{begin}{true}{end}{tail}')
        pytest.fail(f'{PAGE.name} was out of date for {kind} and is written anew: read it, then run again')


@pytest.mark.parametrize('kind', KINDS)
def test_the_measures_tell_one_from_the_other(clarity, kind):
    old, new = clarity.measure(before(kind), 'nl'), clarity.measure(own_words(now(kind)), 'nl')
    assert old.score < BAD
    assert new.score >= GOOD
    assert clarity.is_clear_enough(new)


@pytest.mark.parametrize('kind', KINDS)
def test_a_letter_names_a_day_where_officials_count_weeks(kind):
    assert not FULL_DATE.search(before(kind))
    assert FULL_DATE.search(' '.join(own_words(now(kind)).split()[:45]))
