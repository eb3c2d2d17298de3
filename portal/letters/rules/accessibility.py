"""R13: everybody can find their way, also who does not see the page."""

from collections.abc import Iterator
from itertools import pairwise

from portal.letters.model.checking import Finding, Written
from portal.letters.rules.reading import Page

RULE = 'R13'
DIRECTIONS = ('ltr', 'rtl')


def findings(letter: Written, page: Page) -> Iterator[Finding]:
    """What keeps people from finding their way."""
    root = page.root
    if root.get('lang') != letter.language or root.get('dir') not in DIRECTIONS:
        yield Finding(RULE, 'the letter', 'it does not say in which language it is, and how that is written')
    if not ''.join(root.xpath('//title//text()')).strip():
        yield Finding(RULE, 'the letter', 'it has no title')
    yield from _headings(page)
    for node in root.xpath('//img[not(normalize-space(@alt))]'):
        yield Finding(RULE, f'picture {node.get("src", "")[:30]}', 'it has no text for who does not see it')
    for node in root.xpath('//th[not(@scope)]'):
        yield Finding(RULE, f'header cell "{node.text_content()}"', 'it does not say of which cells it is the header')
    for node in root.xpath('//table[not(.//th)]'):
        yield Finding(RULE, f'table "{node.text_content().strip()[:30]}"', 'it has no header cells')
    for node in root.xpath('//a[not(normalize-space())]'):
        yield Finding(RULE, f'link {node.get("href")}', 'it has no words')
    for _ in root.xpath('//svg | //object | //embed'):
        yield Finding(RULE, 'the letter', 'there may be text in this picture')


def _headings(page: Page) -> Iterator[Finding]:
    levels = [int(line.tag[1]) for line in page.lines if line.is_heading]
    if levels.count(1) != 1:
        says = 'there must be one first heading, and there are {count}'
        yield Finding(RULE, 'headings', says, (('count', levels.count(1)),))
    if any(later - earlier > 1 for earlier, later in pairwise([0, *levels])):
        yield Finding(RULE, 'headings', 'a level is skipped')
