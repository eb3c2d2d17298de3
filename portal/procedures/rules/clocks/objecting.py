"""Until when somebody may object or appeal (Awb 6:7-6:9, Vw 69)."""

from datetime import date

from portal.procedures.model import Case, Definitions, EventKind, Reckoning, Remedy, TimeToObject, Told
from portal.procedures.rules.clocks.running import Running, reckoning
from portal.procedures.rules.days import after
from portal.procedures.rules.finding import find_period

POSTED_LATE = 'posted_late'
"""What was posted in time may arrive so much later."""


def time_to_object(definitions: Definitions, remedy: Remedy, begins: date) -> TimeToObject:
    """Until when somebody may use a remedy; `begins` is the day of sending, or of collecting the card."""
    first = Told.COLLECTED if remedy.from_card else Told.SENT
    if remedy.lasts is None:
        steps = (
            reckoning(definitions, first, begins),
            reckoning(definitions, Told.TERM_UNKNOWN, begins, source=remedy.law, status=remedy.status),
        )
        return TimeToObject(remedy=remedy, day=None, post_until=None, steps=steps)
    running = Running(definitions=definitions, start=begins, chain=begins).tells(first)
    running = _ran(running, remedy).ends()
    posted, late = find_period(definitions, POSTED_LATE, begins), running.steps
    if posted is None:
        return TimeToObject(remedy=remedy, day=running.end, post_until=None, steps=late)
    arrive = after(running.end, posted.lasts)
    last = reckoning(
        definitions, Told.POSTED, running.end, source=posted.law, status=posted.status, length=posted.lasts,
        arrive=arrive,
    )
    return TimeToObject(remedy=remedy, day=running.end, post_until=arrive, steps=(*late, last))


def _ran(running: Running, remedy: Remedy) -> Running:
    assert remedy.lasts is not None
    longer = running.lasts(remedy.lasts)
    return longer.tells(Told.TIME_TO_OBJECT, source=remedy.law, status=remedy.status, length=remedy.lasts)


def is_in_time(time: TimeToObject, received: date, posted: date | None = None) -> bool | None:
    """The objection came in time, or was posted in time and came within the week after; None: nobody can say."""
    if time.day is None:
        return None
    if received <= time.day:
        return True
    return posted is not None and posted <= time.day and time.post_until is not None and received <= time.post_until


def remedy_begins(case: Case, remedy: Remedy, day: date) -> date | None:
    """The day from which the time to object counts in an objection's own case; None: not known."""
    kind = EventKind.CARD_COLLECTED if remedy.from_card else EventKind.DECISION_SENT
    found = case.find_last(kind, day)
    return found.day if found else None


def last_steps(time: TimeToObject) -> tuple[Reckoning, ...]:
    """The steps up to the last day, without what is only said about posting."""
    return tuple(step for step in time.steps if step.told is not Told.POSTED)
