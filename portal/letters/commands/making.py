"""`flask letters make`: one letter, from its data or from a case."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.kernel.data_files import DataFileError
from portal.kernel.whole_files import put
from portal.letters.commands.of_cases import make_of_case, say_asks
from portal.letters.errors import LetterRefused
from portal.letters.filing import in_a_sentence, outputs, sent
from portal.letters.model.cases import LAWFUL
from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.reading import read_letter
from portal.letters.service import Letters
from portal.letters.service.archive import Archive
from portal.web.parts import part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
BY = 'command'
"""Who made a letter, when nobody is named."""
OF_WHAT = 'Name a CASE, or say with --data and --out what stands in the letter and where it goes.'
BY_WHOM = 'Say with --by who makes the letter.'
IN_DUTCH = 'A letter of a CASE is sent in Dutch. Under “My letters” it can be read in the other languages.'


@click.command()
@click.argument('kind', type=click.Choice(list(ABOUT_APPLICATIONS)))
@click.argument('case', required=False)
@click.option('--data', type=FILE, help='The fields of the letter, as in its sample.json; what a CASE does not say.')
@click.option('--lang', 'language', default=LAWFUL, show_default=True, help='The language of the letter.')
@click.option('--out', type=FOLDER, help='Where PDF, page, text and data go; of a CASE, the PDF.')
@click.option('--large', is_flag=True, help='The PDF in large print.')
@click.option('--archive', 'keep', is_flag=True, help='Send it: put it into the archive. A letter of a CASE always is.')
@click.option('--by', help='Who makes the letter, for the archive; needed with a CASE.')
@click.option('--asks', is_flag=True, help='Only say what the file of a CASE has to hold, and make no letter.')
@with_appcontext
def make(
    kind: str, case: str | None, *, data: Path | None, language: str, out: Path | None, large: bool, keep: bool,
    by: str | None, asks: bool,
) -> None:
    """Make one letter of this KIND, such as l01_receipt: of its data, or of CASE, named as its source names it.

    The days in a letter of a case follow from the case; who applied is told. What is missing, or not sure, makes no
    letter and is said.
    """
    check_language(part(Letters), kind, language)
    if case is None:
        if asks or data is None or out is None:
            raise click.UsageError(OF_WHAT)
        _make_of_data(kind, data, language=language, out=out, large=large, keep=keep, by=by or BY)
    elif asks:
        say_asks(kind, case)
    else:
        if large or not by:
            raise click.UsageError('Leave out --large: it is printed as it was kept.' if by else BY_WHOM)
        if language != LAWFUL:
            raise click.UsageError(IN_DUTCH)
        make_of_case(kind, case, data=data, out=out, by=by)


def _make_of_data(
    kind: str, data: Path, *, language: str, out: Path, large: bool, keep: bool, by: str,
) -> None:
    letters = part(Letters)
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
