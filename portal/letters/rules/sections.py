"""R7 to R10: the sections that letters of some kinds must have, and what must stand in them."""

import re
from collections.abc import Iterator

from portal.letters.model.checking import Finding, Written
from portal.letters.rules.elements import flat
from portal.letters.rules.reading import Page

REMEDIES = frozenset({'L11', 'L12', 'L14', 'L17'})
PERIODS = frozenset({'L01', 'L05', 'L15', 'L18'})
MOVED = frozenset({'L05'})
ITEMS = frozenset({'L03'})
V_NUMBER = re.compile(r'\bV\b')
"""It is called so in every language; the number itself stands in the head of the letter."""
TO_WRITE = 5
"""Name and address, date, which decision, why, signature (Awb 6:5)."""


def remedies(letter: Written, page: Page) -> Iterator[Finding]:
    """R7: to whom, until when, where, and what to put in it."""
    if letter.catalogue not in REMEDIES or 'remedy_until' not in letter.shown:
        return
    yield from _shows(letter, page, 'R7', element='remedies', fields=(
        'remedy_body', 'remedy_until', 'remedy_arrives_by', 'remedy_address',
    ))
    if len(page.nodes('remedies', 'li')) < TO_WRITE:
        yield Finding('R7', 'element remedies', 'it does not list what to write and to add')


def period(letter: Written, page: Page) -> Iterator[Finding]:
    """R8: the day on which the period ends, and the reason when it was moved."""
    if letter.catalogue in PERIODS:
        yield from _shows(letter, page, 'R8', element='period', fields=('decide_by',))
    if letter.catalogue in MOVED:
        whole = ' '.join(page.texts.values())
        for text in letter.shown.get('reason', ()):
            if flat(text) not in flat(whole):
                yield Finding('R8', 'the letter', 'it does not say why the day was moved')


def contact(letter: Written, page: Page) -> Iterator[Finding]:
    """R9: whom to call, when, and what to have ready."""
    yield from _shows(letter, page, 'R9', element='contact', fields=('office_phone', 'office_phone_hours'))
    if not V_NUMBER.search(page.texts.get('contact', '')):
        yield Finding('R9', 'element contact', 'it does not say to have the V-number ready')


def items(letter: Written, page: Page) -> Iterator[Finding]:
    """R10: of each thing that is missing its name, why and in what form; how to send it, and until when."""
    if letter.catalogue not in ITEMS:
        return
    points = [flat(node.text_content()) for node in page.nodes('missing_items', 'li')]
    for name, why, form in zip(*(letter.shown[f'items_{field}'] for field in ('name', 'why', 'form')), strict=True):
        if not any(all(flat(text) in point for text in (name, why, form)) for point in points):
            yield Finding('R10', f'"{name}"', 'its name, why and in what form must stand in one point')
    yield from _shows(letter, page, 'R10', element='sending', fields=('send_by', 'send_page', 'send_address'))


def _shows(letter: Written, page: Page, rule: str, *, element: str, fields: tuple[str, ...]) -> Iterator[Finding]:
    text = flat(page.texts.get(element, ''))
    for field in fields:
        texts = letter.shown.get(field, ())
        if not texts or not all(flat(one) in text for one in texts):
            yield Finding(rule, f'element {element}', 'it does not show {field}', (('field', field),))
