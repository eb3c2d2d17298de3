"""The letters that weigh most: a no, that we stop, and the decision on an objection."""

from dataclasses import replace
from datetime import date

import pytest

from portal.procedures.model import Definitions, Sourced, Status
from portal.procedures.model.writing import Why
from tests.procedures.cases import case, law
from tests.procedures.letters.examples import (
    AGREE,
    LAPSED,
    LEAVING,
    NO,
    NOT_JUDGED,
    NOT_RIGHT,
    RECEIVED,
    REFUSE,
    RIGHT,
    STOP,
    TO_COURT,
    TO_US,
    UPHOLD,
    WHY,
    read,
)
from tests.procedures.letters.matters import both, letter, refusal

REFUSED, STOPPED, DECIDED = 'l12_no', 'l14_we_stop', 'l17_objection_decided'
TODAY_NO = 'Monday 2026-11-23 decided refused'
COURT = {'reasons': WHY, 'stay': 'own_right', **TO_COURT}


def no(procedure: str, received: str = RECEIVED, decided: str = TODAY_NO) -> object:
    """A case that was refused."""
    return case(procedure, received, decided)


def only(kind: str, definitions: Definitions) -> Definitions:
    """As `read`, but only one of the two things that are not confirmed was read."""
    whole, files = read(definitions).files, definitions.files
    return replace(definitions, files=files.model_copy(update={kind: getattr(whole, kind)}))


