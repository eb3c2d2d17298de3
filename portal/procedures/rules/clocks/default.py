"""The notice of default (ingebrekestelling): when it may be given, what then, and the court (Awb 6:12, 8:55b-8:55d).

Nothing here promises money.
"""

from dataclasses import replace
from datetime import date

from portal.procedures.model import (
    Case,
    ClockState,
    Default,
    DefaultStage,
    Definitions,
    Event,
    EventKind,
    Legal,
    Reckoning,
    Told,
)
from portal.procedures.rules.clocks.running import Running, reckoning
from portal.procedures.rules.clocks.statutory import ended_by, legal_end
from portal.procedures.rules.days import DAY
from portal.procedures.rules.finding import find_money, find_period

TWO_WEEKS, COURT = 'notice_of_default', 'court_without_hearing'
"""Periods of the definitions."""


def find_default(case: Case, definitions: Definitions, today: date, *, legal: Legal) -> Default:
    """How far somebody is who asks for a decision that should have been there, given what their clock says today."""
    may_from = legal.day + DAY if legal.day else None
    if legal.term is not None and legal.term.opens_court:
        return _own(case, definitions, today, legal=legal)
    notice, counts = _notice(case, definitions, today)
    found = Default(
        stage=_before_notice(legal, today), may_from=may_from,
        money=find_money(definitions, notice.day if notice else today),
    )
    if notice is not None and counts:
        found = _given(found, definitions, notice)
        found = _at_court(found, case, definitions, today=today)
        found = replace(found, stage=_after_notice(found, case, today))
    elif notice is not None:
        early = reckoning(definitions, Told.GIVEN_EARLY, notice.day)
        stage = DefaultStage.GIVEN_EARLY if found.stage is DefaultStage.TOO_SOON else found.stage
        found = replace(found, stage=stage, given=notice.day, steps=(early,))
    return replace(found, stage=DefaultStage.DECIDED) if ended_by(case, today) else found


def _own(case: Case, definitions: Definitions, today: date, *, legal: Legal) -> Default:
    """Of a case that is itself a notice of default: its own period are the two weeks."""
    court_from = legal.day + DAY if legal.day else None
    found = Default(
        stage=DefaultStage.WAITING, may_from=None, given=case.received, decide_by=legal.day, court_from=court_from,
        money=find_money(definitions, case.received),
        steps=(reckoning(definitions, Told.COURT_FROM, court_from),) if court_from else (),
    )
    found = _at_court(found, case, definitions, today=today)
    stage = DefaultStage.DECIDED if ended_by(case, today) else _after_notice(found, case, today)
    return replace(found, stage=stage)


def _notice(case: Case, definitions: Definitions, today: date) -> tuple[Event | None, bool]:
    """The first notice that was given after the period was over, else the last one given before."""
    given = [event for event in case.known_on(today) if event.kind is EventKind.NOTICE_OF_DEFAULT]
    for event in given:
        then = legal_end(case, definitions, event.day)
        if then.day is not None and then.state is not ClockState.STOPPED and event.day > then.day:
            return event, True
    return (given[-1], False) if given else (None, False)


def _before_notice(legal: Legal, today: date) -> DefaultStage:
    if legal.day is None:
        return DefaultStage.UNKNOWN
    return DefaultStage.MAY_GIVE if legal.state is ClockState.LATE and today > legal.day else DefaultStage.TOO_SOON


def _given(found: Default, definitions: Definitions, notice: Event) -> Default:
    """Two weeks from the day of the notice; who may go to the court does so from the day after."""
    steps: tuple[Reckoning, ...] = (reckoning(definitions, Told.GIVEN, notice.day),)
    decide_by, counted = _counted(definitions, TWO_WEEKS, notice.day, told=Told.TWO_WEEKS)
    court_from = decide_by + DAY if decide_by else None
    steps += counted
    if court_from:
        steps += (reckoning(definitions, Told.COURT_FROM, court_from),)
    return replace(found, given=notice.day, decide_by=decide_by, court_from=court_from, steps=steps)


def _at_court(found: Default, case: Case, definitions: Definitions, *, today: date) -> Default:
    appealed = case.find_last(EventKind.APPEALED, today)
    ordered = case.find_last(EventKind.COURT_ORDERED, today)
    if appealed:
        court_by, counted = _counted(definitions, COURT, appealed.day, told=Told.COURT_BY)
        found = replace(found, court_by=court_by, steps=(*found.steps, *counted))
    if ordered and ordered.until:
        told = reckoning(definitions, Told.COURT_ORDERED, ordered.until, on=ordered.day)
        found = replace(found, ordered_until=ordered.until, steps=(*found.steps, told))
    return found


def _after_notice(found: Default, case: Case, today: date) -> DefaultStage:
    if found.ordered_until:
        return DefaultStage.ORDERED
    if case.find_last(EventKind.APPEALED, today):
        return DefaultStage.AT_COURT
    over = found.court_from is not None and found.court_from <= today
    return DefaultStage.MAY_APPEAL if over else DefaultStage.WAITING


def _counted(definitions: Definitions, key: str, day: date, *, told: Told) -> tuple[date | None, tuple[Reckoning, ...]]:
    """The end of a period of the definitions, moved for a weekend, and how it was found; None: it is not known."""
    period = find_period(definitions, key, day)
    if period is None:
        return None, ()
    running = Running(definitions=definitions, start=day, chain=day).lasts(period.lasts)
    running = running.tells(told, source=period.law, status=period.status, length=period.lasts).ends()
    return running.end, running.steps
