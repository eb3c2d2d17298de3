"""All rules at once."""

from collections.abc import Callable, Iterator, Sequence

from portal.letters.model.checking import Finding, Written
from portal.letters.rules import accessibility, elements, opening, sections, wording
from portal.letters.rules.reading import Page

Rule = Callable[[Written, Page], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    opening.action_first, opening.headings, wording.sentences, wording.dates, wording.law, wording.words,
    sections.remedies, sections.period, sections.contact, sections.items, opening.tone, accessibility.findings,
    elements.findings,
)
MUST: tuple[Rule, ...] = (
    sections.remedies, sections.period, sections.contact, sections.items, elements.findings,
)
"""What the law wants; the others are about how well it is said."""


def findings(letter: Written, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Every rule of these that the letter breaks, and where."""
    page = Page(letter.html)
    return tuple(finding for rule in rules for finding in rule(letter, page))
