"""Which queues a backtest replays: those of the database, or those that a file of cases tells."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from portal.kernel.dutch_time import dutch_day
from portal.procedures.case_file.reading import batches, check_file
from portal.procedures.case_file.telling import read
from portal.procedures.forecast.backtest.model import ReplayedQueue
from portal.procedures.forecast.history import CaseDays, QueueHistory
from portal.procedures.learning import Learning
from portal.procedures.model import Definitions, EventKind
from portal.procedures.model.kept import QueueKey
from portal.procedures.model.told import ToldCase
from portal.procedures.rules.days import after
from portal.procedures.rules.finding import terms_of
from portal.procedures.rules.telling import track_told, words_of

BATCH = 5_000


def queues_of_database(learning: Learning, definitions: Definitions, today: date) -> Iterator[ReplayedQueue]:
    """All queues that have cases in the database."""
    for queue in learning.queues():
        yield _tested(queue.key, learning.history(queue.key), definitions, today)


def queues_of_file(
    path: Path, definitions: Definitions, now: datetime, *, wrong: Callable[[int], None],
) -> Iterator[ReplayedQueue]:
    """All queues that have cases in a file; of a case that is told twice the later line counts.

    Lines with mistakes are left out, and `wrong` is told how many those were. Raises `CaseFileRefused`.
    """
    check_file(path)
    words, latest, mistakes = words_of(definitions), dict[str, ToldCase](), 0
    for lines in batches(path, size=BATCH):
        found = read(lines, definitions, words, now=now)
        mistakes += found.wrong
        for _, told in found.arrived:
            known = latest.get(told.reference)
            if known is None or told.as_of > known.as_of:
                latest[told.reference] = told
    wrong(mistakes)
    rows = defaultdict[QueueKey, list[CaseDays]](list)
    for number, told in enumerate(latest.values()):
        rows[QueueKey(told.procedure, track_told(definitions, told), told.queue)].append(_days(number, told))
    for queue in sorted(rows):
        yield _tested(queue, QueueHistory.of(rows[queue]), definitions, dutch_day(now))


def _days(number: int, told: ToldCase) -> CaseDays:
    return CaseDays(
        case=number, arrived=told.received, priority=told.priority, started=told.first(EventKind.STARTED),
        decided=told.first(EventKind.DECIDED), withdrawn=told.first(EventKind.WITHDRAWN),
    )


def _tested(queue: QueueKey, history: QueueHistory, definitions: Definitions, today: date) -> ReplayedQueue:
    return ReplayedQueue(
        procedure=queue.procedure, history=history, statutory_days=_term(queue, definitions, today),
    )


def _term(queue: QueueKey, definitions: Definitions, today: date) -> int:
    """The days that the law gives by its newest period; 0 where that is not known: nobody was told a date."""
    lengths = [term.lasts for term in terms_of(definitions, queue.procedure, queue.track) if term.lasts]
    return (after(today, lengths[-1]) - today).days if lengths else 0
