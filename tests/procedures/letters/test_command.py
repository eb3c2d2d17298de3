"""`flask cases letter`: a letter of a case from a terminal, and a sentence for every reason why there is none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.identity.model import Person
from portal.procedures.service.letterbox import Letterbox
from tests.fixtures.cases import told_case
from tests.procedures.letters.matters import ADDRESS, ITEMS, SEND

NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}


@pytest.fixture
def engine() -> str:
    """A terminal says the same on every engine."""
    return 'sqlite'


@pytest.fixture
def make(app: Flask, bring: Callable, tmp_path: Path) -> Callable[..., Result]:
    """Types the command, with what is given in a file."""
    bring([told_case('A-1', **NEW), told_case('A-2', **NEW | {'procedure': 'nareis', 'track': ''})])

    def typed(*words: str, given: object = ADDRESS, by: tuple[str, ...] = ('--by', 'Joris')) -> Result:
        path = tmp_path / 'given.json'
        path.write_text(given if isinstance(given, str) else json.dumps(given))
        return app.test_cli_runner().invoke(args=['cases', 'letter', *words, '--data', str(path), *by])

    return typed


def test_a_letter_is_made_kept_and_put_into_a_folder(make, app: Flask, person: Person, tmp_path: Path):
    result = make('l01_receipt', 'A-1', '--out', str(tmp_path / 'out'))
    assert result.exit_code == 0, result.output
    [sent] = app.extensions['parts'][Letterbox].letters_of(person.id)
    assert result.output == f'{sent.reference} was made and kept.\n' and sent.made_by == 'Joris'
    [pdf] = (tmp_path / 'out').iterdir()
    assert pdf.name == f'{sent.reference}.pdf' and pdf.read_bytes().startswith(b'%PDF')


def test_it_says_what_the_file_has_to_hold(make):
    assert make('l03_missing', 'A-1', '--asks').output.splitlines()[:2] == ['address (lines)', 'items (items)']
    assert make('l03_missing', 'A-1', given={'items': ITEMS, 'period': 'asked_standard', **SEND, **ADDRESS}).exit_code == 0


@pytest.mark.parametrize(('words', 'given', 'says'), [
    (('l01_receipt', 'A-1'), {}, 'address: say what stands in this field'),
    (('l01_receipt', 'A-1'), {**ADDRESS, 'decide_by': '2030-01-01'}, 'decide_by: this field is not asked'),
    (('l01_receipt', 'A-2'), ADDRESS, 'decide_by: the period of this case was not confirmed in its source'),
    (('l13_card_ready', 'A-1'), ADDRESS, 'Letters that fit this case: l01_receipt, l03_missing, l05_more_time.'),
    (('l01_receipt', 'A-9'), ADDRESS, 'There is no case A-9.'),
    (('l01_receipt', 'A-1'), '{', 'is no JSON'),
    (('l01_receipt', 'A-1'), '[]', 'must be one JSON object'),
])
def test_every_reason_is_a_sentence(make, app: Flask, person: Person, words: tuple, given: object, says: str):
    result = make(*words, given=given)
    assert result.exit_code == 1 and says in result.output
    assert app.extensions['parts'][Letterbox].letters_of(person.id) == ()


def test_somebody_makes_it(make):
    assert make('l01_receipt', 'A-1', by=()).exit_code == 2
