"""The letters after a yes: the mvv, the permit, and the card that ends."""

from datetime import date

import pytest

from portal.procedures.model.writing import Why
from tests.procedures.cases import case
from tests.procedures.letters.examples import BIOMETRICS, CARD, COLLECT, LONGER, PERMIT, RECEIVED, RENEW, VISA
from tests.procedures.letters.matters import AMINA, BILAL, letter, refusal

MVV, YES, END = 'l10_mvv_yes', 'l11_permit_yes', 'l20_card_ends'
GRANTED = 'Monday 2026-11-23 decided granted'


def card(procedure: str) -> object:
    """A case whose card was collected."""
    return case(
        procedure, RECEIVED, 'Monday 2026-10-05 decided granted', 'Monday 2026-10-19 card_ready',
        'Monday 2026-11-02 card_collected',
    )


class TestVisa:
    def test_says_how_long_each_thing_holds(self):
        made = letter(MVV, VISA, COLLECT)
        assert (made.collect_by, made.travel_days, made.passport_months) == (date(2027, 2, 16), 90, 6)
        assert (made.article, made.to_sponsor, made.arrival_page) == ('Vw 2u', False, '')

    @pytest.mark.parametrize(('day', 'fits'), [('Tuesday 2027-02-16', True), ('Wednesday 2027-02-17', False)])
    def test_only_as_long_as_it_can_be_collected(self, day: str, fits: bool):
        if fits:
            assert letter(MVV, VISA, COLLECT, day).collect_by == date(2027, 2, 16)
        else:
            assert refusal(MVV, VISA, COLLECT, day) == (Why.NOT_NOW, 'collect_by')

    def test_for_the_family_of_somebody_it_goes_to_who_asked(self):
        one = case('nareis', 'Monday 2025-03-03', 'Monday 2026-11-16 decided granted')
        page = {'arrival_page': 'https://loket.example/arrival'}
        made = letter(MVV, one, COLLECT | page, applicants=(BILAL,))
        assert made.to_sponsor and made.arrival_page == page['arrival_page'] and made.addressee.name == AMINA.name

    @pytest.mark.parametrize(('one', 'given', 'why', 'field'), [
        (case('nareis', 'Monday 2026-05-18', 'Monday 2026-11-16 decided granted'), COLLECT, Why.NO_ARTICLE, 'article'),
        (case('study/with_mvv', RECEIVED, 'Monday 2026-11-16 decided granted'), COLLECT, Why.NO_ARTICLE, 'article'),
        (case('family/with_mvv', RECEIVED), COLLECT, Why.NOT_NOW, ''),
        (case('family/with_mvv', RECEIVED, 'Monday 2026-11-16 decided refused'), COLLECT, Why.NOT_NOW, ''),
        (case('family/with_mvv', RECEIVED, 'Monday 2026-11-16 decided granted', 'Friday 2026-11-20 mvv_issued'),
         COLLECT, Why.NOT_NOW, ''),
        (BIOMETRICS, COLLECT, Why.NOT_NOW, ''), (VISA, COLLECT | {'arrival_page': 'x'}, Why.NOT_ASKED, 'arrival_page'),
        (VISA, COLLECT | {'collect_by': '2027-03-01'}, Why.NOT_ASKED, 'collect_by'),
    ])
    def test_no_letter(self, one, given: dict, why: Why, field: str):
        assert refusal(MVV, one, given) == (why, field)


