"""R1, R2 and R11: action first, headings that ask or act, and no threat in the first half."""

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from portal.letters.model.checking import Finding, Written
from portal.letters.rules.elements import flat
from portal.letters.rules.reading import LAW, Page

FIRST_WORDS = 40
MOST_WORDS = (('most', FIRST_WORDS),)
MOST_SENTENCES = 6
"""In one paragraph: more is more than one subject."""
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
END = re.compile(r'[.!?؟]+(?=\s|$)')
QUESTION = ('?', '؟')


def action_first(letter: Written, page: Page) -> Iterator[Finding]:
    """R1: the first words say what to do and by when, or that nothing need be done."""
    opening = _opening(page)
    if any(phrase in opening for phrase in letter.tone.nothing):
        return
    if not any(flat(day) in opening for day in letter.days):
        yield Finding('R1', 'heading and lead', 'the first {most} words name no day', MOST_WORDS)
    if not (letter.tone.actions | letter.tone.says) & set(WORD.findall(opening)):
        says = 'the first {most} words do not say what to do, or what happens'
        yield Finding('R1', 'heading and lead', says, MOST_WORDS)


def _opening(page: Page) -> str:
    """The first words of the heading and of what stands under it, before the first section."""
    before = takewhile(lambda line: line.tag != 'h2', dropwhile(lambda line: line.tag != 'h1', page.running))
    words = flat(' '.join(line.text for line in before)).split()
    return ' '.join(words[:FIRST_WORDS])


def headings(letter: Written, page: Page) -> Iterator[Finding]:
    """R2: a heading is a question or an action, and a paragraph has one subject."""
    for line in page.lines:
        if line.tag == 'h2' and line.element != LAW and not _asks_or_acts(line.text, letter):
            yield Finding('R2', f'heading "{line.text}"', 'must be a question, or begin with what to do')
        if line.tag == 'p' and len(END.findall(line.text)) > MOST_SENTENCES:
            says = 'this paragraph has more than {most} sentences'
            yield Finding('R2', f'"{line.text[:60]}…"', says, (('most', MOST_SENTENCES),))


def _asks_or_acts(heading: str, letter: Written) -> bool:
    first = WORD.search(heading.casefold())
    return heading.endswith(QUESTION) or (first is not None and first.group() in letter.tone.actions)


def tone(letter: Written, page: Page) -> Iterator[Finding]:
    """R11: no words of threat in the first half."""
    words = flat(' '.join(line.text for line in page.running)).split()
    half = ' '.join(words[:len(words) // 2])
    for threat in letter.tone.threats:
        if re.search(rf'\b{re.escape(threat)}\b', half):
            yield Finding('R11', f'"{threat}"', 'a threat stands in the first half of the letter')
