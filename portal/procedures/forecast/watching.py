"""Whether the present of a lane is like its past; if not, what is said instead of a forecast."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.procedures.forecast.breaks import Watch, watch_order, watch_pace
from portal.procedures.forecast.facts import LaneFacts
from portal.procedures.forecast.model import CannotSay, Reason
from portal.procedures.forecast.pace import SETTLED
from portal.procedures.forecast.treatment import expected_decisions
from portal.procedures.forecast.weeks import Weeks

SEEN = 3
"""Weeks of silence after a break was seen, at least, however long ago it was."""


@dataclass(frozen=True, kw_only=True)
class Watches:
    """What was found in the pace of starts, in their order and in the pace of decisions."""

    pace: Watch
    order: Watch
    treatment: Watch


def watch_lane(facts: LaneFacts) -> Watches:
    """All breaks of a lane, as they could be seen by its last day."""
    quiet = facts.weeks.quiet()
    made, due = expected_decisions(facts.treatments(), facts.weeks)
    return Watches(
        pace=watch_pace(facts.moving(), facts.usual[: facts.weeks.count], skipped=quiet),
        order=watch_order(facts.mean_places(), skipped=quiet),
        treatment=watch_pace(made, due, skipped=quiet),
    )


def silence(watch: Watch, reason: Reason, weeks: Weeks) -> CannotSay | None:
    """Why nothing is said, when there is a halt, a break is fresh or the last weeks look like another one."""
    if watch.halt:
        return CannotSay(reason=Reason.HALTED, since=_date(weeks, watch.halt.week))
    if watch.breaks:
        last = watch.breaks[-1]
        if weeks.count - last.week < SETTLED or weeks.count - last.seen <= SEEN:
            return CannotSay(reason=reason, since=_date(weeks, last.week))
    return CannotSay(reason=reason, since=_date(weeks, watch.doubt.week)) if watch.doubt else None


def announced_silence(announced: Iterable[date], weeks: Weeks) -> CannotSay | None:
    """Why nothing is said, when one of these days is not long ago."""
    fresh = [day for day in announced if 0 <= weeks.last - day.toordinal() < 7 * SETTLED]
    return CannotSay(reason=Reason.CHANGE_ANNOUNCED, since=max(fresh)) if fresh else None


def _date(weeks: Weeks, week: int) -> date:
    return date.fromordinal(weeks.first_day(week))
