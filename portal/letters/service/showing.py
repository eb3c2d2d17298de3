"""A letter as a part of another page."""

from lxml import html

DEEPER = {'h1': 'h3', 'h2': 'h4', 'h3': 'h5'}
NAMING = ('id', 'aria-labelledby', 'aria-describedby')
"""Two letters on one page would have them twice."""


def inside(letter: str) -> str:
    """What stands in the letter, as markup that fits under a heading of level two."""
    body = html.document_fromstring(letter).find('body')
    for element in body.iter():
        element.tag = DEEPER.get(element.tag, element.tag)
        for name in NAMING:
            element.attrib.pop(name, None)
    return ''.join(html.tostring(child, encoding='unicode') for child in body)
