"""Which text a letter is said with: that of a released edition, else that of the files."""

import logging
from collections.abc import Mapping
from copy import copy
from datetime import date
from functools import cache
from pathlib import Path

from portal.letters.model.kinds import KINDS
from portal.letters.model.wording import Edition, Editions, Fault
from portal.letters.rendering import Renderer
from portal.letters.texts.fields import declared
from portal.letters.texts.files import Blocks, Wording, read_texts

LOG = logging.getLogger(__name__)


class Texts:
    """The texts of every kind of letter about an application; safe to share between threads."""

    def __init__(self, folder: Path, editions: Editions) -> None:
        self._files = _read_files(folder)
        self._editions = editions
        self._read: dict[tuple[str, str, int], Blocks] = {}
        """Editions that were asked for; a released one never changes."""

    def __contains__(self, kind: str) -> bool:
        return kind in self._files

    def saying(self, editions: Editions) -> 'Texts':
        """The same files, with other texts in their place."""
        other = copy(self)
        other._editions, other._read = editions, {}
        return other

    def settled(self, kind: str, language: str, day: date) -> 'Texts':
        """The same texts for a letter of that day, with the edition that counts now."""
        other, edition = copy(self), self._editions(kind, language, day)
        other._editions = lambda *_: edition
        return other

    def kinds(self) -> tuple[str, ...]:
        """The kinds of letters whose texts these are."""
        return tuple(self._files)

    def languages(self, kind: str) -> tuple[str, ...]:
        """The languages in which a kind is written."""
        return tuple(self._files[kind])

    def typed(self, kind: str, language: str) -> Mapping[str, str]:
        """The texts of the file, as they are typed."""
        return self._files[kind][language].own

    def faults(self, kind: str, language: str, texts: Mapping[str, str]) -> tuple[tuple[str, Fault], ...]:
        """What is wrong with texts that would take the place of the file's, by block."""
        return tuple(self._files[kind][language].faults(texts))

    def fields(self, kind: str) -> tuple[str, ...]:
        """What every block may name."""
        return tuple(sorted(declared(KINDS[kind]).fields))

    def fields_of_parts(self, kind: str, language: str) -> Mapping[str, tuple[str, ...]]:
        """What a block that is said of a part of the letter may name besides the letter's own fields."""
        wording = self._files[kind][language]
        names = tuple(sorted({name for part in wording.known.parts.values() for name in part}))
        of_parts = {use.block for use in wording.uses if use.of_a_part}
        return {block: names for block in wording.own if block in of_parts}

    def number(self, kind: str, language: str, day: date) -> int:
        """The number of the edition with which a letter of that day is said; 0 for the files."""
        edition = self._editions(kind, language, day)
        return edition.number if edition else 0

    def blocks(self, kind: str, language: str, day: date) -> Blocks:
        """All that a letter of that day can say."""
        wording, edition = self._files[kind][language], self._editions(kind, language, day)
        if edition is None:
            return wording.blocks
        key = (kind, language, edition.number)
        if key not in self._read:
            self._read[key] = _fitting(wording, edition, ' '.join(map(str, key)))
        return self._read[key]


@cache
def _read_files(folder: Path) -> Mapping[str, Mapping[str, Wording]]:
    """The files, read once in a process: it takes a second."""
    return read_texts(folder, KINDS, Renderer(folder).templates)


def _fitting(wording: Wording, edition: Edition, name: str) -> Blocks:
    """The blocks of an edition, or those of the file when the structure of the letter has changed since."""
    wrong = [f'{block}: {fault.says}' for block, fault in wording.faults(edition.texts)]
    if not wrong:
        return wording.replaced(edition.texts)
    LOG.error('edition %s does not fit its letter any more, and the file is used: %s', name, '; '.join(wrong))
    return wording.blocks
