"""Importing cases, with progress and a report."""

import csv
import gc
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.procedures.case_file.reading import CaseFileRefused
from portal.procedures.errors import ImportOvertaken
from portal.procedures.model.kept import Counts, ImportRun
from portal.procedures.service import Cases
from portal.procedures.service.importing import BATCH, SQLITE_BATCH
from portal.web.parts import part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REPORT = click.Path(dir_okay=False, writable=True, path_type=Path)
SHOWN_MOST = 20
EVERY_SECONDS = 2.0
HEAD = 'file', 'line', 'field', 'what is wrong'


@click.command('import')
@click.argument('file', type=FILE)
@click.option('--report', type=REPORT, help='Write what is wrong in each line to this CSV file.')
@click.option(
    '--batch', default=0, type=click.IntRange(0, 50_000),
    help=f'Lines in a transaction; left out, {BATCH:,}, and {SQLITE_BATCH:,} on SQLite.',
)
@with_appcontext
def import_file(file: Path, report: Path | None, batch: int) -> None:
    """Read cases from FILE, one JSON object a line; what is wrong is told, all other lines are applied.

    An import that was interrupted goes on when you run it again. docs/case-import.md describes the file.
    """
    importing = part(Cases).importing
    try:
        run = importing.begin(file)
        if run.line:
            click.echo(f'Going on after line {run.line:,}, where this import was interrupted.', err=True)
        run = bring_in(run, file, batch=batch)
    except CaseFileRefused as refusal:
        raise click.ClickException(f'{file.name} was not read: {refusal}. Nothing was changed.') from refusal
    except ImportOvertaken as overtaken:
        raise click.ClickException('Another import is reading this file; this one has stopped.') from overtaken
    click.echo(summary(run.counts))
    if report is not None:
        write_report(run, file, report)
    if run.counts.wrong:
        tell_mistakes(run, file, report)
        raise click.exceptions.Exit(1)


def bring_in(run: ImportRun, file: Path, *, batch: int = 0) -> ImportRun:
    """Read a file from where `run` is to its end, telling now and then how far that is."""
    progress = Progress(run, file.stat().st_size)

    def heard(run: ImportRun) -> None:
        gc.collect()
        progress.tell(run)

    # Looking for garbage among objects that are all in use takes a fifth of the time: it is done between batches only.
    gc.freeze()
    gc.disable()
    try:
        return part(Cases).importing.go_on(run, file, batch=batch, heard=heard)
    finally:
        gc.enable()
        gc.unfreeze()


class Progress:
    """Tells now and then how far an import has come."""

    def __init__(self, run: ImportRun, size: int) -> None:
        self._size, self._lines, self._reached = size, run.counts.lines, run.reached
        self._began = self._told = time.monotonic()

    def tell(self, run: ImportRun) -> None:
        """Tell it, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._told < EVERY_SECONDS:
            return
        self._told, took = now, now - self._began
        speed = (run.counts.lines - self._lines) / took
        left = timedelta(seconds=round((self._size - run.reached) * took / (run.reached - self._reached)))
        share = run.reached / self._size
        click.echo(f'  {run.counts.lines:,} lines ({share:.0%}), {speed:,.0f} cases/s, {left} left', err=True)


def summary(counts: Counts) -> str:
    """What became of the lines."""
    return (
        f'{counts.lines:,} lines: {counts.added:,} new cases, {counts.changed:,} changed, {counts.same:,} as before, '
        f'{counts.older:,} older than what we have, {counts.wrong:,} with mistakes.'
    )


def write_report(run: ImportRun, file: Path, report: Path) -> None:
    """Write down what is wrong, a line for each mistake; without mistakes the head alone."""
    with report.open('w', newline='', encoding='utf-8') as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        for one in part(Cases).importing.mistakes(run):
            writer.writerow((file.name, one.line, one.field, one.says))


def tell_mistakes(run: ImportRun, file: Path, report: Path | None) -> None:
    """Show the first mistakes, and where the others are."""
    for one in islice(part(Cases).importing.mistakes(run), SHOWN_MOST):
        click.echo(f'{file.name}, line {one.line}{", " if one.field else ""}{one.field}: {one.says}', err=True)
    where = f'All mistakes are in {report}.' if report else 'With --report FILE all mistakes are written to a file.'
    click.echo(f'Lines with mistakes were left out; all others were applied. {where}', err=True)
