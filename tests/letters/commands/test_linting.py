"""`flask letters lint` says of every letter what is wrong, and ends with 1 when one may not be released."""

import json

import pytest
from click.testing import Result
from flask import Flask

from portal.letters.commands.linting import lint
from portal.letters.errors import NothingToSay
from portal.letters.judging import Judgement
from portal.letters.model.checking import Finding, Measured
from portal.letters.service import Letters
from portal.web.parts import give_parts

CLEAR = Measured(
    score=93.6, parts={'mean_sentence': 6.2}, rare=0, officialese=(), worst_sentence='De langste zin.', worst_word='woord',
)


class Judging:
    """Letters of two languages that judge as they are told."""

    def __init__(self, judgement) -> None:
        self.judgement = judgement

    def saying(self, editions) -> 'Judging':
        return self

    def languages(self, kind: str) -> tuple[str, ...]:
        return 'ar', 'nl'

    def judge(self, letter, language):
        if isinstance(self.judgement, Exception):
            raise self.judgement
        return self.judgement


@pytest.fixture
def run():
    """Types `flask letters lint` where the letters are judged as told."""
    def run(judging, *words: str) -> Result:
        app = Flask('letters')
        give_parts(app, {Letters: judging})
        app.cli.add_command(lint)
        return app.test_cli_runner().invoke(args=['lint', '--kind', 'l03_missing', *words])
    return run


GOOD = Judgement(measured=CLEAR, findings=(), complaints=())
BAD = Judgement(measured=CLEAR, findings=(Finding('R1', 'heading and lead', 'name no day'),), complaints=('ua1: no title',))


def test_says_what_is_good(run):
    done = run(Judging(GOOD), '--language', 'nl')
    assert done.exit_code == 0
    assert done.output.splitlines()[:6] == [
        'l03_missing main nl: may be released', '  score 94: mean sentence 6.2', '  worst sentence: De langste zin.',
        '  worst word: woord', '  R1 to R14 and the mandatory elements: kept', '  PDF: keeps PDF/A-3a and PDF/UA-1',
    ]
    assert 'ar:' not in done.output


def test_says_what_is_wrong_and_fails(run):
    done = run(Judging(BAD), '--language', 'nl')
    assert done.exit_code == 1
    assert 'l03_missing main nl: MAY NOT BE RELEASED' in done.output
    assert '  R1, heading and lead: name no day' in done.output
    assert '  PDF: ua1: no title' in done.output
    assert 'letters may not be released.' in done.output


def test_says_which_letter_cannot_be_written(run):
    done = run(Judging(NothingToSay(block='lead', field='send_by')))
    assert done.exit_code == 1
    assert 'l03_missing main ar: cannot be written: the text "lead" needs the field "send_by"' in done.output


def test_says_it_for_machines(run):
    lines = [json.loads(line) for line in run(Judging(BAD), '--json').output.splitlines() if line.startswith('{')]
    assert {line['language'] for line in lines} == {'ar', 'nl'}
    assert lines[0]['findings'] == [{'rule': 'R1', 'place': 'heading and lead', 'says': 'name no day'}]
    assert lines[0] | {'score': 93.6, 'may_be_released': False, 'pdf': ['ua1: no title']} == lines[0]


def test_the_worked_example_may_be_released(run, letters):
    done = run(letters, '--language', 'nl')
    assert done.exit_code == 0, done.output
    assert done.output.count('may be released') == 4
