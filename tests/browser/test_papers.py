"""Three people get their own list of papers; every page on the way is checked."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.browser.served import Portal
from tests.browser.visitor import Visitor
from tests.pages.papers import MARRIED_IN_MOROCCO, QUESTION, typed

CHILD = MARRIED_IN_MOROCCO | {
    'purpose_group': 'child', 'purpose': 'child_of_sponsor', 'app.birthdate': '2010-03-01',
    'app.nationalities': ['TR'], 'child.other_parent': 'with_custody', 'child.other_parent_stays_behind': True,
    'child.consent': 'not_asked', 'child.lives_own_household': False, 'child.has_own_family': False,
    'child.custody': 'court', 'spo.has_partner': False,
}
DUTCH_CHILD = MARRIED_IN_MOROCCO | {
    'purpose_group': 'parent', 'purpose': 'parent_of_dutch_minor', 'app.nationalities': ['GH'],
    'app.location': 'NL_without_permit', 'app.has_passport': False, 'dutch_child.care': 'shared',
    'dutch_child.dependency': True, 'dutch_child.child_in_brp': True, 'dutch_child.eu_right_elsewhere': False,
    'filed_by': 'applicant_in_NL',
}


@pytest.mark.parametrize(('answers', 'language', 'width', 'scheme'), [
    pytest.param(MARRIED_IN_MOROCCO, 'nl', 320, 'light', id='partner'),
    pytest.param(CHILD, 'en', 400, 'light', id='child', marks=pytest.mark.proof),
    pytest.param(DUTCH_CHILD, 'en', 1280, 'dark', id='parent', marks=pytest.mark.proof),
])
def test_somebody_gets_a_list(
    portal: Portal, visit_portal: Callable[..., Visitor], answers: Mapping[str, Any], language: str, width: int,
    scheme: str,
) -> None:
    person = visit_portal(portal, language, width=width, scheme=scheme)
    person.opens(f'/papers?lang={language}')
    person.sees('Which papers do I need?').presses('Start with the questions')
    _answers(person, answers)
    person.sees('Your list of papers')
    _ticks_and_keeps(person)
    _tells_of_a_paper(person)
    person.opens('/papers/answers')
    person.sees('Your answers').presses('Wipe all my answers')
    person.sees('Do you want to wipe all your answers?').presses('Wipe all my answers')
    person.sees('Your answers are gone')


def _answers(person: Visitor, answers: Mapping[str, Any]) -> None:
    """All kinds of questions look alike, so the first of each kind is checked."""
    seen = set()
    while QUESTION in person.page.url:
        name = person.page.url.rpartition('/')[2].partition('?')[0]
        fields = (*sorted(typed(answers[name])), person.page.locator('main select').count())
        if fields not in seen:
            person.is_on_a_sound_page()
        seen.add(fields)
        for field, value in typed(answers[name]).items():
            _fill(person, field, value)
        person.presses('Next')


def _fill(person: Visitor, name: str, value: str) -> None:
    field = person.page.locator(f'main [name="{name}"]').first
    if field.get_attribute('type') == 'radio':
        person.picks(name, value)
    elif field.evaluate('one => one.tagName') == 'SELECT':
        field.select_option(value)
    else:
        field.fill(value)


def _ticks_and_keeps(person: Visitor) -> None:
    person.touches(person.page.locator('main input[name="have"]').first)
    person.presses('Save what I have')
    person.sees('Your list of papers')
    assert person.reads('We kept what you have')
    person.presses('Keep my list for later')
    person.sees('Keep my list for later').presses('Give me a code')
    person.sees('Keep my list for later')
    assert person.reads('It works for 60 days. After that we remove your answers.')
    person.presses('Back to my list')


def _tells_of_a_paper(person: Visitor) -> None:
    person.page.locator('main .paper a[href*="/papers/paper/"]').first.click()
    person.is_on_a_sound_page()
    person.presses('Save')
    person.sees('Your list of papers')
