"""Which texts a letter is said with: those of released editions, else those of the files."""

import logging
from collections.abc import Mapping
from copy import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from portal.letters.model.kinds import KINDS
from portal.letters.model.wording import SHARED, Edition, Editions, Fault
from portal.letters.rendering import Renderer
from portal.letters.texts.files import Blocks, Wording, read_texts
from portal.letters.texts.shared import SharedWording, read_shared

LOG = logging.getLogger(__name__)


class Said(NamedTuple):
    """All that a letter can say, and from which editions it comes; 0 for the files."""

    blocks: Blocks
    edition: int
    shared_edition: int


class Texts:
    """The texts of every kind of letter about an application; safe to share between threads.

    The text that letters share stands under `SHARED` where a kind would be named.
    """

    def __init__(self, folder: Path, editions: Editions) -> None:
        self._files, self._shared = _read_files(folder)
        self._editions = editions
        self._read: dict[tuple[str, str, int, int], Said] = {}
        """Editions that were asked for; a released one never changes."""

    def __contains__(self, kind: str) -> bool:
        return kind in self._files

    def saying(self, editions: Editions) -> 'Texts':
        """The same files, with other texts in their place."""
        other = copy(self)
        other._editions, other._read = editions, {}
        return other

    def settled(self, kind: str, language: str, day: date) -> 'Texts':
        """The same texts for a letter of that day, with the editions that count now."""
        other = copy(self)
        counting = {one: self._editions(one, language, day) for one in (kind, SHARED)}
        other._editions = lambda one, *_: counting[one]
        return other

    def kinds(self) -> tuple[str, ...]:
        """The kinds of letters whose texts these are."""
        return tuple(self._files)

    def languages(self, kind: str) -> tuple[str, ...]:
        """The languages in which a kind is written."""
        return tuple(self._shared if kind == SHARED else self._files[kind])

    def typed(self, kind: str, language: str) -> Mapping[str, str]:
        """The texts of the file, as they are typed."""
        return {block: text.strip() for block, text in self._file(kind, language).own.items()}

    def together(
        self, kind: str, language: str, *, own: Mapping[str, str], shared: Mapping[str, str],
    ) -> Mapping[str, str]:
        """All that a kind of letter says with its own text and the one that letters share."""
        needed = self._files[kind][language].needed
        return {**{block: text for block, text in shared.items() if block in needed}, **own}

    def said_in(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """The blocks that letters share, each with the kinds that say it in a language."""
        shared = self._shared[language]
        return {block: shared.said_in(block) for block in shared.own}

    def faults(self, kind: str, language: str, texts: Mapping[str, str]) -> tuple[tuple[str, Fault], ...]:
        """What is wrong with texts that would take the place of the file's, by block."""
        return tuple(self._file(kind, language).faults(texts))

    def fields(self, kind: str, language: str) -> tuple[str, ...]:
        """What every block may name."""
        return tuple(sorted(self._file(kind, language).fields))

    def more_fields(self, kind: str, language: str) -> Mapping[str, tuple[str, ...]]:
        """What some blocks may name besides, by block."""
        return self._file(kind, language).more_fields()

    def said(self, kind: str, language: str, day: date) -> Said:
        """All that a letter of that day can say."""
        own, shared = self._editions(kind, language, day), self._editions(SHARED, language, day)
        if own is None and shared is None:
            return Said(self._files[kind][language].blocks, 0, 0)
        key = (kind, language, own.number if own else 0, shared.number if shared else 0)
        if key not in self._read:
            self._read[key] = self._put_together(kind, language, own=own, shared=shared)
        return self._read[key]

    def _put_together(self, kind: str, language: str, *, own: Edition | None, shared: Edition | None) -> Said:
        own, shared = self._fitting(own, kind, language), self._fitting(shared, SHARED, language)
        if own is None and shared is None:
            return Said(self._files[kind][language].blocks, 0, 0)
        blocks = self._files[kind][language].replaced(
            own.texts if own else self.typed(kind, language), shared.texts if shared else self.typed(SHARED, language),
        )
        return Said(blocks, own.number if own else 0, shared.number if shared else 0)

    def _fitting(self, edition: Edition | None, kind: str, language: str) -> Edition | None:
        """The edition; None, and the file is used, when the structure of letters has changed since."""
        if edition is None:
            return None
        wrong = [f'{block}: {fault.says}' for block, fault in self.faults(kind, language, edition.texts)]
        if wrong:
            name, says = f'{kind} {language} {edition.number}', '; '.join(wrong)
            LOG.error('edition %s does not fit its letter any more, and the file is used: %s', name, says)
        return None if wrong else edition

    def _file(self, kind: str, language: str) -> Wording | SharedWording:
        return self._shared[language] if kind == SHARED else self._files[kind][language]


@cache
def _read_files(folder: Path) -> tuple[Mapping[str, Mapping[str, Wording]], Mapping[str, SharedWording]]:
    """The files, read once in a process: it takes a second."""
    letters = read_texts(folder, KINDS, Renderer(folder).templates)
    return letters, read_shared(folder, letters)
