"""When resources work, and when new weeks open for booking."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.appointments.model import Closure, Extra, Release, Resource, Roster, Window
from portal.kernel.ticks import day_bounds, tick_at

WEEK = timedelta(days=7)
SUNDAY = 6

Entry = Roster | Extra | Closure
"""Hours of one kind or another, from opening to closing, about some resources."""
Stretch = tuple[int, int]
"""First tick, and first tick no longer in it."""


def windows(
    zone: ZoneInfo, day: date, *, resources: Iterable[Resource], rosters: Sequence[Roster],
    extras: Sequence[Extra], closures: Sequence[Closure], is_holiday: bool,
) -> tuple[Window, ...]:
    """When each of a desk's `resources` works on the local `day`: stretches that do not touch, in order.

    Rosters rest on a holiday, extras hold; a closure wins over both.
    """
    hours: list[Entry] = [roster for roster in rosters if not is_holiday and _holds(roster, day)]
    hours += [extra for extra in extras if extra.day == day]
    shut: list[Entry] = [closure for closure in closures if closure.day == day]
    return tuple(
        Window(resource=resource.id, starts=starts, ends=ends)
        for resource in sorted(resources, key=lambda resource: resource.id)
        for starts, ends in _stretches(zone, day, hours=_of(resource, hours), shut=_of(resource, shut))
    )


def release_due(release: Release, zone: ZoneInfo, *, now: datetime) -> date:
    """The last day that should be open at `now`, by the most recent release: a Sunday, so that whole weeks open.

    Only where the horizon is too short to reach a Sunday does part of a week open.
    """
    released = _last_release_day(release, zone, now=now)
    last = released + timedelta(days=release.horizon_days)
    sunday = last - timedelta(days=(last.weekday() - SUNDAY) % 7)
    return sunday if sunday >= released else last


def next_release(release: Release, zone: ZoneInfo, *, now: datetime) -> datetime:
    """When new weeks open for the first time after `now`, in UTC."""
    return _moment(release, zone, _last_release_day(release, zone, now=now) + WEEK)


def _last_release_day(release: Release, zone: ZoneInfo, *, now: datetime) -> date:
    today = now.astimezone(zone).date()
    day = today - timedelta(days=(today.weekday() - release.weekday) % 7)
    return day if _moment(release, zone, day) <= now else day - WEEK


def _moment(release: Release, zone: ZoneInfo, day: date) -> datetime:
    # Two times of one zone are compared by the clock on the wall, which lies when it changes: so UTC.
    return datetime.combine(day, release.at, zone).astimezone(UTC)


def _holds(roster: Roster, day: date) -> bool:
    in_force = roster.valid_from <= day and (roster.valid_until is None or day <= roster.valid_until)
    return in_force and day.weekday() in roster.weekdays


def _of(resource: Resource, hours: Iterable[Entry]) -> list[Entry]:
    """Those of `hours` that are about `resource`; hours that name none are about all."""
    return [each for each in hours if not each.resources or resource.key in each.resources]


def _stretches(zone: ZoneInfo, day: date, *, hours: list[Entry], shut: list[Entry]) -> list[Stretch]:
    opened = _merged(_stretch(zone, day, hours=each) for each in hours)
    for closure in shut:
        opened = list(_without(opened, _stretch(zone, day, hours=closure)))
    return opened


def _stretch(zone: ZoneInfo, day: date, *, hours: Entry) -> Stretch:
    """From opening to closing; the bounds of the day where a closure names no time."""
    first, last = day_bounds(day, zone)
    starts = first if hours.opens is None else tick_at(day, hours.opens, zone)
    ends = last if hours.closes is None else tick_at(day, hours.closes, zone)
    return starts, ends


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    # Hours inside the hour that spring skips may end before they start: they are left out.
    for starts, ends in sorted(stretch for stretch in stretches if stretch[0] < stretch[1]):
        if merged and starts <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(ends, merged[-1][1])
        else:
            merged.append((starts, ends))
    return merged


def _without(opened: Iterable[Stretch], shut: Stretch) -> Iterator[Stretch]:
    """What `shut` leaves of the `opened` stretches."""
    for starts, ends in opened:
        for piece in ((starts, min(ends, shut[0])), (max(starts, shut[1]), ends)):
            if piece[0] < piece[1]:
                yield piece
