"""How long a log-in lasts. DigiD allows no more than fifteen idle minutes; the rest is NIST 800-63B-4 §4.2 and the
service's own choice."""

from datetime import datetime, timedelta

from portal.identity.model import STAFF, Account

IDLE, IDLE_SHARED = timedelta(minutes=15), timedelta(minutes=5)
LONGEST, LONGEST_STAFF = timedelta(hours=2), timedelta(hours=8)
WARNING = timedelta(minutes=2)
"""So long before it ends a page says so."""
STEP = timedelta(seconds=30)
"""A session's time is written again after so long, not at every page."""


def last_moment(account: Account, began: datetime) -> datetime:
    """When the session ends whatever is done."""
    return began + (LONGEST_STAFF if account.roles & STAFF else LONGEST)


def idle_time(*, shared: bool) -> timedelta:
    """How long somebody may do nothing."""
    return IDLE_SHARED if shared else IDLE


def end_if_idle(last: datetime, now: datetime, *, shared: bool) -> datetime:
    """When the session ends if nothing more is done."""
    return min(last, now + idle_time(shared=shared))
