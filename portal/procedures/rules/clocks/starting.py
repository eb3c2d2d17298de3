"""From which day a period counts."""

from dataclasses import dataclass
from datetime import date

from portal.procedures.model import Case, Definitions, EventKind, Reckoning, Start, Term, Told
from portal.procedures.rules.clocks.objecting import last_steps, remedy_begins, time_to_object
from portal.procedures.rules.clocks.running import reckoning
from portal.procedures.rules.clocks.stopping import open_asks
from portal.procedures.rules.finding import find_remedy


@dataclass(frozen=True, kw_only=True)
class Started:
    """The day from which a period counts, which is not counted itself; None: it does not count yet."""

    day: date | None
    steps: tuple[Reckoning, ...]


def started(definitions: Definitions, case: Case, term: Term, *, day: date) -> Started:
    """From when the period of a case counts, as things are on `day`."""
    if term.start is Start.PAID_OR_COMPLETED:
        return _paid_or_completed(definitions, case, day)
    if term.start is Start.TIME_TO_OBJECT:
        return _after_time_to_object(definitions, case, term, day=day)
    return Started(day=case.received, steps=(received(definitions, case),))


def received(definitions: Definitions, case: Case) -> Reckoning:
    """The first step where a period counts from the day of receipt."""
    return reckoning(definitions, Told.RECEIVED, case.received)


def _paid_or_completed(definitions: Definitions, case: Case, day: date) -> Started:
    """RWN 9(4): after payment, or after completion when that comes later."""
    paid = case.find_last(EventKind.PAID, day)
    if paid is None or open_asks(definitions, case, day):
        return Started(day=None, steps=(reckoning(definitions, Told.NOT_PAID, case.received),))
    steps = (reckoning(definitions, Told.PAID, paid.day),)
    completed = case.find_last(EventKind.PAPERS_RECEIVED, day)
    if completed is None or completed.day <= paid.day:
        return Started(day=paid.day, steps=steps)
    return Started(day=completed.day, steps=(*steps, reckoning(definitions, Told.COMPLETED, completed.day)))


def _after_time_to_object(definitions: Definitions, case: Case, term: Term, *, day: date) -> Started:
    """Vw 76 and Awb 7:10: from the day after the last day on which somebody could object."""
    for key in term.objection:
        remedy = find_remedy(definitions, key, case.received)
        begins = remedy_begins(case, remedy, day) if remedy else None
        if remedy and begins:
            time = time_to_object(definitions, remedy, begins)
            return Started(day=time.day, steps=last_steps(time))
    return Started(day=None, steps=(reckoning(definitions, Told.NOT_SENT, case.received),))
