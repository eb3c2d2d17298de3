"""One page as a browser shows it, and what must be true of every page."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import html

TYPED = 'input[not(@type="hidden" or @type="submit" or @type="button")] | .//select | .//textarea'
NAMES = 'aria-labelledby', 'aria-describedby', 'aria-controls', 'for'
"""Attributes that point at other elements of the page."""
SCRIPTED = 'style', 'onclick', 'onchange', 'onsubmit', 'onload', 'onerror'
"""Attributes that the content security policy forbids."""


class Page:
    """What came back for an address."""

    def __init__(self, status: int, address: str, text: str) -> None:
        self.status, self.address, self.text = status, address, text
        self.root = html.document_fromstring(text)

    @property
    def heading(self) -> str:
        return _words(self.root.find('.//h1'))

    @property
    def language(self) -> str:
        return self.root.get('lang', '')

    def says(self, words: str) -> bool:
        """The words can be read on the page."""
        return words in _words(self.root.find('body'))

    def links(self) -> list[str]:
        """Where the page leads."""
        return [link.get('href') for link in self.root.iter('a')]

    def fields(self) -> dict[str, list[str]]:
        """What the page's form would send if nothing were typed."""
        found: dict[str, list[str]] = {}
        for name, value in self._form().form_values():
            found.setdefault(name, []).append(value)
        return found

    def fields_of(self, method: str) -> dict[str, list[str]]:
        """What the first form that is sent in this way would send if nothing were typed."""
        form = self.root.xpath(f'.//main//form[@method="{method}"]')[0]
        return {name: [value] for name, value in form.form_values()}

    def link_in(self, language: str) -> str:
        """Where the language switch leads."""
        return self.root.xpath(f'.//a[@hreflang="{language}"]')[0].get('href')

    def options(self, name: str) -> list[str]:
        """The values that can be chosen in a field."""
        return [one.get('value') for one in self._form().iterfind('.//*[@value]') if one.get('name') == name]

    def form_address(self) -> str:
        """Where the page's form goes: the page itself unless it says otherwise."""
        return self._form().get('action') or self.address

    def _form(self) -> html.FormElement:
        return self.root.xpath('.//main//form')[0]


def faults(page: Page) -> Iterator[str]:
    """What is wrong with a page, whatever it is about."""
    yield from _outside(page)
    yield from _names(page)
    yield from _controls(page)
    yield from _inline(page)


def _outside(page: Page) -> Iterator[str]:
    for path, count in (('.//h1', 1), ('.//main', 1), ('./head/title', 1)):
        found = page.root.findall(path)
        if len(found) != count or not _words(found[0]):
            yield f'{path} is there {len(found)} times, or is empty'
    if not page.text.lower().startswith('<!doctype html>'):
        yield 'the doctype is missing'
    if not page.language or page.root.get('dir') not in ('ltr', 'rtl'):
        yield 'the language or its direction is missing'
    levels = [int(one.tag[1]) for one in page.root.xpath('.//h1|.//h2|.//h3|.//h4|.//h5|.//h6')]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f'a heading of level {after} follows one of level {before}'


def _names(page: Page) -> Iterator[str]:
    known = Counter(one.get('id') for one in page.root.iterfind('.//*[@id]'))
    yield from (f'the id {name} is there {count} times' for name, count in known.items() if count > 1)
    for attribute in NAMES:
        for one in page.root.iterfind(f'.//*[@{attribute}]'):
            for name in one.get(attribute).split():
                if name not in known:
                    yield f'{attribute} points at {name}, which is not on the page'


def _controls(page: Page) -> Iterator[str]:
    labels = {label.get('for') for label in page.root.iter('label') if _words(label)}
    for field in page.root.xpath(f'.//{TYPED}'):
        wrapped = any(parent.tag == 'label' for parent in field.iterancestors())
        if not (wrapped or field.get('id') in labels or field.get('aria-label') or field.get('aria-labelledby')):
            yield f'the field {field.get("name")} has no label'
    for one in page.root.xpath('.//a | .//button | .//summary | .//legend'):
        if not (_words(one) or one.get('aria-label')):
            yield f'a {one.tag} says nothing'
    for group in page.root.iter('fieldset'):
        if group.find('.//legend') is None:
            yield 'a group of fields has no legend'
    for form in page.root.iter('form'):
        if form.get('method', '').lower() == 'post' and not form.xpath('.//input[@name="csrf_token"]'):
            yield f'the form to {form.get("action")} has no guard against forged posts'


def _inline(page: Page) -> Iterator[str]:
    for attribute in SCRIPTED:
        yield from (f'a {one.tag} has {attribute}' for one in page.root.iterfind(f'.//*[@{attribute}]'))
    yield from ('a script is written in the page' for one in page.root.iter('script') if one.get('src') is None)
    yield from ('styles are written in the page' for _ in page.root.iter('style'))
    yield from (f'the picture {one.get("src")} has no alt' for one in page.root.iter('img') if one.get('alt') is None)


def _words(element: html.HtmlElement | None) -> str:
    return ' '.join(element.text_content().split()) if element is not None else ''
