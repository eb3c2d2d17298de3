"""By when the law wants a decision: the period, the days that do not count, the extensions, the weekend."""

from datetime import date

from portal.procedures.model import (
    Aim,
    Case,
    ClockState,
    Definitions,
    Event,
    EventKind,
    Late,
    Legal,
    Status,
    Term,
    Told,
)
from portal.procedures.rules.clocks.extending import extend, extend_all
from portal.procedures.rules.clocks.running import Running, reckoning
from portal.procedures.rules.clocks.starting import Started, received, started
from portal.procedures.rules.clocks.stopping import Stop, stop, stops
from portal.procedures.rules.days import DAY, after
from portal.procedures.rules.finding import find_blanket, find_term

OVER = {EventKind.DECIDED: ClockState.DECIDED, EventKind.WITHDRAWN: ClockState.WITHDRAWN}


def legal_end(case: Case, definitions: Definitions, today: date) -> Legal:
    """By when the law wants a decision in a case, by what is known today; raises `ProcedureUnknown`.

    What happened after the decision changes nothing any more.
    """
    ended = ended_by(case, today)
    day = ended.day if ended else today
    term, newer = find_term(definitions, case, day)
    if term is None or term.lasts is None:
        return _unknown(case, definitions, term, ended=ended)
    start = started(definitions, case, term, day=day)
    if start.day is None:
        return Legal(day=None, state=_state(ended, ClockState.NOT_STARTED), steps=start.steps, term=term)
    running = _began(definitions, case, term, start=start, newer=newer)
    found = stops(definitions, case, day, papers=term.papers_stop)
    running = _run(extend_all(running, find_blanket(definitions, case), day), term, case, found=found, day=day).ends()
    standing = None if ended else next((one for one in found if _stands(one, running)), None)
    state = ClockState.STOPPED if standing else ClockState.LATE if running.end < today else ClockState.RUNNING
    return Legal(
        day=running.end, state=_state(ended, state), steps=running.steps, term=term,
        stopped_since=standing.first if standing else None,
    )


def ended_by(case: Case, today: date) -> Event | None:
    """The decision, or the withdrawal, that ended a case by today."""
    return next((event for event in case.known_on(today) if event.kind in OVER), None)


def aims(case: Case, term: Term) -> tuple[Aim, ...]:
    """By when the service itself aims to decide; no date of the law."""
    return tuple(Aim(target=target, day=after(case.received, target.lasts)) for target in term.targets)


def find_late(case: Case, legal: Legal, today: date) -> Late | None:
    """How late a decision is, or was; None when it is not."""
    ended = ended_by(case, today)
    day = ended.day if ended else today
    if legal.day is None or legal.state is ClockState.STOPPED or day <= legal.day:
        return None
    return Late(since=legal.day + DAY, days=(day - legal.day).days)


def _unknown(case: Case, definitions: Definitions, term: Term | None, *, ended: Event | None) -> Legal:
    source = term.law if term else ''
    steps = (
        received(definitions, case),
        reckoning(definitions, Told.TERM_UNKNOWN, case.received, source=source, status=Status.UNCONFIRMED),
    )
    return Legal(day=None, state=_state(ended, ClockState.UNKNOWN), steps=steps, term=term)


def _state(ended: Event | None, otherwise: ClockState) -> ClockState:
    return OVER[ended.kind] if ended else otherwise


def _began(
    definitions: Definitions, case: Case, term: Term, *, start: Started, newer: Term | None,
) -> Running:
    """The clock with the period alone; tells of a newer law when there is one."""
    assert start.day is not None and term.lasts is not None
    running = Running(definitions=definitions, start=start.day, chain=start.day, steps=start.steps).lasts(term.lasts)
    running = running.tells(Told.TERM, source=term.law, status=term.status, length=term.lasts)
    if case.received < term.valid_from:
        running = running.tells(Told.NEW_LAW, source=term.source, status=term.status, since=term.valid_from)
    if newer is not None and newer.lasts is not None:
        running = running.tells(
            Told.NEW_LAW_UNSURE, source=newer.source, status=Status.UNCONFIRMED, since=newer.valid_from,
            length=newer.lasts,
        )
    return running


def _run(running: Running, term: Term, case: Case, *, found: list[Stop], day: date) -> Running:
    """The clock after all that happened, in order of time."""
    changes: list[Stop | Event] = [*found]
    changes += [event for event in case.known_on(day) if event.kind is EventKind.EXTENDED]
    for change in sorted(changes, key=lambda one: one.first if isinstance(one, Stop) else one.day):
        running = stop(running, change) if isinstance(change, Stop) else extend(running, term, change)
    return running


def _stands(found: Stop, running: Running) -> bool:
    """The clock stands still for this reason now, and it did not come too late for that."""
    return found.is_open and found.is_told and running.stopped_until is not None and found.last <= running.stopped_until
