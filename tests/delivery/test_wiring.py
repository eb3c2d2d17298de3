"""The whole portal: letters from cases and commands wait for the post, and the worker takes them there."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.clock import SetClock
from portal.database import Database
from portal.delivery.model import State, Way
from portal.delivery.service import Delivery
from portal.delivery.service.printing import PrintRoom
from portal.delivery.service.sending import Sending
from portal.identity.model import Level, Person
from portal.jobs import Jobs
from portal.letters.service import FOLDER, Letters
from portal.letters.service.archive import Archive
from portal.procedures.model.writing import owner_of
from tests.delivery.letters import QuickLetters
from tests.delivery.notify_fake import KEY
from tests.delivery.test_sending import damage
from tests.identity.accounts import applicant
from tests.pages.browser import Browser

NOW = datetime(2026, 12, 4, 8, tzinfo=UTC)
"""A Friday."""


@pytest.fixture
def engine() -> str:
    """A terminal and a page say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters whose paper costs nothing, in the portal too."""
    monkeypatch.setattr(Letters, 'pdf', QuickLetters.pdf)


@pytest.fixture
def app(quick: None, build_app: Callable[..., Flask]) -> Flask:
    """A portal with a print service."""
    return build_app(PORTAL_POST='print')


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """Types a command."""
    return lambda *words: app.test_cli_runner().invoke(args=['post', *map(str, words)])


@pytest.fixture
def keep(app: Flask, receipt) -> Callable[..., None]:
    """Puts letters with these references into the archive of the portal, for somebody."""
    archive = app.extensions['parts'][Archive]

    def keep_all(*references: str, owner: str = '') -> None:
        for reference in references:
            archive.send(replace(receipt, reference=reference), 'nl', owner=owner, by='clerk:joris')

    return keep_all


def test_letters_of_the_command_wait(app, tmp_path: Path):
    sample = FOLDER / 'l01_receipt' / 'sample.json'
    words = ['letters', 'make', 'l01_receipt', '--data', str(sample), '--out', str(tmp_path)]
    runner, delivery = app.test_cli_runner(), app.extensions['parts'][Delivery]
    assert runner.invoke(args=words).exit_code == 0 and delivery.counts() == []
    assert runner.invoke(args=[*words, '--archive']).exit_code == 0
    [one] = delivery.counts()
    assert (one.way, one.state, one.count) == (Way.PRINT_SERVICE, State.WAITING, 1)


def test_a_batch_from_the_terminal(keep, flask, tmp_path):
    assert flask('print-batch', '--out', tmp_path).output == 'No letter waits for the print service.\n'
    keep('A', 'B', 'C')
    assert flask('status').output == 'print_service  waiting               3  since 2026-12-04 08:00 UTC\n'
    said = flask('print-batch', '--out', tmp_path, '--most', 2)
    assert said.exit_code == 0 and said.output.splitlines() == [
        f'Batch 1: 2 letters are in {tmp_path / "batch-000001"}.',
        'When the print service has them: flask post handed-over 1 --by NAME',
    ]
    assert flask('handed-over', 1, '--by', 'joris').output == 'Batch 1: 2 letters were handed over.\n'
    assert 'print_service  handed_over           2' in flask('status').output
    assert 'Batch 1: 2 letters' in flask('print-batch', '--out', tmp_path, '--again', 1).output
    assert 'Batch 2: 1 letters' in flask('print-batch', '--out', tmp_path).output


@pytest.mark.parametrize(('words', 'says'), [
    (('handed-over', 7, '--by', 'joris'), 'Error: There is no batch with this number. (7)'),
    (('print-batch', '--again', 7, '--out', 'nowhere'), 'Error: There is no batch with this number. (7)'),
    (('again', 'A'), 'Error: A does not need a person.'),
    (('by-hand', 'A', '--by', 'joris'), 'Error: A does not need a person.'),
])
def test_what_cannot_be_is_said(keep, flask, words, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keep('A')
    said = flask(*words)
    assert said.exit_code == 1 and says in said.output


def test_a_damaged_letter_is_said_and_waits_for_a_person(keep, flask, app, tmp_path):
    keep('A', 'B')
    damage(app.extensions['parts'][Database], app.extensions['parts'][Archive].get('A').hash)
    said = flask('print-batch', '--out', tmp_path)
    assert said.exit_code == 1 and 'Damaged in the archive, not in the batch, and waiting for a person: A.' in said.output
    said = flask('waiting')
    assert said.exit_code == 1 and '1 letter needs a person.' in said.output
    assert 'A  print_service  damaged: the archive has not what was put there' in said.output
    assert flask('again', '--all', '--why', 'refused').output == 'No letter needs a person.\n'
    assert flask('again', '--all').output == 'A waits for the post again.\n'
    assert flask('print-batch', '--out', tmp_path).exit_code == 1
    assert flask('by-hand', 'A', '--by', 'joris').output == 'A was posted by joris.\n'
    assert flask('waiting').output == 'No letter needs a person.\n' and flask('waiting').exit_code == 0


def test_the_worker_takes_letters_to_the_service(quick, build_app, fake, receipt, clock):
    app = build_app(PORTAL_POST='notify', PORTAL_NOTIFY_URL=fake.url, PORTAL_NOTIFY_KEY=KEY)
    parts = app.extensions['parts']
    parts[Archive].send(receipt, 'nl', owner='', by='')
    huey = parts[Jobs].huey
    [job] = [task for task in huey.read_periodic(datetime(2026, 12, 1, 0, 7)) if task.name == 'post']
    huey.execute(job)
    assert fake.names == [receipt.reference]
    fake.say('validation-failed')
    clock.moment += timedelta(minutes=5)
    parts[Sending].work()
    said = app.test_cli_runner().invoke(args=['post', 'waiting'])
    assert f'{receipt.reference}  notify  refused ({fake.letters[0].id}: validation-failed)' in said.output


def test_a_portal_where_nobody_posts_has_nothing_to_do(quick, build_app, receipt):
    parts = build_app().extensions['parts']
    parts[Archive].send(receipt, 'nl', owner='', by='')
    assert parts[Delivery].counts() == [] and parts[PrintRoom].take(10) is None


class TestThePerson:
    @pytest.fixture
    def amina(self, app, person: Person, log_in, keep) -> Browser:
        """Amina, logged in, with two letters."""
        keep('A', 'B', owner=owner_of(person.id))
        browser = Browser(app)
        log_in(browser, applicant(person, level=Level.SUBSTANTIAL))
        return browser

    def test_reads_when_a_letter_was_given_to_the_post(self, amina, flask, tmp_path):
        assert not amina.open('/me/letters').says('to the post')
        flask('print-batch', '--out', tmp_path, '--most', 1)
        assert not amina.open('/me/letters').says('to the post')
        flask('handed-over', 1, '--by', 'joris')
        page = amina.open('/me/letters')
        assert page.says('We gave this letter to the post on Friday 4 December 2026.') and page.text.count('to the post') == 1

    def test_finds_in_the_copy_how_letters_were_sent(self, amina, app, flask, tmp_path):
        app.extensions['parts'][Delivery].printed_here('A', by='clerk:joris')
        told = {one['reference']: one['ways'] for one in json.loads(amina.fetch('/me/data.json').get_data())['letters']}
        assert told['A'] == [
            {'way': 'print_service', 'state': 'waiting', 'at': None},
            {'way': 'printed_here', 'state': 'printed', 'at': '2026-12-04T08:00:00Z'},
        ]
        assert 'joris' not in json.dumps(told)
