"""The check of every page finds what it is there for; one that finds nothing would be green for ever."""

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import faults

GOOD = """<!doctype html><html lang="en" dir="ltr"><title>Page</title>
<style>:focus-visible {{ outline: 3px solid }}</style>
<main><h1>Page</h1><p><label for="a">Name</label> <input id="a"></p><p>All is well.</p>{}</main>"""


@pytest.mark.parametrize(('more', 'found'), [
    ('<h1>Once more</h1>', 'the headings are'),
    ('<img src="data:,">', 'image-alt'),
    ('<input id="b">', 'label'),
    ('<p style="color: #999; background: #fff">pale</p>', 'color-contrast'),
    ('<p style="inline-size: 400px">wide</p>', 'too wide'),
    ('<p style="inline-size: 7ch; overflow-wrap: break-word">13.20&nbsp;uur</p>', 'broken at'),
    ('<button style="outline: none">Go</button>', 'no focus ring'),
    ('<button style="outline: auto">Go</button>', 'no focus ring'),
    ('<button style="inline-size: 9px; block-size: 9px; padding: 0" aria-label="a"></button>'
     '<button style="inline-size: 9px; block-size: 9px; padding: 0" aria-label="b"></button>', 'target-size'),
])
def test_a_fault_is_found(chromium: Browser, more: str, found: str) -> None:
    page = chromium.new_page()
    page.set_content(GOOD.format(''))
    assert list(faults(page, 'en', 'ltr')) == []
    page.set_content(GOOD.format(more))
    assert any(found in one for one in faults(page, 'en', 'ltr'))
    assert any('says that it is' in one for one in faults(page, 'he', 'rtl'))
    page.close()


def test_a_pale_text_in_the_dark_only_is_found(chromium: Browser) -> None:
    page = chromium.new_page()
    style = '<style>@media (prefers-color-scheme: dark) { html { background: #222 } p { color: #444 } }</style>'
    page.set_content(GOOD.format(style))
    assert [one for one in faults(page, 'en', 'ltr') if one.startswith('dark: color-contrast')]
    page.close()
