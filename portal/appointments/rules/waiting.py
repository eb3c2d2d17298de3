"""Who gets a freed place: one person at a time, by urgency and then by time of asking."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.appointments.model import Desk, Slot, Terms, Wish

ANSWER_TIME = timedelta(hours=4)
SHORTEST_ANSWER = timedelta(minutes=30)
EVENING, MORNING = time(21), time(10)
GRACE = timedelta(minutes=15)
"""An offer that was not answered keeps its place so much longer, so that it goes to the next in line first."""


def in_turn(wishes: Iterable[Wish]) -> list[Wish]:
    """The wishes in the order in which they get a place."""
    return sorted(wishes, key=lambda wish: (-wish.urgency, wish.asked_at, wish.id))


def answer_by(now: datetime, zone: ZoneInfo) -> datetime:
    """Until when an offer made `now` can be taken: four hours, and never in the night of the desk's zone."""
    until = (now + ANSWER_TIME).astimezone(zone)
    if until.time() >= EVENING:
        return datetime.combine(until.date() + timedelta(days=1), MORNING, zone)
    if until.time() < MORNING:
        return datetime.combine(until.date(), MORNING, zone)
    return until


def why_not(wish: Wish, slot: Slot, *, desk: Desk, current: Slot | None, now: datetime) -> str:
    """Why the place does not suit the wish, as one word that the page puts in a sentence; '' when it does."""
    local = slot.starts_at.astimezone(desk.zone)
    reasons = (
        ('not_earlier', local.date() > wish.before or (current is not None and slot.starts >= current.starts)),
        ('notice', slot.starts_at - now < timedelta(hours=wish.terms.notice_hours)),
        ('time', not _in_part_of_day(wish.terms, local.time())),
        ('too_soon', answer_until(slot, desk=desk, now=now) - now < SHORTEST_ANSWER),
    )
    return next((word for word, applies in reasons if applies), '')


def answer_until(slot: Slot, *, desk: Desk, now: datetime) -> datetime:
    """Until when an offer of this place holds: its answer time, but not past the desk's own lead time."""
    return min(answer_by(now, desk.zone), slot.starts_at - desk.lead)


def best_place(wish: Wish, slots: Iterable[Slot], *, desk: Desk, current: Slot | None, now: datetime) -> Slot | str:
    """The first of the places that suits the wish, or the reason why none does."""
    reason = 'size'
    for slot in slots:
        reason = why_not(wish, slot, desk=desk, current=current, now=now)
        if not reason:
            return slot
    return reason


def overlapping(starts: Iterable[int], *, ticks: int, freed: Slot) -> list[int]:
    """The starts at which a visit of so many ticks would use a part of what was freed."""
    return [start for start in starts if freed.starts - ticks < start < freed.starts + freed.ticks]


def _in_part_of_day(terms: Terms, clock: time) -> bool:
    after, before = terms.not_before, terms.not_after
    return (after is None or clock >= after) and (before is None or clock <= before)
