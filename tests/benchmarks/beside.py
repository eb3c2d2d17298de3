"""How fast other programs print the same page, where they are installed."""

from collections.abc import Callable
from importlib.util import find_spec
from inspect import cleandoc

from playwright.sync_api import sync_playwright

from portal.letters.plain import plain_text
from tests.browser import chromium

Measure = Callable[[Callable[[], object]], float]
ARGUMENTS = ('--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking')


def by_chromium(html: str, style: str, measure: Measure) -> float:
    """Pages a second in a browser that is already running, tagged; 0 where there is none."""
    path = chromium.program()
    if path is None:
        return 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page()

        def print_page() -> bytes:
            page.set_content(html.replace('</head>', f'<style>{style}</style></head>'))
            return page.pdf(format='A4', tagged=True, outline=True)

        speed = measure(print_page)
        browser.close()
        return speed


def by_typst(html: str, measure: Measure) -> float:
    """The same words a second by typst, as PDF/UA-1; 0 where it is not installed."""
    if find_spec('typst') is None:
        return 0.0
    import typst

    words = '\n\n'.join(line.strip() for line in plain_text(html).splitlines() if line.strip())
    source = cleandoc('''
        #set document(title: "Brief")
        #set text(lang: "nl", size: 10.5pt)
        #set page(paper: "a4", numbering: "1 / 1")
    ''') + '\n= Brief\n' + ''.join(f'\\{sign}' if sign in '#*_`$<>@\\=-+/[]~' else sign for sign in words)
    return measure(lambda: typst.compile(source.encode(), format='pdf', pdf_standards=['ua-1']))
