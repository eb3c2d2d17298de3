"""Learns how each queue goes, at night and after imports: the only place that knows both histories and the learning."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from portal.clock import Clock
from portal.database import Database
from portal.kernel.dutch_time import dutch_day
from portal.procedures.forecast.forecasting import forecast
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.learning import learn
from portal.procedures.forecast.model import NEVER, Case, Days, Forecast, QueueModel
from portal.procedures.forecast.storing import UnknownFormat, as_plain, from_plain
from portal.procedures.model import Definitions
from portal.procedures.model.kept import KeptCase, Learnt, QueueKey, QueueState
from portal.procedures.rules.finding import terms_of
from portal.procedures.store.histories import MODEL_OF, VERSION_OF, VERSIONS, HistoryStore

FORECASTS_KEPT = 2_000
"""So many forecasts are kept: people look at their own case several times a day."""
NOTHING = QueueModel(on=date.min, lanes={})


class Learning:
    """Learns queues, each in a transaction of its own, and forecasts cases by what was learnt."""

    def __init__(self, database: Database, clock: Clock, definitions: Definitions) -> None:
        self._database, self._clock, self._definitions = database, clock, definitions
        self._models: dict[QueueKey, tuple[Learnt, QueueModel]] = {}
        self._forecast = lru_cache(FORECASTS_KEPT)(forecast)

    def refresh(self, *, told: Callable[[QueueState], None] = lambda queue: None) -> int:
        """Learn the queues that changed, or that were not learnt today; returns how many. `told` hears of each."""
        today = dutch_day(self._clock.now())
        due = [queue for queue in self.queues() if not queue.is_current or queue.learned_on != today]
        for queue in due:
            told(self._learn(queue, today))
        return len(due)

    def queues(self) -> list[QueueState]:
        """All queues that have cases."""
        with self._database.reading() as session:
            return list(HistoryStore(session).states())

    def history(self, queue: QueueKey) -> QueueHistory:
        """What has happened to all cases of a queue."""
        with self._database.reading() as session:
            number, received, started, decided, withdrawn, priority = HistoryStore(session).columns(queue)
        return QueueHistory.of_arrays(
            case=np.array(number, np.int64), arrived=_days(received), started=_days(started), decided=_days(decided),
            withdrawn=_days(withdrawn), priority=np.array(priority, np.bool_),
        )

    def forecast(self, kept: KeptCase, on: date, *, learnt: Learnt | None = None) -> Forecast | None:
        """When an open case gets its start and its decision, as far as can be said; None for one that is over.

        `learnt` is for who has just asked which model is the newest.
        """
        if not kept.is_open:
            return None
        case = Case(arrived=kept.case.received, started=kept.started, priority=kept.priority)
        return self._forecast(self.model(kept.queue, learnt), case, on)

    def model(self, queue: QueueKey, learnt: Learnt | None = None) -> QueueModel:
        """What was learnt of a queue last, which is kept until something newer is; before, one that can say nothing."""
        newest = learnt or self._newest(queue)
        known = self._models.get(queue)
        if known is None or known[0] != newest:
            known = self._models[queue] = newest, self._read(queue)
        return known[1]

    def newest(self) -> dict[QueueKey, Learnt]:
        """Which model of each queue is the newest, for who forecasts very many cases."""
        return {QueueKey(*row[:-2]): Learnt(*row[-2:]) for row in self._database.ask(VERSIONS)}

    def _newest(self, queue: QueueKey) -> Learnt:
        found = self._database.ask(VERSION_OF, **queue._asdict())
        return Learnt(*found[0]) if found else Learnt(None, None)

    def _read(self, queue: QueueKey) -> QueueModel:
        found = self._database.ask(MODEL_OF, **queue._asdict())
        try:
            return from_plain(json.loads(found[0][0])) if found and found[0][0] else NOTHING
        except UnknownFormat:
            return NOTHING

    def _learn(self, queue: QueueState, today: date) -> QueueState:
        history = self.history(queue.key)
        learnt = learn(history, today, announced=self.announced(queue.key))
        open_now = (history.decided == NEVER) & (history.withdrawn == NEVER)
        waiting = int((open_now & (history.started == NEVER)).sum())
        after = replace(
            queue, waiting=waiting, treated=int(open_now.sum()) - waiting, learned_on=today, is_current=True,
        )
        with self._database.transaction() as session:
            HistoryStore(session).save(after, on=today, model=json.dumps(as_plain(learnt)))
        return after

    def announced(self, queue: QueueKey) -> list[date]:
        """The days on which the law changed for this queue."""
        return [term.valid_from for term in terms_of(self._definitions, queue.procedure, queue.track)[1:]]


def _days(days: Sequence[date | None]) -> Days:
    return np.array([NEVER if day is None else day.toordinal() for day in days], np.int32)
