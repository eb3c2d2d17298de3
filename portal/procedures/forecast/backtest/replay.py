"""The history of a queue once more: what would have been forecast with what was known then, beside what happened."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from portal.procedures.forecast.backtest import rivals
from portal.procedures.forecast.backtest.model import QUANTILES, Forecasts, Method, ReplayedQueue, Stage
from portal.procedures.forecast.forecasting import forecast
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.learning import great_breaks, learn
from portal.procedures.forecast.model import NEVER, CannotSay, Case, Counts, Days, Floats, Forecast, Span

EVERY = 28
"""Days between looks ahead."""
LEAST_KNOWN = 0.95
WAITING_SAMPLE, TREATED_SAMPLE = 80, 40
"""Cases that are asked for at each origin."""


def origins(history: QueueHistory, *, every: int = EVERY) -> range:
    """The days from which to look ahead: every four weeks, from a year after the first departure to the end."""
    return range(int(history.left().min(initial=NEVER)) + rivals.YEAR, last_day(history), every)


def last_day(history: QueueHistory) -> int:
    """The last day on which anything happened."""
    happened = (history.arrived, history.started, history.decided, history.withdrawn)
    return max(int(days[days < NEVER].max(initial=0)) for days in happened)


def replay(queue: ReplayedQueue, days: Iterable[int]) -> list[Forecasts]:
    """The forecasts for samples of the cases that were open on `days`, which ascend.

    A day counts for a stage when by the end of the data at least 95 of 100 of its cases have had that stage: later days
    would only show the quick ones.
    """
    run, end = _Replay(queue), last_day(queue.history)
    parts = [part for day in days for part in run.on(day) if _is_known(part[2])]
    breaks = great_breaks(queue.history, end) if queue.breaks is None else queue.breaks
    by_stage = {stage: [part for part in parts if part[0] == stage] for stage in Stage}
    return [_joined(queue.procedure, those, breaks, end) for those in by_stage.values() if those]


Part = tuple[Stage, int, Floats, dict[Method, Floats]]
"""One stage on one day: the outcomes, and what each method said."""


class _Replay:
    """The replay of one queue; it grows older with every day that is asked."""

    def __init__(self, queue: ReplayedQueue) -> None:
        self.queue, self.history = queue, queue.history
        self.turn = queue.history.turn()
        # cases that wait and cases in treatment are off by quite different ratios
        self.start_errors, self.waiting_errors, self.treated_errors = (rivals.PastErrors() for _ in range(3))

    def on(self, day: int) -> list[Part]:
        known = self.history.known_on(day)
        model = learn(known, date.fromordinal(day))
        random = np.random.default_rng(day)
        stays = self.history.withdrawn[: len(known)] == NEVER
        waiting = _sample(random, (known.left() == NEVER) & stays, WAITING_SAMPLE)
        treated = _sample(random, (known.turn() < NEVER) & (known.decided == NEVER) & stays, TREATED_SAMPLE)
        own = [forecast(model, _case(known, case), date.fromordinal(day)) for case in (*waiting, *treated)]
        starts = self._starts(known, day, waiting, own)
        return [starts, self._decisions(known, day, waiting, treated, own, starts[3][Method.RATE][:, 1])]

    def _starts(self, known: QueueHistory, day: int, waiting: Counts, own: list[Forecast]) -> Part:
        outcome = _from(self.turn[waiting], day)
        by_rate = rivals.days_by_rate(_before(known, waiting), known, day)
        ended = (known.turn() > day - rivals.YEAR) & (known.turn() < NEVER)
        durations = (known.turn() - known.arrived)[ended].astype(np.float64)
        days = {
            Method.OWN: _days([said.start for said in own[: len(waiting)]], day),
            Method.LAST_YEAR: rivals.last_years_durations((day - known.arrived[waiting]).astype(np.float64), durations),
            Method.RATE: rivals.certain(by_rate),
            Method.RATE_AND_ERRORS: _spread(self.start_errors, by_rate, outcome, day),
        }
        return Stage.START, day, outcome, days

    def _decisions(
        self, known: QueueHistory, day: int, waiting: Counts, treated: Counts, own: list[Forecast], to_start: Floats
    ) -> Part:
        cases = np.concatenate((waiting, treated))
        outcome = _from(self.history.decided[cases], day)
        ended = (known.decided > day - rivals.YEAR) & (known.decided < NEVER)
        durations = (known.decided - known.arrived)[ended].astype(np.float64)
        begins = np.concatenate((to_start, (known.turn()[treated] - day).astype(np.float64)))
        by_rate = np.maximum(begins + rivals.median_treatment(known, day), 0.0)
        days = {
            Method.OWN: _days([said.decision for said in own], day),
            Method.STATUTORY: rivals.statutory(known.arrived[cases], day, term=self.queue.statutory_days),
            Method.LAST_YEAR: rivals.last_years_durations((day - known.arrived[cases]).astype(np.float64), durations),
            Method.RATE: rivals.certain(by_rate),
            Method.RATE_AND_ERRORS: np.concatenate((
                _spread(self.waiting_errors, by_rate[: len(waiting)], outcome[: len(waiting)], day),
                _spread(self.treated_errors, by_rate[len(waiting):], outcome[len(waiting):], day),
            )),
        }
        return Stage.DECISION, day, outcome, days


def _spread(errors: rivals.PastErrors, by_rate: Floats, outcome: Floats, day: int) -> Floats:
    """These forecasts with the errors known so far; they are remembered for later."""
    spread = errors.spread(by_rate, day)
    errors.remember(day, forecast=by_rate, outcome=outcome)
    return spread


def _is_known(outcome: Floats) -> bool:
    return len(outcome) > 0 and float(np.mean(np.isfinite(outcome))) >= LEAST_KNOWN


def _joined(procedure: str, parts: list[Part], breaks: Sequence[int], end: int) -> Forecasts:
    origin = np.concatenate([np.full(len(outcome), day, np.float64) for _, day, outcome, _ in parts])
    outcome = np.concatenate([outcome for _, _, outcome, _ in parts])
    edges = np.array([-np.inf, *sorted(breaks), np.inf])
    upcoming = np.searchsorted(edges, origin, side='right')
    return Forecasts(
        procedure=procedure, stage=parts[0][0], origin=origin, outcome=np.minimum(outcome, end - origin),
        known=np.isfinite(outcome), since_break=origin - edges[upcoming - 1], to_break=edges[upcoming] - origin,
        days={method: np.concatenate([days[method] for _, _, _, days in parts]) for method in parts[0][3]},
    )


def _sample(random: np.random.Generator, those: np.ndarray, size: int) -> Counts:
    candidates = np.flatnonzero(those)
    return np.sort(random.choice(candidates, min(size, len(candidates)), replace=False))


def _case(known: QueueHistory, case: int) -> Case:
    turn = min(int(known.started[case]), int(known.decided[case]))
    started = None if turn == NEVER else date.fromordinal(turn)
    arrived = date.fromordinal(int(known.arrived[case]))
    return Case(arrived=arrived, started=started, priority=bool(known.priority[case]))


def _before(known: QueueHistory, cases: Counts) -> Counts:
    return np.searchsorted(known.arrived[known.left() == NEVER], known.arrived[cases])


def _from(days: Days, day: int) -> Floats:
    return np.where(days == NEVER, np.inf, days.astype(np.float64) - day)


def _days(said: list[Span | CannotSay | None], day: int) -> Floats:
    silent = (np.nan,) * len(QUANTILES)
    return np.array([
        (one.earliest.toordinal() - day, one.middle.toordinal() - day, one.latest.toordinal() - day)
        if isinstance(one, Span) else silent for one in said
    ]).reshape(-1, len(QUANTILES))
