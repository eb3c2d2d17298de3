"""Holds a letter against everything that it must keep: the rules, the law, the words, and the PDF."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from portal.letters.about import About, Mandatory
from portal.letters.model.cases import CaseLetter
from portal.letters.model.checking import Finding, Measured, Required, Written
from portal.letters.rules.reading import Page
from portal.letters.texts.values import Values
from portal.letters.tone import read_tones

LOWEST_SCORE = 80
ALWAYS = (
    Mandatory(element='contact', article='R9', shows=('office_phone', 'office_phone_hours')),
    Mandatory(element='legal_basis', article='Awb 3:47'),
    Mandatory(element='check', article='our own rule', shows=('check_page', 'check_code')),
)
"""What every letter about an application has."""

Measure = Callable[[str, str], Measured | None]
"""How clear a text is, in a language; None for a language that cannot be measured."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is good and wrong about a letter in a language."""

    measured: Measured | None
    findings: tuple[Finding, ...]
    complaints: tuple[str, ...]
    """What the PDF would lack."""

    @property
    def may_be_released(self) -> bool:
        """Clear enough, no rule broken, and a PDF that keeps its standards."""
        clear = self.measured is None or self.measured.score >= LOWEST_SCORE
        return clear and not self.findings and not self.complaints


def written(
    letter: CaseLetter, language: str, *, html: str, card: About, measured: Measured | None,
) -> Written:
    """The letter as the rules look at it."""
    values = Values(letter, language)
    shown = values.texts()
    return Written(
        catalogue=card.catalogue, language=language, html=html, shown=shown, days=values.days(),
        required=tuple(_required(one, shown) for one in _wanted(letter, card)),
        tone=read_tones()[language], measured=measured,
    )


def prose(html: str) -> str:
    """What of a letter is language, each line in a line of its own: no head, addresses or names, and not the law."""
    return '\n'.join(line.text for line in Page(html).running)


def _required(one: Mandatory, shown: Mapping[str, tuple[str, ...]]) -> Required:
    return Required(
        element=one.element, article=one.article,
        texts=tuple(text for name in one.shows for text in shown.get(name, ())),
        without_value=tuple(name for name in one.shows if name not in shown),
    )


def _wanted(letter: CaseLetter, card: About) -> Iterator[Mandatory]:
    """What the law wants in this very letter."""
    for one in (*card.mandatory, *ALWAYS):
        if (not one.only_if or getattr(letter, one.only_if)) and not (one.unless and getattr(letter, one.unless)):
            yield one
