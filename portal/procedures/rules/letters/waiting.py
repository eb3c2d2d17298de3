"""The letters that say how long something takes: L01, L05, L15, L18 and L22."""

from collections.abc import Mapping
from typing import Any

from portal.letters.model.waiting import ApplicationReceived, FamilyStarts, MoreTime, ObjectionReceived, YouSayLate
from portal.procedures.errors import NoLetter
from portal.procedures.model import ClockState, DefaultStage, EventKind, Status
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.clocks.statutory import legal_end
from portal.procedures.rules.clocks.stopping import ask_ends, open_asks
from portal.procedures.rules.letters.making import Written, is_at
from portal.procedures.rules.letters.periods import (
    article_of,
    asked_now,
    end_if_extended,
    extensions,
    period_of,
    plain_end,
    sure_end,
    term_article,
    without,
)

NAREIS, OBJECTION = 'asked_nareis', 'asked_objection'
"""What these letters ask for, as the periods of the definitions name it."""
OUTCOMES = (
    ('complete', {'nl': 'wij hebben alles', 'en': 'we have everything'}),
    ('incomplete', {'nl': 'er mist iets', 'en': 'something is missing'}),
    ('research', {'nl': 'wij zoeken eerst iets uit', 'en': 'we first find something out'}),
)
SEND = (
    Ask(name='send_page', shape=Shape.LINE, needed=False, otherwise=''),
    Ask(name='send_address', shape=Shape.LINES, needed=False, otherwise=()),
)


def receipt(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L01: the plain period; while we wait for papers, the day that will become later."""
    judged, legal, send_by = matter.judged, matter.judged.legal, None
    if legal.state is ClockState.STOPPED:
        asked = open_asks(matter.definitions, judged.case, matter.day)
        send_by = max((ask_ends(matter.definitions, ask) for ask in asked), default=None)
        legal = legal_end(without(judged.case, asked), matter.definitions, matter.day)
    return {
        'received': judged.case.received, 'decide_by': plain_end(legal), 'send_by': send_by,
        'stopped': send_by is not None, 'period': period_of(matter.definitions, legal), 'article': term_article(legal),
    }


def is_unanswered(judged: Judged) -> bool:
    """Nobody has written yet that the application is in."""
    return judged.ended is None and judged.case.find_last(EventKind.ACKNOWLEDGED, judged.day) is None


def more_time(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L05: what the extension that was chosen makes of the day."""
    before = sure_end(matter.judged.legal)
    chosen = next(one for one in extensions(matter.judged) if one.key == given['extension'])
    decide_by = sure_end(end_if_extended(matter, chosen))
    if decide_by <= before:
        raise NoLetter(Why.NOT_NOW)
    return {'before': before, 'decide_by': decide_by, 'article': article_of(chosen.source)}


def may_take_time(judged: Judged) -> bool:
    """The period runs, and the law lets it be made longer."""
    return judged.ended is None and judged.legal.state is ClockState.RUNNING and bool(extensions(judged))


def asks_for_time(matter: Matter) -> tuple[Ask, ...]:
    """Which reason of the law, and why here."""
    choices = tuple((one.key, one.says) for one in extensions(matter.judged))
    return (
        Ask(name='extension', shape=Shape.CHOICE, choices=choices, in_letter=False),
        Ask(name='reason', shape=Shape.TEXT),
    )


def objection(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L15: the period after the time to object, and until when what is missing can be sent."""
    judged = matter.judged
    against = judged.case.find_last(EventKind.DECISION_SENT, matter.day)
    if against is None:
        raise NoLetter(Why.NO_DAY, 'decision_day')
    if given['missing'] and not (given['send_page'] and given['send_address']):
        raise NoLetter(Why.MISSING, 'send_address' if given['send_page'] else 'send_page')
    return {
        'received': judged.case.received, 'decision_day': against.day, 'decide_by': plain_end(judged.legal),
        'period': period_of(matter.definitions, judged.legal), 'article': term_article(judged.legal),
        'send_by': asked_now(matter, OBJECTION)[1] if given['missing'] else None,
    }


def you_say_late(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L18: whether the notice of default counts, and from when then."""
    default = matter.judged.default
    if any(step.status is Status.UNCONFIRMED for step in default.steps):
        raise NoLetter(Why.NOT_SURE, 'decide_now_by')
    late = default.stage is DefaultStage.WAITING
    return {
        'received': default.given, 'decide_by': sure_end(matter.judged.legal), 'late': late,
        'decide_now_by': default.decide_by if late else None, 'possible_from': None if late else default.may_from,
    }


def wrote_that_late(judged: Judged) -> bool:
    """There is a notice in the case of the application itself, and its two weeks are not over."""
    stages = DefaultStage.WAITING, DefaultStage.GIVEN_EARLY
    has_notice = judged.case.find_last(EventKind.NOTICE_OF_DEFAULT, judged.day) is not None
    return judged.ended is None and has_notice and judged.default.stage in stages


def family_starts(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L22: what was found at the start, and by when we decide."""
    legal, outcome = matter.judged.legal, given['outcome']
    wanted = {'incomplete': ('items', 'send_page', 'send_address'), 'research': ('research',)}.get(outcome, ())
    if lacking := next((name for name in wanted if not given[name]), ''):
        raise NoLetter(Why.MISSING, lacking)
    if surplus := next((name for name in ('items', 'research') if given[name] and name not in wanted), ''):
        raise NoLetter(Why.NOT_ASKED, surplus)
    return {
        'received': matter.judged.case.received, 'decide_by': sure_end(legal), 'article': term_article(legal),
        'send_by': asked_now(matter, NAREIS)[1] if outcome == 'incomplete' else None,
        'late': legal.state is ClockState.LATE,
    }


WAITING = (
    Written(
        kind=ApplicationReceived, fill=receipt, fits=is_unanswered,
        procedures=('family', 'extension', 'nareis', 'highly_skilled', 'study', 'naturalisation'),
    ),
    Written(
        kind=MoreTime, fill=more_time, fits=may_take_time, asks=asks_for_time,
        procedures=('family', 'extension', 'nareis', 'highly_skilled', 'asylum', 'naturalisation', 'objection'),
    ),
    Written(
        kind=ObjectionReceived, fill=objection, fits=is_unanswered, procedures=('objection',),
        asks=lambda matter: (
            Ask(name='missing', shape=Shape.TEXTS, needed=False, otherwise=()), *SEND,
            Ask(name='heard', shape=Shape.YES_NO, needed=False, otherwise=True),
        ),
    ),
    Written(
        kind=YouSayLate, fill=you_say_late, fits=wrote_that_late,
        asks=lambda matter: (
            Ask(name='court', shape=Shape.TEXT), Ask(name='court_address', shape=Shape.LINES),
        ),
    ),
    Written(
        kind=FamilyStarts, fill=family_starts, fits=lambda judged: is_at(judged, 'L22'), procedures=('nareis',),
        asks=lambda matter: (
            Ask(name='outcome', shape=Shape.CHOICE, choices=OUTCOMES),
            Ask(name='items', shape=Shape.ITEMS, needed=False, otherwise=()), *SEND,
            Ask(name='research', shape=Shape.TEXT, needed=False),
        ),
    ),
)
