"""`flask letters batch`: many letters from a file, by several processes; run again after a stop, it goes on."""

import time
from functools import partial
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.clock import Clock
from portal.letters.batches.journal import FAILURES, INDEX
from portal.letters.batches.lines import lines_of
from portal.letters.batches.making import Batch
from portal.letters.batches.workshop import Order, Workshop
from portal.letters.commands.making import BY, FILE, FOLDER, check_language
from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.service import Letters
from portal.settings import Settings
from portal.web.parts import part
from portal.wiring.ground import build_ground

EVERY = 2.0
"""Seconds between two lines of progress."""


@click.command()
@click.argument('file', type=FILE)
@click.option('--kind', type=click.Choice(list(ABOUT_APPLICATIONS)), required=True, help='The kind of all letters.')
@click.option('--lang', 'language', default='nl', show_default=True, help='The language of all letters.')
@click.option('--out', type=FOLDER, required=True, help='Where the PDFs, the index and the report go.')
@click.option('--processes', type=click.IntRange(1, 64), default=2, show_default=True, help='How many work at once.')
@click.option('--archive', 'keep', is_flag=True, help='Send them: put each into the archive.')
@click.option('--by', default=BY, help='Who makes the letters, for the archive.')
@with_appcontext
def batch(file: Path, *, kind: str, language: str, out: Path, processes: int, keep: bool, by: str) -> None:
    """Make a letter of each line of FILE (.jsonl or .csv); ends with 1 when lines failed."""
    check_language(part(Letters), kind, language)
    out.mkdir(parents=True, exist_ok=True)
    order = Order(kind=kind, language=language, folder=out.resolve(), by=by, keep=keep)
    build = partial(workshop, part(Settings), part(Clock))
    running = Batch(order=order, build=build, processes=processes)
    running.run(lines_of(file, kind), Progress())
    click.echo(f'{len(running.made):,} letters ({running.before:,} were there already); see {INDEX}.')
    if running.failed:
        raise click.ClickException(f'{len(running.failed):,} lines failed; see {FAILURES}.')


def workshop(settings: Settings, clock: Clock, order: Order) -> Workshop:
    """A workshop with these settings, for a process of its own."""
    ground = build_ground(settings, clock)
    return Workshop(order=order, letters=ground.letters, archive=ground.archive)


class Progress:
    """Says on standard error how far a batch is."""

    def __init__(self) -> None:
        self._began = self._said = time.monotonic()

    def __call__(self, batch: Batch) -> None:
        """Say it, if it was not said just now."""
        now = time.monotonic()
        if now - self._said >= EVERY:
            self._said = now
            new = len(batch.made) - batch.before
            rate = new / (now - self._began)
            click.echo(f'  {new:,} made, {len(batch.failed):,} failed, {rate:.1f} a second …', err=True)
