"""The letters about a day on which somebody comes: as the planner has it, or as the case sets it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.procedures.model.writing import Why
from tests.procedures.cases import case, law
from tests.procedures.letters.examples import BIOMETRICS, TALK, TELL, VISIT, read
from tests.procedures.letters.matters import AMINA, letter, refusal

KIND, TALKS = 'l07_visit_confirmed', 'l08_hearing'
READ = read(law())


def invited(until: str, procedure: str = 'objection/regular') -> object:
    return case(
        procedure, 'Wednesday 2026-11-18', 'Monday 2026-10-26 decision_sent', f'Monday 2026-11-23 invited until {until}',
    )


class TestVisit:
    def test_is_said_as_the_planner_has_it(self):
        made = letter(KIND, BIOMETRICS, visits=(VISIT,))
        assert (made.place.starts_at, made.place.desk, made.place.minutes) == (VISIT.starts_at, 'Loket Utrecht', 30)
        assert (made.code, made.visit_link) == ('R3W9-8HKC', 'https://loket.example/visit/4f1c2a90b7d3')
        assert (made.persons, made.online_until) == ((AMINA.name,), VISIT.online_until)

    @pytest.mark.parametrize(('until', 'fits'), [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), False), (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), True),
    ])
    def test_can_still_be_changed_when_the_letter_comes(self, until: datetime, fits: bool):
        """Midnight in the Netherlands is 23 hours UTC in winter."""
        visits = (replace(VISIT, online_until=until),)
        if fits:
            assert letter(KIND, BIOMETRICS, visits=visits).online_until == until
        else:
            assert refusal(KIND, BIOMETRICS, visits=visits) == (Why.NOT_NOW, 'online_until')

    def test_of_a_family_has_no_letter(self):
        """The code moves and cancels the visit of all of them."""
        assert refusal(KIND, BIOMETRICS, visits=(replace(VISIT, key='', code=''),)) == (Why.OTHERS_TOO, '')

    def test_for_something_else_has_none(self):
        assert refusal(KIND, BIOMETRICS, visits=(replace(VISIT, product='TKV'),)) == (Why.NO_VISIT, '')
        assert refusal(KIND, BIOMETRICS) == (Why.NO_VISIT, '')

    def test_the_first_of_several_is_meant(self):
        other = replace(VISIT, product='DOC', code='OTHER')
        later = replace(VISIT, code='LATER')
        assert letter(KIND, BIOMETRICS, visits=(other, VISIT, later)).code == 'R3W9-8HKC'

    def test_nothing_of_it_can_be_given(self):
        assert refusal(KIND, BIOMETRICS, {'code': 'X'}, visits=(VISIT,)) == (Why.NOT_ASKED, 'code')


class TestTalk:
    def test_is_refused_while_nobody_has_read_when_papers_can_be_read(self):
        assert refusal(TALKS, TALK, TELL) == (Why.NOT_SURE, 'file_from')

    def test_that_guard_alone_keeps_it_from_being_made(self):
        """The twin: with the same periods, read in the law, there is a letter, and its days are working days."""
        made = letter(TALKS, TALK, TELL, definitions=READ)
        assert made.place.starts_at == datetime(2026, 12, 15, 8, 30, tzinfo=UTC)
        assert (made.file_from, made.papers_by) == (date(2026, 12, 8), date(2026, 12, 4)), 'the 5th is a Saturday'
        assert (made.kind, made.article, made.persons) == ('objection', 'Awb 7:2', (AMINA.name,))

    def test_about_asylum_names_no_article(self):
        one = invited('Tuesday 2026-12-15', 'asylum/regular')
        assert refusal(TALKS, one, TELL, definitions=READ) == (Why.NO_ARTICLE, 'article')

    @pytest.mark.parametrize(('day', 'why'), [
        ('2026-11-23', Why.OUTSIDE), ('2026-11-24', None), ('2026-12-13', Why.DAY_OFF), ('2026-12-14', None),
        ('2026-12-15', Why.OUTSIDE),
    ])
    def test_the_answer_comes_on_a_working_day_between_the_letter_and_the_talk(self, day: str, why: Why | None):
        given = TELL | {'answer_by': day}
        if why is None:
            assert letter(TALKS, TALK, given, definitions=READ).answer_by == date.fromisoformat(day)
        else:
            assert refusal(TALKS, TALK, given, definitions=READ) == (why, 'answer_by')

    @pytest.mark.parametrize(('until', 'fits'), [('Thursday 2026-12-03', False), ('Friday 2026-12-04', True)])
    def test_there_are_ten_days_to_send_papers(self, until: str, fits: bool):
        """Ten days before the 4th is tomorrow."""
        given = TELL | {'answer_by': '2026-11-24'}
        if fits:
            assert letter(TALKS, invited(until), given, definitions=READ).papers_by == date(2026, 11, 24)
        else:
            assert refusal(TALKS, invited(until), given, definitions=READ) == (Why.NOT_NOW, 'papers_by')

    def test_its_day_is_that_of_the_case(self):
        assert refusal(TALKS, TALK, TELL | {'place': {}}, definitions=READ) == (Why.NOT_ASKED, 'place')
        no_day = case('objection/regular', 'Wednesday 2026-11-18', 'Monday 2026-11-23 invited')
        assert refusal(TALKS, no_day, TELL, definitions=READ) == (Why.NO_DAY, 'place')
        over = invited('Monday 2026-11-30')
        assert refusal(TALKS, over, TELL, 'Tuesday 2026-12-01', definitions=READ) == (Why.NOT_NOW, '')