class TestRemedies:
    @pytest.mark.parametrize(('procedure', 'received', 'kind', 'until', 'arrives_by', 'article'), [
        ('family/without_mvv', RECEIVED, 'objection', '2026-12-21', '2026-12-28', 'Vw 69'),
        ('nareis', RECEIVED, 'objection', '2026-12-21', '2026-12-28', 'Vw 69'),
        ('naturalisation', RECEIVED, 'objection', '2027-01-04', '2027-01-11', 'Awb 6:7'),
        ('asylum/general', 'Monday 2026-03-02', 'appeal', '2026-11-30', '2026-12-07', 'Vw 69'),
    ])
    def test_of_each_procedure(
        self, procedure: str, received: str, kind: str, until: str, arrives_by: str, article: str,
    ):
        """Four weeks, six weeks, or one, from the day after the letter; and one week for the post."""
        given = COURT if kind == 'appeal' else REFUSE
        found = letter(REFUSED, no(procedure, received), given).remedy
        assert (found.kind, found.until.isoformat(), found.arrives_by.isoformat()) == (kind, until, arrives_by)
        assert found.article == article

    def test_end_on_a_working_day(self):
        """Four weeks after 27 November is Christmas, then a Saturday and a Sunday."""
        one = no('family/without_mvv', decided='Friday 2026-11-27 decided refused')
        found = letter(REFUSED, one, REFUSE, 'Friday 2026-11-27').remedy
        assert (found.until, found.arrives_by) == (date(2026, 12, 28), date(2027, 1, 4))

    @pytest.mark.parametrize(('procedure', 'received'), [
        ('asylum/regular', 'Monday 2026-09-07'), ('asylum/repeat', 'Monday 2026-03-02'),
        ('asylum/extended', 'Monday 2026-03-02'),
    ])
    def test_that_are_not_sure_make_no_letter(self, procedure: str, received: str):
        """Nobody read the period under the pact; in the longer way it is one week for some."""
        assert refusal(REFUSED, no(procedure, received), COURT) == (Why.NOT_SURE, 'remedy')

    def test_that_guard_alone_keeps_four_weeks_from_being_said(self):
        """The twin: if nobody had a shorter period, the letter would say four weeks."""
        known = law()
        remedies = tuple(one.model_copy(update={'may_be_shorter': False}) for one in known.files.remedies)
        sure = replace(known, files=known.files.model_copy(update={'remedies': remedies}))
        one = no('asylum/extended', 'Monday 2026-03-02')
        assert letter(REFUSED, one, COURT, definitions=sure).remedy.until == date(2026, 12, 21)

    @pytest.mark.parametrize(('day', 'until'), [('Friday 2027-04-09', None), ('Monday 2027-04-12', date(2027, 5, 10))])
    def test_that_end_between_two_days_off_wait_for_the_decree(self, day: str, until: date | None):
        """The Friday after Ascension Day is a day off when a decree says so, and nobody has read that of 2027."""
        one = no('family/without_mvv', 'Monday 2027-02-01', f'{day} decided refused')
        if until is None:
            assert refusal(REFUSED, one, REFUSE, day) == (Why.NOT_SURE, 'remedy')
        else:
            assert letter(REFUSED, one, REFUSE, day).remedy.until == until

    def test_say_where_they_go(self):
        ours, court = letter(REFUSED, NO, REFUSE).remedy, letter(DECIDED, NOT_RIGHT, UPHOLD).remedy
        assert (ours.body['nl'], ours.page) == ('Helder Loket (voorbeeld)', TO_US['remedy_page'])
        assert (court.body, court.page) == (TO_COURT['remedy_body'], '')

    @pytest.mark.parametrize(('kind', 'one', 'given'), [
        (REFUSED, NO, REFUSE), (STOPPED, LAPSED, STOP), (DECIDED, NOT_RIGHT, UPHOLD), (DECIDED, RIGHT, AGREE),
    ])
    def test_a_day_later_begin_a_day_later(self, kind: str, one, given: dict):
        """The time begins on the day after the letter was sent (Awb 6:8), whenever we decided."""
        late = given | {'sent_before': False}
        today, tomorrow = letter(kind, one, given), letter(kind, one, late, 'Tuesday 2026-11-24')
        assert (today.written_on, tomorrow.written_on) == (date(2026, 11, 23), date(2026, 11, 24))
        if today.remedy:
            assert (today.remedy.until, tomorrow.remedy.until) == (date(2026, 12, 21), date(2026, 12, 22))
            assert tomorrow.remedy.arrives_by == date(2026, 12, 29)

    @pytest.mark.parametrize(('given', 'why'), [
        (REFUSE, Why.MISSING), (REFUSE | {'sent_before': True}, Why.SENT_BEFORE),
        (REFUSE | {'sent_before': 'x'}, Why.WRONG),
    ])
    def test_of_an_earlier_day_need_somebody_who_knows_that_nothing_was_sent(self, given: dict, why: Why):
        """A second letter would give time that there is not."""
        assert refusal(REFUSED, NO, given, 'Tuesday 2026-11-24') == (why, 'sent_before')

    def test_on_the_day_itself_nobody_is_asked(self):
        assert refusal(REFUSED, NO, REFUSE | {'sent_before': False}) == (Why.NOT_ASKED, 'sent_before')

    @pytest.mark.parametrize(('sent', 'is_refused'), [
        ({'l12_no': date(2026, 11, 23)}, True), ({'l12_no': date(2026, 11, 24)}, False),
        ({'l12_no': date(2026, 11, 22)}, False), ({'l01_receipt': date(2026, 11, 23)}, False),
    ])
    def test_are_not_given_anew_by_a_second_letter_of_ours(self, sent: dict, is_refused: bool):
        """The same letter on the same day is one; what was sent before we decided was about something else."""
        given = REFUSE | {'sent_before': False}
        if is_refused:
            assert refusal(REFUSED, NO, given, 'Tuesday 2026-11-24', sent=sent) == (Why.SENT_BEFORE, '')
        else:
            assert letter(REFUSED, NO, given, 'Tuesday 2026-11-24', sent=sent).remedy.until == date(2026, 12, 22)


