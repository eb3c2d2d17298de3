"""Making the letters of a case."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from portal.letters.errors import LetterRefused
from portal.letters.service.archive import Archive
from portal.procedures.errors import CaseUnknown, NoLetter, ProcedureUnknown
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.writing import Ask
from portal.procedures.service import Cases
from portal.procedures.service.writing import Writing
from portal.web.parts import part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument('kind')
@click.argument('case')
@click.option('--data', type=FILE, help='What the case does not say, as JSON; left out, the letter may lack something.')
@click.option('--lang', 'language', default='nl', show_default=True, help='The language of the letter.')
@click.option('--out', type=FOLDER, help='Put the PDF into this folder too.')
@click.option('--by', help='Who makes the letter; the archive keeps the name. Needed to make one.')
@click.option('--asks', is_flag=True, help='Only say what the file has to hold, and make no letter.')
@with_appcontext
def letter(
    kind: str, case: str, *, data: Path | None, language: str, out: Path | None, by: str | None, asks: bool,
) -> None:
    """Make the letter KIND, such as l01_receipt, of CASE, by the number that its source gave it, and keep it.

    The days in it follow from the case; who applied is told. What is missing, or not sure, makes no letter and is said.
    """
    kept = _found(case)
    try:
        if asks:
            click.echo('\n'.join(map(_line, part(Writing).asks(kind, kept))))
            return
        if not by:
            raise click.UsageError('Say with --by who makes the letter.')
        sent = part(Writing).write(kind, kept, given=_given(data), by=by, language=language)
    except (NoLetter, ProcedureUnknown, LetterRefused) as refused:
        fitting = ', '.join(part(Writing).possible(kept)) or 'none'
        raise click.ClickException(
            f'No letter was made, and nothing was sent. {_reason(refused)}. Letters that fit this case: {fitting}.',
        ) from refused
    click.echo(f'{sent.reference} was made and kept.')
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / f'{sent.reference}.pdf').write_bytes(part(Archive).pdf(sent.reference))


def _found(reference: str) -> KeptCase:
    try:
        return part(Cases).get_by_reference(reference)
    except CaseUnknown:
        raise click.ClickException(f'There is no case {reference}.') from None


def _given(data: Path | None) -> Mapping[str, Any]:
    if data is None:
        return {}
    try:
        given = json.loads(data.read_bytes())
    except ValueError as error:
        raise click.ClickException(f'{data.name} is no JSON: {error}.') from error
    if not isinstance(given, dict):
        raise click.ClickException(f'{data.name} must be one JSON object, with a field for each thing.')
    return given


def _reason(refused: Exception) -> str:
    if isinstance(refused, ProcedureUnknown):
        return 'The definitions do not know this procedure'
    return str(refused) or type(refused).__name__


def _line(ask: Ask) -> str:
    choices = f': {", ".join(key for key, _ in ask.choices)}' if ask.choices else ''
    return f'{ask.name} ({ask.shape}{"" if ask.needed else ", may be left out"}){choices}'
