"""What has happened in each queue, to learn from; and keeping what was learnt."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import bindparam, select, update

from portal.database import Work
from portal.procedures.model.kept import QueueKey, QueueState
from portal.procedures.store.rows import CASES, QUEUES

FACTS = 'number', 'received', 'started', 'decided', 'withdrawn', 'priority'
KEY = QueueKey._fields
OF_QUEUE = [QUEUES.c[name] == bindparam(name) for name in KEY]
VERSIONS = select(*(QUEUES.c[name] for name in KEY), QUEUES.c.learned_on, QUEUES.c.learned_changes)
VERSION_OF = select(QUEUES.c.learned_on, QUEUES.c.learned_changes).where(*OF_QUEUE)
MODEL_OF = select(QUEUES.c.model).where(*OF_QUEUE)
"""What is asked for forecasts: which model is the newest of each queue, or of one, and the model itself."""


class HistoryStore:
    """Queues and their histories, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def states(self) -> Iterator[QueueState]:
        """All queues that have cases."""
        for row in self._session.execute(select(QUEUES).order_by(*(QUEUES.c[name] for name in KEY))).mappings():
            yield QueueState(
                key=QueueKey(*(row[name] for name in KEY)), changes=row['changes'], learned_on=row['learned_on'],
                is_current=row['changes'] == row['learned_changes'], waiting=row['waiting'], treated=row['treated'],
            )

    def columns(self, queue: QueueKey) -> Sequence[Sequence]:
        """What has happened to all cases of a queue, found in one question: a column for each of `FACTS`."""
        asked = select(*(CASES.c[name] for name in FACTS))
        rows = self._session.execute(asked.where(*(CASES.c[name] == getattr(queue, name) for name in KEY))).all()
        return list(zip(*rows, strict=True)) if rows else [()] * len(FACTS)

    def save(self, queue: QueueState, *, on: date, model: str) -> None:
        """Keep what was learnt; changes that came while it was learnt leave the queue marked."""
        which = (QUEUES.c[name] == getattr(queue.key, name) for name in KEY)
        self._session.execute(update(QUEUES).where(*which).values(
            learned_on=on, learned_changes=queue.changes, model=model, waiting=queue.waiting, treated=queue.treated,
        ))
