"""Ticks of five minutes, counted from the epoch in UTC: the planner's unit of time.

A tick has one meaning in every zone, so nights on which the clock changes need no rule of their own.
"""

from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

TICK = timedelta(minutes=5)
SECONDS = int(TICK.total_seconds())


def tick_of(moment: datetime) -> int:
    """The tick that `moment`, an aware datetime, falls in."""
    return int(moment.timestamp()) // SECONDS


def tick_from(moment: datetime) -> int:
    """The first tick that starts at or after `moment`."""
    return ceil(moment.timestamp() / SECONDS)


def moment_of(tick: int) -> datetime:
    """The instant at which `tick` starts, in UTC."""
    return datetime.fromtimestamp(tick * SECONDS, UTC)


def tick_at(day: date, clock: time, zone: ZoneInfo) -> int:
    """The tick at which the wall clock of `zone` shows `clock` on `day`.

    A time that the spring change skips becomes the instant as far after it; of a time that
    the autumn change shows twice, the first is meant.
    """
    return tick_of(datetime.combine(day, clock, zone))


def day_bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """First tick of the local `day` and first tick of the next: 276, 288 or 300 apart."""
    return tick_at(day, time(), zone), tick_at(day + timedelta(days=1), time(), zone)
