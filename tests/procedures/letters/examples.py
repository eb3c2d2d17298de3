"""A case and a clerk's words for each kind of letter about a payment, a visit or a decision; all of it invented."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from portal.kernel.dutch_time import DUTCH_TIME
from portal.procedures.model import Case, Definitions, Sourced, Status
from portal.procedures.model.visiting import PlannedVisit
from tests.procedures.cases import case, law
from tests.procedures.letters.matters import both

RECEIVED = 'Monday 2026-09-07'
FEE = case('family/without_mvv', 'Thursday 2026-11-05', 'Friday 2026-11-06 fee_asked until Friday 2026-11-20')
RESEARCH = case('family/without_mvv', 'Thursday 2026-09-03', 'Friday 2026-11-20 research')
BIOMETRICS = case(
    'family/without_mvv', RECEIVED, 'Monday 2026-11-23 decided granted',
    'Monday 2026-11-23 biometrics_asked until Monday 2026-12-14',
)
TALK = case(
    'objection/regular', 'Wednesday 2026-11-18', 'Monday 2026-10-26 decision_sent',
    'Monday 2026-11-23 invited until Tuesday 2026-12-15',
)
VISA = case('family/with_mvv', RECEIVED, 'Monday 2026-11-16 decided granted')
LONGER = case('extension', RECEIVED, 'Monday 2026-11-23 decided granted')
NO = case('family/without_mvv', RECEIVED, 'Monday 2026-11-23 decided refused')
LAPSED = case(
    'family/without_mvv', RECEIVED, 'Monday 2026-10-26 asked asked_standard until Monday 2026-11-09',
    'Monday 2026-11-23 decided set_aside',
)
NOT_RIGHT, RIGHT, NOT_JUDGED = (
    case('objection/regular', RECEIVED, 'Monday 2026-08-10 decision_sent', f'Monday 2026-11-23 decided {outcome}')
    for outcome in ('refused', 'granted', 'set_aside')
)
CARD = case(
    'extension', RECEIVED, 'Monday 2026-10-05 decided granted', 'Monday 2026-10-19 card_ready',
    'Monday 2026-11-02 card_collected',
)
VISIT = PlannedVisit(
    starts_at=datetime(2026, 12, 3, 8, 30, tzinfo=UTC), zone=DUTCH_TIME, product='BIO', service=both('fingerprints'),
    desk='Loket Utrecht', minutes=30, address=('Proefplein 3', '3511 AA Utrecht'), directions=both('next to the station'),
    bring=(both('your passport'),), key='4f1c2a90b7d3', code='R3W9-8HKC',
    online_until=datetime(2026, 12, 2, 8, 30, tzinfo=UTC),
)
PAY = {
    'amount': '254.00', 'again': 'fee_again', 'account': 'NL00 BANK 0123 4567 89', 'account_name': 'Helder Loket (voorbeeld)',
    'payment_reference': '1000 0000 0142',
}
FIND_OUT = {'research': both('We ask the register office.'), 'weeks': 1, 'effect': 'same'}
TELL = {
    'subject': both('We talk about our decision.'), 'time': '9:30', 'minutes': 60, 'desk': 'Loket Utrecht',
    'desk_address': ['Proefplein 3', '3511 AA Utrecht'], 'answer_by': '2026-12-04', 'bring': [both('this letter')],
    'directions': both('next to the station'),
}
COLLECT = {'post': both('the Dutch embassy in Voorbeeldstad'), 'book_page': 'https://ambassade.example/afspraak'}
TO_US = {'remedy_address': ['Proefplein 3', '3511 AA Utrecht'], 'remedy_page': 'https://loket.example/object'}
TO_COURT = {'remedy_address': ['Proefplein 4', '1000 AB Voorbeeldstad'], 'remedy_body': both('the court in Voorbeeldstad')}
PERMIT = {
    'purpose': both('living with your partner'), 'labour': both('working is allowed'), 'valid_from': '2026-11-23',
    'valid_until': '2031-11-22', 'integration': True, **TO_US,
}
WHY = [{'asked': both('Enough income.'), 'found': both('Too little.'), 'why': both('That is less.'), 'article': 'VV 3.19'}]
REFUSE = {'reasons': WHY, 'evidence': [both('the payslips')], 'stay': 'abroad', **TO_US}
LEAVING = {'stay': 'wait', 'return_page': 'https://terug.example/hulp'}
STOP = {'missing': [both('a copy of your birth certificate')], 'stay': 'own_right', **TO_US}
UPHOLD = {'reasons': WHY, 'not_heard': both('It was clear.'), 'stay': 'own_right', **TO_COURT}
AGREE = {'changes': both('You get the permit.'), 'not_heard': both('We agree with you.')}
RENEW = {'ends_on': '2027-02-26', 'apply_page': 'https://loket.example/extend'}


def read(definitions: Definitions) -> Definitions:
    """The same law, as if somebody had read what is not confirmed about leaving, waiting and talks."""
    files, sure = definitions.files, Sourced(source='Vw 73', status=Status.CONFIRMED)
    changed = {
        'periods': tuple(one.model_copy(update={'status': Status.CONFIRMED}) for one in files.periods),
        'remedies': tuple(one.model_copy(update={'waiting': sure}) if one.waiting else one for one in files.remedies),
    }
    return replace(definitions, files=files.model_copy(update=changed))


@dataclass(frozen=True)
class Example:
    """A letter that can be made on Monday 23 November 2026."""

    kind: str
    case: Case
    given: dict[str, Any]
    known: dict[str, Any] = field(default_factory=dict)


def examples() -> list[Example]:
    """One of each kind, and of each of its shapes."""
    return [
        Example('l02_payment', FEE, PAY), Example('l04_research', RESEARCH, FIND_OUT),
        Example('l04_research', RESEARCH, FIND_OUT | {'weeks': 6, 'effect': 'foreign_information'}),
        Example('l04_research', RESEARCH, FIND_OUT | {'weeks': 6, 'effect': 'advice'}),
        Example('l07_visit_confirmed', BIOMETRICS, {}, {'visits': (VISIT,)}),
        Example('l08_hearing', TALK, TELL, {'definitions': read(law())}),
        Example('l10_mvv_yes', VISA, COLLECT), Example('l11_permit_yes', BIOMETRICS, PERMIT),
        Example('l11_permit_yes', LONGER, PERMIT), Example('l12_no', NO, REFUSE),
        Example('l12_no', NO, REFUSE | LEAVING, {'definitions': read(law())}),
        Example('l14_we_stop', LAPSED, STOP), Example('l17_objection_decided', NOT_RIGHT, UPHOLD),
        Example('l17_objection_decided', NOT_JUDGED, UPHOLD), Example('l17_objection_decided', RIGHT, AGREE),
        Example('l20_card_ends', CARD, RENEW),
    ]
