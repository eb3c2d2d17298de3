"""What can be done against a decision, as a letter may say it: surely, with both its last days, or not at all."""

from collections.abc import Mapping
from typing import Any

from portal.kernel.texts import Text
from portal.letters.model.cases import Remedy as SaidRemedy
from portal.procedures.errors import NoLetter
from portal.procedures.model import Remedy, Status, TimeToObject
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.clocks.objecting import time_to_object
from portal.procedures.rules.days import after
from portal.procedures.rules.finding import find_remedies
from portal.procedures.rules.letters.making import sure_period
from portal.procedures.rules.letters.periods import LANGUAGES

ABROAD, OWN_RIGHT, WAIT, LEAVE = 'abroad', 'own_right', 'wait', 'leave'
STAYS: tuple[tuple[str, Text], ...] = (
    (ABROAD, {'nl': 'is niet in Nederland', 'en': 'is not in the Netherlands'}),
    (OWN_RIGHT, {'nl': 'mag hier om een andere reden zijn', 'en': 'may be here for another reason'}),
    (WAIT, {'nl': 'moet weg, en mag hier op antwoord wachten', 'en': 'must leave, and may wait here for an answer'}),
    (LEAVE, {'nl': 'moet weg, en mag hier niet wachten', 'en': 'must leave, and may not wait here'}),
)
"""What a no means for being in the Netherlands; only a person knows that."""
STAY = Ask(name='stay', shape=Shape.CHOICE, choices=STAYS, in_letter=False)
RETURN_PAGE = Ask(name='return_page', shape=Shape.LINE, needed=False, otherwise='')


def asks_for_remedy(remedy: Remedy) -> tuple[Ask, ...]:
    """Where it goes: a court by post, an objection to us, by post or online."""
    address = Ask(name='remedy_address', shape=Shape.LINES, in_letter=False)
    if remedy.court:
        return Ask(name='remedy_body', shape=Shape.TEXT, in_letter=False), address
    return address, Ask(name='remedy_page', shape=Shape.LINE, needed=False, otherwise='', in_letter=False)


def remedy_of(matter: Matter) -> Remedy:
    """What can be done against the decision of the case; raises `NoLetter` when that is not known."""
    judged = matter.judged
    found = find_remedies(
        matter.definitions, judged.case.procedure, judged.progress.track.key,
        outcome=judged.ended.what if judged.ended else '', sent=matter.day,
    )
    if len(found) != 1:
        raise NoLetter(Why.NO_DAY, 'remedy')
    return found[0]


def against(matter: Matter) -> TimeToObject:
    """The same with its last days: the time begins on the day after the letter, whenever we decided (Awb 6:8)."""
    return time_to_object(matter.definitions, remedy_of(matter), matter.day)


def said(matter: Matter, time: TimeToObject, given: Given, *, may_stay: bool) -> SaidRemedy:
    """It as the letter says it; raises `NoLetter` when a day is not known, or something in it was not confirmed."""
    remedy = time.remedy
    unsure = any(step.status is Status.UNCONFIRMED for step in time.steps)
    if unsure or remedy.status is Status.UNCONFIRMED or remedy.may_be_shorter:
        raise NoLetter(Why.NOT_SURE, 'remedy')
    if time.day is None or time.post_until is None:
        raise NoLetter(Why.NO_DAY, 'remedy')
    here = dict.fromkeys(LANGUAGES, matter.office.name)
    return SaidRemedy(
        kind='appeal' if remedy.court else 'objection', until=time.day, arrives_by=time.post_until,
        body=given['remedy_body'] if remedy.court else here, address=given['remedy_address'],
        page='' if remedy.court else given['remedy_page'], article=remedy.law, may_stay=may_stay,
    )


def said_of_no(matter: Matter, given: Given) -> SaidRemedy:
    """What can be done against a no, and whether the applicant may wait here for the answer."""
    time = against(matter)
    return said(matter, time, given, may_stay=may_stay(time.remedy, given['stay']))


def may_stay(remedy: Remedy, stay: str) -> bool:
    """Who may be here anyway may wait here; who must leave only by what was read in the law (Vw 73)."""
    if stay in (WAIT, LEAVE) and (remedy.waiting is None or remedy.waiting.status is Status.UNCONFIRMED):
        raise NoLetter(Why.NOT_SURE, 'stay')
    return stay in (OWN_RIGHT, WAIT)


def leaving(matter: Matter, given: Given) -> Mapping[str, Any]:
    """The last day in the Netherlands, counted from the day of the letter, and its articles; else neither.

    Raises `NoLetter` when they are not sure.
    """
    must_leave = given['stay'] in (WAIT, LEAVE)
    if must_leave != bool(given['return_page']):
        raise NoLetter(Why.MISSING if must_leave else Why.NOT_ASKED, 'return_page')
    if not must_leave:
        return {'leave_by': None, 'leave_article': ''}
    period = sure_period(matter, 'leave', 'leave_by')
    return {'leave_by': after(matter.day, period.lasts), 'leave_article': period.law}
