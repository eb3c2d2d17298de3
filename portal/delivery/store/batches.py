"""Batches for a print service: numbered, their letters in a fixed order."""

from typing import Any

from sqlalchemy import exists, func, literal, select, update
from sqlalchemy.exc import IntegrityError

from portal.database import Work
from portal.delivery.errors import BatchTaken
from portal.delivery.model import Going, State, Way
from portal.delivery.store.rows import GOING, IN_ORDER, GoingRow, going


class BatchStore:
    """Every query about batches."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def unfinished(self) -> int | None:
        """The number of the first batch whose files are not all there."""
        return self._session.scalar(select(func.min(GOING.c.batch)).where(GOING.c.state == State.BATCHED))

    def take(self, most: int) -> int | None:
        """Put up to `most` waiting letters into a new batch, the oldest first; its number, or None when none waits.

        Raises `BatchTaken` when another command gives the same number in the same moment.
        """
        waiting = select(GOING.c.reference).where(GOING.c.state == State.WAITING, GOING.c.way == Way.PRINT_SERVICE)
        waiting = waiting.order_by(*IN_ORDER).limit(most).with_for_update(skip_locked=True)
        chosen = list(self._session.scalars(waiting))
        if not chosen:
            return None
        number = (self._session.scalar(select(func.max(GOING.c.batch))) or 0) + 1
        shared = {'way': Way.PRINT_SERVICE, 'state': State.BATCHED, 'batch': number}
        try:
            self._session.execute(update(GoingRow), [
                shared | {'reference': reference, 'line': line} for line, reference in enumerate(chosen, 1)
            ])
        except IntegrityError as error:
            raise BatchTaken(number) from error
        return number

    def letters(self, number: int) -> list[Going]:
        """The letters of a batch, line by line."""
        query = select(GOING).where(GOING.c.batch == number).order_by(GOING.c.line)
        return [going(row) for row in self._session.execute(query).mappings()]

    def claim(self, number: int, folder: str, *, anew: bool) -> bool:
        """Let a batch that is not finished belong to a folder, or keep it; False when it belongs to another.

        Written `anew` it belongs to this one from now on.
        """
        of_batch = GOING.c.batch == number
        unclaimed = GOING.c.state == State.BATCHED, literal(anew) | (GOING.c.service_id == '')
        self._session.execute(update(GOING).where(of_batch, *unclaimed).values(service_id=folder))
        return not self._session.scalar(select(exists().where(of_batch, GOING.c.service_id != folder)))

    def move(self, number: int, seen: State, *, to: State, **changes: Any) -> None:
        """Let those letters of a batch go on that are so far."""
        there = GOING.c.batch == number, GOING.c.state == seen
        self._session.execute(update(GOING).where(*there).values(state=to, **changes))