class TestLeaving:
    @pytest.mark.parametrize(('stay', 'may_stay'), [('abroad', False), ('own_right', True)])
    def test_is_not_spoken_of_to_who_need_not(self, stay: str, may_stay: bool):
        made = letter(REFUSED, NO, REFUSE | {'stay': stay})
        assert (made.leave_by, made.leave_article, made.remedy.may_stay) == (None, '', may_stay)
        assert (made.leave_at_once, made.entry_ban_years) == (False, 0)

    @pytest.mark.parametrize('stay', ['wait', 'leave'])
    @pytest.mark.parametrize(('kind', 'one', 'given'), [(REFUSED, NO, REFUSE), (DECIDED, NOT_RIGHT, UPHOLD)])
    def test_makes_no_letter_while_nobody_has_read_it(self, kind: str, one, given: dict, stay: str):
        words = given | {'stay': stay, 'return_page': 'https://terug.example'}
        assert refusal(kind, one, words)[0] is Why.NOT_SURE

    @pytest.mark.parametrize(('kind', 'field'), [('periods', 'stay'), ('remedies', 'leave_by')])
    def test_both_must_have_been_read(self, kind: str, field: str):
        """Each guard alone: who may wait (Vw 73), and how long one has to leave (Vw 62)."""
        assert refusal(REFUSED, NO, REFUSE | LEAVING, definitions=only(kind, law())) == (Why.NOT_SURE, field)

    @pytest.mark.parametrize(('stay', 'may_stay'), [('wait', True), ('leave', False)])
    def test_those_guards_alone_keep_it_from_being_said(self, stay: str, may_stay: bool):
        """The twin: read in the law, four weeks from the letter."""
        made = letter(REFUSED, NO, REFUSE | LEAVING | {'stay': stay}, definitions=read(law()))
        assert (made.leave_by, made.leave_article) == (date(2026, 12, 21), 'Vw 62, 62a')
        assert made.remedy.may_stay is may_stay

    @pytest.mark.parametrize(('change', 'why'), [
        ({'stay': 'wait', 'return_page': ''}, Why.MISSING), ({'stay': 'abroad', 'return_page': 'x'}, Why.NOT_ASKED),
    ])
    def test_who_helps_is_named_to_who_must_leave_only(self, change: dict, why: Why):
        assert refusal(REFUSED, NO, REFUSE | change, definitions=read(law())) == (why, 'return_page')

    def test_nobody_read_who_may_wait_for_a_court(self):
        words = COURT | LEAVING
        one = no('asylum/general', 'Monday 2026-03-02')
        assert refusal(REFUSED, one, words, definitions=read(law())) == (Why.NOT_SURE, 'stay')


class TestNo:
    @pytest.mark.parametrize(('change', 'why', 'field'), [
        ({'reasons': []}, Why.MISSING, 'reasons'), ({'stay': ''}, Why.MISSING, 'stay'), ({'stay': 'x'}, Why.WRONG, 'stay'),
        ({'leave_by': '2026-12-21'}, Why.NOT_ASKED, 'leave_by'), ({'entry_ban_years': 2}, Why.NOT_ASKED, 'entry_ban_years'),
        ({'remedy_address': []}, Why.MISSING, 'remedy_address'), ({'remedy': {}}, Why.NOT_ASKED, 'remedy'),
    ])
    def test_names_what_is_missing_or_not_for_a_clerk(self, change: dict, why: Why, field: str):
        assert refusal(REFUSED, NO, REFUSE | change) == (why, field)

    @pytest.mark.parametrize('outcome', ['granted', 'set_aside'])
    def test_is_no_letter_for_another_decision(self, outcome: str):
        one = no('family/without_mvv', decided=f'Monday 2026-11-23 decided {outcome}')
        assert refusal(REFUSED, one, REFUSE) == (Why.NOT_NOW, '')


class TestWeStop:
    @pytest.mark.parametrize(('day', 'why'), [
        ('Monday 2026-11-09', Why.NOT_NOW), ('Tuesday 2026-11-10', None), ('Monday 2026-12-07', None),
        ('Tuesday 2026-12-08', Why.TOO_LATE),
    ])
    def test_only_after_the_last_day_to_send_and_within_four_weeks(self, day: str, why: Why | None):
        """Awb 4:5(4)."""
        asked = 'Monday 2026-10-26 asked asked_standard until Monday 2026-11-09'
        one = case('family/without_mvv', RECEIVED, asked, f'{day} decided set_aside')
        if why is None:
            made = letter(STOPPED, one, STOP, day)
            assert (made.asked_on, made.send_by) == (date(2026, 10, 26), date(2026, 11, 9))
        else:
            assert refusal(STOPPED, one, STOP, day) == (why, 'send_by')

    def test_what_was_asked_last_is_meant_and_must_be_over_too(self):
        events = 'Monday 2026-10-26 asked asked_standard', 'Monday 2026-11-02 asked asked_tb', 'Monday 2026-11-23 decided set_aside'
        made = letter(STOPPED, case('extension', RECEIVED, *events), STOP)
        assert (made.asked_on, made.send_by) == (date(2026, 11, 2), date(2026, 11, 16))
        longer = events[0], 'Monday 2026-11-02 asked asked_conduct', events[2]
        assert refusal(STOPPED, case('extension', RECEIVED, *longer), STOP) == (Why.NOT_NOW, 'send_by')

    @pytest.mark.parametrize(('events', 'why', 'field'), [
        (('Monday 2026-11-23 decided set_aside',), Why.NO_DAY, 'send_by'),
        (('Monday 2026-10-26 asked asked_standard', 'Monday 2026-11-02 papers_received', 'Monday 2026-11-23 decided set_aside'),
         Why.NO_DAY, 'send_by'),
        (('Monday 2026-10-26 asked asked_standard', TODAY_NO), Why.NOT_NOW, ''),
    ])
    def test_not_to_who_was_asked_nothing_or_answered(self, events: tuple, why: Why, field: str):
        assert refusal(STOPPED, case('family/without_mvv', RECEIVED, *events), STOP) == (why, field)

    def test_who_must_leave_is_not_told_whether_to_wait_while_nobody_read_it(self):
        assert refusal(STOPPED, LAPSED, STOP | {'stay': 'wait'}) == (Why.NOT_SURE, 'stay')
        assert letter(STOPPED, LAPSED, STOP | {'stay': 'wait'}, definitions=only('remedies', law())).remedy.may_stay


