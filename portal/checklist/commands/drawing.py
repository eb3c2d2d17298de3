"""`flask checklist graph`: a picture of which question leads to what."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from graphviz import ExecutableNotFound

from portal.checklist.drawing import WORDS, draw
from portal.checklist.rules.book import language_of
from portal.checklist.rules.checking.sites import Uses
from portal.checklist.service import Checklist
from portal.web.parts import part

FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
NO_DOT = 'The program dot is missing; install the package graphviz, on Debian and Ubuntu: sudo apt-get install graphviz'


@click.command()
@click.argument('file', metavar='FILE.svg', type=FILE)
@click.option('--purpose', default='', metavar='KEY', help='Only what counts for this purpose.')
@click.option('--language', type=click.Choice(list(WORDS)), default='en', show_default=True, help='Of the texts in it.')
@with_appcontext
def graph(file: Path, purpose: str, language: str) -> None:
    """Draw which question leads to which condition, paper and way to apply, by the rules of today."""
    checklist = part(Checklist)
    book = checklist.book(checklist.today())
    if purpose and purpose not in book.purposes:
        raise click.BadParameter(f'there is no purpose {purpose!r}; there are {", ".join(book.purposes)}')
    uses = Uses.of(checklist.files, language_of(checklist.files))
    try:
        picture = draw(book, uses, language=language, purpose=purpose)
    except ExecutableNotFound as error:
        raise click.ClickException(NO_DOT) from error
    try:
        file.write_text(picture, encoding='utf-8')
    except OSError as error:
        raise click.ClickException(f'{file} cannot be written: {error.strerror}.') from error
    click.echo(f'{file} shows the rules of {book.day}.')
