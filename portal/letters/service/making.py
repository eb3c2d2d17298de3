"""Letters: a letter value in, and out come its subject, its page, its plain text and its PDF."""

from copy import copy
from dataclasses import replace
from pathlib import Path

from portal.kernel.texts import in_language
from portal.letters.about import read_cards
from portal.letters.blaming import named
from portal.letters.cleaning import cleaned
from portal.letters.enclosing import data_of, enclosure
from portal.letters.errors import LacksElements, UnfitLetter
from portal.letters.judging import Judgement, Measure, prose, written
from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter
from portal.letters.model.wording import Editions, only_files
from portal.letters.plain import plain_text
from portal.letters.press import Press
from portal.letters.rendering import Renderer
from portal.letters.rules.checking import MUST, findings
from portal.letters.texts.editions import Said, Texts

FOLDER = Path(__file__).parents[3] / 'letters'


class Letters:
    """Makes letters from the templates in `folder`; one per process, safe to share between threads.

    `measure` says how clear the words of a letter are; without it letters are judged by the rules alone. `editions`
    are the texts that take the place of those in the files.
    """

    def __init__(
        self, folder: Path = FOLDER, *, measure: Measure = lambda text, language: None, editions: Editions = only_files,
    ) -> None:
        self._folder, self._cards = folder, read_cards(folder)
        self._renderer = Renderer(folder)
        self.texts = Texts(folder, editions)
        self._press = Press(folder / '_shared')
        self._measure = measure

    def saying(self, editions: Editions) -> 'Letters':
        """The same letters, with other texts in the place of those in the files."""
        other = copy(self)
        other.texts = self.texts.saying(editions)
        return other

    def settled(self, letter: CaseLetter, language: str) -> 'Letters':
        """The same letters, whose texts do not change any more while this letter is made."""
        other = copy(self)
        other.texts = self.texts.settled(letter.folder, self.offered(letter, language), letter.written_on)
        return other

    def subject(self, letter: Letter, language: str) -> str:
        """The line above the letter; holds no personal data."""
        return in_language(self._cards[letter.folder].subject, self.offered(letter, language))

    def name(self, kind: str, language: str) -> str:
        """What a kind of letter is called; a kind that is not known any more has no other name than its key."""
        return in_language(self._cards[kind].name, language) if kind in self._cards else kind

    def number(self, kind: str) -> str:
        """The number of a kind in the catalogue of letters; empty for one that has none, or is not known any more."""
        return self._cards[kind].catalogue if kind in self._cards else ''

    def named(self, number: str, language: str) -> str:
        """What the kind of letter with this number in the catalogue is called; empty when we do not write it."""
        found = (card.name for card in self._cards.values() if number and card.catalogue == number)
        return next((in_language(name, language) for name in found), '')

    def html(self, letter: Letter, language: str) -> str:
        """The letter as a page: complete in itself, it loads nothing."""
        return self._html(letter, language, 'page')

    def text(self, letter: Letter, language: str) -> str:
        """The letter as plain text, with every link written out."""
        return plain_text(self._html(letter, language, 'plain'))

    def printable(self, letter: Letter, language: str) -> str:
        """The page from which the PDF is printed."""
        return self._html(letter, language, 'print')

    def pdf(self, letter: Letter, language: str, *, large: bool = False) -> bytes:
        """The letter as a PDF, accessible and made to be kept (PDF/UA-1 and PDF/A-3a); raises `UnfitLetter`.

        The same bytes for the same letter. `large` prints a letter about an application in 18 points.
        """
        html = self._html(letter, language, _paper(large))
        return self._print(letter, html) if isinstance(letter, CaseLetter) else self._press.print(html)

    def lawful_pdf(self, letter: CaseLetter, language: str, *, large: bool = False) -> bytes:
        """The same; raises `LacksElements` when something that the law wants does not stand in the letter."""
        html = self._html(letter, language, _paper(large))
        self._check_law(letter, language, html)
        return self._print(letter, html)

    def check_law(self, letter: CaseLetter, language: str) -> None:
        """Raise `LacksElements` when something that the law wants does not stand in the letter."""
        self._check_law(letter, language, self.printable(letter, language))

    def _check_law(self, letter: CaseLetter, language: str, html: str) -> None:
        known = written(cleaned(letter), language, html=html, card=self._cards[letter.folder], measured=None)
        if lacking := findings(known, MUST):
            raise LacksElements(tuple(f'{one.rule}, {one.place}: {one.says}' for one in lacking))

    def _print(self, letter: CaseLetter, html: str) -> bytes:
        try:
            return self._press.print(html, enclosed=enclosure(cleaned(letter)))
        except UnfitLetter as unfit:
            raise UnfitLetter(named(unfit.complaints, letter)) from None

    def prepare(self) -> None:
        """Get the fonts now, and not when the first letter is printed; raises `PressMissing`."""
        self._press.prepare()

    def data(self, letter: CaseLetter) -> bytes:
        """The fields of the letter as JSON, as they are enclosed in its PDF."""
        return data_of(cleaned(letter))

    def judge(self, letter: CaseLetter, language: str) -> Judgement:
        """What is good and wrong about the letter, in a language in which it is written."""
        judgement = self.judge_words(letter, language)
        try:
            self.pdf(letter, language)
        except UnfitLetter as unfit:
            return replace(judgement, complaints=unfit.complaints)
        return judgement

    def judge_words(self, letter: CaseLetter, language: str) -> Judgement:
        """The same without printing, which takes most of the time."""
        html = self.printable(letter, language)
        measured = self._measure(prose(html), language)
        known = written(cleaned(letter), language, html=html, card=self._cards[letter.folder], measured=measured)
        return Judgement(measured=measured, findings=findings(known), complaints=())

    def edition(self, letter: CaseLetter, language: str) -> int:
        """The number of the edition whose texts this letter is said with; 0 is the text that ships."""
        return self._said(letter, language).edition

    def shared_edition(self, letter: CaseLetter, language: str) -> int:
        """The same of the text that letters share."""
        return self._said(letter, language).shared_edition

    def languages(self, kind: str) -> tuple[str, ...]:
        """The languages in which a kind of letter is written; Dutch and English at least."""
        if kind in self.texts:
            return self.texts.languages(kind)
        return tuple(sorted(path.suffixes[0][1:] for path in (self._folder / kind).glob('letter.*.html')))

    def _html(self, letter: Letter, language: str, medium: str) -> str:
        subject, language = self.subject(letter, language), self.offered(letter, language)
        if isinstance(letter, CaseLetter):
            blocks = self._said(letter, language).blocks
            return self._renderer.case_html(letter, language, blocks=blocks, title=subject, medium=medium)
        return self._renderer.html(letter, language, subject=subject, medium=medium)

    def _said(self, letter: CaseLetter, language: str) -> Said:
        return self.texts.said(letter.folder, self.offered(letter, language), letter.written_on)

    def offered(self, letter: Letter, language: str) -> str:
        """The language of a whole letter: English for a language in which this kind is not written."""
        return language if language in self.languages(letter.folder) else 'en'


def _paper(large: bool) -> str:
    """The medium of a PDF."""
    return 'large' if large else 'print'