class TestPermit:
    def test_the_time_to_object_counts_from_the_card_and_at_least_four_weeks(self):
        made = letter(YES, BIOMETRICS, PERMIT)
        assert (made.remedy.until, made.remedy.arrives_by) == (date(2026, 12, 21), date(2026, 12, 28))
        assert (made.remedy.kind, made.remedy.article, made.remedy.may_stay) == ('objection', 'Vw 69', True)
        assert made.counts_from_card and (made.report_weeks, made.article) == (4, 'Vw 25')

    def test_who_must_still_come_is_told_by_when_as_the_case_sets_it(self):
        assert letter(YES, BIOMETRICS, PERMIT).biometrics_by == date(2026, 12, 14)
        assert letter(YES, LONGER, PERMIT).biometrics_by is None
        no_day = case('family/without_mvv', RECEIVED, GRANTED)
        assert refusal(YES, no_day, PERMIT) == (Why.NO_DAY, 'biometrics_by')

    @pytest.mark.parametrize(('first', 'last', 'field'), [
        ('2026-11-23', '2031-11-22', None), ('2026-11-23', '2031-11-23', 'valid_until'),
        ('2026-09-06', '2027-09-06', 'valid_from'), ('2026-09-07', '2027-09-06', None),
        ('2027-02-23', '2028-02-22', None), ('2027-02-24', '2028-02-22', 'valid_from'),
        ('2026-09-07', '2026-11-23', 'valid_until'), ('2026-09-07', '2026-11-24', None),
        ('2026-12-01', '2026-12-01', 'valid_until'), ('2026-12-01', '2026-12-02', None),
    ])
    def test_no_permit_begins_before_it_was_asked_is_over_already_or_lasts_longer_than_five_years(
        self, first: str, last: str, field: str | None,
    ):
        given = PERMIT | {'valid_from': first, 'valid_until': last}
        if field is None:
            made = letter(YES, LONGER, given)
            assert (made.valid_from, made.valid_until) == (date.fromisoformat(first), date.fromisoformat(last))
        else:
            assert refusal(YES, LONGER, given) == (Why.OUTSIDE, field)

    def test_a_day_later_the_time_to_object_begins_a_day_later(self):
        made = letter(YES, LONGER, PERMIT | {'sent_before': False}, 'Tuesday 2026-11-24')
        assert (made.written_on, made.remedy.until) == (date(2026, 11, 24), date(2026, 12, 22))

    @pytest.mark.parametrize(('one', 'given', 'why', 'field'), [
        (case('family/with_mvv', RECEIVED, GRANTED), PERMIT, Why.NOT_NOW, ''),
        (case('extension', RECEIVED, GRANTED, 'Monday 2026-11-23 card_ready'), PERMIT, Why.NOT_NOW, ''),
        (case('extension', RECEIVED, 'Monday 2026-11-23 decided refused'), PERMIT, Why.NOT_NOW, ''),
        (case('asylum/general', 'Monday 2026-03-02', GRANTED), PERMIT, Why.NOT_NOW, ''),
        (case('study/without_mvv', RECEIVED, GRANTED, 'Monday 2026-11-23 biometrics_asked until Monday 2026-12-14'),
         PERMIT, Why.NO_ARTICLE, 'article'),
        (LONGER, PERMIT | {'biometrics_by': '2026-12-14'}, Why.NOT_ASKED, 'biometrics_by'),
        (LONGER, {name: PERMIT[name] for name in PERMIT if name != 'integration'}, Why.MISSING, 'integration'),
        (LONGER, PERMIT | {'remedy_body': {'nl': 'x', 'en': 'x'}}, Why.NOT_ASKED, 'remedy_body'),
    ])
    def test_no_letter(self, one, given: dict, why: Why, field: str):
        assert refusal(YES, one, given) == (why, field)


class TestCardEnds:
    def test_one_can_ask_from_three_months_before_until_the_day_before(self):
        made = letter(END, CARD, RENEW)
        assert (made.apply_from, made.apply_before) == (date(2026, 11, 26), date(2027, 2, 25))
        assert (made.article, made.sponsor_asks, made.sponsor) == ('Vb 3.80', False, '')

    @pytest.mark.parametrize(('day', 'fits'), [
        ('2026-11-24', False), ('2026-11-25', True), ('2027-03-23', True), ('2027-03-24', False),
    ])
    def test_there_is_a_day_left_to_ask_and_it_is_not_far_away(self, day: str, fits: bool):
        if fits:
            assert letter(END, CARD, RENEW | {'ends_on': day}).ends_on == date.fromisoformat(day)
        else:
            assert refusal(END, CARD, RENEW | {'ends_on': day}) == (Why.OUTSIDE, 'ends_on')

    @pytest.mark.parametrize(('procedure', 'given', 'found'), [
        ('family/without_mvv', {'apply_page': 'https://loket.example/x'}, False),
        ('extension', {'apply_page': 'https://loket.example/x'}, False), ('extension', {'sponsor': 'Voorbeeld BV'}, True),
        ('highly_skilled/without_mvv', {'sponsor': 'Voorbeeld BV'}, True),
        ('family/without_mvv', {'sponsor': 'Voorbeeld BV'}, (Why.MISSING, 'apply_page')),
        ('highly_skilled/without_mvv', {'apply_page': 'x'}, (Why.MISSING, 'sponsor')),
        ('extension', {}, (Why.MISSING, 'apply_page')),
        ('extension', {'apply_page': 'x', 'sponsor': 'y'}, (Why.NOT_ASKED, 'apply_page')),
    ])
    def test_either_the_holder_asks_or_a_sponsor(self, procedure: str, given: dict, found: object):
        words = {'ends_on': '2027-02-26', **given}
        if isinstance(found, bool):
            assert letter(END, card(procedure), words).sponsor_asks is found
        else:
            assert refusal(END, card(procedure), words) == found

    def test_only_of_a_card_that_was_collected(self):
        one = case('extension', RECEIVED, 'Monday 2026-10-05 decided granted', 'Monday 2026-10-19 card_ready')
        assert refusal(END, one, RENEW) == (Why.NOT_NOW, '')
