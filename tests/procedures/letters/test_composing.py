"""Letters from cases: the days are those of the clocks, what is missing or unsure makes no letter."""

from dataclasses import replace
from datetime import date

import pytest

from portal.letters.about import read_cards
from portal.letters.model.cases import MissingItem
from portal.letters.service import FOLDER, Letters
from portal.procedures.model import Case, Definitions, Status
from portal.procedures.model.writing import Why
from portal.procedures.rules.letters.composing import WRITTEN, asks_of, possible
from portal.procedures.rules.letters.periods import article_of
from tests.procedures.cases import case, law
from tests.procedures.letters import examples
from tests.procedures.letters.matters import ADDRESS, AMINA, BILAL, ITEMS, SEND, TODAY, both, letter, matter, refusal

NEW = case('family/without_mvv', 'Thursday 2026-11-19')
LAST_DAY = case('family/without_mvv', 'Tuesday 2026-08-25')
"""Its 90 days end on the day of the letter: no time is left that could stand still."""
DAY_BEFORE = case('family/without_mvv', 'Wednesday 2026-08-26')
BIOMETRICS = case(
    'family/without_mvv', 'Monday 2026-09-07', 'Monday 2026-11-16 decided granted',
    'Wednesday 2026-11-18 biometrics_asked until Monday 2026-12-07',
)
CARD = case('extension', 'Monday 2026-09-07', 'Monday 2026-11-02 decided granted', 'Friday 2026-11-20 card_ready')
OBJECTION = case('objection/regular', 'Wednesday 2026-11-18', 'Monday 2026-10-26 decision_sent')
LATE = case('family/without_mvv', 'Wednesday 2026-08-12', 'Thursday 2026-11-19 notice_of_default')
EARLY = case('family/without_mvv', 'Friday 2026-09-18', 'Thursday 2026-11-19 notice_of_default')
FAMILY = case('nareis', 'Monday 2026-05-18', 'Friday 2026-11-20 started')
BRING = {'bring': [both('your passport')]}
DESK = {'desk': 'Loket Zwolle', 'desk_address': ['Proefplein 3', '8011 AA Zwolle'], **BRING}
MISSING = {'items': ITEMS, 'period': 'asked_standard', **SEND}
COURT = {'court': both('the court of Voorbeeldstad'), 'court_address': ['Voorbeeldplein 3', '1000 AB Voorbeeldstad']}
INCOMPLETE = {'outcome': 'incomplete', 'items': ITEMS, **SEND}
TIME = {'extension': 'advice', 'reason': both('We asked another service.')}


def sure(definitions: Definitions) -> Definitions:
    """The same law, as if somebody had read the periods of nareis in their source."""
    terms = tuple(
        term.model_copy(update={'status': Status.CONFIRMED, 'pending': 'no', 'law': 'Vw 2u'})
        if term.procedure == 'nareis' else term for term in definitions.files.terms
    )
    return replace(definitions, files=definitions.files.model_copy(update={'terms': terms}))


DAYS = [
    ('l01_receipt', NEW, {}, {'received': '2026-11-19', 'decide_by': '2027-02-17', 'article': 'Vw 25', 'send_by': None}),
    ('l03_missing', NEW, MISSING, {
        'send_by': '2026-12-07', 'stopped_from': '2026-11-24', 'decide_by': '2027-03-02'}),
    ('l03_missing', DAY_BEFORE, MISSING, {'send_by': '2026-12-07', 'decide_by': '2026-12-07'}),
    ('l05_more_time', NEW, TIME, {'before': '2027-02-17', 'decide_by': '2027-08-17', 'article': 'Vw 25'}),
    ('l06_biometrics', BIOMETRICS, {'desks': ['Loket Utrecht'], **BRING}, {'come_by': '2026-12-07'}),
    ('l15_objection_received', OBJECTION, {}, {
        'received': '2026-11-18', 'decision_day': '2026-10-26', 'decide_by': '2027-04-05', 'article': 'Vw 76',
        'send_by': None}),
    ('l15_objection_received', OBJECTION, {'missing': [both('your signature')], **SEND}, {'send_by': '2026-12-07'}),
    ('l18_you_say_late', LATE, COURT, {
        'received': '2026-11-19', 'decide_by': '2026-11-10', 'decide_now_by': '2026-12-03', 'possible_from': None}),
    ('l18_you_say_late', EARLY, COURT, {
        'decide_by': '2026-12-17', 'decide_now_by': None, 'possible_from': '2026-12-18'}),
]


