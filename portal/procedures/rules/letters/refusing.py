"""The letters with a no, and that on an objection: L12, L14 and L17. Nothing unsure stands in them as certain."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.letters.model.deciding import ObjectionDecided, Refused, WeStop
from portal.procedures.errors import NoLetter
from portal.procedures.model import EventKind
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.clocks.stopping import ask_ends, set_aside_by, unanswered
from portal.procedures.rules.letters.making import Written, is_decided
from portal.procedures.rules.letters.remedies import RETURN_PAGE, STAY, asks_for_remedy, leaving, remedy_of, said_of_no

GRANTED, REFUSED, SET_ASIDE = 'granted', 'refused', 'set_aside'
OUTCOMES = {GRANTED: 'right', REFUSED: 'not_right', SET_ASIDE: 'not_judged'}
"""What the decision on an objection is called in its letter."""
EVERYWHERE = 'family', 'nareis', 'highly_skilled', 'study', 'extension', 'asylum', 'naturalisation'
REASONS = Ask(name='reasons', shape=Shape.REASONS)


def refused(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L12: what can be done against it, and what it means for being here; a ban on coming back is never said."""
    return {
        'remedy': said_of_no(matter, given), **leaving(matter, given), 'leave_at_once': False, 'entry_ban_years': 0,
    }


def asks_for_no(matter: Matter) -> tuple[Ask, ...]:
    """The reasons, the papers, and where the applicant is."""
    return (
        REASONS, Ask(name='evidence', shape=Shape.TEXTS, needed=False, otherwise=()), STAY, RETURN_PAGE,
        *asks_for_remedy(remedy_of(matter)),
    )


def we_stop(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L14: what was asked and did not come; only after its last day, and in the four weeks after that (Awb 4:5(4))."""
    asked_on, send_by = lapsed(matter)
    return {'asked_on': asked_on, 'send_by': send_by, 'remedy': said_of_no(matter, given)}


def lapsed(matter: Matter) -> tuple[date, date]:
    """When we asked for what did not come, and until when it could be sent; raises `NoLetter`."""
    known = matter.definitions
    asked = sorted(unanswered(matter.judged.case, matter.day), key=lambda ask: ask_ends(known, ask))
    if not asked:
        raise NoLetter(Why.NO_DAY, 'send_by')
    last, stop_by = asked[-1], set_aside_by(known, asked[-1])
    if matter.day <= ask_ends(known, last):
        raise NoLetter(Why.NOT_NOW, 'send_by')
    if stop_by is None or matter.day > stop_by:
        raise NoLetter(Why.TOO_LATE, 'send_by')
    return last.day, ask_ends(known, last)


def asks_for_stopping(matter: Matter) -> tuple[Ask, ...]:
    """What did not come, and where the applicant is."""
    return Ask(name='missing', shape=Shape.TEXTS), STAY, *asks_for_remedy(remedy_of(matter))


def objection_decided(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L17: the decision that it is about, and for who is not right until when to go to the court."""
    decision = matter.judged.case.find_last(EventKind.DECISION_SENT, matter.day)
    if decision is None:
        raise NoLetter(Why.NO_DAY, 'decision_day')
    ended = matter.judged.ended
    always = {
        'decision_day': decision.day, 'outcome': OUTCOMES[ended.what] if ended else '', 'changes': None,
        'not_heard': None, 'costs': None, 'return_page': '',
    }
    if is_decided(matter.judged, GRANTED):
        return {**always, 'leave_by': None, 'leave_article': '', 'remedy': None}
    return {**always, **leaving(matter, given), 'remedy': said_of_no(matter, given)}


def asks_for_objection(matter: Matter) -> tuple[Ask, ...]:
    """The reasons, and why there was no talk where the case tells of none (Awb 7:12)."""
    was_heard = matter.judged.case.find_last(EventKind.HEARD, matter.day) is not None
    not_heard = () if was_heard else (Ask(name='not_heard', shape=Shape.TEXT),)
    if is_decided(matter.judged, GRANTED):
        return (
            Ask(name='changes', shape=Shape.TEXT),
            Ask(name='reasons', shape=Shape.REASONS, needed=False, otherwise=()), *not_heard,
            Ask(name='costs', shape=Shape.AMOUNT, needed=False),
        )
    return REASONS, *not_heard, STAY, RETURN_PAGE, *asks_for_remedy(remedy_of(matter))


REFUSING = (
    Written(
        kind=Refused, fill=refused, fits=lambda judged: is_decided(judged, REFUSED), asks=asks_for_no,
        procedures=EVERYWHERE, makes_known=True,
    ),
    Written(
        kind=WeStop, fill=we_stop, fits=lambda judged: is_decided(judged, SET_ASIDE), asks=asks_for_stopping,
        procedures=EVERYWHERE, makes_known=True,
    ),
    Written(
        kind=ObjectionDecided, fill=objection_decided, fits=lambda judged: is_decided(judged, *OUTCOMES),
        procedures=('objection',), asks=asks_for_objection, makes_known=True,
    ),
)
