"""R3, R4, R5, R6 and R12: sentences, dates, the law in its place, and words that people know."""

import re
from collections.abc import Iterator

from portal.letters.model.checking import Finding, Written
from portal.letters.rules.opening import END, WORD
from portal.letters.rules.reading import LAW, Page

LONGEST = 25
MEAN = 12
MOST_RARE = 8.0
"""Rare words in a hundred; at 10 the score of a text gives nothing for them."""
IN_FIGURES = re.compile(r'\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})\b')


def sentences(_: Written, page: Page) -> Iterator[Finding]:
    """R3: 12 words on average, and never more than 25."""
    found = [sentence.strip() for line in page.running for sentence in END.split(line.text) if WORD.search(sentence)]
    lengths = {sentence: len(WORD.findall(sentence)) for sentence in found}
    for sentence, length in lengths.items():
        if length > LONGEST:
            says = '{length} words; {most} is the most'
            yield Finding('R3', f'"{sentence}"', says, (('length', length), ('most', LONGEST)))
    mean = sum(len(WORD.findall(sentence)) for sentence in found) / max(1, len(found))
    if mean > MEAN:
        says = '{mean} words a sentence on average; {most} is the most'
        yield Finding('R3', 'the letter', says, (('mean', f'{mean:.1f}'), ('most', MEAN)))


def dates(letter: Written, page: Page) -> Iterator[Finding]:
    """R4: a date is written out, with its month in full."""
    short = '|'.join(re.escape(month) for month in letter.tone.short_months)
    cut = re.compile(rf'\b\d{{1,2}} (?:{short})\b', re.IGNORECASE) if short else None
    for line in page.lines:
        for pattern in (IN_FIGURES, cut):
            if pattern and (found := pattern.search(line.text)):
                yield Finding('R4', f'"{found.group()}"', 'write the date out, with its month in full')


def law(letter: Written, page: Page) -> Iterator[Finding]:
    """R5: articles of the law stand in the block at the end, and nowhere else."""
    names = '|'.join(re.escape(act) for act in letter.tone.acts)
    pattern = re.compile(rf'(?<!\w)(?:{names})\.? *\d', re.IGNORECASE)
    for line in page.lines:
        if line.element != LAW and (found := pattern.search(line.text)):
            yield Finding('R5', f'"{found.group()}"', 'an article of the law stands in running text')


def words(letter: Written, _: Page) -> Iterator[Finding]:
    """R6 and R12: no words of officials, and few that people seldom read."""
    if letter.measured is None:
        return
    for word in letter.measured.officialese:
        yield Finding('R6', f'"{word}"', 'people do not say this')
    if letter.measured.rare > MOST_RARE:
        says = '{rare} rare words in a hundred; {most} is the most'
        rare, most = f'{letter.measured.rare:.1f}', f'{MOST_RARE:.0f}'
        yield Finding('R12', 'the letter', says, (('rare', rare), ('most', most)))
