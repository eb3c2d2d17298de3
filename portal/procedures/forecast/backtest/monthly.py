"""How good the forecasts were, month by month, with what was known then.

A forecast counts in the month in which its range ended: by then it is known whether it was right, however long some
people wait. Were it counted in the month of the decision, only the quick ones would be seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import numpy as np

from portal.procedures.forecast.forecasting import forecast
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.learning import learn
from portal.procedures.forecast.model import NEVER, CannotSay, Case, Span
from portal.procedures.model.scores import Score, Stage

SAMPLE = 60
"""Waiting cases of a queue, and as many in treatment, that are asked for on the first day of a month."""
Key = tuple[Stage, date]


def scores(
    history: QueueHistory, months: Iterable[date], until: date, *, announced: Iterable[date] = (),
) -> Mapping[Key, Score]:
    """What became of the forecasts of the first days of `months`, as far as it is known on the day `until`."""
    found: dict[Key, Score] = defaultdict(Score)
    announced = list(announced)
    for month in months:
        for key, score in _of_month(history, month, until, announced):
            found[key] += score
    return found


def _of_month(history: QueueHistory, month: date, until: date, announced: list[date]) -> Iterator[tuple[Key, Score]]:
    known = history.known_on(month.toordinal())
    model = learn(known, month, announced=[day for day in announced if day <= month])
    stays = history.withdrawn[: len(known)] == NEVER
    random = np.random.default_rng(month.toordinal())
    for place in _asked(random, (known.decided == NEVER) & stays, known):
        said = forecast(model, _case(known, place), month)
        turn = min(int(history.started[place]), int(history.decided[place]))
        if said.start is not None:
            yield from _score(Stage.START, said.start, turn, month=month, until=until)
        yield from _score(Stage.DECISION, said.decision, int(history.decided[place]), month=month, until=until)


def _asked(random: np.random.Generator, those: np.ndarray, known: QueueHistory) -> Iterator[int]:
    """Some that wait and some in treatment."""
    waits = known.turn() == NEVER
    for group in (those & waits, those & ~waits):
        places = np.flatnonzero(group)
        yield from (int(place) for place in np.sort(random.choice(places, min(SAMPLE, len(places)), replace=False)))


def _case(known: QueueHistory, place: int) -> Case:
    turn = int(known.turn()[place]) if len(known) else NEVER
    return Case(
        arrived=date.fromordinal(int(known.arrived[place])), priority=bool(known.priority[place]),
        started=None if turn == NEVER else date.fromordinal(turn),
    )


def _score(
    stage: Stage, said: Span | CannotSay, happened: int, *, month: date, until: date,
) -> Iterator[tuple[Key, Score]]:
    silent = isinstance(said, CannotSay)
    yield (stage, month), Score(asked=1, silent=int(silent))
    if isinstance(said, Span) and said.latest < until:
        inside = said.earliest.toordinal() <= happened <= said.latest.toordinal()
        yield (stage, said.latest.replace(day=1)), Score(ended=1, inside=int(inside))
