"""Where a case stands: which steps are done, now and next, and what the page says first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from portal.kernel.texts import Text
from portal.procedures.model import (
    Case,
    ClockState,
    Default,
    DefaultStage,
    Definitions,
    Event,
    EventKind,
    Legal,
    Progress,
    Quiet,
    Standing,
    Step,
    StepAt,
    YourTurn,
)
from portal.procedures.rules.clocks.statutory import ended_by
from portal.procedures.rules.days import after
from portal.procedures.rules.finding import find_notices, find_situation, find_step, get_procedure
from portal.procedures.rules.turns import find_turns

GRANTED = 'granted'
AT_COURT = {
    DefaultStage.ORDERED: 'ordered', DefaultStage.AT_COURT: 'at_court', DefaultStage.WAITING: 'default_given',
    DefaultStage.MAY_APPEAL: 'may_appeal',
}


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What goes before the step itself; `day` is what its words are filled with."""

    key: str = ''
    day: date | None = None


def find_progress(case: Case, definitions: Definitions, today: date, *, legal: Legal, default: Default) -> Progress:
    """Where a case stands today, given what its clocks say; raises `ProcedureUnknown`."""
    procedure = get_procedure(definitions, case.procedure, case.received)
    track = procedure.track(case.track)
    known = (find_step(definitions, key, today) for key in track.steps)
    steps = _standing(case, [step for step in known if step is not None], today)
    now = next(one for one in steps if one.standing is Standing.NOW)
    turns = find_turns(case, definitions, now, today=today)
    situation = Situation() if turns or now.step.final else _situation(legal, default)
    events = case.known_on(today)
    lead = turns[0].turn.lead if turns and turns[0].turn.key != now.step.turn else now.step.lead
    return Progress(
        procedure=procedure, track=track, steps=steps, now=now, situation=situation.key,
        lead=_said(definitions, situation, today) or lead, lead_day=situation.day, turns=turns,
        changed=_changed(case, today), changed_by=events[-1] if events else None,
        quiet=_quiet(case, now, today=today, turns=turns), notices=tuple(find_notices(definitions, case, today)),
    )


def entered(case: Case, steps: Sequence[Step], today: date) -> list[tuple[Step, date]]:
    """The steps that a case came to, in order of time; only `step_changed` can lead back."""
    found: list[tuple[Step, date]] = [(steps[0], case.received)]
    now = 0
    for event in case.known_on(today):
        place = _place_of(event, steps)
        if place is not None and (place > now or (event.kind is EventKind.STEP_CHANGED and place != now)):
            found.append((steps[place], event.day))
            now = place
    return found


def _place_of(event: Event, steps: Sequence[Step]) -> int | None:
    """The place of the step that an event brings a case to; the words with a dot say more, and go first."""
    if event.kind is EventKind.STEP_CHANGED:
        return next((place for place, step in enumerate(steps) if step.key == event.what), None)
    for pattern in (f'{event.kind}.{event.what}', str(event.kind)):
        for place, step in enumerate(steps):
            if pattern in step.begins:
                return place
    return None


def _standing(case: Case, steps: Sequence[Step], today: date) -> tuple[StepAt, ...]:
    way = entered(case, steps, today)
    now, since = way[-1]
    place = next(place for place, step in enumerate(steps) if step is now)
    done = [_done(step, way) for step in steps[:place] if not step.optional or _reached(step, way)]
    ended = ended_by(case, today)
    granted = ended is not None and ended.what == GRANTED
    following = [] if now.final else [step for step in steps[place + 1:] if not step.optional]
    return (
        *done, StepAt(step=now, standing=Standing.NOW, since=since),
        *(StepAt(step=step, standing=Standing.IF_GRANTED if step.if_granted and not granted else Standing.NEXT)
          for step in following),
    )


def _reached(step: Step, way: Sequence[tuple[Step, date]]) -> bool:
    return any(one is step for one, _ in way)


def _done(step: Step, way: Sequence[tuple[Step, date]]) -> StepAt:
    """A step that is over, with when it began and ended where that is known."""
    at = StepAt(step=step, standing=Standing.DONE)
    for (one, since), (_, until) in pairwise(way):
        if one is step:
            at = replace(at, since=since, until=until)
    return at


def _situation(legal: Legal, default: Default) -> Situation:
    """What the person should know before anything else."""
    day = {
        DefaultStage.ORDERED: default.ordered_until, DefaultStage.AT_COURT: legal.day,
        DefaultStage.WAITING: default.decide_by, DefaultStage.MAY_APPEAL: default.decide_by,
    }.get(default.stage)
    if day is not None:
        return Situation(key=AT_COURT[default.stage], day=day)
    if legal.state is ClockState.LATE:
        return Situation(key='late_unsure' if legal.unconfirmed else 'late', day=legal.day)
    if legal.state is ClockState.STOPPED:
        return Situation(key='stopped', day=legal.stopped_since)
    return Situation()


def _said(definitions: Definitions, situation: Situation, today: date) -> Text | None:
    found = find_situation(definitions, situation.key, today) if situation.key else None
    return found.lead if found else None


def _changed(case: Case, today: date) -> date:
    """The day of the last thing that happened; a decision that is objected to was sent before."""
    return max([case.received, *(event.day for event in case.known_on(today))])


def _quiet(case: Case, now: StepAt, *, today: date, turns: tuple[YourTurn, ...]) -> Quiet | None:
    """Since when nothing has happened, and until when that is normal; None when it is not our turn."""
    if turns or now.step.final or now.step.turn or now.since is None:
        return None
    usual = now.step.usual.most if now.step.usual else None
    since, until = _changed(case, today), after(now.since, usual) if usual else None
    # After the usual time something happened yet: how long it is quiet after that nobody can say.
    return Quiet(since=since, normal_until=until if until and until >= since else None)
