"""`flask letters make KIND CASE`: a letter of a case from a terminal, and a sentence for every reason why there is none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.identity.model import Person
from portal.letters.errors import NotOfCase
from portal.letters.service.from_cases import FromCases
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
        return app.test_cli_runner().invoke(args=['letters', 'make', *words, '--data', str(path), *by])

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


def test_the_bounds_of_a_day_are_said(make, bring: Callable):
    """Which day ends a card no rule can tell, but between which days a letter about it makes sense."""
    card = [{'kind': kind, 'day': '2026-11-02'} for kind in ('card_ready', 'card_collected')]
    bring([told_case('A-3', **NEW | {'events': [{'kind': 'decided', 'day': '2026-11-02', 'what': 'granted'}, *card],
                                     'received': '2026-09-07'})])
    said = make('l20_card_ends', 'A-3', '--asks').output
    assert 'ends_on (day, from 2026-12-02 to 2027-03-30)' in said


@pytest.mark.parametrize(('words', 'says'), [
    (('l01_receipt', 'A-1', '--large'), 'Leave out --large'), (('l01_receipt', '--asks'), 'Name a CASE'),
    (('l01_receipt',), 'Name a CASE'), (('l01_receipt', 'A-1', '--lang', 'fr'), 'nl'),
    (('l01_receipt', 'A-1', '--by', 'joris', '--lang', 'en'), 'is sent in Dutch'), (('l99_no', 'A-1'), 'l99_no'),
])
def test_words_that_do_not_go_together(make, words: tuple, says: str):
    result = make(*words)
    assert result.exit_code == 2 and says in result.output


def test_it_is_the_only_way(app: Flask):
    assert app.test_cli_runner().invoke(args=['cases', 'letter', 'l01_receipt', 'A-1']).exit_code == 2


def test_a_portal_without_cases_makes_the_letters_of_its_port(make, app: Flask, tmp_path: Path):
    """The command knows no cases: whatever fills the place is asked."""
    def refuse(kind: str, case: str, **_: object) -> None:
        raise NotOfCase(f'{kind} of {case}: not here.')

    app.extensions['parts'][FromCases] = FromCases(asks=lambda kind, case: [f'{kind} {case}'], make=refuse)
    assert make('l01_receipt', 'A-1', '--asks').output == 'l01_receipt A-1\n'
    assert 'nothing was sent. l01_receipt of A-1: not here.' in make('l01_receipt', 'A-1').output
