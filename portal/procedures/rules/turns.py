"""Whose turn it is: what the applicant must do, by when, and what happens if they do not."""

from datetime import date

from portal.kernel.texts import Text
from portal.procedures.model import Case, Definitions, Event, EventKind, StepAt, Turn, YourTurn
from portal.procedures.rules.clocks.statutory import ended_by
from portal.procedures.rules.clocks.stopping import ask_ends
from portal.procedures.rules.days import after
from portal.procedures.rules.finding import find_period, find_turn


def find_turns(case: Case, definitions: Definitions, now: StepAt, *, today: date) -> tuple[YourTurn, ...]:
    """What the applicant must do now, by events and by the step; what comes first in time is first."""
    found = [
        _asked(definitions, turn, event, today=today)
        for turn in definitions.files.turns if _may_open(turn, case, today)
        for event in _last_of_each(definitions, _open(case, turn, today))
    ]
    found = [one for one in found if not (one.is_over and one.turn.ends_with_its_day)]
    own = find_turn(definitions, now.step.turn, today) if now.step.turn else None
    if own is not None and now.since is not None and own.key not in {one.turn.key for one in found}:
        found.append(_at_step(definitions, own, now.since, today=today))
    return tuple(sorted(found, key=lambda one: one.by or date.max))


def _may_open(turn: Turn, case: Case, today: date) -> bool:
    return bool(turn.opened_by) and turn.holds_on(today) and (not turn.procedures or case.procedure in turn.procedures)


def happened(event: Event, pattern: str) -> bool:
    """An event is what a pattern names: `decided`, or `decided.granted`."""
    kind, _, what = pattern.partition('.')
    return event.kind == kind and what in ('', event.what)


def _open(case: Case, turn: Turn, today: date) -> list[Event]:
    """The events that made it the applicant's turn, and that nothing closed."""
    events = case.known_on(today)
    ended = ended_by(case, today)
    return [
        event for place, event in enumerate(events)
        if happened(event, turn.opened_by or '') and (ended is None or _outlives(turn, event, ended))
        and not any(_closes(turn, event, later) for later in events[place + 1:])
    ]


def _last_of_each(definitions: Definitions, events: list[Event]) -> list[Event]:
    """What was asked twice is asked once, and the last time counts; two letters for papers each ask for their own."""
    return list({
        (event.what, ask_ends(definitions, event) if event.kind is EventKind.ASKED else None): event
        for event in events
    }.values())


def _closes(turn: Turn, event: Event, later: Event) -> bool:
    return later.kind in turn.closed_by and (later.what in ('', event.what) or event.what == '')


def _outlives(turn: Turn, event: Event, ended: Event) -> bool:
    """It is still to do after the decision."""
    return ended.kind is EventKind.DECIDED and (not turn.ends_with_decision or event.day > ended.day)


def _asked(definitions: Definitions, turn: Turn, event: Event, *, today: date) -> YourTurn:
    by = ask_ends(definitions, event) if event.kind is EventKind.ASKED else event.until
    by = by or _within(definitions, turn, event.day)
    return YourTurn(turn=turn, since=event.day, by=by, is_over=_over(by, today), asked=_what(definitions, event))


def _at_step(definitions: Definitions, turn: Turn, since: date, *, today: date) -> YourTurn:
    by = _within(definitions, turn, since)
    return YourTurn(turn=turn, since=since, by=by, is_over=_over(by, today))


def _within(definitions: Definitions, turn: Turn, since: date) -> date | None:
    period = find_period(definitions, turn.within, since) if turn.within else None
    return after(since, period.lasts) if period else None


def _over(by: date | None, today: date) -> bool:
    return by is not None and by < today


def _what(definitions: Definitions, event: Event) -> Text | None:
    """What a letter asked for, in the words of the definitions."""
    period = find_period(definitions, event.what, event.day) if event.what else None
    return period.says if period else None
