"""What must be true of every page in a real browser, in each of its states."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / 'axe.min.js').read_text()
TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
NARROW = 320
COLOURS = ['color-contrast', 'link-in-text-block']
"""The rules whose answer depends on light or dark."""
RUN_AXE = """async ([type, values]) => {
    const found = await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations'], selectors: false});
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""
"""Says which parts are meant by their HTML; selectors that nobody reads would be a tenth of the work."""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1
        || one.getBoundingClientRect().left < -1).slice(-3).map(one => one.outerHTML.slice(0, 120)).concat('')"""
BROKEN_WORDS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const seen = node.parentElement.checkVisibility() && node.parentElement.getBoundingClientRect().width > 8;
        if (!seen || !node.data.trim()) continue;
        for (const word of node.data.matchAll(/(?<![\\p{L}\\p{N}\\/@.])[\\p{L}\\p{N}]{2,12}(?![\\p{L}\\p{N}@])/gu)) {
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
            if (lines.size > 1) found.push(`${word[0]} in ${node.data.trim().slice(0, 60)}`);
        }
    }
    return found.slice(0, 3);
}"""
"""Words that would fit on a line, and stand on two: their end is cut off. Addresses may be broken anywhere."""
ROOT_AND_HEADINGS = """() => [
    document.documentElement.getAttribute('lang'), document.documentElement.getAttribute('dir'),
    [...document.querySelectorAll('h1')].map(one => one.innerText),
]"""
WITHOUT_FOCUS_RING = """() => {
    const fields = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
    const seen = one => one.checkVisibility() && one.getClientRects().length;
    const look = one => [one, one.closest('.choice')].filter(Boolean).map(part => {
        const style = getComputedStyle(part);
        return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join();
    }).join();
    const faults = [];
    for (const one of [...document.querySelectorAll(fields)].filter(seen)) {
        one.blur();
        const before = look(one);
        one.focus({preventScroll: true});
        const isOnlyTheBrowsers = getComputedStyle(one).outlineStyle === 'auto';
        if (document.activeElement !== one) continue;
        if (look(one) === before || isOnlyTheBrowsers) faults.push(one.outerHTML.slice(0, 120));
    }
    scrollTo(0, 0);
    return faults;
}"""


def check(page: Page, *, language: str, direction: str = 'ltr') -> None:
    """Raise if something is wrong with the page, whatever it is about."""
    found = list(faults(page, language, direction))
    assert not found, f'{page.url} ({page.title()})\n' + '\n'.join(found)


def faults(page: Page, language: str, direction: str) -> Iterator[str]:
    """What is wrong with the page."""
    yield from _outside(page, language, direction)
    yield from _overflow(page)
    yield from accessibility(page)
    yield from _focus(page)


def accessibility(page: Page) -> Iterator[str]:
    """What axe-core finds: all its rules as the page is shown, and those about colours in the other scheme too."""
    page.evaluate(AXE)
    yield from page.evaluate(RUN_AXE, ['tag', TAGS])
    shown = page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
    other = {'light': 'dark', 'dark': 'light'}[shown]
    page.emulate_media(color_scheme=other)
    yield from (f'{other}: {one}' for one in page.evaluate(RUN_AXE, ['rule', COLOURS]))
    page.emulate_media(color_scheme=shown)


def _outside(page: Page, language: str, direction: str) -> Iterator[str]:
    *said, headings = page.evaluate(ROOT_AND_HEADINGS)
    if said != [language, direction]:
        yield f'the page says that it is {said}'
    if len(headings) != 1 or not headings[0].strip():
        yield f'the headings are {headings}'


def _overflow(page: Page) -> Iterator[str]:
    """Whether the page must be scrolled sideways on the narrowest phone, or cuts words in two there."""
    before = page.viewport_size
    narrow = before | {'width': NARROW}
    if narrow != before:
        page.set_viewport_size(narrow)
    yield from (f'too wide for {NARROW} pixels: {one}' for one in page.evaluate(TOO_WIDE))
    yield from (f'broken at {NARROW} pixels: {one}' for one in page.evaluate(BROKEN_WORDS))
    if narrow != before:
        page.set_viewport_size(before)


def _focus(page: Page) -> Iterator[str]:
    """Whether somebody who uses the keyboard sees where they are; leaves the focus where it was."""
    page.evaluate('() => { window.focusedBefore = document.activeElement; }')
    page.keyboard.press('Shift')
    page.keyboard.press('Tab')
    yield from (f'no focus ring of ours: {one}' for one in page.evaluate(WITHOUT_FOCUS_RING))
    page.evaluate('() => { document.activeElement.blur(); window.focusedBefore.focus(); }')
