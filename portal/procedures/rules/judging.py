"""Puts together all that follows from a case on a day."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from portal.procedures.model import Case, Definitions, Event, TimeToObject
from portal.procedures.model.judged import Judged
from portal.procedures.rules.clocks.default import find_default
from portal.procedures.rules.clocks.objecting import remedy_begins, time_to_object
from portal.procedures.rules.clocks.statutory import aims, ended_by, find_late, legal_end
from portal.procedures.rules.finding import find_remedies, track_of
from portal.procedures.rules.steps import find_progress


def judge(case: Case, definitions: Definitions, today: date, *, letters: Collection[date] = ()) -> Judged:
    """Where a case stands today, by what is known of it; raises `ProcedureUnknown`.

    `letters` are the days of the letters that say what can be done against a decision of the case, as far as
    they are known: the time for that begins when the decision is sent (Awb 6:8).
    """
    legal = legal_end(case, definitions, today)
    default = find_default(case, definitions, today, legal=legal)
    ended = ended_by(case, today)
    return Judged(
        case=case, day=today, legal=legal, default=default, ended=ended,
        progress=find_progress(case, definitions, today, legal=legal, default=default),
        late=find_late(case, legal, today), aims=aims(case, legal.term) if legal.term else (),
        objecting=_objecting(case, definitions, _sent(ended, letters), today=today) if ended else (),
    )


def _sent(ended: Event, letters: Collection[date]) -> Event:
    """The end of the case on the day on which its letter was sent, where that came later."""
    return replace(ended, day=min((day for day in letters if day >= ended.day), default=ended.day))


def _objecting(case: Case, definitions: Definitions, ended: Event, *, today: date) -> tuple[TimeToObject, ...]:
    """What somebody may do against the decision, and until when."""
    track = track_of(definitions, case)
    remedies = find_remedies(definitions, case.procedure, track, outcome=ended.what, sent=ended.day)
    begins = [
        (remedy, remedy_begins(case, remedy, today) if remedy.from_card else ended.day) for remedy in remedies
    ]
    return tuple(time_to_object(definitions, remedy, begun) for remedy, begun in begins if begun)
