"""The day and the hour in the Netherlands, where the law counts its days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo('Europe/Amsterdam')


def dutch_day(now: datetime) -> date:
    """The date in the Netherlands at this moment."""
    return now.astimezone(DUTCH_TIME).date()
