"""Reads a letter back: its lines, and the elements that are marked in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import html

HEADINGS = frozenset({'h1', 'h2', 'h3', 'h4', 'h5', 'h6'})
BREAKING = HEADINGS | {'body', 'br', 'div', 'li', 'ol', 'p', 'section', 'table', 'td', 'th', 'tr', 'ul'}
WITHOUT_TEXT = frozenset({'head', 'style', 'script', 'title'})
NO_PROSE = frozenset({'letterhead', 'address', 'names', 'closing'})
"""What is no language: the head of a letter, addresses, names."""
LAW = 'legal_basis'


@dataclass(frozen=True, kw_only=True)
class Line:
    """What stands on a line of its own, if the paper were wide enough."""

    text: str
    tag: str
    element: str
    """The marked element that it stands in."""
    is_prose: bool

    @property
    def is_heading(self) -> bool:
        """It stands above other lines."""
        return self.tag in HEADINGS


class Page:
    """A letter that can be looked into."""

    def __init__(self, document: str) -> None:
        self.root = html.fromstring(document)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in reading order."""
        return tuple(_Lines().of(self.root))

    @cached_property
    def running(self) -> tuple[Line, ...]:
        """The lines that are read as text: without the head, addresses, names, and the law at the end."""
        return tuple(line for line in self.lines if line.is_prose and line.element != LAW)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What each marked element says; in one line, as a reader hears it."""
        found: dict[str, str] = {}
        for node in self.root.xpath('//*[@data-element]'):
            name = node.get('data-element')
            found[name] = ' '.join([*found.get(name, '').split(), *(line.text for line in _Lines().of(node))]).strip()
        return found

    def nodes(self, element: str, below: str) -> list[html.HtmlElement]:
        """What stands in a marked element, by tag."""
        return self.root.xpath(f'//*[@data-element=$element]//{below}', element=element)


class _Lines:
    """Walks through a letter and collects its lines."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def of(self, node: html.HtmlElement) -> Iterator[Line]:
        """The lines of `node` and of what is in it."""
        yield from self._walk(node, node.tag, '', True)
        yield from self._flush(node.tag, '', True)

    def _walk(self, node: html.HtmlElement, tag: str, element: str, prose: bool) -> Iterator[Line]:
        if not isinstance(node.tag, str) or node.tag in WITHOUT_TEXT:
            return
        outside = (tag, element, prose)
        breaks = node.tag in BREAKING
        if breaks:
            yield from self._flush(*outside)
            tag = tag if node.tag == 'br' else node.tag
        element = node.get('data-element', element)
        prose = prose and not NO_PROSE & set(node.get('class', '').split())
        self._words.append(node.text or '')
        for child in node:
            yield from self._walk(child, tag, element, prose)
            self._words.append(child.tail or '')
        if breaks:
            yield from self._flush(tag, element, prose)

    def _flush(self, tag: str, element: str, prose: bool) -> Iterator[Line]:
        text = ' '.join(''.join(self._words).split())
        self._words.clear()
        if text:
            yield Line(text=text, tag=tag, element=element, is_prose=prose)
