"""What a room tells about one kind of data that it keeps for a while."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Stock:
    """How much of one kind is kept."""

    count: int
    oldest: datetime | None
    """When the period of the oldest one began; None when nothing is kept."""
    overdue: int
    """How many should have been removed by now."""
