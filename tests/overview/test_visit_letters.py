"""The letter that confirms a visit: the case knows what it is for, the planner when and where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal.appointments.model import Visit
from portal.identity.model import Person
from portal.letters.model.sent import SentLetter
from portal.procedures.errors import NoLetter
from portal.procedures.model.writing import Why
from portal.procedures.service import Cases
from portal.procedures.service.writing import Writing
from tests.fixtures.cases import told_case

ADDRESS = {'address': ['Voorbeeldstraat 12', '3511 AA Utrecht']}
YES = [
    {'kind': 'decided', 'day': '2026-11-02', 'what': 'granted'},
    {'kind': 'biometrics_asked', 'day': '2026-11-02', 'until': '2026-12-21'},
]


@pytest.fixture
def write(app: Flask, case_file: Callable[..., Path], person: Person) -> Callable[[], SentLetter]:
    """Makes the letter about the visit of Amina, whose fingerprints are asked for."""
    parts = app.extensions['parts']
    path = case_file([told_case(events=YES, received='2026-09-07', as_of='2026-11-30T08:00:00+01:00')])
    importing = parts[Cases].importing
    assert importing.go_on(importing.begin(path), path).counts.added == 1

    def make() -> SentLetter:
        kept = parts[Cases].get_by_reference('A-1')
        return parts[Writing].write('l07_visit_confirmed', kept, given=ADDRESS, by='clerk:joris')

    return make


def test_says_what_the_planner_has(write, book: Callable[..., Visit]):
    visit = book('2026-12-08 10:00')
    values = write().values
    assert (values['code'], values['place']['starts_at']) == (visit.code, '2026-12-08T09:00:00Z')
    assert values['visit_link'].endswith(f'/visit/{visit.key}') and values['place']['minutes'] > 0
    assert values['online_until'] < values['place']['starts_at'] and values['bring'] and values['place']['address']


def test_is_not_there_without_a_visit(write):
    with pytest.raises(NoLetter) as refused:
        write()
    assert refused.value.why is Why.NO_VISIT


def test_of_a_family_tells_nobody_the_code(write, book: Callable[..., Visit]):
    book('2026-12-08 10:00', '1000000002')
    with pytest.raises(NoLetter) as refused:
        write()
    assert refused.value.why is Why.OTHERS_TOO
