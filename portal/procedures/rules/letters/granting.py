"""The letters after a yes: L10, L11, and L20 when the card that came of it ends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.letters.model.deciding import EntryVisaGranted, PermitGranted
from portal.letters.model.waiting import CardEnds
from portal.procedures.errors import NoLetter
from portal.procedures.model import EventKind, Length, Unit
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.days import DAY, after, before
from portal.procedures.rules.letters.making import Written, is_at, is_decided, set_day, sure_period
from portal.procedures.rules.letters.periods import term_article
from portal.procedures.rules.letters.remedies import against, asks_for_remedy, remedy_of, said

GRANTED = 'granted'
SPONSORED = 'highly_skilled', 'study'
"""Here an employer or a school applies."""
REMIND = Length(4, Unit.MONTH)
"""How long before its end a card can be spoken of: one can ask three months before, and the post takes its time."""


def visa_granted(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L10: until when to collect the mvv, how long it holds, and how long the passport must."""
    return {
        'to_sponsor': matter.addressee not in matter.applicants, 'collect_by': set_day(matter, 'L10', 'collect_by'),
        'travel_days': sure_period(matter, 'use_mvv', 'travel_days').lasts.number,
        'passport_months': sure_period(matter, 'mvv_passport', 'passport_months').lasts.number,
        'arrival_page': '', 'article': term_article(matter.judged.legal),
    }


def asks_for_visa(matter: Matter) -> tuple[Ask, ...]:
    """Where to collect it; the family of somebody with asylum also books a visit for the day of arrival."""
    arrival = Ask(name='arrival_page', shape=Shape.LINE, needed=False, otherwise='')
    return (
        Ask(name='post', shape=Shape.TEXT), Ask(name='book_page', shape=Shape.LINE),
        *((arrival,) if matter.judged.case.procedure == 'nareis' else ()),
    )


def permit_granted(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L11: the permit as a person decided on it, and the earliest day on which the time to object can end."""
    first, last = given['valid_from'], given['valid_until']
    if not first < last <= last_day_from(matter, first):
        raise NoLetter(Why.OUTSIDE, 'valid_until')
    time = against(matter)
    return {
        'biometrics_by': set_day(matter, 'L06', 'biometrics_by') if is_at(matter.judged, 'L06') else None,
        'report_weeks': sure_period(matter, 'report_change', 'report_weeks').lasts.number,
        'book_page': matter.book_page,
        'remedy': said(matter, time, given, may_stay=True),
        'counts_from_card': time.remedy.from_card, 'article': term_article(matter.judged.legal),
    }


def last_day_from(matter: Matter, first: date) -> date:
    """The last day of the longest permit that begins on a day."""
    return after(first, sure_period(matter, 'permit_longest', 'valid_until').lasts) - DAY


def asks_for_permit(matter: Matter) -> tuple[Ask, ...]:
    """What the permit is; no rule gives its days, which hang on the sponsor, the work or the study.

    It begins when it was asked for at the earliest, and not later than who asks to stay longer can ask ahead.
    """
    latest = after(matter.day, sure_period(matter, 'ask_longer', 'valid_from').lasts)
    return (
        Ask(name='purpose', shape=Shape.TEXT), Ask(name='labour', shape=Shape.TEXT),
        Ask(name='valid_from', shape=Shape.DAY, earliest=matter.judged.case.received, latest=latest),
        Ask(name='valid_until', shape=Shape.DAY, earliest=matter.day + DAY, latest=last_day_from(matter, latest)),
        Ask(name='integration', shape=Shape.YES_NO), *asks_for_remedy(remedy_of(matter)),
    )


def gets_permit(judged: Judged) -> bool:
    """A yes to who needs no mvv first, and whose card is not ready."""
    needs_mvv = any(one.step.letter == 'L10' for one in judged.progress.steps)
    has_card = judged.case.find_last(EventKind.CARD_READY, judged.day) is not None
    return is_decided(judged, GRANTED) and not needs_mvv and not has_card


def card_ends(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L20: from when and until when a new card can be asked for, by the last day that stands on the card."""
    if bool(given['sponsor']) == bool(given['apply_page']):
        raise NoLetter(Why.NOT_ASKED if given['sponsor'] else Why.MISSING, 'apply_page')
    period = sure_period(matter, 'ask_longer', 'apply_from')
    return {
        'apply_from': before(given['ends_on'], period.lasts), 'apply_before': given['ends_on'] - DAY,
        'sponsor_asks': bool(given['sponsor']), 'article': period.law,
    }


def asks_for_end(matter: Matter) -> tuple[Ask, ...]:
    """The last day on the card, which no case tells, and who asks for the next: the holder, or a sponsor by name."""
    procedure = matter.judged.case.procedure
    day = Ask(
        name='ends_on', shape=Shape.DAY, earliest=matter.day + 2 * DAY, latest=after(matter.day, REMIND),
    )
    sponsor = Ask(name='sponsor', shape=Shape.LINE, needed=procedure in SPONSORED, otherwise='')
    page = Ask(name='apply_page', shape=Shape.LINE, needed=procedure == 'family', otherwise='')
    return day, sponsor, page


def has_card(judged: Judged) -> bool:
    """The card of this case was collected."""
    return is_decided(judged, GRANTED) and judged.case.find_last(EventKind.CARD_COLLECTED, judged.day) is not None


GRANTING = (
    Written(
        kind=EntryVisaGranted, fill=visa_granted, asks=asks_for_visa,
        fits=lambda judged: is_decided(judged, GRANTED) and is_at(judged, 'L10'),
        procedures=('family', 'nareis', 'highly_skilled', 'study'),
    ),
    Written(
        kind=PermitGranted, fill=permit_granted, fits=gets_permit, asks=asks_for_permit, makes_known=True,
        procedures=('family', 'highly_skilled', 'study', 'extension'),
    ),
    Written(
        kind=CardEnds, fill=card_ends, fits=has_card, asks=asks_for_end,
        procedures=('family', 'highly_skilled', 'study', 'extension'),
    ),
)