class TestObjectionDecided:
    @pytest.mark.parametrize(('one', 'given', 'outcome'), [
        (NOT_RIGHT, UPHOLD, 'not_right'), (NOT_JUDGED, UPHOLD, 'not_judged'), (RIGHT, AGREE, 'right'),
    ])
    def test_says_what_the_case_says(self, one, given: dict, outcome: str):
        made = letter(DECIDED, one, given)
        assert (made.outcome, made.decision_day) == (outcome, date(2026, 8, 10))
        assert (made.remedy is None) is (outcome == 'right')

    def test_the_court_is_open_for_four_weeks_or_six_for_naturalisation(self):
        events = 'Monday 2026-08-10 decision_sent', TODAY_NO
        for track, until in (('regular', '2026-12-21'), ('mvv', '2026-12-21'), ('naturalisation', '2027-01-04')):
            made = letter(DECIDED, case(f'objection/{track}', RECEIVED, *events), UPHOLD)
            assert (made.remedy.kind, made.remedy.until.isoformat()) == ('appeal', until)

    def test_says_why_there_was_no_talk_only_where_there_was_none(self):
        """Awb 7:12."""
        heard = case(
            'objection/regular', RECEIVED, 'Monday 2026-08-10 decision_sent', 'Monday 2026-11-02 heard', TODAY_NO,
        )
        silent = {name: UPHOLD[name] for name in UPHOLD if name != 'not_heard'}
        assert letter(DECIDED, heard, silent).not_heard is None
        assert refusal(DECIDED, heard, UPHOLD) == (Why.NOT_ASKED, 'not_heard')
        assert refusal(DECIDED, NOT_RIGHT, silent) == (Why.MISSING, 'not_heard')

    def test_money_for_a_lawyer_goes_to_who_is_right(self):
        assert letter(DECIDED, RIGHT, AGREE | {'costs': '700.00'}).costs == 700
        assert letter(DECIDED, RIGHT, AGREE).costs is None
        assert refusal(DECIDED, NOT_RIGHT, UPHOLD | {'costs': '700.00'}) == (Why.NOT_ASKED, 'costs')

    @pytest.mark.parametrize(('one', 'given', 'why', 'field'), [
        (RIGHT, {'not_heard': both('x')}, Why.MISSING, 'changes'), (NOT_RIGHT, UPHOLD | {'changes': both('x')}, Why.NOT_ASKED, 'changes'),
        (case('objection/regular', RECEIVED, TODAY_NO), UPHOLD, Why.NO_DAY, 'decision_day'), (NO, UPHOLD, Why.NOT_NOW, ''),
        (NOT_RIGHT, UPHOLD | {'outcome': 'partly'}, Why.NOT_ASKED, 'outcome'),
    ])
    def test_no_letter(self, one, given: dict, why: Why, field: str):
        assert refusal(DECIDED, one, given) == (why, field)


def test_who_may_wait_is_confirmed_nowhere_yet():
    """Whoever reads Vw 73 says so in the file; then letters to who must leave can be made."""
    waiting = [one.waiting for one in law().files.remedies if one.waiting]
    assert waiting == [Sourced(source='Vw 73 (text of 2015)', status=Status.UNCONFIRMED)]
