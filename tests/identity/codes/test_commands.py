"""What staff type to make letters, and what they are told."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.clock import SetClock
from portal.identity.commands.letters import demo_lines
from portal.identity.demo_people import read_demo_people
from portal.identity.model import Person
from portal.identity.service import People
from portal.identity.service.codes import Codes
from tests.fixtures.people import BORN
from tests.identity.codes.typing import THERE, with_code

CODE = re.compile(r'[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{5}')
NEW = ('--born', '1990-03-27', '--language', 'en', '--name', 'Sam Voorbeeld')


@pytest.fixture
def engine() -> str:
    """Commands say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def app(build_app: Callable[..., Flask], codes: Codes) -> Flask:
    """A portal without desks."""
    app = build_app()
    app.extensions['parts'][Codes] = codes
    return app


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """Types `flask …`."""
    return lambda *words: app.test_cli_runner().invoke(args=words)


def test_a_letter_is_printed_with_a_code_that_works(flask: Callable[..., Result], person: Person, codes: Codes) -> None:
    said = flask('codes', 'issue', person.v_number).output
    assert 'up to and including Sunday 20 December 2026' in said and 'https://loket.example/login/code' in said
    assert with_code(codes, person, CODE.search(said)[0]) == person


def test_a_person_is_added_by_number_and_birth_date(
    flask: Callable[..., Result], people: People, codes: Codes,
) -> None:
    said = flask('codes', 'issue', '1000000002', *NEW, '--abroad').output
    person = people.get_by_v_number('1000000002')
    assert (person.birth_date, person.language, person.name, person.abroad) == (BORN, 'en', 'Sam Voorbeeld', True)
    assert 'Tuesday 29 December 2026' in said
    assert with_code(codes, person, CODE.search(said)[0]) == person


@pytest.mark.parametrize(('words', 'says'), [
    (('1000000002',), 'Nobody is known by this V-number. To add the person, say when they were born: --born YYYY-MM-DD'),
    (('12345',), 'A V-number has ten digits.'),
    (('1000000001', '--born', '1991-03-27'), 'the date of birth is another one. Nothing was changed.'),
    (('1000000001', '--born', '27-03-1990'), 'does not match the format'),
])
def test_what_cannot_be_is_said_in_a_sentence(
    flask: Callable[..., Result], person: Person, people: People, words: tuple[str, ...], says: str,
) -> None:
    result = flask('codes', 'issue', *words)
    assert result.exit_code and says in result.output and 'Traceback' not in result.output
    assert people.get(person.id) == person


def test_a_second_letter_is_too_soon_and_the_counter_is_not(flask: Callable[..., Result], person: Person) -> None:
    flask('codes', 'issue', person.v_number)
    assert 'less than three days ago' in flask('codes', 'issue', person.v_number).output
    assert 'until Tuesday 1 December 2026 at 9:00' in flask('codes', 'issue', person.v_number, '--counter').output


def test_the_letter_and_its_picture_go_to_files(flask: Callable[..., Result], person: Person, tmp_path: Path) -> None:
    pdf, picture = tmp_path / 'letter.pdf', tmp_path / 'code.svg'
    assert not flask('codes', 'issue', person.v_number, '--pdf', str(pdf), '--picture', str(picture)).exit_code
    assert pdf.read_bytes()[:5] == (tmp_path / 'letter.en.pdf').read_bytes()[:5] == b'%PDF-'
    assert '<svg' in picture.read_text()


def test_letters_that_wait_are_printed(
    flask: Callable[..., Result], codes: Codes, person: Person, tmp_path: Path,
) -> None:
    assert flask('codes', 'letters', str(tmp_path / 'out')).output == 'No letter waits.\n'
    codes.ask_letter(person.v_number, BORN)
    assert flask('codes', 'letters', str(tmp_path / 'out')).output == '1 letters were printed.\n'
    assert sorted(path.suffixes[0] for path in (tmp_path / 'out').iterdir()) == ['.en', '.pdf']
    assert not codes.waiting() and codes.has_open_code(person)


def test_the_demonstration_gives_each_a_letter_once(
    app: Flask, codes: Codes, people: People, clock: SetClock, tmp_path: Path,
) -> None:

    with app.app_context():
        first = list(demo_lines())
        assert list(demo_lines()) != first and all('the code is in the letter' in line for line in demo_lines())
    invented = read_demo_people()
    assert len(first) == 4 and len(list((tmp_path / 'letters').glob('*.pdf'))) >= 4
    for line in first:
        person = people.get_by_v_number(re.search(r'\d{10}', line)[0])
        assert with_code(codes, person, CODE.search(line)[0], THERE).id == person.id
    for one in invented:
        kept = people.get_by_v_number(one.v_number)
        assert (kept.name, kept.birth_date, bool(kept.seen_on)) == (one.name, one.birth_date, one.seen)
    with app.app_context():
        again = list(demo_lines())
        assert sum('log in with the six words' in line for line in again) == len(again) - 1
        [at_counter] = [line for line in again if CODE.search(line)]  # at a counter one gets a code at any time
        assert next(one.name for one in invented if one.seen) in at_counter
        clock.moment += timedelta(days=3)
        assert all(CODE.search(line) for line in demo_lines())
