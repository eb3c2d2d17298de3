"""All rules at once."""

from collections.abc import Callable, Iterator

from portal.letters.model.checking import Finding, Written
from portal.letters.rules import accessibility, elements, opening, sections, wording
from portal.letters.rules.reading import Page

Rule = Callable[[Written, Page], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    opening.action_first, opening.headings, wording.sentences, wording.dates, wording.law, wording.words,
    sections.remedies, sections.period, sections.contact, sections.items, opening.tone, accessibility.findings,
    elements.findings,
)


def findings(letter: Written) -> tuple[Finding, ...]:
    """Every rule that the letter breaks, and where."""
    page = Page(letter.html)
    return tuple(finding for rule in RULES for finding in rule(letter, page))
