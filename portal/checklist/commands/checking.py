"""`flask checklist check`: mistakes and findings in the rule files, and what still must be confirmed."""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.checklist.model import Status
from portal.checklist.rule_files.reading import DATA, Folder, read_folder
from portal.checklist.rules.checking.findings import findings
from portal.checklist.rules.checking.keys import DATED, key_field
from portal.checklist.rules.checking.translations import other_languages
from portal.clock import Clock
from portal.kernel.data_files import DataFileError, Spot
from portal.web.parts import part

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
Line = tuple[Spot, str]


@click.command()
@click.argument('folder', type=FOLDER, default=DATA, required=False)
@click.option('--review', is_flag=True, help='List what nobody has confirmed yet, with its source, and end well.')
@with_appcontext
def check(folder: Path, review: bool) -> None:
    """Look for mistakes and findings in the rule files, those that ship or those in FOLDER."""
    try:
        read = read_folder(folder)
    except DataFileError as error:
        _print((mistake.spot, mistake.says) for mistake in error.mistakes)
        raise click.ClickException(_count(len(error.mistakes), 'mistake')) from None
    if review:
        _print_review(read)
        return
    today = part(Clock).now().date()
    found = sorted(
        ((read.spot(path), says) for path, says in findings(read.files, read.countries, today)),
        key=lambda line: (line[0].file, line[0].line),
    )
    _print(found)
    for language, (there, texts) in other_languages(read.files).items():
        click.echo(f'Language {language}: {there:,} of {texts:,} texts.', err=True)
    if found:
        raise click.ClickException(_count(len(found), 'finding'))
    click.echo(f'No mistakes and no findings on {today}.', err=True)


def _print(lines: Iterator[Line] | list[Line]) -> None:
    for spot, says in lines:
        click.echo(f'{spot}: {says}')


def _count(number: int, what: str) -> str:
    return f'{number:,} {what}{"" if number == 1 else "s"} in the rule files.'


def _print_review(read: Folder) -> None:
    """What nobody has confirmed, file by file."""
    lines = sorted(_unconfirmed(read), key=lambda line: (line[0].file, line[0].line))
    for file, inside in groupby(lines, key=lambda line: line[0].file):
        here = list(inside)
        click.echo(f'{file}: {len(here)} not confirmed')
        for spot, says in here:
            click.echo(f'  line {spot.line}: {says}')
    click.echo(f'{len(lines)} facts are not confirmed.', file=sys.stderr)


def _unconfirmed(read: Folder) -> Iterator[Line]:
    for kind in DATED:
        for place, entry in enumerate(getattr(read.files, kind)):
            if entry.status is Status.UNCONFIRMED:
                yield read.spot((kind, place)), f'{getattr(entry, key_field(kind))} ({entry.source})'
