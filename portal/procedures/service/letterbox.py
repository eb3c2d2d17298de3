"""The letters that somebody was sent: as they were sent, in large print, and in other languages."""

from collections.abc import Mapping
from typing import Any

from portal.identity.model import PersonId
from portal.letters.errors import LetterUnknown
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import KINDS
from portal.letters.model.sent import SentLetter
from portal.letters.service import Letters
from portal.letters.service.archive import Archive
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.writing import owner_of


class Letterbox:
    """Gives everybody their own letters, and nobody another's."""

    def __init__(self, archive: Archive, letters: Letters) -> None:
        self._archive, self._letters = archive, letters

    def letters_of(self, person: PersonId) -> tuple[SentLetter, ...]:
        """All letters of somebody, the latest first."""
        return self._archive.of(owner_of(person))

    def about(self, person: PersonId, kept: KeptCase) -> tuple[SentLetter, ...]:
        """Those about one of their cases."""
        return tuple(one for one in self.letters_of(person) if one.values.get('case_reference') == kept.reference)

    def get_for(self, person: PersonId, reference: str) -> SentLetter:
        """One of their letters; raises `LetterUnknown`, for somebody else's as for none."""
        found = self._archive.get(reference)
        if found.owner != owner_of(person):
            raise LetterUnknown(reference)
        return found

    def name(self, kind: str, language: str) -> str:
        """What a kind of letter is called."""
        return self._letters.name(kind, language)

    def page(self, sent: SentLetter) -> str:
        """The letter as it was sent, as a page; raises `LetterDamaged`."""
        return self._archive.page(sent.reference)

    def pdf(self, sent: SentLetter) -> bytes:
        """The letter as it was sent; raises `LetterDamaged`."""
        return self._archive.pdf(sent.reference)

    def large(self, sent: SentLetter) -> bytes:
        """The same letter, printed anew in 18 points; raises `LetterUnknown` for a kind that is no longer written."""
        return self._letters.pdf(self._archive.sent_letter(sent), sent.language, large=True)

    def translations(self, sent: SentLetter) -> tuple[str, ...]:
        """The other languages in which the whole letter can be read, also what a clerk wrote in it."""
        if sent.kind not in KINDS:
            return ()
        return tuple(
            language for language in self._letters.languages(sent.kind)
            if language != sent.language and _is_said_in(sent.values, language)
        )

    def translated(self, sent: SentLetter, language: str) -> str:
        """The page in another language, which says that the Dutch letter counts; raises `LetterUnknown`."""
        return self._letters.html(self._in(sent, language), language)

    def translated_pdf(self, sent: SentLetter, language: str) -> bytes:
        """The same on paper."""
        return self._letters.pdf(self._in(sent, language), language)

    def _in(self, sent: SentLetter, language: str) -> CaseLetter:
        if language not in self.translations(sent):
            raise LetterUnknown(sent.reference)
        return self._archive.sent_letter(sent)


def _is_said_in(value: Any, language: str) -> bool:
    """Every text among these values is there in that language."""
    if isinstance(value, Mapping):
        if 'nl' in value:
            return language in value
        return all(_is_said_in(part, language) for part in value.values())
    return not isinstance(value, list) or all(_is_said_in(part, language) for part in value)
