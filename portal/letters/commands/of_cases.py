"""A letter of a case: what the case does not say stands in a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from portal.kernel.whole_files import put
from portal.letters.errors import LetterRefused, NotOfCase
from portal.letters.filing import in_a_sentence
from portal.letters.service.archive import Archive
from portal.letters.service.from_cases import FromCases
from portal.web.parts import part


def say_asks(kind: str, case: str) -> None:
    """Say what the file has to hold."""
    try:
        click.echo('\n'.join(part(FromCases).asks(kind, case)))
    except NotOfCase as refused:
        raise click.ClickException(str(refused)) from refused


def make_of_case(kind: str, case: str, *, data: Path | None, out: Path | None, by: str) -> None:
    """Make and keep the letter, and tell whom it is for; in the folder comes the PDF as it was kept."""
    try:
        sent = part(FromCases).make(kind, case, given=_given(data), by=by)
    except LetterRefused as refused:
        why = str(refused) if isinstance(refused, NotOfCase) else in_a_sentence(refused)
        raise click.ClickException(f'No letter was made, and nothing was sent. {why}') from refused
    click.echo(f'{sent.reference} was made and kept.')
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        put(out / f'{sent.reference}.pdf', part(Archive).pdf(sent.reference))


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
