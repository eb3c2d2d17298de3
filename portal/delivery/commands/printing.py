"""`flask post print-batch` and `flask post handed-over`: letters for a print service."""

import time
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.delivery.errors import DeliveryRefused
from portal.delivery.folder import alone_in
from portal.delivery.service.printing import PrintRoom
from portal.web.parts import part

FOLDER = click.Path(file_okay=False, path_type=Path)
BATCH = click.IntRange(1)
EVERY = 2.0
"""Seconds between two lines of progress."""


@click.command('print-batch')
@click.option('--out', type=FOLDER, required=True, help='Where the folder of the batch goes.')
@click.option('--most', type=click.IntRange(1), default=1000, show_default=True, help='How many letters at most.')
@click.option('--again', 'number', type=BATCH, help='Write the files of this batch once more, the same as before.')
@with_appcontext
def print_batch(out: Path, *, most: int, number: int | None) -> None:
    """Write waiting letters into a numbered folder for the print service, the oldest first.

    A batch that was not finished is finished first; run the command again for the next one.
    """
    room = part(PrintRoom)
    try:
        with alone_in(out):
            wanted = number or room.unfinished() or room.take(most)
            if wanted is None:
                click.echo('No letter waits for the print service.')
                return
            batch = room.write(wanted, out, anew=number is not None, told=Progress())
    except DeliveryRefused as refused:
        raise click.ClickException(in_a_sentence(refused)) from refused
    click.echo(f'Batch {batch.number}: {batch.count:,} letters are in {out / f"batch-{batch.number:06}"}.')
    click.echo(f'When the print service has them: flask post handed-over {batch.number} --by NAME')
    if batch.damaged:
        names = ', '.join(batch.damaged)
        raise click.ClickException(f'Damaged in the archive, not in the batch, and waiting for a person: {names}.')


@click.command('handed-over')
@click.argument('batch', type=BATCH)
@click.option('--by', required=True, help='Who handed it over.')
@with_appcontext
def handed_over(batch: int, *, by: str) -> None:
    """Note that the print service has BATCH."""
    try:
        count = part(PrintRoom).hand_over(batch, by=by)
    except DeliveryRefused as refused:
        raise click.ClickException(in_a_sentence(refused)) from refused
    click.echo(f'Batch {batch}: {count:,} letters were handed over.')


def in_a_sentence(refused: DeliveryRefused) -> str:
    """What was refused."""
    return f'{refused.__doc__} ({refused})'


class Progress:
    """Says on standard error how far a batch is."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        """Say it, if it was not said just now."""
        if time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            click.echo(f'  {done:,} of {of:,} …', err=True)
