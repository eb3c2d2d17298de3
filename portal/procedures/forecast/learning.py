"""What there is to learn of a queue by a day: at night, from all that was known then and nothing later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.procedures.forecast import breaks, order, pace, treatment
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.model import LEVELS, NEVER, CannotSay, Days, Floats, Lane, QueueModel, Reason
from portal.procedures.forecast.ranks import people_before, people_there
from portal.procedures.forecast.weeks import Weeks, season

MEMORY = 208
"""Weeks of history that count."""
LEAST_WEEKS, LEAST_TURNS = 26, 60
"""With less there is no forecast."""
ENOUGH_FOR_SEASON = 10
"""Departures a week, in the mean; below, chance hides the season."""
ORDER_WEEKS = 26
TREATMENT_DAYS = 365


def learn(history: QueueHistory, on: date, *, announced: Iterable[date] = ()) -> QueueModel:
    """What the status page needs of this queue; on and after the days `announced`, such as a change of law, the past is
    no guide until the queue has shown for some weeks how it goes on."""
    known = history.known_on(on.toordinal())
    usual = _usual(known, on.toordinal())
    lanes = {
        bool(priority): _Learner(known.only(known.priority == priority), on.toordinal(), usual, tuple(announced)).lane()
        for priority in np.unique(known.priority)
    }
    return QueueModel(on=on, lanes=lanes)


def _usual(known: QueueHistory, last: int) -> Floats:
    left = known.left()
    weeks = _weeks(left, last)
    counts = weeks.counted(left)
    if weeks.count < LEAST_WEEKS or counts.mean() < ENOUGH_FOR_SEASON:
        return np.ones(weeks.count + pace.HORIZON)
    return season(counts, weeks, ahead=pace.HORIZON)


def _weeks(left: Days, last: int) -> Weeks:
    first = int(left.min(initial=last))
    return Weeks(last=last, count=min(MEMORY, max((last - first) // 7, 0)))


class _Learner:
    """One lane, on one day."""

    def __init__(self, known: QueueHistory, last: int, usual: Floats, announced: tuple[date, ...]) -> None:
        self.known, self.last, self.announced = known, last, announced
        self.turn, self.left = known.turn(), known.left()
        self.weeks = _weeks(self.left, last)
        self.usual = usual[len(usual) - pace.HORIZON - self.weeks.count:]
        self.waiting = known.arrived[self.left == NEVER]
        self.before, self.there = people_before(self.left), people_there(known.arrived, self.left)
        self.front = order.in_front(self.before, self.there)

    def lane(self) -> Lane:
        """What is known of the lane, silences included."""
        days, first = np.unique(self.waiting, return_index=True)
        places = _places(len(self.waiting))
        too_little = self._too_little()
        empty = np.full((len(places), len(LEVELS)), np.inf)
        decided, no_treatment = (None, too_little) if too_little else self._treatment()
        start, no_start = (empty, too_little) if too_little else self._start(places)
        decision = empty if decided is None else _added(start, treatment.days_at(decided, LEVELS))
        return Lane(
            waiting=days.astype(np.int32), before=np.append(first, len(self.waiting)), starting=self._starting(),
            places=places, start=start, decision=decision,
            treatment=np.zeros(len(treatment.AGES)) if decided is None else decided,
            no_start=no_start if self._starts_are_recorded() else CannotSay(reason=Reason.STARTS_NOT_RECORDED),
            no_decision=no_start or no_treatment, no_treatment=no_treatment,
        )

    def _too_little(self) -> CannotSay | None:
        if self.weeks.count < LEAST_WEEKS or np.sum(self.turn < NEVER) < LEAST_TURNS:
            return CannotSay(reason=Reason.TOO_LITTLE_HISTORY)
        return None

    def _starts_are_recorded(self) -> bool:
        return bool(np.mean(self.known.started[self.turn < NEVER] < NEVER) > 0.5) if len(self.known) else False

    def _starting(self) -> int | None:
        recent = (self.turn > self.last - 28) & (self.turn < NEVER)
        return int(np.median(self.known.arrived[recent])) if recent.any() else None

    def _start(self, places: Floats) -> tuple[Floats, CannotSay | None]:
        usual = self.usual[: self.weeks.count]
        moving = self.weeks.counted(self.left[self.front])
        watch = breaks.watch_pace(moving, usual, skipped=self.weeks.quiet())
        order_watch = self._order_watch()
        learnt = pace.learn_pace(moving, usual, found=watch.breaks)
        departures = self._departures(places, order_watch)
        days = _days(departures, self._by_day(learnt.left_after(self.usual[self.weeks.count:])))
        silence = self._silence(watch, Reason.PACE_CHANGED) or self._silence(order_watch, Reason.ORDER_CHANGED)
        return days, silence or self._announced()

    def _by_day(self, left_after: Floats) -> Floats:
        """Courses by week as courses by day: each week's departures on the days of the week on which they usually are."""
        recent = self.left[(self.left > self.last - 7 * ORDER_WEEKS) & self.front]
        number = np.bincount((recent - self.last - 1) % 7, minlength=7)
        by_then = np.cumsum(number) / max(number.sum(), 1)
        within = np.diff(left_after, axis=1)[:, :, None] * by_then
        days = (left_after[:, :-1, None] + within).reshape(len(left_after), -1)
        return np.column_stack((np.zeros(len(left_after)), days))

    def _order_watch(self) -> breaks.Watch:
        week = self.weeks.of(self.turn)
        seen = (self.turn == self.left) & (self.turn < NEVER) & (week >= 0)
        number = np.bincount(week[seen], minlength=self.weeks.count)
        total = np.bincount(week[seen], weights=self.before[seen] / np.maximum(self.there[seen], 1), minlength=self.weeks.count)
        means = np.where(number > 0, total / np.maximum(number, 1), np.nan)
        return breaks.watch_order(means, skipped=self.weeks.quiet())

    def _departures(self, places: Floats, watch: breaks.Watch) -> Floats:
        first = self.weeks.first_day(max(self.weeks.count - ORDER_WEEKS, watch.breaks[-1].week if watch.breaks else 0))
        recent = (self.left >= first) & (self.left < NEVER)
        beats = int(np.sum(recent & self.front))
        if not beats:
            return np.full((len(places), len(LEVELS)), np.inf)
        law = order.learn_order(
            self.before[recent], self.there[recent], started=(self.turn == self.left)[recent],
            joining=float(np.sum(self.known.arrived >= first)) / beats,
        )
        return order.departures_before_turn(law, places, there=len(self.waiting))

    def _treatment(self) -> tuple[Floats | None, CannotSay | None]:
        started = self.turn < NEVER
        cases = treatment.Treatments(
            started=self.turn[started], decided=self.known.decided[started], withdrawn=self.known.withdrawn[started],
        )
        made, due = treatment.expected_decisions(cases, self.weeks)
        watch = breaks.watch_pace(made, due, skipped=self.weeks.quiet())
        first = self.weeks.first_day(watch.breaks[-1].week if watch.breaks else 0)
        decided = treatment.decided_by_age(cases, first=max(first, self.last - TREATMENT_DAYS), last=self.last)
        if decided is None:
            return None, self._silence(watch, Reason.TREATMENT_CHANGED) or CannotSay(reason=Reason.TOO_LITTLE_HISTORY)
        return decided, self._silence(watch, Reason.TREATMENT_CHANGED) or self._announced()

    def _silence(self, watch: breaks.Watch, reason: Reason) -> CannotSay | None:
        """Why nothing is said, when a break is fresh, a halt goes on or the last weeks look like another break."""
        last = watch.breaks[-1] if watch.breaks else None
        if last is not None and last.ratio < breaks.HALT:
            return CannotSay(reason=Reason.HALTED, since=self._date(last))
        if last is not None and self.weeks.count - last.week < pace.SETTLED:
            return CannotSay(reason=reason, since=self._date(last))
        return CannotSay(reason=reason, since=self._date(watch.doubt)) if watch.doubt else None

    def _announced(self) -> CannotSay | None:
        for day in self.announced:
            if 0 <= self.last - day.toordinal() < 7 * pace.SETTLED:
                return CannotSay(reason=Reason.CHANGE_ANNOUNCED, since=day)
        return None

    def _date(self, found: breaks.Break) -> date:
        return date.fromordinal(self.weeks.first_day(found.week))


