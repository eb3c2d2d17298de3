"""The letters about a day on which somebody comes: L07 and L08."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.letters.model.base import Place
from portal.letters.model.coming import Hearing, VisitConfirmed
from portal.procedures.errors import NoLetter
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.days import DAY, before, working_day_before
from portal.procedures.rules.letters.making import Written, is_at, set_day, sure_period

OBJECTION = 'objection'
ARTICLES = {OBJECTION: 'Awb 7:2'}
"""The article that asks for a talk; which one does so for asylum was not read."""


def visit_confirmed(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L07: all of it as the planner has it; the visit must still be open to change when the letter arrives."""
    visit = next((one for one in matter.visits if one.product in visits_now(matter.judged)), None)
    if visit is None:
        raise NoLetter(Why.NO_VISIT)
    if not visit.key:
        raise NoLetter(Why.OTHERS_TOO)
    if dutch_day(visit.online_until) <= matter.day:
        raise NoLetter(Why.NOT_NOW, 'online_until')
    place = Place(
        starts_at=visit.starts_at, minutes=visit.minutes, zone=visit.zone.key, desk=visit.desk,
        address=visit.address, directions=visit.directions,
    )
    return {
        'place': place, 'purpose': visit.service, 'code': visit.code, 'persons': (matter.addressee.name,),
        'bring': visit.bring, 'visit_link': matter.visit_page + visit.key, 'online_until': visit.online_until,
    }


def visits_now(judged: Judged) -> set[str]:
    """What can be visited for where the case stands, as the planner calls it."""
    progress = judged.progress
    found = (progress.now.step.visit, *(one.turn.visit for one in progress.turns))
    return {product for product in found if product}


def hearing(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L08: on the day that the case sets; for an objection also when papers can be read and sent before it."""
    day, procedure = set_day(matter, 'L08', 'place'), matter.judged.case.procedure
    if procedure not in ARTICLES:
        raise NoLetter(Why.NO_ARTICLE, 'article')
    begins = datetime.combine(day, given['time'], DUTCH_TIME).astimezone(UTC)
    place = Place(
        starts_at=begins, minutes=given['minutes'], zone=DUTCH_TIME.key, desk=given['desk'],
        address=given['desk_address'], directions=given['directions'],
    )
    file_from, papers_by = days_of_the_file(matter, day)
    return {
        'kind': OBJECTION, 'place': place, 'persons': tuple(one.name for one in matter.applicants),
        'file_from': file_from, 'file_address': (given['desk'], *given['desk_address']), 'papers_by': papers_by,
        'article': ARTICLES[procedure],
    }


def days_of_the_file(matter: Matter, day: date) -> tuple[date, date]:
    """From when papers can be read, and until when they can be sent: working days that are still to come."""
    found = (
        working_day_before(before(day, sure_period(matter, key, field).lasts), matter.definitions.days_off)
        for key, field in (('talk_file', 'file_from'), ('talk_papers', 'papers_by'))
    )
    file_from, papers_by = found
    if min(file_from, papers_by) <= matter.day:
        raise NoLetter(Why.NOT_NOW, 'papers_by')
    return file_from, papers_by


def asks_for_talk(matter: Matter) -> tuple[Ask, ...]:
    """What the talk is about and where; by when to answer is for a person to say, on a working day before it."""
    last = set_day(matter, 'L08', 'place') - DAY
    return (
        Ask(name='subject', shape=Shape.TEXT), Ask(name='time', shape=Shape.TIME, in_letter=False),
        Ask(name='minutes', shape=Shape.NUMBER, in_letter=False), Ask(name='desk', shape=Shape.LINE, in_letter=False),
        Ask(name='desk_address', shape=Shape.LINES, in_letter=False),
        Ask(name='directions', shape=Shape.TEXT, in_letter=False),
        Ask(name='interpreter', shape=Shape.TEXT, needed=False),
        Ask(name='lawyer', shape=Shape.LINE, needed=False, otherwise=''),
        Ask(name='answer_by', shape=Shape.DAY, earliest=matter.day + DAY, latest=last, working=True),
        Ask(name='bring', shape=Shape.TEXTS),
    )


COMING = (
    Written(kind=VisitConfirmed, fill=visit_confirmed, fits=lambda judged: bool(visits_now(judged))),
    Written(
        kind=Hearing, fill=hearing, fits=lambda judged: judged.ended is None and is_at(judged, 'L08'),
        procedures=('asylum', 'objection'), asks=asks_for_talk,
    ),
)
