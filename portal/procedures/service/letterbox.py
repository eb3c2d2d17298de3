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
from portal.procedures.model.told import Part
from portal.procedures.model.writing import owner_of
from portal.procedures.service.cases import Cases

NOBODY = 'nobody'
"""Owns no letter; a letter made from plain data has no owner, and stays out of every letterbox."""


class Letterbox:
    """Gives everybody their own letters, and those about cases in which they act for somebody; nobody another's.

    Who acts is asked of the cases each time: whoever acts no longer sees nothing more.
    """

    def __init__(self, archive: Archive, letters: Letters, cases: Cases) -> None:
        self._archive, self._letters, self._cases = archive, letters, cases

    def letters_of(self, person: PersonId) -> tuple[SentLetter, ...]:
        """All letters of somebody, the latest first."""
        return self._archive.of(owner_of(person))

    def letters_for(self, person: PersonId) -> tuple[SentLetter, ...]:
        """The letters of those for whom somebody acts, about the cases in which they do; the latest first."""
        theirs = {(owner_in(one), one.reference) for one in self._cases.cases_of(person) if acts_in(person, one)}
        found = self._archive.of_all({owner for owner, _ in theirs}) if theirs else ()
        return tuple(one for one in found if (one.owner, case_of(one)) in theirs)

    def about(self, person: PersonId, kept: KeptCase) -> tuple[SentLetter, ...]:
        """Those about one of their cases: their own, or those of whom they act for."""
        owner = owner_in(kept) if acts_in(person, kept) else owner_of(person)
        return tuple(one for one in self._archive.of(owner) if is_about(one, kept))

    def get_for(self, person: PersonId, reference: str) -> SentLetter:
        """A letter that they may read; raises `LetterUnknown`, for somebody else's as for none."""
        found = self._archive.get(reference)
        if found.owner != owner_of(person) and not self._acts_about(person, found):
            raise LetterUnknown(reference)
        return found

    def _acts_about(self, person: PersonId, sent: SentLetter) -> bool:
        """They act for whose letter it is, in the case that it is about."""
        return any(
            acts_in(person, kept) and is_about(sent, kept) and sent.owner == owner_in(kept)
            for kept in self._cases.cases_of(person)
        )

    def name(self, kind: str, language: str) -> str:
        """What a kind of letter is called."""
        return self._letters.name(kind, language)

    def number(self, kind: str) -> str:
        """Its number in the catalogue of letters, by which steps name the letters that belong to them."""
        return self._letters.number(kind)

    def named(self, number: str, language: str) -> str:
        """What the kind with this number is called; empty when we do not write it."""
        return self._letters.named(number, language)

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


def acts_in(person: PersonId, kept: KeptCase) -> bool:
    """Somebody acts for who applied, as the source told it last."""
    return any(one.person == person for one in kept.those(Part.REPRESENTATIVE))


def owner_in(kept: KeptCase) -> str:
    """Whose the letters about a case are; an owner of nothing when nobody applied."""
    return next((owner_of(one.person) for one in kept.those(Part.APPLICANT)), NOBODY)


def case_of(sent: SentLetter) -> str | None:
    """What the source calls the case that a letter names."""
    return sent.values.get('case_reference')


def is_about(sent: SentLetter, kept: KeptCase) -> bool:
    """The letter names this case."""
    return case_of(sent) == kept.reference


def _is_said_in(value: Any, language: str) -> bool:
    """Every text among these values is there in that language."""
    if isinstance(value, Mapping):
        if 'nl' in value:
            return language in value
        return all(_is_said_in(part, language) for part in value.values())
    return not isinstance(value, list) or all(_is_said_in(part, language) for part in value)
