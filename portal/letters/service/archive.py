"""The archive: a letter is printed once, kept as it was printed, and never changes."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from portal.clock import Clock
from portal.database import Database
from portal.kernel.codes import in_fours
from portal.kernel.retention import Stock
from portal.letters.enclosing import letter_from
from portal.letters.errors import LetterDamaged, LetterUnknown, ReferenceTaken, WrongReference
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.model.sent import REFERENCE, Confirmed, SentLetter
from portal.letters.rules.codes import code_of, mark_of
from portal.letters.service.making import Letters
from portal.letters.store import OF_OWNER, LetterStore, sent_letter_of

CHECK_PATH = '/letter'
OURS = ('check_page', 'check_code')
"""Fields that the archive fills in: they may differ when a letter is sent again after the key changed."""


class Content(NamedTuple):
    """What makes a letter this letter, whoever makes it and whenever."""

    kind: str
    language: str
    owner: str
    values: Mapping[str, Any]

    @property
    def compared(self) -> 'Content':
        """It without what the archive fills in."""
        return self._replace(values={name: value for name, value in self.values.items() if name not in OURS})


def content_of(sent: SentLetter) -> Content:
    """The same of a letter that was sent."""
    return Content(sent.kind, sent.language, sent.owner, sent.values)


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
        """Print and keep a letter; what was sent before is not sent again. Raises as `make` and `keep` do."""
        return self.keep(self.make(letter, language, owner=owner, by=by))

    def make(self, letter: CaseLetter, language: str, *, owner: str, by: str) -> Printed | SentLetter:
        """The letter, printed and ready to be kept; or the same letter, when it was sent before.

        Printing takes long, so do it before a transaction begins. A language in which this kind is not written becomes
        English. Raises `ReferenceTaken` when another letter has its reference, `WrongReference`, `LacksElements`,
        `UnfitLetter` or `NothingToSay`.
        """
        if not REFERENCE.fullmatch(letter.reference):
            raise WrongReference(letter.reference)
        letter, language = self._checkable(letter), self._letters.offered(letter, language)
        content = Content(letter.folder, language, owner, self._values(letter))
        return self._sent_before(letter.reference, content) or self._printed(letter, content, by)

    def keep(self, made: Printed | SentLetter) -> SentLetter:
        """Keep a letter, in the open transaction if there is one; raises `ReferenceTaken`.

        The same letter that somebody sent since this one was made stays, and is what the caller gets.
        """
        if isinstance(made, SentLetter):
            return made
        with self._database.transaction() as session:
            files = {made.sent.hash: made.pdf, made.sent.page_hash: made.page}
            if LetterStore(session).add(made.sent, made.mark, files):
                self._kept(made.sent)
                return made.sent
        return self._sent_before(made.sent.reference, content_of(made.sent)) or made.sent

    def _checkable(self, letter: CaseLetter) -> CaseLetter:
        """The letter with what is needed to see that it is real."""
        return replace(
            letter, check_page=self._check_page, check_code=in_fours(code_of(letter.reference, self._keys[0])),
        )

    def _sent_before(self, reference: str, content: Content) -> SentLetter | None:
        with self._database.transaction() as session:
            before = LetterStore(session).find(reference)
        if before and content_of(before).compared != content.compared:
            raise ReferenceTaken(reference)
        return before

    def _printed(self, letter: CaseLetter, content: Content, by: str) -> Printed:
        letters = self._letters.settled(letter, content.language)
        pdf = letters.lawful_pdf(letter, content.language)
        page = letters.html(letter, content.language).encode()
        sent = SentLetter(
            **content._asdict(), reference=letter.reference, written_on=letter.written_on, made_at=self._clock.now(),
            made_by=by, edition=letters.edition(letter, content.language),
            shared_edition=letters.shared_edition(letter, content.language),
            hash=hash_of(pdf), page_hash=hash_of(page),
        )
        return Printed(sent=sent, mark=mark_of(letter.check_code, self._keys[0]), pdf=pdf, page=page)

    def _values(self, letter: CaseLetter) -> Mapping[str, Any]:
        return json.loads(self._letters.data(letter))

    def of(self, owner: str) -> tuple[SentLetter, ...]:
        """The letters of one owner, the latest first."""
        return tuple(map(sent_letter_of, self._database.ask(OF_OWNER, owner=owner)))

    def of_all(self, owners: Collection[str]) -> tuple[SentLetter, ...]:
        """The letters of these owners, found in one question; the latest first."""
        with self._database.reading() as session:
            return tuple(LetterStore(session).of(owners))

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
        """The letter itself, to be said in another way; raises `LetterUnknown` for a kind that is gone."""
        if sent.kind not in ABOUT_APPLICATIONS:
            raise LetterUnknown(sent.reference)
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
