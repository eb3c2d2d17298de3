"""Puts together all that follows from a case on a day."""

from datetime import date

from portal.procedures.model import Case, Definitions, Event, TimeToObject
from portal.procedures.model.judged import Judged
from portal.procedures.rules.clocks.default import find_default
from portal.procedures.rules.clocks.objecting import remedy_begins, time_to_object
from portal.procedures.rules.clocks.statutory import aims, ended_by, find_late, legal_end
from portal.procedures.rules.finding import find_remedies, track_of
from portal.procedures.rules.steps import find_progress


def judge(case: Case, definitions: Definitions, today: date) -> Judged:
    """Where a case stands today, by what is known of it; raises `ProcedureUnknown`."""
    legal = legal_end(case, definitions, today)
    default = find_default(case, definitions, today, legal=legal)
    ended = ended_by(case, today)
    return Judged(
        case=case, day=today, legal=legal, default=default, ended=ended,
        progress=find_progress(case, definitions, today, legal=legal, default=default),
        late=find_late(case, legal, today), aims=aims(case, legal.term) if legal.term else (),
        objecting=_objecting(case, definitions, ended, today=today) if ended else (),
    )


def _objecting(case: Case, definitions: Definitions, ended: Event, *, today: date) -> tuple[TimeToObject, ...]:
    """What somebody may do against the decision, and until when."""
    track = track_of(definitions, case)
    remedies = find_remedies(definitions, case.procedure, track, outcome=ended.what, sent=ended.day)
    begins = [
        (remedy, remedy_begins(case, remedy, today) if remedy.from_card else ended.day) for remedy in remedies
    ]
    return tuple(time_to_object(definitions, remedy, begun) for remedy, begun in begins if begun)
