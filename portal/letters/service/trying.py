"""Tries a text on the samples of its letter, without any of it being in use."""

from collections.abc import Mapping

from portal.letters.errors import LetterRefused
from portal.letters.model.cases import CaseLetter
from portal.letters.model.trying import Tried
from portal.letters.model.wording import SHARED, Edition, Fault
from portal.letters.samples import MAIN, mark_of, read_samples
from portal.letters.service.making import FOLDER, Letters
from portal.letters.texts.values import Values


class Trying:
    """A text on trial; every `texts` is what takes the place of the letter's file, and of blocks that letters share."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self.texts = letters.texts

    def name(self, kind: str, language: str) -> str:
        """What a kind of letter is called."""
        return self._letters.name(kind, language)

    def kinds(self, language: str) -> tuple[str, ...]:
        """The kinds of letters that are written in a language."""
        return tuple(sorted(kind for kind in self.texts.kinds() if language in self.texts.languages(kind)))

    def faults(self, kind: str, language: str, texts: Mapping[str, str]) -> tuple[tuple[str, Fault], ...]:
        """What keeps texts from being said, by block."""
        return self.texts.faults(kind, language, texts)

    def variants(self, kind: str, language: str) -> tuple[str, ...]:
        """The names of the samples, the main one first."""
        return tuple(self._samples(kind, language))

    def words(self, kind: str, language: str, texts: Mapping[str, str], *, only: str = '') -> tuple[Tried, ...]:
        """Every sample held against the rules, or only one, without printing it."""
        letters = self._saying(texts)
        return tuple(
            _tried(letters, variant, letter, language=language, printing=False)
            for variant, letter in self._samples(kind, language).items() if only in ('', variant)
        )

    def whole(self, kind: str, language: str, texts: Mapping[str, str]) -> tuple[Tried, ...]:
        """The same with the PDF of each sample; takes seconds."""
        letters = self._saying(texts)
        return tuple(
            _tried(letters, variant, letter, language=language, printing=True)
            for variant, letter in self._samples(kind, language).items()
        )

    def page(self, kind: str, language: str, *, variant: str, texts: Mapping[str, str]) -> str:
        """A sample as a page; raises `LetterRefused`."""
        return self._saying(texts).html(self._sample(kind, language, variant), language)

    def pdf(self, kind: str, language: str, *, variant: str, texts: Mapping[str, str]) -> bytes:
        """A sample on paper; raises `LetterRefused`."""
        return self._saying(texts).pdf(self._sample(kind, language, variant), language)

    def values(self, kind: str, language: str) -> Mapping[str, str]:
        """The fields that every block may name, and what they say in the main sample; nothing for one without value."""
        letter = self._samples(kind, language)[MAIN]
        texts = Values(letter, language).texts()
        return {name: ', '.join(texts.get(name, ())) for name in self.texts.fields(kind, language)}

    def mark(self, kind: str) -> str:
        """Another one when the structure, the looks or the samples of a kind of letter have changed."""
        return mark_of(FOLDER, kind)

    def _samples(self, kind: str, language: str) -> Mapping[str, CaseLetter]:
        samples = read_samples(FOLDER, kind, language)
        return {variant: letter for variant, letter in samples.items() if isinstance(letter, CaseLetter)}

    def _sample(self, kind: str, language: str, variant: str) -> CaseLetter:
        samples = self._samples(kind, language)
        return samples.get(variant) or samples[MAIN]

    def _saying(self, texts: Mapping[str, str]) -> Letters:
        edition = Edition(number=0, texts=texts)
        return self._letters.saying(lambda kind, language, day: None if kind == SHARED else edition)


def _tried(letters: Letters, variant: str, letter: CaseLetter, *, language: str, printing: bool) -> Tried:
    try:
        judgement = letters.judge(letter, language) if printing else letters.judge_words(letter, language)
    except LetterRefused as refused:
        return Tried(variant=variant, may_be_released=False, refused=str(refused))
    return Tried(
        variant=variant, may_be_released=judgement.may_be_released, measured=judgement.measured,
        findings=judgement.findings, complaints=judgement.complaints,
    )
