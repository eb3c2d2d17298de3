"""The letters in which something is asked, or lies ready: L03, L06 and L13."""

from collections.abc import Mapping
from typing import Any

from portal.letters.model.asking import Biometrics, SomethingMissing
from portal.letters.model.coming import CardReady
from portal.procedures.errors import NoLetter
from portal.procedures.model import ClockState
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.clocks.stopping import PAPERS
from portal.procedures.rules.days import DAY
from portal.procedures.rules.finding import find_suspension
from portal.procedures.rules.letters.making import Written, is_at, set_day
from portal.procedures.rules.letters.periods import asked_now, end_if_all_comes, sure_end

ASKED = 'asked_'
"""How the periods begin that a letter can ask with."""
OBJECTING = 'objection', 'notice_of_default'
"""Here another article of the law says what may be missing, and what then."""
BRING = Ask(name='bring', shape=Shape.TEXTS)


def something_missing(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L03: until when to send it, from when the time stands still, and the end if all comes on the last day."""
    sure_end(matter.judged.legal)
    ask, send_by = asked_now(matter, given['period'])
    stop = find_suspension(matter.definitions, PAPERS, matter.day)
    if stop is None:
        raise NoLetter(Why.NO_DAY, 'stopped_from')
    decide_by = sure_end(end_if_all_comes(matter, ask, last=send_by))
    if decide_by < send_by:
        raise NoLetter(Why.NOT_NOW, 'send_by')  # on the last day nothing is left that could stand still
    return {
        'send_by': send_by, 'stopped_from': matter.day + DAY if stop.from_next_day else matter.day,
        'decide_by': decide_by,
    }


def may_ask(judged: Judged) -> bool:
    """The period runs, and stands still for papers."""
    legal = judged.legal
    return (
        judged.ended is None and legal.state is ClockState.RUNNING and legal.term is not None
        and legal.term.papers_stop and judged.case.procedure not in OBJECTING
    )


def asks_for_papers(matter: Matter) -> tuple[Ask, ...]:
    """What is missing, of which kind of papers it is, and where it is sent."""
    kinds = tuple(
        (period.key, period.says) for period in matter.definitions.files.periods
        if period.key.startswith(ASKED) and period.holds_on(matter.day)
    )
    return (
        Ask(name='items', shape=Shape.ITEMS), Ask(name='period', shape=Shape.CHOICE, choices=kinds, in_letter=False),
        Ask(name='send_page', shape=Shape.LINE), Ask(name='send_address', shape=Shape.LINES),
    )


def biometrics(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L06: who comes, and by which day of the case; a child under one year need not. Somebody or some photo must."""
    babies = tuple(name for name in babies_of(matter) if name not in given['not_needed'])
    known = {one.name for one in matter.applicants}
    if not known.issuperset(given['not_needed']):
        raise NoLetter(Why.WRONG, 'not_needed')
    absent = {*babies, *given['not_needed']}
    if not babies and absent.issuperset(known):
        raise NoLetter(Why.NOBODY, 'not_needed')
    return {
        'come_by': set_day(matter, 'L06', 'come_by'), 'babies': babies, 'book_page': matter.book_page,
        'persons': tuple(one.name for one in matter.applicants if one.name not in absent),
        'photo_form_page': '', 'send_address': (),
    }


def babies_of(matter: Matter) -> tuple[str, ...]:
    """The names of the applicants under one year."""
    return tuple(one.name for one in matter.applicants if one.age_on(matter.day) < 1)


def asks_for_visit(matter: Matter) -> tuple[Ask, ...]:
    """Where to come and what to bring; with a baby also where the form for its photo is."""
    photo = Ask(name='photo_form_page', shape=Shape.LINE), Ask(name='send_address', shape=Shape.LINES)
    return (
        Ask(name='desks', shape=Shape.LINES), BRING,
        Ask(name='not_needed', shape=Shape.LINES, needed=False, otherwise=()),
        *(photo if babies_of(matter) else ()),
    )


def card_ready(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L13: whose cards, and by which day of the case."""
    return {
        'holders': tuple(one.name for one in matter.applicants), 'book_page': matter.book_page,
        'collect_by': set_day(matter, 'L13', 'collect_by'),
    }


ASKING = (
    Written(kind=SomethingMissing, fill=something_missing, fits=may_ask, asks=asks_for_papers),
    Written(
        kind=Biometrics, fill=biometrics, fits=lambda judged: is_at(judged, 'L06'),
        procedures=('family', 'extension', 'highly_skilled', 'study'), asks=asks_for_visit,
    ),
    Written(
        kind=CardReady, fill=card_ready, fits=lambda judged: is_at(judged, 'L13'),
        procedures=('family', 'extension', 'asylum', 'highly_skilled', 'study'),
        asks=lambda matter: (
            Ask(name='desk', shape=Shape.LINE), Ask(name='desk_address', shape=Shape.LINES), BRING,
        ),
    ),
)