@pytest.mark.parametrize(('kind', 'one', 'given', 'days'), DAYS, ids=lambda value: value if isinstance(value, str) else '')
def test_the_days_are_those_of_the_law(kind: str, one: Case, given: dict, days: dict):
    """Counted by hand: 90 days after 19 November are 17 February; two weeks of papers put 13 days on top of that."""
    made = letter(kind, one, given)
    said = {name: getattr(made, name) for name in days}
    assert {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()} == days


def test_who_and_what_a_letter_is_about():
    made = letter('l01_receipt', NEW, representative='Yusuf Voorbeeld', applicants=(AMINA, BILAL))
    assert (made.addressee.name, made.addressee.address) == ('Amina Voorbeeld', tuple(ADDRESS['address']))
    assert made.applicants == ('Amina Voorbeeld', 'Bilal Voorbeeld') and made.representative == 'Yusuf Voorbeeld'
    assert (made.v_number, made.case_reference, made.minor) == ('1000000001', 'Z-2026-0042', False)
    assert made.period == {'nl': '90 dagen', 'en': '90 days'} and made.written_on == date(2026, 11, 23)


def test_a_letter_about_a_child_goes_to_a_parent_whom_the_clerk_names():
    assert refusal('l01_receipt', NEW, addressee=BILAL, applicants=(BILAL,)) == (Why.MISSING, 'addressee')
    made = letter('l01_receipt', NEW, {'addressee': 'Amina Voorbeeld'}, addressee=BILAL, applicants=(BILAL,))
    assert made.minor and made.addressee.name == 'Amina Voorbeeld' and made.applicants == ('Bilal Voorbeeld',)


def test_a_baby_need_not_come_and_its_form_is_asked_for():
    given = {'desks': ['Loket Utrecht'], **BRING}
    assert refusal('l06_biometrics', BIOMETRICS, given, applicants=(AMINA, BILAL)) == (Why.MISSING, 'photo_form_page')
    photo = {'photo_form_page': 'https://loket.example/photo', 'send_address': ['Postbus 1234']}
    made = letter('l06_biometrics', BIOMETRICS, given | photo, applicants=(AMINA, BILAL))
    assert (made.persons, made.babies) == (('Amina Voorbeeld',), ('Bilal Voorbeeld',))


@pytest.mark.parametrize(('not_needed', 'persons', 'babies'), [
    ([AMINA.name], (), (BILAL.name,)), ([BILAL.name], (AMINA.name,), ()),
])
def test_whose_photo_we_have_need_not_come_and_is_asked_for_no_photo(not_needed, persons, babies):
    given = {
        'desks': ['Loket Utrecht'], **BRING, 'not_needed': not_needed,
        'photo_form_page': 'https://loket.example/photo', 'send_address': ['Postbus 1234'],
    }
    made = letter('l06_biometrics', BIOMETRICS, given, applicants=(AMINA, BILAL))
    assert (made.persons, made.babies) == (persons, babies)


def test_nothing_is_asked_of_a_family_whose_photos_we_all_have():
    given = {
        'desks': ['Loket Utrecht'], **BRING, 'not_needed': [AMINA.name, BILAL.name],
        'photo_form_page': 'https://loket.example/photo', 'send_address': ['Postbus 1234'],
    }
    assert refusal('l06_biometrics', BIOMETRICS, given, applicants=(AMINA, BILAL)) == (Why.NOBODY, 'not_needed')


def test_a_receipt_while_we_wait_for_papers_says_so():
    waiting = case('family/without_mvv', 'Thursday 2026-11-19', 'Friday 2026-11-20 asked asked_standard until Monday 2026-12-07')
    made = letter('l01_receipt', waiting)
    assert made.stopped and made.send_by == date(2026, 12, 7)
    assert made.decide_by == date(2027, 2, 17), 'the day that will become later'


