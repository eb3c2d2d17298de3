"""Letters beside the steps of an application: each beside one, with what belongs to it, and nothing of others."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from portal.identity.model import Level, Person
from portal.procedures.model import Standing, Step, StepAt
from portal.procedures.service.writing import Writing
from portal.procedures.views.beside import by_step, step_of
from portal.procedures.views.letters import Row
from portal.procedures.views.taking_along import on_paper
from tests.fixtures.cases import told_case
from tests.procedures.cases import law
from tests.procedures.letters.examples import REFUSE
from tests.procedures.letters.matters import ADDRESS
from tests.procedures.letters.test_writing import MISSING

PAGE = '/me/applications'
NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}
DONE, NOW, NEXT = Standing.DONE, Standing.NOW, Standing.NEXT


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


def at(key: str, standing: Standing, since: str | None = None) -> StepAt:
    """A step as it stands."""
    found: Step = next(one for one in law().files.steps if one.key == key)
    return StepAt(step=found, standing=standing, since=date.fromisoformat(since) if since else None)


def letter(number: str, day: str, reference: str = 'A') -> Row:
    """A letter of a kind, of a day."""
    return Row(reference, number, date.fromisoformat(day), (), '', '', number=number)


STEPS = (
    at('received', DONE, '2026-10-05'), at('check', DONE, '2026-10-12'), at('waiting', DONE), at('treatment', NOW, '2026-11-02'),
    at('refused', NEXT),
)


@pytest.mark.parametrize(('number', 'day', 'key'), [
    # A step that names the kind has it, whenever it was written
    ('L01', '2026-10-05', 'received'), ('L01', '2026-10-13', 'received'), ('L01', '2026-10-01', 'received'),
    # Else the step at which the case was
    ('L03', '2026-10-12', 'check'), ('L03', '2026-11-01', 'check'), ('L05', '2026-11-02', 'treatment'), ('', '2026-11-20', 'treatment'),
    # A step that the case has not come to has none
    ('L12', '2026-11-20', 'treatment'), ('L03', '2026-10-01', None),
])
def test_beside_which_step_a_letter_stands(number: str, day: str, key: str | None):
    found = step_of(letter(number, day), STEPS)
    assert (found and found.step.key) == key


def test_of_two_steps_with_the_same_kind_the_last_that_had_begun_has_it():
    steps = at('asylum_interview', DONE, '2026-03-02'), at('asylum_dublin', NOW, '2026-05-04')
    assert {one.step.letter for one in steps} == {'L08'}
    for day, key in (('2026-03-02', 'asylum_interview'), ('2026-05-03', 'asylum_interview'), ('2026-05-04', 'asylum_dublin')):
        found = step_of(letter('L08', day), steps)
        assert found and found.step.key == key


def test_the_letters_of_a_step_stand_in_order_of_time():
    last_first = [letter('L05', '2026-11-20', 'B'), letter('L04', '2026-11-10', 'A'), letter('L03', '2026-10-20', 'C')]
    found = by_step(STEPS, last_first)
    assert {key: [one.reference for one in those] for key, those in found.items()} == {
        'treatment': ['A', 'B'], 'check': ['C'],
    }


class TestThePage:
    @pytest.fixture
    def kept(self, app: Flask, bring: Callable, person: Person):
        """A case in which papers were asked for, and two letters were sent."""
        [kept] = bring([told_case(**NEW)])
        writing = app.extensions['parts'][Writing]
        self.receipt = writing.write('l01_receipt', kept, given=ADDRESS, by='clerk:joris')
        self.missing = writing.write('l03_missing', kept, given=MISSING, by='clerk:joris')
        asked = {'kind': 'asked', 'day': '2026-11-30', 'what': 'asked_standard', 'until': '2026-12-14', 'told': '2026-11-30'}
        [kept] = bring([told_case(**NEW | {'events': [asked], 'as_of': '2026-11-30T09:00:00+01:00'})])
        return kept

    @pytest.mark.parametrize(('language', 'words', 'name'), [
        ('en', 'Letter of Monday 30 November 2026:', 'We have your application'),
        ('nl', 'Brief van maandag 30 november 2026:', 'Wij hebben uw aanvraag'),
    ])
    def test_shows_each_letter_beside_its_step(self, kept, visitor, language: str, words: str, name: str):
        page = visitor(language).open(f'{PAGE}/{kept.case.id}')
        found = page.root.xpath('.//li[@aria-current="step"]//ul[@class="step__letters"]/li')
        assert [one.find('a').get('href') for one in found] == [
            f'/me/letters/{one.reference}' for one in (self.receipt, self.missing)
        ]
        assert ' '.join(found[0].text_content().split()) == f'{words} {name}'

    def test_leads_from_what_is_asked_to_the_letter_that_asks_it(self, kept, visitor):
        page = visitor().open(f'{PAGE}/{kept.case.id}')
        [link] = page.root.xpath('.//section[starts-with(@class, "action-box")]//p[contains(., "Read our letter")]/a')
        assert link.get('href') == f'/me/letters/{self.missing.reference}'

    def test_names_the_letter_that_is_still_to_come(self, bring, visitor):
        [kept] = bring([told_case(**NEW)])
        page = visitor().open(f'{PAGE}/{kept.case.id}')
        assert page.says('The letter that belongs to this step: We have your application')
        assert not any('/me/letters/' in link for link in page.links())

    def test_shows_none_to_whom_we_do_not_know_surely(self, kept, visitor):
        page = visitor(level=Level.LOW).open(f'{PAGE}/{kept.case.id}')
        assert not any('/me/letters/' in link for link in page.links())

    def test_on_paper_says_the_same(self, kept, visitor, app: Flask, monkeypatch):
        papers = []
        monkeypatch.setattr(
            'portal.procedures.views.taking_along.on_paper',
            lambda *given: papers.append(on_paper(*given)) or papers[-1],
        )
        assert visitor().fetch(f'{PAGE}/{kept.case.id}/status.pdf').status_code == 200
        [paper] = papers
        day = 'Letter of Monday 30 November 2026'
        assert paper.steps[0].says[-2:] == (f'{day}: We have your application.', f'{day}: We miss papers.')
        assert paper.turns[0].asked == f'{day}: We miss papers.'


class TestADecisionThatWasSentLater:
    """The case was decided on Thursday 26 November; its letter is of Monday the 30th."""

    LATER, AT_ONCE = 'Monday 28 December 2026', 'Thursday 24 December 2026'

    @pytest.fixture
    def kept(self, app: Flask, bring: Callable, person: Person):
        decided = {'kind': 'decided', 'day': '2026-11-26', 'what': 'refused'}
        [kept] = bring([told_case(**NEW | {'events': [decided]})])
        app.extensions['parts'][Writing].write(
            'l12_no', kept, given=ADDRESS | REFUSE | {'sent_before': False}, by='clerk:joris',
        )
        return kept

    def test_the_page_the_dates_and_the_paper_count_from_the_letter(self, kept, visitor, app: Flask, monkeypatch):
        papers = []
        monkeypatch.setattr(
            'portal.procedures.views.taking_along.on_paper',
            lambda *given: papers.append(on_paper(*given)) or papers[-1],
        )
        for page in ('', '/dates'):
            found = visitor().open(f'{PAGE}/{kept.case.id}{page}')
            assert found.says(self.LATER) and not found.says(self.AT_ONCE), page
        assert visitor().fetch(f'{PAGE}/{kept.case.id}/status.pdf').status_code == 200
        [(_, day, _)] = papers[0].objecting
        assert day == date(2026, 12, 28)

    def test_whom_we_do_not_know_surely_hears_the_day_that_is_safe(self, kept, visitor):
        found = visitor(level=Level.LOW).open(f'{PAGE}/{kept.case.id}')
        assert found.says(self.AT_ONCE) and not found.says(self.LATER)
