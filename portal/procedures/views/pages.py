"""What the pages about applications share."""

from datetime import date

from flask import Blueprint, abort

from portal.clock import Clock
from portal.identity.access import who
from portal.identity.model import Level, PersonId
from portal.kernel.dutch_time import dutch_day
from portal.procedures.errors import CaseUnknown, ProcedureUnknown
from portal.procedures.model import CaseId
from portal.procedures.model.judged import Judged
from portal.procedures.model.kept import KeptCase, Learnt, SourceState
from portal.procedures.service import Cases
from portal.web.parts import part

blueprint = Blueprint('procedures', __name__)


def cases() -> Cases:
    """The use cases of the procedures."""
    return part(Cases)


def today() -> date:
    """The day in the Netherlands."""
    return dutch_day(part(Clock).now())


def me() -> PersonId:
    """The applicant whose pages these are."""
    person = who().person
    if person is None:
        abort(404)
    return person


def mine(case_id: str) -> KeptCase:
    """One of this person's own cases; somebody else's is not found."""
    return mine_with_source(case_id)[0]


def mine_with_source(case_id: str) -> tuple[KeptCase, SourceState, Learnt]:
    """The same, with how old what we know is, and the newest model of its queue."""
    try:
        return cases().get_with_source(me(), CaseId(case_id))
    except CaseUnknown:
        abort(404)


def judged(kept: KeptCase, letters: tuple[date, ...] = ()) -> Judged | None:
    """What follows today from a case, and from when its decision was sent as `decided_in` tells.

    None for a procedure that the definitions do not know.
    """
    try:
        return cases().judge(kept, letters)
    except ProcedureUnknown:
        return None


def known_surely() -> bool:
    """What letters say, and who else is in a case, is for whom we know surely."""
    return who().reaches(Level.SUBSTANTIAL)
