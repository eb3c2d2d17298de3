"""`flask letters make`: one letter from its data."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.kernel.data_files import DataFileError
from portal.kernel.whole_files import put
from portal.letters.errors import LetterRefused
from portal.letters.filing import in_a_sentence, outputs, sent
from portal.letters.reading import ABOUT_APPLICATIONS, read_letter
from portal.letters.service import Letters
from portal.letters.service.archive import Archive
from portal.web.parts import part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
BY = 'command'
"""Who made a letter, when nobody is named."""


@click.command()
@click.argument('kind', type=click.Choice(ABOUT_APPLICATIONS))
@click.option('--data', type=FILE, required=True, help='The fields of the letter, as in its sample.json.')
@click.option('--lang', 'language', default='nl', show_default=True, help='The language of the letter.')
@click.option('--out', type=FOLDER, required=True, help='Where PDF, page, text and data go.')
@click.option('--large', is_flag=True, help='The PDF in large print.')
@click.option('--archive', 'keep', is_flag=True, help='Send it: put it into the archive, which gives it its code.')
@click.option('--by', default=BY, help='Who makes the letter, for the archive.')
@with_appcontext
def make(kind: str, *, data: Path, language: str, out: Path, large: bool, keep: bool, by: str) -> None:
    """Make one letter of this KIND."""
    letters = part(Letters)
    check_language(letters, kind, language)
    try:
        letter = read_letter(data, kind)
        if keep:
            letter = sent(part(Archive), letter, language, by=by)
        files = outputs(letters, letter, language, large=large)
    except DataFileError as error:
        raise click.ClickException('\n'.join(map(str, error.mistakes))) from error
    except LetterRefused as refused:
        raise click.ClickException(f'{data.name}: {in_a_sentence(refused)}') from refused
    out.mkdir(parents=True, exist_ok=True)
    for ending, content in files.items():
        put(out / f'{letter.reference}.{ending}', content)
    click.echo(f'{letter.reference}: {", ".join(files)} are in {out}.')


def check_language(letters: Letters, kind: str, language: str) -> None:
    """Refuse a language in which a kind is not written."""
    if language not in (written := letters.languages(kind)):
        raise click.UsageError(f'{kind} is written in {", ".join(written)}, and not in {language!r}.')
