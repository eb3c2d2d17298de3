"""What the operator and the auditor type, and what they are told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.database import Database
from portal.identity.model import Person
from portal.identity.rules.accounts import digest
from portal.identity.service import AccessLog, Watching
from tests.identity.looks import KIM, LOU, note
from tests.identity.test_sealing import unguarded


@pytest.fixture
def engine() -> str:
    """The services are tried on both engines; the words are the same."""
    return 'sqlite'


@pytest.fixture
def app(build_app: Callable[..., Flask]) -> Flask:
    """A portal without desks."""
    return build_app()


@pytest.fixture
def log(app: Flask) -> AccessLog:
    return app.extensions['parts'][AccessLog]


@pytest.fixture
def typed(app: Flask) -> Callable[..., Result]:
    """Types a command below `flask access`."""
    return lambda *words: app.test_cli_runner().invoke(args=['access', *words])


def test_seals_and_checks(typed, log: AccessLog, person: Person) -> None:
    note(log, person.id)
    assert typed('verify').output.splitlines()[:2] == ['1 lines, 0 seals, 1 lines not sealed yet.', 'Head: none yet']
    first, head = typed('seal').output.splitlines()
    assert first == '1 lines under 1 new seals.'
    result = typed('verify', '--head', head.removeprefix('Head: '))
    assert result.exit_code == 0 and head in result.output and 'Nothing is wrong.' in result.output
    assert typed('seal').output == '0 lines under 0 new seals.\n'


def test_says_what_is_wrong(typed, log: AccessLog, app: Flask, person: Person) -> None:
    note(log, person.id)
    typed('seal')
    with unguarded(app.extensions['parts'][Database]) as run:
        run("UPDATE access_log SET reason = 'phone'")
    result = typed('verify', '--head', '0' * 64)
    assert result.exit_code == 1
    assert result.output.splitlines()[:2] == [
        'WRONG: the log: the digest that was kept elsewhere is not there: seals were removed or made again.',
        'WRONG: seal 1, lines 1 to 1: a line was changed.',
    ]


def test_exports_lines_without_who_looked(typed, log: AccessLog, person: Person) -> None:
    note(log, person.id, actor=LOU)
    result = typed('export', '--from', '2026-11-30', '--to', '2026-11-30')
    line, = map(json.loads, result.output.splitlines())
    assert line['name'] == 'counter_view' and 'Lou' not in result.output and person.v_number not in result.output
    assert typed('export', '--from', '2026-11-29', '--to', '2026-11-29').output == ''


def test_reads_declared_relatives(typed, app: Flask, log: AccessLog, person: Person, tmp_path: Path) -> None:
    file = tmp_path / 'relatives.csv'
    file.write_text(f'issuer;subject;v_number\nhttps://staff.example;kim;{person.v_number}\nx;y;9999999999\n')
    assert typed('relatives', str(file)).output.splitlines() == [
        '1 relatives are declared.', '1 are not known here yet; read the file again later.',
    ]
    kim = KIM.__class__(**(vars(KIM) | {'key': f'staff:{digest("https://staff.example", "kim")}'}))
    note(log, person.id, actor=kim)
    assert [one.rule.value for one in app.extensions['parts'][Watching].today()] == ['relative']
    assert 'relative' in typed('unusual').output


def test_says_what_is_wrong_in_the_file_of_relatives(typed, tmp_path: Path) -> None:
    file = tmp_path / 'relatives.csv'
    file.write_text('issuer,subject,v_number\nx,y,12\n')
    result = typed('relatives', str(file))
    assert result.exit_code == 1 and 'relatives.csv, line 2, v_number' in result.output
