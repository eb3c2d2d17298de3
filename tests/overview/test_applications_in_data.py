"""Applications are part of what is kept about somebody: their own, and what happened only for who is surely known."""

import json

import pytest
from flask import Flask

from portal.identity.model import Level, Person
from portal.procedures.service import Cases
from tests.fixtures.cases import YUSUF, told_case
from tests.identity.accounts import applicant
from tests.pages.browser import Browser


@pytest.fixture
def kept(app: Flask, case_file, person: Person) -> None:
    """Amina's application, with a lawyer, and one of somebody else."""
    importing = app.extensions['parts'][Cases].importing
    lines = [told_case('A-1', persons=[*told_case()['persons'], YUSUF]), told_case('B-2', persons=[YUSUF | {'part': 'applicant'}])]
    path = case_file(lines)
    importing.go_on(importing.begin(path), path)


def exported(amina: Browser) -> list[dict]:
    return json.loads(amina.fetch('/me/data.json').get_data())['applications']


def test_somebody_gets_their_own_applications_and_nobody_elses_name(kept, amina: Browser):
    [one] = exported(amina)
    assert (one['reference'], one['received'], one['me']) == ('A-1', '2026-03-02', ['applicant'])
    assert 'Yusuf' not in json.dumps(one)
    assert amina.open('/me/data').says('Application A-1')


def test_what_happened_needs_a_sure_log_in(kept, amina: Browser, log_in, person: Person):
    assert 'events' not in exported(amina)[0] and exported(amina)[0]['events_need_a_surer_log_in']
    log_in(amina, applicant(person, level=Level.SUBSTANTIAL))
    assert [event['kind'] for event in exported(amina)[0]['events']][:2] == ['acknowledged', 'asked']
