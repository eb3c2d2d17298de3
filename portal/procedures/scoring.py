"""Computes how good the forecasts were, once a month: knows both the store and the forecast."""

from collections import defaultdict
from datetime import date
from functools import cache

from portal.clock import Clock
from portal.database import Database
from portal.kernel.dutch_time import dutch_day
from portal.procedures.forecast.backtest.monthly import scores
from portal.procedures.learning import Learning
from portal.procedures.model.scores import MonthScore, Score, Stage
from portal.procedures.store.scores import COMPUTED_ON, ScoreStore

SHOWN, LOOKED_BACK = 24, 48
"""Months that are shown, and from which on forecasts are made again: a long wait ends long after it was forecast."""


class Scoring:
    """Scores, computed from the history of each queue with what was known then."""

    def __init__(self, database: Database, clock: Clock, learning: Learning) -> None:
        self._database, self._clock, self._learning = database, clock, learning
        self._known: tuple[tuple[MonthScore, ...], date | None] = (), None

    def refresh(self) -> int:
        """Compute the scores unless that was done this month; how many months of procedures were written."""
        today = dutch_day(self._clock.now())
        with self._database.reading() as session:
            done = ScoreStore(session).computed_on()
        if done is not None and done.replace(day=1) == today.replace(day=1):
            return 0
        found = self._computed(today)
        with self._database.transaction() as session:
            ScoreStore(session).replace(found, today)
        return len(found)

    def found(self) -> tuple[tuple[MonthScore, ...], date | None]:
        """The scores of the last months, and when they were computed; they are read once, until there are others."""
        [(computed_on,)] = self._database.ask(COMPUTED_ON)
        if computed_on != self._known[1]:
            with self._database.reading() as session:
                self._known = tuple(ScoreStore(session).all()), computed_on
        return self._known

    def _computed(self, today: date) -> list[MonthScore]:
        months = months_before(today, LOOKED_BACK)
        by_procedure: dict[tuple[str, Stage, date], Score] = defaultdict(Score)
        for queue in self._learning.queues():
            history, announced = self._learning.history(queue.key), self._learning.announced(queue.key)
            for (stage, month), score in scores(history, months, today, announced=announced).items():
                by_procedure[queue.key.procedure, stage, month] += score
        shown = set(months[-SHOWN:])
        return [
            MonthScore(procedure=procedure, stage=stage, month=month, score=score)
            for (procedure, stage, month), score in sorted(by_procedure.items()) if month in shown
        ]


@cache
def months_before(today: date, count: int) -> tuple[date, ...]:
    """The first days of so many whole months that have passed, in the order of time."""
    first, found = today.replace(day=1), []
    for _ in range(count):
        first = date(first.year - (first.month == 1), first.month - 1 or 12, 1)
        found.append(first)
    return tuple(reversed(found))
