"""What somebody seeks: product, persons, desks, days and times of day, as it stands in the page's address.

An address can be kept, sent and opened again; what it says wrongly is passed over where it only narrows
the search, and refused where it names the visit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from portal.appointments.errors import SlotUnknown
from portal.appointments.model import Catalogue, Desk, FreeDay, FreePlaces, Slot
from portal.kernel.ticks import moment_of

PARTS_OF_DAY = {'morning': (time(), time(12)), 'afternoon': (time(12), time(17)), 'evening': (time(17), time.max)}
DAYS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Search:
    """A question for free places."""

    product: str
    persons: int
    desks: tuple[str, ...] = ()
    """Keys of the chosen desks; none means all that offer the product."""
    after: date | None = None
    before: date | None = None
    weekdays: tuple[int, ...] = ()
    part: str = ''
    page: date | None = None
    """The first day that is shown."""
    whole: bool = False
    """Show all times of the first day instead of a few of several days."""

    @classmethod
    def read(cls, arguments: MultiDict, catalogue: Catalogue) -> 'Search':
        """The search that an address asks for; raises `SlotUnknown` for a product or number that does not exist."""
        product = catalogue.products.get(arguments.get('product', ''))
        persons = _number(arguments.get('persons', ''))
        if product is None or not 1 <= persons <= product.persons_max:
            raise SlotUnknown
        offering = {desk.key for desk in catalogue.offering(product.key)}
        part = arguments.get('part', '')
        return cls(
            product=product.key, persons=persons, part=part if part in PARTS_OF_DAY else '',
            desks=tuple(dict.fromkeys(key for key in arguments.getlist('desk') if key in offering)),
            weekdays=tuple(sorted({_number(one) for one in arguments.getlist('weekday') if one in set('0123456')})),
            after=_day(arguments.get('after')), before=_day(arguments.get('before')),
            page=_day(arguments.get('page')), whole=arguments.get('whole') == 'yes',
        )

    def arguments(self, **changes: object) -> dict[str, Any]:
        """The search as it stands in an address, with these changes."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        said = {
            'product': changed.product, 'persons': changed.persons, 'desk': list(changed.desks),
            'after': changed.after, 'before': changed.before, 'weekday': list(changed.weekdays),
            'part': changed.part, 'page': changed.page, 'whole': 'yes' if changed.whole else '',
        }
        return {name: value for name, value in said.items() if value not in (None, '', [])}

    def where(self, catalogue: Catalogue) -> tuple[Desk, ...]:
        """The desks to look at."""
        offering = catalogue.offering(self.product)
        return tuple(desk for desk in offering if not self.desks or desk.key in self.desks)

    @property
    def is_narrowed(self) -> bool:
        """Some days or times are left out."""
        return bool(self.after or self.before or self.weekdays or self.part)

    def suits_day(self, day: date) -> bool:
        """The day is not left out."""
        return (
            (self.after is None or day >= self.after) and (self.before is None or day <= self.before)
            and (not self.weekdays or day.weekday() in self.weekdays)
        )

    def starts(self, day: FreeDay, zone: ZoneInfo) -> tuple[int, ...]:
        """The starts of a day that are not left out."""
        if not self.part:
            return day.starts
        opens, closes = PARTS_OF_DAY[self.part]
        return tuple(start for start in day.starts if opens <= _clock(start, zone) < closes)

    def places(self, free: FreePlaces, zone: ZoneInfo) -> Iterator[tuple[FreeDay, tuple[int, ...]]]:
        """The days of one desk that suit, each with its starts that suit."""
        for day in free.days:
            if self.suits_day(day.day) and (starts := self.starts(day, zone)):
                yield day, starts

    def first(self, free: FreePlaces, zone: ZoneInfo) -> Slot | None:
        """The first place of one desk that suits."""
        found = next(self.places(free, zone), None)
        return free.at(found[1][0]) if found else None


def days_shown(days: Iterable[date], page: date | None) -> tuple[list[date], date | None, date | None]:
    """A few of these days from `page` on; where the earlier ones begin, and where the later ones."""
    ordered = sorted(set(days))
    first = next((number for number, day in enumerate(ordered) if page is None or day >= page), len(ordered))
    shown = ordered[first:first + DAYS_SHOWN]
    earlier = ordered[max(first - DAYS_SHOWN, 0)] if first else None
    later = ordered[first + DAYS_SHOWN] if first + DAYS_SHOWN < len(ordered) else None
    return shown, earlier, later


def spread(slots: Sequence[Slot], most: int) -> Sequence[Slot]:
    """At most so many of the places, spread over the day, the first among them."""
    if len(slots) <= most:
        return slots
    return [slots[number * len(slots) // most] for number in range(most)]


def nearest(slots: Iterable[Slot], wanted: Slot, most: int) -> list[Slot]:
    """The places nearest to the one that was wanted, in order of time; at its own desk before others."""
    def distance(slot: Slot) -> tuple[int, bool]:
        return abs(slot.starts - wanted.starts), slot.desk != wanted.desk
    return sorted(sorted(slots, key=distance)[:most])


def _clock(start: int, zone: ZoneInfo) -> time:
    return moment_of(start).astimezone(zone).time()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or '')
    except ValueError:
        return None
