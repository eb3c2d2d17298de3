"""What slows down who guesses, and nobody else: waiting, never a lock that keeps the rightful person out.

NIST 800-63B-4 §3.2.2: at most 100 wrong tries in a row, then the secret is at an end; the waits are its 30 seconds to
one hour.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from portal.identity.model.codes import Tries

FREE = 2
"""Wrong tries that cost nothing."""
DELAYS = (
    timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1),
)
FORGOTTEN = timedelta(days=1)
MOST_FAILURES = 100
WINDOW = timedelta(minutes=10)
CROWD = 30
"""So many people's details tried wrongly from one network within `WINDOW`."""
CROWD_WAIT, CROWD_MOST = timedelta(seconds=15), timedelta(minutes=1)
ALARM_TIMES, ALARM_FROM = 5, 30
"""More wrong tries than so many times the usual is an alarm, but not below this number in an hour."""
USUAL_DAYS = 28


def delay_after(failures: int) -> timedelta:
    """How long the next try has to wait after so many wrong ones."""
    if failures <= FREE:
        return timedelta()
    return DELAYS[min(failures - FREE, len(DELAYS)) - 1]


def delayed_until(tries: Tries, now: datetime) -> datetime | None:
    """Until when these details wait because they were tried wrongly; None when they may be tried now."""
    wait = delay_after(tries.failures)
    return tries.last_at + wait if wait and now - tries.last_at < wait else None


def held_until(tries: Tries, crowd: int, now: datetime) -> datetime | None:
    """Until when this try waits because so many (`crowd`) people's details failed from its network.

    It waits once and is then looked at: a right code from a crowded network gets in.
    """
    hold = tries.held_until
    if hold is not None and hold > now:
        return hold
    waited = hold is not None and now - hold <= WINDOW
    return None if crowd < CROWD or waited else now + crowd_wait(crowd)


def crowd_wait(crowd: int) -> timedelta:
    """How long a try from a crowded network waits: longer the more fail there, and never more than a minute."""
    return min(CROWD_WAIT * (crowd / CROWD), CROWD_MOST)


def held(tries: Tries, until: datetime) -> Tries:
    """The tries, with one that waits."""
    return replace(tries, held_until=until)


def counted(tries: Tries, now: datetime) -> Tries:
    """The tries with one more; failures of more than a day ago are forgotten."""
    before = 0 if now - tries.last_at > FORGOTTEN else tries.failures
    return replace(tries, failures=before + 1, last_at=now, held_until=None)


def is_dead(failures: int) -> bool:
    """Whether a secret was tried wrongly so often that it opens nothing any more."""
    return failures >= MOST_FAILURES


def hour_of(now: datetime) -> datetime:
    """The hour in which failures are counted together."""
    return now.replace(minute=0, second=0, microsecond=0)


def same_hours(now: datetime) -> tuple[datetime, ...]:
    """The same hour of the days before, with which this one is compared."""
    return tuple(hour_of(now) - timedelta(days=days) for days in range(1, USUAL_DAYS + 1))


def above_usual(failures: int, before: Sequence[int]) -> float:
    """How many times the usual an hour's failures are; `before` are those of the same hour of other days."""
    usual = median([*before, *[0] * (USUAL_DAYS - len(before))])
    return failures / max(usual, ALARM_FROM / ALARM_TIMES)


def becomes_alarming(failures: int, before: Sequence[int]) -> bool:
    """Whether this one failure more makes an hour alarming, which is said once."""
    return above_usual(failures - 1, before) <= ALARM_TIMES < above_usual(failures, before)
