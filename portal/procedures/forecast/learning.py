"""What there is to learn of a queue by a day: at night, from all that was known then and nothing later."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from portal.procedures.forecast import order, tables, treatment
from portal.procedures.forecast.breaks import Watch, lasting, lasting_shifts
from portal.procedures.forecast.facts import LaneFacts
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.model import LEVELS, NEVER, CannotSay, Floats, Lane, QueueModel, Reason
from portal.procedures.forecast.pace import HORIZON, learn_pace
from portal.procedures.forecast.watching import Watches, announced_silence, silence, watch_lane
from portal.procedures.forecast.weeks import YEAR, Weeks, season

MEMORY = 208
"""Weeks of history that count: four years."""
LEAST_WEEKS, LEAST_TURNS = 26, 60
"""With less there is no forecast."""
ENOUGH_FOR_SEASON = 10
"""Departures a week, in the mean; below, chance hides the season."""
ORDER_WEEKS = 26
"""From the departures of so many weeks the order is learnt."""
TREATMENT_DAYS = 365
"""From so many days it is learnt how long treatment takes."""
RECENT_DAYS = 28
"""Starts of so many days say whose turn it is now."""


def learn(history: QueueHistory, on: date, *, announced: Iterable[date] = ()) -> QueueModel:
    """What the status page needs of this queue on the day `on`.

    For some weeks from each of the days `announced`, such as a change of law, the past is no guide and nothing is said.
    """
    lanes = {
        bool(facts.known.priority[0]): _lane(facts, announced_silence(announced, facts.weeks))
        for facts in _lanes(history.known_on(on.toordinal()), on.toordinal(), memory=MEMORY)
    }
    return QueueModel(on=on, lanes=lanes)


def great_breaks(history: QueueHistory, last: int) -> list[int]:
    """The days on which, looking back from the day `last`, the queue of those without priority changed for long."""
    found: set[int] = set()
    for facts in _lanes(history.known_on(last), last, memory=last):
        if not facts.known.priority[0] and facts.weeks.count >= LEAST_WEEKS:
            found.update(facts.weeks.first_day(week) for week in _great(facts) if week >= YEAR)
    return sorted(found)


def _great(facts: LaneFacts) -> list[int]:
    watches, usual = watch_lane(facts), facts.usual[: facts.weeks.count]
    made, due = treatment.expected_decisions(facts.treatments(), facts.weeks)
    return [
        *lasting(watches.pace.breaks, facts.moving(), usual), *lasting(watches.treatment.breaks, made, due),
        *lasting_shifts(watches.order.breaks, facts.mean_places()),
    ]


def _lanes(known: QueueHistory, last: int, *, memory: int) -> list[LaneFacts]:
    """The lanes of a queue; they share its season, which takes many cases to see."""
    left = known.left()
    weeks = Weeks(last=last, count=min(memory, max((last - int(known.turn().min(initial=last))) // 7, 0)))
    counts = weeks.counted(left)
    plenty = weeks.count >= LEAST_WEEKS and counts.mean() >= ENOUGH_FOR_SEASON
    usual = season(counts, weeks, ahead=HORIZON) if plenty else np.ones(weeks.count + HORIZON)
    return [
        LaneFacts(known=known.only(known.priority == priority), weeks=weeks, usual=usual)
        for priority in np.unique(known.priority)
    ]


def _lane(facts: LaneFacts, announced: CannotSay | None) -> Lane:
    watches = _watches(facts)
    if watches is None:
        return _silent_lane(facts)
    places = tables.places(len(facts.waiting))
    start = _start(facts, places, watches)
    decided, no_treatment = _treatment(facts, watches.treatment)
    pace = silence(watches.pace, Reason.PACE_CHANGED, facts.weeks)
    no_start = pace or silence(watches.order, Reason.ORDER_CHANGED, facts.weeks) or announced
    no_treatment = no_treatment or announced
    recorded = np.mean(facts.known.started[facts.turn < NEVER] < NEVER) >= 0.5
    return Lane(
        **_queue(facts), places=places, start=start, treatment=decided,
        decision=tables.days_added(start, treatment.days_at(decided, LEVELS)),
        no_start=no_start if recorded else CannotSay(reason=Reason.STARTS_NOT_RECORDED),
        no_decision=no_start or no_treatment, no_treatment=no_treatment,
    )


def _watches(facts: LaneFacts) -> Watches | None:
    """Nothing when there is too little to watch."""
    enough = facts.weeks.count >= LEAST_WEEKS and np.sum(facts.turn < NEVER) >= LEAST_TURNS
    return watch_lane(facts) if enough else None


def _silent_lane(facts: LaneFacts) -> Lane:
    """A lane of which only the place in the queue is told."""
    too_little = CannotSay(reason=Reason.TOO_LITTLE_HISTORY)
    nothing = np.full((1, len(LEVELS)), np.inf)
    return Lane(
        **_queue(facts), places=np.zeros(1), start=nothing, decision=nothing, treatment=np.zeros(len(treatment.AGES)),
        no_start=too_little, no_decision=too_little, no_treatment=too_little,
    )


def _queue(facts: LaneFacts) -> dict:
    days, first = np.unique(facts.waiting, return_index=True)
    recent = (facts.turn > facts.weeks.last - RECENT_DAYS) & (facts.turn < NEVER)
    starting = int(np.median(facts.known.arrived[recent])) if recent.any() else None
    return {'waiting': days, 'before': np.append(first, len(facts.waiting)), 'starting': starting}


def _start(facts: LaneFacts, places: Floats, watches: Watches) -> Floats:
    """Days until the start, by place."""
    weeks = facts.weeks
    since = max(weeks.first_day(weeks.count - ORDER_WEEKS), _since_last(watches.order, weeks))
    recent = (facts.left >= since) & (facts.left < NEVER)
    beats = int(np.sum(recent & facts.front))
    if not beats:
        return np.full((len(places), len(LEVELS)), np.inf)
    law = order.learn_order(
        facts.before[recent], facts.there[recent], started=facts.started[recent],
        joining=float(np.sum(facts.known.arrived >= since)) / beats,
    )
    departures = order.departures_before_turn(law, places, there=len(facts.waiting))
    pace = learn_pace(facts.moving(), facts.usual[: weeks.count], found=watches.pace.breaks)
    by_week = pace.left_after(facts.usual[weeks.count:])
    return tables.days_until(departures, tables.by_day(by_week, facts.left[recent & facts.front], last=weeks.last))


def _treatment(facts: LaneFacts, watch: Watch) -> tuple[Floats, CannotSay | None]:
    """The share decided by age, and why nothing is said on it."""
    first = max(facts.weeks.last - TREATMENT_DAYS, _since_last(watch, facts.weeks))
    decided = treatment.decided_by_age(facts.treatments(), first=first, last=facts.weeks.last)
    why = silence(watch, Reason.TREATMENT_CHANGED, facts.weeks)
    if decided is None:
        return np.zeros(len(treatment.AGES)), why or CannotSay(reason=Reason.TOO_LITTLE_HISTORY)
    return decided, why


def _since_last(watch: Watch, weeks: Weeks) -> int:
    return weeks.first_day(watch.breaks[-1].week) if watch.breaks else weeks.first_day(0)
