"""Invented queues: how arrivals, staff, order and law may behave. They know nothing of the forecast.

Every queue has what real ones have: more or fewer applications than usual in a week, staff that wobbles over half a year,
public holidays and a quiet Christmas, cases taken out of order, priority, withdrawals, suspended treatment.
The figures are ours; sixty starts a week and a wait of half a year stand for a middling queue.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import numpy as np

from portal.kernel.working_days import public_holidays
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.model import NEVER

FIRST_DAY = date(2018, 1, 1).toordinal()
"""A Monday."""
WEEKS = 520
BREAK = 250
"""The week in which a regime that breaks does so."""
FIRST_ORIGIN, LAST_ORIGIN = 125, 400
"""Weeks between which forecasts are asked for; the years after them only make the outcomes known."""
STATUTORY_DAYS = 182

Course = Callable[[int], float]
"""A factor by week."""


def always(factor: float) -> Course:
    """The same factor in every week."""
    return lambda week: factor


def from_the_break(before: float, after: float) -> Course:
    """One factor before the break, another from then on."""
    return lambda week: before if week < BREAK else after


@dataclass(frozen=True, kw_only=True)
class Regime:
    """How one kind of queue behaves."""

    name: str
    starts_a_week: float = 60
    arrivals: Course = field(default_factory=lambda: always(0.98))
    """As a share of the starts; a little below 1, for on public holidays nobody starts a case."""
    capacity: Course = field(default_factory=lambda: always(1.0))
    deciding: Course = field(default_factory=lambda: always(1.0))
    """Whether decisions are sent out when they are ready; 0 is a halt."""
    backlog_weeks: float = 18
    order_noise: float = 8
    """Standard deviation, in days, of the place that a case takes in the queue beside its day of arrival."""
    at_random: float = 0.04
    quick: float = 0.0
    """The share of simple cases, recognised by nobody outside, that are started within weeks."""
    priority: float = 0.05
    treatment: Course = field(default_factory=lambda: always(45.0))
    """Median days of work from start to decision."""
    new_first: float = 0.0
    """From the break on, the share of staff that works on applications made since."""
    start_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    decision_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    wobble: float = 0.07
    """Standard deviation of the logarithm of staff around its mean, with a memory of half a year."""
    breaks: tuple[int, ...] = ()


def summer(dip: float) -> Course:
    """Eight weeks of `dip` in July and August, the rest of the year so that the mean is 1."""
    rest = (52 - 8 * dip) / 44
    return lambda week: dip if 27 <= week % 52.18 < 35 else rest


def autumn(week: int) -> float:
    """More applications from August to October."""
    return 1.5 if 32 <= week % 52.18 < 42 else 0.98 * 0.93


def rush(week: int) -> float:
    """Many apply before the law changes, fewer afterwards."""
    if BREAK - 6 <= week < BREAK:
        return 1.8
    return 0.98 if week < BREAK or week > BREAK + 40 else 0.85


def surge(week: int) -> float:
    """Three times as many applications for ten weeks."""
    return 3.0 if BREAK <= week < BREAK + 10 else 0.98


TUNED = (
    Regime(name='steady'),
    Regime(name='growing backlog', arrivals=always(1.2), backlog_weeks=10),
    Regime(name='seasonal', capacity=summer(0.45), arrivals=autumn),
    Regime(name='capacity drop', capacity=from_the_break(1.0, 0.5), arrivals=from_the_break(0.98, 0.6), breaks=(BREAK,)),
    Regime(name='two speeds', quick=0.4),
    Regime(
        name='halt and restart', breaks=(BREAK, BREAK + 14),
        capacity=lambda week: 0.0 if BREAK <= week < BREAK + 14 else 1.0,
        deciding=lambda week: 0.0 if BREAK <= week < BREAK + 14 else 1.0,
    ),
    Regime(name='mixed order', order_noise=50, at_random=0.15),
    Regime(name='law change', arrivals=rush, new_first=0.7, treatment=from_the_break(45, 32), breaks=(BREAK,)),
    Regime(name='weekly batches', arrivals=always(1.01), start_days=(0,), decision_days=(3,)),
)
HELD_OUT = (
    Regime(name='small queue', starts_a_week=7),
    Regime(name='staff grows', capacity=lambda week: 0.75 + 0.5 * week / WEEKS, arrivals=lambda week: 0.75 + 0.5 * week / WEEKS),
    Regime(
        name='surge, then more staff', arrivals=surge, breaks=(BREAK + 16,),
        capacity=lambda week: 1.0 if week < BREAK + 16 else 1.12,
    ),
    Regime(name='slow treatment', treatment=lambda week: 45 if week < BREAK else 90, breaks=(BREAK,)),
)
"""Regimes that no choice in the forecast was made on."""


def simulated(regime: Regime, seed: int) -> QueueHistory:
    """Ten years of one queue."""
    return _Queue(regime, np.random.default_rng([seed, *regime.name.encode()])).history()


def break_days(regime: Regime) -> tuple[int, ...]:
    """The days on which the regime breaks."""
    return tuple(FIRST_DAY + 7 * week for week in regime.breaks)


def _wobble(random: np.random.Generator, sd: float) -> np.ndarray:
    """A factor by week around 1: the logarithm is an autoregression with a memory of 26 weeks."""
    memory = np.exp(-1 / 26)
    steps = random.normal(0, sd * np.sqrt(1 - memory**2), WEEKS)
    level = np.empty(WEEKS)
    level[0] = random.normal(0, sd)
    for week in range(1, WEEKS):
        level[week] = memory * level[week - 1] + steps[week]
    return np.exp(level - sd**2 / 2)


def _overdispersed(random: np.random.Generator, mean: float, *, spread: float) -> int:
    """A number of cases: Poisson with a gamma mean, `spread` its coefficient of variation."""
    return int(random.poisson(mean * random.gamma(1 / spread**2, spread**2))) if mean > 0 else 0


@cache
def _at_work(day: int) -> float:
    """How many of the staff work on this day: none on public holidays, few around Christmas."""
    then = date.fromordinal(day)
    if then in public_holidays('NL', then.year):
        return 0.0
    quiet = (then.month, then.day) >= (12, 22) or (then.month, then.day) <= (1, 4)
    return 0.35 if quiet else 1.0


def _moved(day: int, regime: Regime) -> int:
    """A weekly batch that falls on a public holiday is done on the next working day; single days are lost."""
    while len(regime.start_days) == 1 and not _at_work(day):
        day += 1
    return day


class _Queue:
    """One run: the queue as it stands on a day, and what has happened to each case."""

    def __init__(self, regime: Regime, random: np.random.Generator) -> None:
        self.regime, self.random = regime, random
        self.staff, self.speed = _wobble(random, regime.wobble), _wobble(random, 0.08)
        self.arrived: list[int] = []
        self.started: list[int] = []
        self.decided: list[int] = []
        self.withdrawn: list[int] = []
        self.priority: list[bool] = []
        self.quick: list[tuple[float, int]] = []
        self.old: list[tuple[float, int]] = []
        self.new: list[tuple[float, int]] = []

    def history(self) -> QueueHistory:
        for _ in range(int(self.regime.backlog_weeks * self.regime.starts_a_week)):
            self._arrive(FIRST_DAY - int(self.random.integers(1, int(7 * self.regime.backlog_weeks))), week=0)
        for week in range(WEEKS):
            self._live(week)
        end = FIRST_DAY + 7 * WEEKS
        known = [np.array([day if day < end else NEVER for day in days], np.int32)
                 for days in (self.arrived, self.started, self.decided, self.withdrawn)]
        return QueueHistory.of_arrays(
            case=np.arange(len(self.arrived)), arrived=known[0], started=known[1], decided=known[2], withdrawn=known[3],
            priority=np.array(self.priority, np.bool_),
        )

    def _live(self, week: int) -> None:
        """One week: five days of arrivals, starts on the days for starting."""
        regime = self.regime
        arrivals = _overdispersed(self.random, regime.starts_a_week * regime.arrivals(week), spread=0.18)
        of_day = np.bincount(self.random.integers(0, 5, arrivals), minlength=5)
        staff = regime.starts_a_week * regime.capacity(week) * self.staff[week]
        slots = self.random.gamma(1 / 0.15**2, 0.15**2) * staff / len(regime.start_days)
        monday = FIRST_DAY + 7 * week
        for weekday in range(5):
            for _ in range(of_day[weekday]):
                self._arrive(monday + weekday, week=week)
            if weekday in regime.start_days:
                self._start(_moved(monday + weekday, regime), slots, week=week)

    def _start(self, day: int, slots: float, *, week: int) -> None:
        for _ in range(self.random.poisson(slots * _at_work(day))):
            self._start_one(day, week=week)

    def _arrive(self, day: int, *, week: int) -> None:
        regime, case = self.regime, len(self.arrived)
        self.arrived.append(day)
        self.started.append(NEVER)
        self.decided.append(NEVER)
        self.priority.append(bool(self.random.random() < regime.priority))
        patience = self.random.exponential(365 / 0.06)
        self.withdrawn.append(day + 1 + int(patience))
        key = day + self.random.normal(0, regime.order_noise) - (10_000 if self.priority[case] else 0)
        if self.random.random() < regime.quick:
            heapq.heappush(self.quick, (day + self.random.lognormal(np.log(14), 0.5), case))
        elif regime.new_first and week >= BREAK:
            heapq.heappush(self.new, (key, case))
        else:
            heapq.heappush(self.old, (key, case))

    def _start_one(self, day: int, *, week: int) -> None:
        case = self._next(day)
        if case is None:
            return
        self.started[case] = day
        if self.withdrawn[case] < NEVER:
            self.withdrawn[case] = NEVER if self.random.random() < 0.97 else day + int(self.random.exponential(40)) + 1
        decided = self._decided(day, week=week)
        if decided < self.withdrawn[case]:
            self.decided[case], self.withdrawn[case] = decided, NEVER

    def _next(self, day: int) -> int | None:
        """The case whose turn it is; those withdrawn by now are passed over."""
        for lane in (self.quick, self.old, self.new):
            while lane and self._gone(lane[0][1], day):
                heapq.heappop(lane)
        if self.quick and self.quick[0][0] <= day:
            return heapq.heappop(self.quick)[1]
        lane = self.new if self.new and (not self.old or self.random.random() < self.regime.new_first) else self.old
        if not lane:
            return None
        if self.random.random() < self.regime.at_random:
            case = lane[int(self.random.integers(len(lane)))][1]
            if not self._gone(case, day):
                return case
        return heapq.heappop(lane)[1]

    def _gone(self, case: int, day: int) -> bool:
        return self.started[case] <= day or self.withdrawn[case] <= day

    def _decided(self, day: int, *, week: int) -> int:
        """The day of the decision: work, perhaps a suspension, then the next day on which decisions are sent."""
        random, regime = self.random, self.regime
        work = random.lognormal(np.log(regime.treatment(week)), 0.55) / self.speed[week]
        pause = random.uniform(14, 75) if random.random() < 0.22 else 0.0
        ready = day + 1 + int(work + pause)
        while not self._sends(ready):
            ready += 1 if regime.deciding(self._week(ready)) else int(random.integers(7, 42))
        return ready

    def _sends(self, day: int) -> bool:
        if (day - FIRST_DAY) % 7 not in self.regime.decision_days:
            return False
        return self.regime.deciding(self._week(day)) > 0 and self.random.random() < _at_work(day)

    def _week(self, day: int) -> int:
        return min((day - FIRST_DAY) // 7, WEEKS - 1)
