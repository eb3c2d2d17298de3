"""The archive: a letter is printed once, kept as it was printed, and never changes."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from portal.clock import Clock
from portal.database import Database
from portal.kernel.codes import in_fours
from portal.kernel.retention import Stock
from portal.letters.enclosing import letter_from
from portal.letters.errors import LetterDamaged, LetterUnknown, ReferenceTaken, WrongReference
from portal.letters.model.cases import CaseLetter
from portal.letters.model.sent import REFERENCE, Confirmed, SentLetter
from portal.letters.rules.codes import code_of, mark_of
from portal.letters.service.making import Letters
from portal.letters.store import LetterStore

CHECK_PATH = '/letter'
OURS = ('check_page', 'check_code')
"""Fields that the archive fills in: they may differ when a letter is sent again after the key changed."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A letter with its page and its PDF, ready to be kept."""

    sent: SentLetter
    mark: str
    pdf: bytes
    page: bytes


class Archive:
    """Sends letters, keeps them, and says of a code whether a letter is real.

    `kept` hears of each letter in the transaction that keeps it.
    """

    def __init__(
        self, database: Database, clock: Clock, letters: Letters, *, secret_keys: Sequence[str], base_url: str,
        kept: Callable[[SentLetter], None] = lambda sent: None,
    ) -> None:
        self._database, self._clock, self._letters = database, clock, letters
        self._keys, self._check_page = tuple(secret_keys), f'{base_url}{CHECK_PATH}'
        self._kept = kept

    def send(self, letter: CaseLetter, language: str, *, owner: str, by: str) -> SentLetter:
        """Print and keep a letter, in the open transaction if there is one; what was sent before is not sent again.

        A language in which this kind is not written becomes English. Raises `ReferenceTaken` when another letter has
        its reference, `WrongReference`, `LacksElements`, `UnfitLetter` or `NothingToSay`.
        """
        if not REFERENCE.fullmatch(letter.reference):
            raise WrongReference(letter.reference)
        letter, language = self._checkable(letter), self._letters.offered(letter, language)
        if same := self._sent_before(letter, language, owner):
            return same
        printed = self._printed(letter, language, owner=owner, by=by)
        with self._database.transaction() as session:
            files = {printed.sent.hash: printed.pdf, printed.sent.page_hash: printed.page}
            if LetterStore(session).add(printed.sent, printed.mark, files):
                self._kept(printed.sent)
                return printed.sent
        return self._sent_before(letter, language, owner) or printed.sent

    def _checkable(self, letter: CaseLetter) -> CaseLetter:
        """The letter with what is needed to see that it is real."""
        return replace(
            letter, check_page=self._check_page, check_code=in_fours(code_of(letter.reference, self._keys[0])),
        )

    def _sent_before(self, letter: CaseLetter, language: str, owner: str) -> SentLetter | None:
        with self._database.transaction() as session:
            before = LetterStore(session).find(letter.reference)
        if before is None:
            return None
        told = letter.folder, language, owner, _without_ours(self._values(letter))
        if told != (before.kind, before.language, before.owner, _without_ours(before.values)):
            raise ReferenceTaken(letter.reference)
        return before

    def _printed(self, letter: CaseLetter, language: str, *, owner: str, by: str) -> Printed:
        self._letters.check_law(letter, language)
        pdf, page = self._letters.pdf(letter, language), self._letters.html(letter, language).encode()
        sent = SentLetter(
            reference=letter.reference, kind=letter.folder, language=language, owner=owner,
            written_on=letter.written_on, made_at=self._clock.now(), made_by=by,
            edition=self._letters.edition(letter, language), values=self._values(letter),
            hash=hash_of(pdf), page_hash=hash_of(page),
        )
        return Printed(sent=sent, mark=mark_of(letter.check_code, self._keys[0]), pdf=pdf, page=page)

    def _values(self, letter: CaseLetter) -> Mapping[str, Any]:
        return json.loads(self._letters.data(letter))

    def of(self, owner: str) -> tuple[SentLetter, ...]:
        """The letters of one owner, the latest first."""
        with self._database.reading() as session:
            return LetterStore(session).of(owner)

    def owning(self, owners: Iterable[str]) -> set[str]:
        """Those of these owners who have a letter."""
        with self._database.reading() as session:
            return LetterStore(session).owning(owners)

    def get(self, reference: str) -> SentLetter:
        """The letter that was sent under this reference; raises `LetterUnknown`."""
        with self._database.reading() as session:
            found = LetterStore(session).find(reference)
        if found is None:
            raise LetterUnknown(reference)
        return found

    def pdf(self, reference: str) -> bytes:
        """The PDF as it was sent; raises `LetterUnknown`, or `LetterDamaged` when it is not that any more."""
        return self._file(self.get(reference).hash)

    def page(self, reference: str) -> str:
        """The same letter as a page; raises as `pdf` does."""
        return self._file(self.get(reference).page_hash).decode()

    def sent_letter(self, sent: SentLetter) -> CaseLetter:
        """The letter itself, as it was sent."""
        return letter_from(sent.kind, sent.values)

    def _file(self, name: str) -> bytes:
        with self._database.reading() as session:
            content = LetterStore(session).file(name)
        if content is None or hash_of(content) != name:
            raise LetterDamaged(name)
        return content

    def check(self, code: str) -> Confirmed | None:
        """What may be told of the letter with this code, however it was typed; a code that is no code takes as long."""
        marks = [mark_of(code, key) for key in self._keys]
        with self._database.reading() as session:
            return LetterStore(session).confirmed(marks)

    def made_before(self, moment: datetime) -> Stock:
        """How many letters are kept, and how many of them were made before that moment."""
        with self._database.reading() as session:
            return LetterStore(session).made_before(moment)

    def remove_before(self, moment: datetime, most: int) -> int:
        """Forget so many letters that were made before, with their files; returns how many."""
        with self._database.transaction() as session:
            return LetterStore(session).remove_before(moment, most)


def hash_of(content: bytes) -> str:
    """SHA-256, as the archive and the page for checking name a file."""
    return sha256(content).hexdigest()


def _without_ours(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in OURS}
