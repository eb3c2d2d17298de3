"""Whose turn it is: what the applicant must do, by when, and what happens if they do not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from portal.kernel.texts import Text
from portal.procedures.model import Case, Definitions, Event, EventKind, StepAt, Turn, YourTurn
from portal.procedures.rules.clocks.statutory import ended_by
from portal.procedures.rules.clocks.stopping import STANDARD, ask_ends
from portal.procedures.rules.days import after
from portal.procedures.rules.finding import find_period, find_turn


def find_turns(case: Case, definitions: Definitions, now: StepAt, *, today: date) -> tuple[YourTurn, ...]:
    """What the applicant must do now, by events and by the step; what comes first in time is first."""
    found = [
        _asked(definitions, turn, events, today=today)
        for turn in definitions.files.turns if _may_open(turn, case, today)
        for events in _by_thing(definitions, _open(case, turn, today))
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


def _by_thing(definitions: Definitions, events: list[Event]) -> Iterable[list[Event]]:
    """The events that ask for one thing together: each letter for papers asks for its own, all else is asked again."""
    found = defaultdict[tuple[str, date | None], list[Event]](list)
    for event in events:
        found[event.what, ask_ends(definitions, event) if event.kind is EventKind.ASKED else None].append(event)
    return found.values()


def _closes(turn: Turn, event: Event, later: Event) -> bool:
    return later.kind in turn.closed_by and (later.what in ('', event.what) or event.what == '')


def _outlives(turn: Turn, event: Event, ended: Event) -> bool:
    """It is still to do after the decision."""
    return ended.kind is EventKind.DECIDED and (not turn.ends_with_decision or event.day > ended.day)


def _asked(definitions: Definitions, turn: Turn, events: Sequence[Event], *, today: date) -> YourTurn:
    """What was asked for once or more: the last time counts."""
    event = events[-1]
    by = _ends(definitions, turn, event)
    return YourTurn(
        turn=turn, since=event.day, by=by, is_over=_over(by, today), asked=_what(definitions, event),
        first_by=_ends(definitions, turn, events[0]) if len(events) > 1 else None,
    )


def _ends(definitions: Definitions, turn: Turn, event: Event) -> date | None:
    by = ask_ends(definitions, event) if event.kind is EventKind.ASKED else event.until
    return by or _within(definitions, turn, event.day)


def _at_step(definitions: Definitions, turn: Turn, since: date, *, today: date) -> YourTurn:
    by = _within(definitions, turn, since)
    return YourTurn(turn=turn, since=since, by=by, is_over=_over(by, today))


def _within(definitions: Definitions, turn: Turn, since: date) -> date | None:
    period = find_period(definitions, turn.within, since) if turn.within else None
    return after(since, period.lasts) if period else None


def _over(by: date | None, today: date) -> bool:
    return by is not None and by < today


def _what(definitions: Definitions, event: Event) -> Text | None:
    """What a letter asked for, in the words of the definitions; None where they say no more than that it did."""
    period = find_period(definitions, event.what, event.day) if event.what not in ('', STANDARD) else None
    return period.says if period else None
