"""What every letter says.

Instants are in UTC; a place carries the zone in which they are shown. What our own data says comes as
`Text`, in every language; what people typed is marked `TYPED` and is treated with more care.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar

from portal.kernel.texts import Text

TYPED = MappingProxyType({'typed_by_people': True})
MINUTES = MappingProxyType({'minutes': True})
"""A number of minutes, said in hours when it is long."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who writes, and whom to call; a letter without telephone number does not speak of calling."""

    name: str
    phone: str = ''
    phone_hours: str = ''
    """Hours of the day, such as `9-17`."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """When and where to be."""

    starts_at: datetime
    minutes: int = field(metadata=MINUTES)
    zone: str
    desk: str
    address: tuple[str, ...]
    directions: Text


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What every letter says."""

    folder: ClassVar[str]

    office: Office
    written_on: date
    service: Text
    """What the visit is for."""