def _places(waiting: int) -> Floats:
    """Numbers of people before a case: every one near both ends of the queue, fewer in the middle."""
    last = max(waiting, 1)
    near = np.concatenate((np.arange(4), np.geomspace(4, max(last, 5), 14)))
    chosen = np.concatenate((near, last - near, np.linspace(0, last, 12)))
    return np.unique(np.round(chosen[(chosen >= 0) & (chosen <= last)]))


def _days(departures: Floats, left_after: Floats) -> Floats:
    """Days until so many have left, for every pair of a level of departures and a course of the pace; by level."""
    days = np.stack([_first_day(departures, course) for course in left_after], axis=2)
    return _levels(days.reshape(len(departures), -1))


def _first_day(departures: Floats, course: Floats) -> Floats:
    day = np.searchsorted(course, departures).astype(np.float64)
    return np.where(day < len(course), day, np.inf)


def _added(start: Floats, treated: Floats) -> Floats:
    return _levels((start[:, :, None] + treated[None, None, :]).reshape(len(start), -1))


def _levels(sample: Floats) -> Floats:
    """Each row's sample, as its quantiles at `LEVELS`; those are infinite that so many of the sample are."""
    ordered = np.sort(sample, axis=1)
    return ordered[:, np.round(LEVELS * (sample.shape[1] - 1)).astype(int)]
