"""Letters for a print service: taken into a numbered batch, written into a folder, handed over."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from portal.clock import Clock
from portal.database import Database
from portal.delivery.errors import BatchElsewhere, BatchHandedOver, BatchTaken, BatchUnfinished, BatchUnknown
from portal.delivery.folder import BatchFolder, name_of
from portal.delivery.model import Enclosed, Going, PrintBatch, State, Why
from portal.delivery.store.batches import BatchStore
from portal.delivery.store.goings import GoingStore
from portal.kernel.sheets import NoPdf, count_pages
from portal.letters.errors import LetterDamaged
from portal.letters.service.archive import Archive

TRIES = 5
Told = Callable[[int, int], None]
"""Hears how many letters of how many are there."""


class PrintRoom:
    """Makes batches; stopped at any moment and run again, it goes on with the same one."""

    def __init__(self, database: Database, clock: Clock, archive: Archive) -> None:
        self._database, self._clock, self._archive = database, clock, archive

    def unfinished(self) -> int | None:
        """The number of a batch whose files are not all there."""
        with self._database.reading() as session:
            return BatchStore(session).unfinished()

    def take(self, most: int) -> int | None:
        """Take up to `most` waiting letters into a new batch, the oldest first; its number, or None when none waits."""
        for left in reversed(range(TRIES)):
            try:
                with self._database.transaction() as session:
                    return BatchStore(session).take(most)
            except BatchTaken:
                if not left:
                    raise
        return None

    def write(
        self, number: int, out: Path, *, anew: bool = False, told: Told = lambda done, of: None,
    ) -> PrintBatch:
        """Write the files of a batch, the same as before if they were written before; raises `BatchUnknown`.

        A batch that is not finished belongs to the folder in which it was begun: two of them would be printed twice. In
        another one it raises `BatchElsewhere`, unless it is written `anew`; then the first folder is never finished.
        A letter of which the archive has not what was put there is set aside: it waits for a person, unless the print
        service has it already.
        """
        letters = self._letters(number)
        is_begun, name = any(one.state is State.BATCHED for one in letters), name_of(out)
        if is_begun:
            with self._database.transaction() as session:
                self._claim(BatchStore(session), number, name, anew=anew)
        folder, enclosed = BatchFolder(out, number), []
        damaged: list[str] = []
        for one in letters:
            try:
                enclosed.append(self._write(one, folder))
            except (LetterDamaged, NoPdf):
                self._set_aside(one)
                damaged.append(one.reference)
            told(len(enclosed), len(letters))
        with self._database.transaction() as session:
            if is_begun:
                self._claim(BatchStore(session), number, name, anew=False)
            folder.finish(enclosed)
            BatchStore(session).move(number, State.BATCHED, to=State.READY)
        return PrintBatch(number=number, count=len(enclosed), damaged=tuple(damaged))

    def _claim(self, store: BatchStore, number: int, folder: str, *, anew: bool) -> None:
        if not store.claim(number, folder, anew=anew):
            raise BatchElsewhere(number)

    def _letters(self, number: int) -> list[Going]:
        with self._database.reading() as session:
            letters = BatchStore(session).letters(number)
        if not letters:
            raise BatchUnknown(number)
        return letters

    def _write(self, one: Going, folder: BatchFolder) -> Enclosed:
        sent, pdf = self._archive.get(one.reference), self._archive.pdf(one.reference)
        enclosed = Enclosed(
            line=one.line or 0, reference=one.reference, file=f'{one.line:06}-{one.reference}.pdf',
            sha256=sha256(pdf).hexdigest(), bytes=len(pdf), pages=count_pages(pdf), language=sent.language,
        )
        folder.put(enclosed, pdf)
        return enclosed

    def _set_aside(self, one: Going) -> None:
        if one.state is State.HANDED_OVER:
            return  # it was printed already: sent on, it would come twice
        with self._database.transaction() as session:
            GoingStore(session).move(
                one, State.STUCK, why=Why.DAMAGED, batch=None, line=None, gone_at=None, service_id='',
            )

    def hand_over(self, number: int, *, by: str) -> int:
        """Note that the print service has a batch; how many letters.

        Raises `BatchUnknown`, `BatchUnfinished` or `BatchHandedOver`.
        """
        with self._database.transaction() as session:
            store = BatchStore(session)
            states = {one.state for one in store.letters(number)}
            if not states:
                raise BatchUnknown(number)
            if State.BATCHED in states:
                raise BatchUnfinished(number)
            if State.READY not in states:
                raise BatchHandedOver(number)
            store.move(number, State.READY, to=State.HANDED_OVER, gone_at=self._clock.now(), by=by)
            return len(store.letters(number))
