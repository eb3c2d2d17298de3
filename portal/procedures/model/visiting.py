"""A visit that somebody has planned, as the pages about applications show it."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.kernel.texts import Text


@dataclass(frozen=True, kw_only=True)
class PlannedVisit:
    """When somebody comes, where and what for."""

    starts_at: datetime
    zone: ZoneInfo
    product: str
    service: Text = field(compare=False)
    """What it is for."""
    desk: str
    minutes: int
    address: tuple[str, ...]
    directions: Text = field(compare=False)
    bring: tuple[Text, ...] = field(compare=False)
    key: str = field(default='', repr=False)
    """Opens the page of the visit; empty when others come too."""
    code: str = field(default='', repr=False)
    """What to show at the desk; empty when others come too."""
    online_until: datetime
    """Until when it can be changed online, in UTC."""
