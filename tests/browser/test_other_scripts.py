"""The pages in invented languages: from right to left, and long; see `pseudo.py`."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date

from tests.browser.checks import faults
from tests.browser.pseudo import CLOSE, OPEN, write_catalogues
from tests.browser.served import Portal
from tests.browser.states import walk
from tests.browser.visitor import FAMILY, Visitor

LEFT_TO_RIGHT = re.compile(r'\b\d{1,2}:\d{2}\b|\b\d{10}\b|\b[A-Z0-9]{8}\b|\S+@\S+|\b0\d{2,3} [\d ]+\d|\b\d{1,2}-\d{2}\b|\b\d{4} [A-Z]{2}\b')
"""Times, V-numbers, codes, e-mail addresses, telephone numbers, hours and postcodes."""
IN_A_TEXT = {'17:00'}
"""A time that translators write themselves."""
VISIBLE_TEXTS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('script, style')) continue;
        texts.push([node.textContent, !!node.parentElement.closest('bdi, [dir=ltr]')]);
    }
    return texts;
}"""
DATA_ATTRIBUTES = """() => [...document.querySelectorAll('[aria-label], [alt]')]
    .map(one => one.getAttribute('aria-label') ?? one.getAttribute('alt'))"""


@pytest.fixture(scope='session')
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Translations into the invented languages."""
    return write_catalogues(tmp_path_factory.mktemp('translations'))


@pytest.fixture
def visitor_in(
    build_portal: Callable[..., Portal], catalogues: Path, visit_portal: Callable[..., Visitor],
) -> Callable[[str], Visitor]:
    """Somebody with a narrow phone who reads one of the invented languages."""
    def visitor(language: str) -> Visitor:
        portal = build_portal(languages=('nl', language), translations=catalogues)
        portal.load()
        return visit_portal(portal, language, width=320)
    return visitor


def test_pages_run_from_right_to_left(visitor_in: Callable[[str], Visitor]) -> None:
    """Accessible, not too wide, and what runs from left to right is kept apart from the text around it."""
    visitor, wrong = visitor_in('he'), []
    for name in walk(visitor):
        found = [*faults(visitor.page, 'he', 'rtl'), *_not_kept_apart(visitor)]
        wrong += [f'{name}: {one}' for one in found]
    assert not wrong, '\n'.join(wrong)


def test_every_text_is_translated(visitor_in: Callable[[str], Visitor]) -> None:
    """Only names, dates, numbers and what the planner's file says may stand outside the brackets."""
    visitor, bare = visitor_in('eo'), []
    data = set(_data(visitor.portal))
    for name in walk(visitor):
        bare += [f'{name}: {text}' for text in _outside_brackets(visitor) if not _is_data(text, data)]
        assert visitor.page.evaluate('document.documentElement.scrollWidth') <= 320, name
    assert not bare, '\n'.join(bare)


def _not_kept_apart(visitor: Visitor) -> Iterator[str]:
    for text, apart in visitor.page.evaluate(VISIBLE_TEXTS):
        if not apart:
            yield from (found for found in LEFT_TO_RIGHT.findall(text) if found not in IN_A_TEXT)


def _outside_brackets(visitor: Visitor) -> Iterator[str]:
    """The texts of a page that no translation said."""
    depth, outside = 0, ''
    for text, _ in visitor.page.evaluate(VISIBLE_TEXTS):
        for sign in text:
            depth += (sign == OPEN) - (sign == CLOSE)
            outside += sign if not depth and sign != CLOSE else ''
        outside += '' if depth else '\n'
    for text in [*outside.splitlines(), *visitor.page.evaluate(DATA_ATTRIBUTES), visitor.page.title()]:
        rest = re.sub(f'{OPEN}.*{CLOSE}', '', text).strip(' ,.:()/–\n')
        if rest:
            yield rest


def _is_data(text: str, data: set[str]) -> bool:
    """Whether nothing is left of a text when all data are taken out of it."""
    for one in sorted(data, key=len, reverse=True):
        text = text.replace(one.rstrip('.'), '')
    return not re.search(r'[^\W\d_]{2}', re.sub(r'\b[0-9A-Za-f]{8}\b', '', text))


def _data(portal: Portal) -> Iterator[str]:
    """What stands on pages without being translated by a catalogue."""
    known = portal.planner.calendar.catalogue()
    for desk in known.desks.values():
        yield from (desk.name, *desk.address, desk.directions['nl'])
    for product in known.products.values():
        yield from (product.name['nl'], product.explanation['nl'], *(text['nl'] for text in product.bring))
    yield from (f'{one.first_name} {one.last_name}' for one in FAMILY)
    yield from ('Helder Loket', 'amina@example.com')
    yield from (Locale.parse(code).get_display_name(code).capitalize() for code in ('nl', 'eo'))
    yield from (format_date(portal.clock.now() + timedelta(number), 'EEEE d MMMM y', 'eo') for number in range(200))
    yield from (format_date(date.fromisoformat(day), 'EEEE d MMMM y', 'eo') for day in ('1990-03-27', '2016-02-29'))
    yield from (format_date(date(2024, 1, day), 'EEEE', 'eo') for day in range(1, 8))
