"""The days that do not count, because the clock stands still (Awb 4:5 and 4:15)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.procedures.model import Case, Definitions, Event, EventKind, Length, Status, Suspension, Told, Unit
from portal.procedures.rules.clocks.running import Running
from portal.procedures.rules.days import DAY, after
from portal.procedures.rules.finding import find_period, find_suspension

PAPERS = 'papers'
"""The suspension for completing an application."""
STANDARD, SET_ASIDE = 'asked_standard', 'set_aside'
"""How long somebody has when the letter's day is not known; how long the service has to stop after that."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Days that do not count, the first and the last one among them."""

    suspension: Suspension
    event: Event
    first: date
    last: date
    is_open: bool
    is_told: bool


def ask_ends(definitions: Definitions, ask: Event) -> date:
    """The last day on which somebody may send what was asked for: that of the letter, else that of the rules."""
    if ask.until is not None:
        return ask.until
    period = find_period(definitions, ask.what, ask.day) or find_period(definitions, STANDARD, ask.day)
    return after(ask.day, period.lasts) if period else ask.day


def set_aside_by(definitions: Definitions, ask: Event) -> date | None:
    """Until when the service can stop with an application to which nothing was added (Awb 4:5(4)); None: not known."""
    period = find_period(definitions, SET_ASIDE, ask.day)
    return after(ask_ends(definitions, ask), period.lasts) if period else None


def answer_to(case: Case, ask: Event, day: date) -> Event | None:
    """What came in after a letter that asked for something; one that does not say what it is answers all."""
    return next((
        event for event in case.known_on(day)
        if event.kind is EventKind.PAPERS_RECEIVED and event.day >= ask.day and event.what in ('', ask.what)
    ), None)


def open_asks(definitions: Definitions, case: Case, day: date) -> list[Event]:
    """What was asked for, has not come in, and can still be sent."""
    return [ask for ask in unanswered(case, day) if day <= ask_ends(definitions, ask)]


def unanswered(case: Case, day: date) -> list[Event]:
    """What was asked for and has not come in, the day set for it passed or not."""
    asked = (event for event in case.known_on(day) if event.kind is EventKind.ASKED)
    return [ask for ask in asked if answer_to(case, ask, day) is None]


def stops(definitions: Definitions, case: Case, day: date, *, papers: bool) -> list[Stop]:
    """All times for which the clock of a case stood still, as things are on `day`; those for papers if they count."""
    found = []
    for event in case.known_on(day):
        if event.kind is EventKind.ASKED and papers:
            found.append(_for_papers(definitions, case, event, day=day))
        elif event.kind is EventKind.SUSPENDED:
            found.append(_for_reason(definitions, case, event, day=day))
    real = (stop for stop in found if stop is not None and stop.first <= stop.last)
    return sorted(real, key=lambda stop: stop.first)


def _for_papers(definitions: Definitions, case: Case, ask: Event, *, day: date) -> Stop | None:
    """Awb 4:15(1)a: from the day after the letter until what was asked for is there, or the day set has passed."""
    suspension = find_suspension(definitions, PAPERS, ask.day)
    if suspension is None:
        return None
    due, answer = ask_ends(definitions, ask), answer_to(case, ask, day)
    last = due if answer is None else min(due, _last_before(suspension, answer.day))
    return Stop(
        suspension=suspension, event=ask, first=_first(suspension, ask.day), last=last,
        is_open=answer is None and day <= due, is_told=True,
    )


def _for_reason(definitions: Definitions, case: Case, event: Event, *, day: date) -> Stop | None:
    suspension = find_suspension(definitions, event.what, event.day)
    if suspension is None:
        return None
    resumed = next((
        other for other in case.known_on(day)
        if other.kind is EventKind.RESUMED and other.day >= event.day and other.what in ('', event.what)
    ), None)
    # Foreign information stops the clock from the day after somebody was told, so never before that.
    begins = max(event.day, event.told) if event.told and suspension.from_next_day else event.day
    ends = [_last_before(suspension, resumed.day)] if resumed else []
    ends += [event.until] if event.until else []
    return Stop(
        suspension=suspension, event=event, first=_first(suspension, begins), last=min(ends, default=day),
        is_open=resumed is None and (event.until is None or day <= event.until),
        is_told=not suspension.must_be_told or event.told is not None,
    )


def _first(suspension: Suspension, day: date) -> date:
    return day + DAY if suspension.from_next_day else day


def _last_before(suspension: Suspension, day: date) -> date:
    return day - DAY if suspension.until_day_before else day


def stop(running: Running, found: Stop) -> Running:
    """The clock after it stood still; days that were not counted before are not counted twice."""
    why, law, status = found.suspension.says, found.suspension.law, found.suspension.status
    if not found.is_told:
        return running.tells(Told.STOPPED_UNTOLD, source=law, status=Status.UNCONFIRMED, since=found.first, why=why)
    if found.first > running.last_day:
        return running.tells(Told.STOPPED_LATE, source=law, since=found.first, why=why)
    first = found.first if running.stopped_until is None else max(found.first, running.stopped_until + DAY)
    days = (found.last - first).days + 1
    if days <= 0:
        return running
    # Who is stopped in the weekend after the end has the whole weekend: the period ran until its last day.
    chain = running.chain if first <= running.end else running.last_day - timedelta(days=running.stopped)
    after_it = replace(running, chain=chain, stopped=running.stopped + days, stopped_until=found.last)
    told = Told.STOPPED_STILL if found.is_open else Told.STOPPED
    return after_it.tells(
        told, source=law, status=status, since=first, last=found.last,
        length=Length(days, Unit.DAY), why=why,
    )
