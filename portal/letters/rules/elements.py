"""R14: what the law wants is still there after every rewriting."""

from collections.abc import Iterator

from portal.letters.model.checking import Finding, Written
from portal.letters.rules.reading import Page

RULE = 'R14'


def findings(letter: Written, page: Page) -> Iterator[Finding]:
    """The mandatory elements that are missing, empty, or do not show what they must."""
    for required in letter.required:
        text = page.texts.get(required.element)
        place, wants = f'element {required.element}', (('article', required.article),)
        if not text:
            yield Finding(RULE, place, '{article} wants this element, and it is not there', wants)
            continue
        for field in required.without_value:
            says = '{article} wants {field} to stand here, and it has no value'
            yield Finding(RULE, place, says, (*wants, ('field', field)))
        for wanted in required.texts:
            if flat(wanted) not in flat(text):
                yield Finding(RULE, place, '{article} wants "{wanted}" to stand here', (*wants, ('wanted', wanted)))


def flat(text: str) -> str:
    """`text` in small letters, with single spaces."""
    return ' '.join(text.split()).casefold()
