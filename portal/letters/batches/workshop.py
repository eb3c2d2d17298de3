"""What one process of a batch does: it gets its fonts once, and then makes letters."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

from portal.kernel.data_files import DataFileError
from portal.kernel.whole_files import put
from portal.letters.batches.journal import Failed, Made
from portal.letters.batches.lines import Line
from portal.letters.errors import LetterRefused, PressMissing
from portal.letters.filing import in_a_sentence
from portal.letters.model.cases import CaseLetter
from portal.letters.reading import letter_of
from portal.letters.service import Letters
from portal.letters.service.archive import Archive


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is made of every line."""

    kind: str
    language: str
    folder: Path
    by: str
    keep: bool
    """Put each letter into the archive."""


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """Makes letters, in a process of its own."""

    order: Order
    letters: Letters
    archive: Archive

    def make(self, line: Line) -> Made | Failed:
        """The letter of a line, in its file; or why there is none. What is not the line's fault is raised."""
        try:
            return self._make(letter_of(line.written(), self.order.kind), line)
        except DataFileError as error:
            return Failed(
                line=line.spot.line, reference=line.reference,
                field=', '.join(dict.fromkeys(one.spot.field for one in error.mistakes)),
                why='; '.join(one.says for one in error.mistakes),
            )
        except PressMissing:
            raise
        except LetterRefused as refused:
            return Failed(line=line.spot.line, reference=line.reference, field='', why=in_a_sentence(refused))

    def _make(self, letter: CaseLetter, line: Line) -> Made:
        order = self.order
        if order.keep:
            self.archive.send(letter, order.language, owner='', by=order.by)
            pdf = self.archive.pdf(letter.reference)
        else:
            pdf = self.letters.lawful_pdf(letter, order.language)
        name = f'{letter.reference}.pdf'
        put(order.folder / name, pdf)
        return Made(
            line=line.spot.line, reference=letter.reference, file=name, sha256=sha256(pdf).hexdigest(),
            bytes=len(pdf), data=line.digest,
        )


_workshop: Workshop | None = None


def open_workshop(build: Callable[[Order], Workshop], order: Order) -> None:
    """Make this process a workshop; it ends when the process that started it is gone."""
    global _workshop
    Thread(target=_end_with_parent, daemon=True).start()
    _workshop = build(order)
    _workshop.letters.prepare()


def make(line: Line) -> Made | Failed:
    """The letter of a line, made in this process."""
    assert _workshop is not None
    return _workshop.make(line)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
