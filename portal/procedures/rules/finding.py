"""Finds the entries that hold for a case."""

from datetime import date
from typing import Any

from portal.procedures.errors import ProcedureUnknown
from portal.procedures.model import (
    Blanket,
    Case,
    Definitions,
    Money,
    Notice,
    Pending,
    Period,
    Procedure,
    Remedy,
    Situation,
    Step,
    Suspension,
    Term,
    Turn,
)


def find_procedure(definitions: Definitions, key: str, day: date) -> Procedure | None:
    """The procedure as it goes for what came in on that day."""
    return _find(definitions, 'procedures', key, day=day)


def get_procedure(definitions: Definitions, key: str, day: date) -> Procedure:
    """The procedure as it goes for what came in on that day; raises `ProcedureUnknown`."""
    found = find_procedure(definitions, key, day)
    if found is None:
        raise ProcedureUnknown(f'{key} on {day}')
    return found


def track_of(definitions: Definitions, case: Case) -> str:
    """The track of a case; the first of its procedure when it names none that is known."""
    return get_procedure(definitions, case.procedure, case.received).track(case.track).key


def terms_of(definitions: Definitions, procedure: str, track: str) -> list[Term]:
    """The periods for a track in the order of time."""
    found = definitions.by_key['terms'].get(procedure, ())
    return sorted((term for term in found if not term.tracks or track in term.tracks), key=lambda one: one.valid_from)


def find_term(definitions: Definitions, case: Case, day: date) -> tuple[Term | None, Term | None]:
    """The period that holds for a case as things are on `day`, and a newer one of which that is not known."""
    terms = terms_of(definitions, case.procedure, track_of(definitions, case))
    holds = next((term for term in terms if term.holds_on(case.received)), None)
    unsure = None
    for term in terms:
        if case.received < term.valid_from <= day:
            if term.pending is Pending.YES:
                holds, unsure = term, None
            elif term.pending is Pending.UNKNOWN:
                unsure = term
    return holds, unsure


def find_blanket(definitions: Definitions, case: Case) -> Blanket | None:
    """The time that was taken for all applications like this one."""
    return _find(definitions, 'blankets', case.procedure, day=case.received)


def find_suspension(definitions: Definitions, key: str, day: date) -> Suspension | None:
    """A reason for which the clock stands still."""
    return _find(definitions, 'suspensions', key, day=day)


def find_period(definitions: Definitions, key: str, day: date) -> Period | None:
    """How long somebody has for something."""
    return _find(definitions, 'periods', key, day=day)


def find_step(definitions: Definitions, key: str, day: date) -> Step | None:
    """A step, as it is told on that day."""
    return _find(definitions, 'steps', key, day=day)


def find_turn(definitions: Definitions, key: str, day: date) -> Turn | None:
    """What it is somebody's turn to do, as it is told on that day."""
    return _find(definitions, 'turns', key, day=day)


def find_situation(definitions: Definitions, key: str, day: date) -> Situation | None:
    """What goes before the step itself, as it is told on that day."""
    return _find(definitions, 'situations', key, day=day)


def find_money(definitions: Definitions, day: date) -> Money | None:
    """What the law says about money for a notice of default of that day."""
    return next((one for one in definitions.files.money if one.holds_on(day)), None)


def find_remedies(definitions: Definitions, procedure: str, track: str, *, outcome: str, sent: date) -> list[Remedy]:
    """What somebody can do against a decision that was sent on that day."""
    return [
        one for one in definitions.files.remedies
        if procedure in one.procedures and (not one.tracks or track in one.tracks)
        and outcome in one.outcomes and one.holds_on(sent)
    ]


def find_remedy(definitions: Definitions, key: str, day: date) -> Remedy | None:
    """A remedy by its name, against decisions of that day."""
    return _find(definitions, 'remedies', key, day=day)


def find_notices(definitions: Definitions, case: Case, day: date) -> list[Notice]:
    """The news for a case on a day."""
    track = track_of(definitions, case)
    return [
        one for one in definitions.files.notices
        if case.procedure in one.procedures and (not one.tracks or track in one.tracks) and one.holds_on(day)
        and (one.received_until is None or case.received <= one.received_until)
    ]


def _find(definitions: Definitions, kind: str, key: str, *, day: date) -> Any:
    return next((one for one in definitions.by_key[kind].get(key, ()) if one.holds_on(day)), None)