class TestNoLetter:
    @pytest.mark.parametrize(('kind', 'one', 'given', 'why', 'field'), [
        ('l03_missing', NEW, MISSING | {'items': []}, Why.MISSING, 'items'),
        ('l03_missing', NEW, MISSING | {'items': [{'name': both('x')}]}, Why.WRONG, 'items.form'),
        ('l03_missing', NEW, MISSING | {'items': [{**ITEMS[0], 'why': {'nl': 'x'}}]}, Why.WRONG, 'items.0.why'),
        ('l03_missing', NEW, MISSING | {'period': 'fee'}, Why.WRONG, 'period'),
        ('l03_missing', NEW, MISSING | {'send_by': '2027-01-01'}, Why.NOT_ASKED, 'send_by'),
        ('l03_missing', LAST_DAY, MISSING, Why.NOT_NOW, 'send_by'),
        ('l05_more_time', NEW, TIME | {'extension': 'moratorium'}, Why.WRONG, 'extension'),
        ('l05_more_time', NEW, TIME | {'reason': {'nl': 'Ja.'}}, Why.WRONG, 'reason'),
        ('l06_biometrics', BIOMETRICS, {'desks': ['x'], **BRING, 'not_needed': ['Iemand Anders']}, Why.WRONG, 'not_needed'),
        ('l06_biometrics', BIOMETRICS, {'desks': ['x'], **BRING, 'not_needed': [AMINA.name]}, Why.NOBODY, 'not_needed'),
        ('l13_card_ready', CARD, DESK, Why.NO_DAY, 'collect_by'),
        ('l15_objection_received', OBJECTION, {'missing': [both('x')]}, Why.MISSING, 'send_page'),
        ('l18_you_say_late', LATE, {}, Why.MISSING, 'court'),
        ('l18_you_say_late', NEW, COURT, Why.NOT_NOW, ''),
        ('no_such_letter', NEW, {}, Why.NOT_NOW, ''),
    ])
    def test_names_what_is_missing_or_wrong(self, kind: str, one: Case, given: dict, why: Why, field: str):
        assert refusal(kind, one, given) == (why, field)

    def test_without_an_address(self):
        assert refusal('l01_receipt', NEW, {'address': []}) == (Why.MISSING, 'address')

    def test_without_a_name(self):
        assert refusal('l01_receipt', NEW, addressee=replace(AMINA, name='')) == (Why.MISSING, 'name')

    @pytest.mark.parametrize('one', [FAMILY, case('nareis', 'Monday 2025-03-03', 'Friday 2026-11-20 started')])
    def test_states_an_unconfirmed_period_as_certain(self, one: Case):
        """That of nareis was not read in the act, nor whether it holds for what came in before."""
        assert refusal('l22_family_starts', one, {'outcome': 'complete'}) == (Why.NOT_SURE, 'decide_by')

    def test_that_guard_alone_keeps_it_from_being_made(self):
        """The twin: with the same law, read in its source, there is a letter."""
        made = letter('l22_family_starts', FAMILY, {'outcome': 'complete'}, definitions=sure(law()))
        assert (made.decide_by, made.late) == (date(2027, 2, 18), False)

    def test_names_no_article_where_only_a_web_page_is_known(self):
        assert refusal('l01_receipt', case('study', 'Thursday 2026-11-19')) == (Why.NO_ARTICLE, 'article')

    def test_says_the_bare_period_after_more_time_was_taken(self):
        extended = case('family/without_mvv', 'Thursday 2026-11-19', 'Friday 2026-11-20 extended advice')
        assert refusal('l01_receipt', extended) == (Why.NOT_PLAIN, 'decide_by')

    def test_takes_the_same_time_twice(self):
        extended = case('family/without_mvv', 'Thursday 2026-11-19', 'Friday 2026-11-20 extended advice')
        assert refusal('l05_more_time', extended, TIME) == (Why.NOT_NOW, '')


class TestFamilyStarts:
    def test_what_is_missing_has_its_own_time(self):
        made = letter('l22_family_starts', FAMILY, INCOMPLETE, definitions=sure(law()))
        assert made.send_by == date(2026, 12, 21) and isinstance(made.items[0], MissingItem)

    @pytest.mark.parametrize(('change', 'why', 'field'), [
        ({'items': []}, Why.MISSING, 'items'), ({'outcome': 'research'}, Why.MISSING, 'research'),
        ({'outcome': 'complete'}, Why.NOT_ASKED, 'items'),
    ])
    def test_outcome_and_words_belong_together(self, change: dict, why: Why, field: str):
        assert refusal('l22_family_starts', FAMILY, INCOMPLETE | change, definitions=sure(law())) == (why, field)


