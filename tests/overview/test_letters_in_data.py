"""Letters of the archive among what is kept of somebody: on the page, in the file, and as long as they are kept."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.clock import SetClock
from portal.identity.errors import PersonUnknown
from portal.identity.model import Person
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive
from portal.overview.retention import Retention
from portal.procedures.model.writing import owner_of

LONG_AGO = datetime(2020, 5, 4, 8, tzinfo=UTC)


@pytest.fixture
def send(app: Flask, person: Person) -> Callable[[], str]:
    """Sends Amina a letter; returns its reference."""
    archive, receipt = app.extensions['parts'][Archive], read_samples(FOLDER, 'l01_receipt')[MAIN]
    return lambda: archive.send(receipt, 'nl', owner=owner_of(person.id), by='clerk:joris').reference


@pytest.fixture
def letter(send: Callable[[], str], clock: SetClock) -> str:
    """A letter that Amina got long ago."""
    now, clock.moment = clock.moment, LONG_AGO
    reference = send()
    clock.moment = now
    return reference


def test_the_page_and_the_file_tell_of_letters(letter, amina):
    page = amina.open('/me/data')
    assert page.says('Our letters to you') and page.says('letter of Monday 23 November 2026')
    assert page.says('What we keep of you now is removed after Saturday 3 May 2025.')
    [told] = json.loads(amina.fetch('/me/data.json').get_data())['letters']
    assert (told['reference'], told['kind'], told['fields']['reference']) == (letter, 'l01_receipt', letter)


def test_a_letter_goes_after_its_years_and_then_the_person_can_go(app, letter, clock, people, person):
    clock.moment = LONG_AGO + timedelta(days=1825)
    assert removed(app)['letters'] == 0
    clock.moment += timedelta(seconds=1)
    assert removed(app)['letters'] == 1
    clock.moment = datetime(2030, 1, 1, tzinfo=UTC)
    assert removed(app)['people'] == 1
    with pytest.raises(PersonUnknown):
        people.get(person.id)


def test_a_person_with_a_letter_stays(app, send, clock, people, person, monkeypatch):
    send()
    clock.moment += timedelta(days=800)
    assert removed(app)['people'] == 0 and people.get(person.id)
    monkeypatch.setattr(Archive, 'owning', lambda self, owners: set())
    assert removed(app)['people'] == 1  # the twin: without that guard the person goes


def removed(app: Flask) -> dict[str, int]:
    return {one.kind: one.count for one in app.extensions['parts'][Retention].remove()}
