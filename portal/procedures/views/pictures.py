"""Pictures for who would rather look than read; the words beside them say the same."""

from dataclasses import dataclass
from datetime import date

from portal.procedures.model.expected import Forecast, Span

WIDTH, STRIP = 640, 320
MOST_SHOWN = 12
"""A queue is drawn with so many people at most; each then stands for several."""


@dataclass(frozen=True)
class QueuePicture:
    """A line of people, and where in it somebody is."""

    people: tuple[int, ...]
    """Where each is drawn, from the front of the queue."""
    you: int
    is_cut: bool
    """There are more people than are drawn."""


@dataclass(frozen=True)
class Tick:
    """A month that begins on the strip; its year is told only now and then."""

    x: int
    year: int


@dataclass(frozen=True)
class RangePicture:
    """A range of days on a strip of time that begins today."""

    start: int
    width: int
    middle: int
    ticks: tuple[Tick, ...]


def queue_picture(forecast: Forecast) -> QueuePicture:
    """The queue as a line, with `you` at its end."""
    before = forecast.before or 0
    shown = min(before, MOST_SHOWN)
    step = WIDTH // (MOST_SHOWN + 2)
    people = tuple(step * (place + 1) for place in range(shown))
    return QueuePicture(people, step * (shown + 1), before > shown)


def range_picture(span: Span, today: date) -> RangePicture:
    """The range from today on, with the first day of each year."""
    last = max(span.latest.toordinal() + 14, today.toordinal() + 30)
    days = last - today.toordinal()

    def at(day: date) -> int:
        return round(STRIP * max(day.toordinal() - today.toordinal(), 0) / days)

    years = range(today.year + 1, date.fromordinal(last).year + 1)
    return RangePicture(
        start=at(span.earliest), width=max(at(span.latest) - at(span.earliest), 8), middle=at(span.middle),
        ticks=tuple(Tick(at(date(year, 1, 1)), year) for year in years),
    )
