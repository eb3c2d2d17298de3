"""`flask checklist explain`: what the rules find for one file of answers, and why."""

import json
import sys
from datetime import date, datetime
from typing import Any, NoReturn, TextIO

import click
from flask.cli import with_appcontext

from portal.checklist.answers_file import ignored_names
from portal.checklist.errors import AnswerImpossible, AnswersContradict, WrongFile
from portal.checklist.explaining import explanation
from portal.checklist.service import Checklist
from portal.web.parts import part

WRONG = 2
"""How a command ends whose answers are wrong."""


@click.command()
@click.argument('answers', metavar='ANSWERS.json', type=click.File(encoding='utf-8-sig'))
@click.option('--on', 'on', type=click.DateTime(['%Y-%m-%d']), metavar='DATE', help='By the rules of this day.')
@with_appcontext
def explain(answers: TextIO, on: datetime | None) -> None:
    """Print as JSON what the rules find for these answers, and by which rule; - reads what is piped in."""
    checklist = part(Checklist)
    day = on.date() if on else checklist.today()
    written = _read(answers)
    _check_day(checklist, day)
    try:
        given = checklist.read(written, day)
    except AnswerImpossible as refusal:
        _refuse(f'The answer is wrong: {refusal}.')
    except AnswersContradict as refusal:
        _refuse(f'The answers to {refusal.one} and {refusal.other} cannot both be right.')
    except WrongFile:
        _refuse('This is no file of answers: it must be one JSON object.')
    known = checklist.known(given, day)
    found = explanation(checklist.list(given, day), known, ignored_names(written, known.sources))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _read(answers: TextIO) -> Any:
    try:
        return json.load(answers)
    except (ValueError, RecursionError) as error:
        _refuse(f'The answers are not JSON: {error}.')


def _check_day(checklist: Checklist, day: date) -> None:
    """There are rules for the day."""
    if not checklist.book(day).purposes:
        first = min(purpose.valid_from for purpose in checklist.files.purposes)
        _refuse(f'There are no rules for {day}: the first hold from {first}.')


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(WRONG)