@pytest.mark.parametrize(('one', 'kinds'), [
    (NEW, {'l01_receipt', 'l03_missing', 'l05_more_time'}),
    (case('family/without_mvv', 'Thursday 2026-11-19', 'Friday 2026-11-20 acknowledged'), {'l03_missing', 'l05_more_time'}),
    (BIOMETRICS, {'l06_biometrics', 'l07_visit_confirmed', 'l11_permit_yes'}), (CARD, {'l07_visit_confirmed', 'l13_card_ready'}),
    (OBJECTION, {'l05_more_time', 'l15_objection_received'}), (LATE, {'l01_receipt', 'l18_you_say_late'}),
    (case('family/without_mvv', 'Thursday 2026-10-01', 'Friday 2026-11-20 withdrawn'), set()),
    (examples.FEE, {'l01_receipt', 'l02_payment', 'l03_missing', 'l05_more_time'}),
    (examples.RESEARCH, {'l01_receipt', 'l03_missing', 'l04_research', 'l05_more_time'}),
    (examples.TALK, {'l05_more_time', 'l08_hearing', 'l15_objection_received'}), (examples.VISA, {'l10_mvv_yes'}),
    (examples.BIOMETRICS, {'l06_biometrics', 'l07_visit_confirmed', 'l11_permit_yes'}), (examples.NO, {'l12_no'}),
    (examples.LAPSED, {'l14_we_stop'}), (examples.RIGHT, {'l17_objection_decided'}), (examples.CARD, {'l20_card_ends'}),
    (case('naturalisation', 'Thursday 2026-10-01', 'Friday 2026-10-09 paid'), {'l01_receipt', 'l05_more_time'}),
])
def test_which_letters_fit_where_a_case_stands(one: Case, kinds: set[str]):
    assert set(possible(matter(one, TODAY).judged)) == kinds


def test_the_same_letter_has_the_same_number_and_another_has_another():
    """So what is sent twice by mistake is one letter; nothing of what it says can be read out of its number."""
    numbers = [
        letter('l03_missing', one, MISSING | given).reference
        for one, given in ((NEW, {}), (NEW, {}), (NEW, {'send_page': 'https://loket.example/other'}), (replace(NEW, id='Z2'), {}))
    ]
    assert numbers[0] == numbers[1] and len(set(numbers)) == 3
    assert numbers[0].startswith('L03-20261123-')


def test_every_confirmed_extension_names_an_article():
    found = [
        article_of(one.source) for term in law().files.terms for one in term.extensions
        if one.status is Status.CONFIRMED
    ]
    assert set(found) == {'Vw 2u', 'Vw 25', 'Vw 42(4)', 'Vw 76', 'RWN 9(4)', 'Awb 7:10(3)'}


def test_letters_are_made_where_their_cards_say():
    """That we are late is answered in the case of the application, from which its days follow."""
    cards = read_cards(FOLDER)
    for key, written in WRITTEN.items():
        assert written.procedures in ((), cards[key].procedures), key


@pytest.mark.parametrize(('kind', 'one', 'given', '_'), DAYS, ids=lambda value: value if isinstance(value, str) else '')
def test_what_is_asked_is_what_can_be_given(kind: str, one: Case, given: dict, _: dict):
    assert {*given, *ADDRESS} <= {ask.name for ask in asks_of(kind, matter(one, TODAY))}


@pytest.mark.parametrize('language', ['nl', 'en'])
@pytest.mark.parametrize(('kind', 'one', 'given', '_'), DAYS, ids=lambda value: value if isinstance(value, str) else '')
def test_what_the_law_wants_stands_in_each(kind: str, one: Case, given: dict, _: dict, language: str, letters: Letters):
    made = replace(letter(kind, one, given), check_page='https://loket.example/letter', check_code='K7P4-2MXD-9QTR')
    assert letters.judge_words(made, language).findings == ()
