"""Inventing the cases of a country."""

import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.clock import Clock
from portal.procedures.commands.importing import bring_in, summary
from portal.procedures.sample.demo import demo_cases
from portal.procedures.sample.inventing import invent
from portal.procedures.service import Cases
from portal.settings import Settings
from portal.web.parts import part

COUNT, DEMO_COUNT, SEED = 25_000, 3_000, 1


@click.command()
@click.option(
    '--cases', 'count', default=COUNT, show_default=True, type=click.IntRange(1, 5_000_000), help='About so many.',
)
@click.option('--seed', default=SEED, show_default=True, help='The same number invents the same cases on the same day.')
@click.option(
    '--out', type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help='Write them to this file, as for flask cases import, and keep nothing.',
)
@with_appcontext
def sample(count: int, seed: int, out: Path | None) -> None:
    """Invent the cases of a country, with the shares and the pace of the published figures."""
    lines = invent(count, seed=seed, now=part(Clock).now())
    if out is not None:
        click.echo(f'{write(lines, out):,} invented cases are in {out}.')
        return
    if not part(Settings).demo:
        raise click.ClickException('This portal is in production: invented cases are for the demonstration only.')
    keep(lines)


def prepare_demo() -> None:
    """Give the demonstration its cases, and say how good the forecasts for them were, unless it has some."""
    if part(Cases).source_state().imported_at is not None:
        click.echo('Cases are there already.')
        return
    now = part(Clock).now()
    keep(chain(demo_cases(now), invent(DEMO_COUNT, seed=SEED, now=now)))
    part(Cases).scoring.refresh()


def keep(lines: Iterable[str]) -> None:
    """Import invented cases, and learn how their queues go."""
    cases = part(Cases)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / 'cases.jsonl'
        write(lines, path)
        run = bring_in(cases.importing.begin(path), path)
    click.echo(summary(run.counts))
    cases.learning.refresh()


def write(lines: Iterable[str], path: Path) -> int:
    """Write lines to a file; returns how many."""
    count = 0
    with path.open('w', encoding='utf-8') as out:
        for one in lines:
            out.write(one + '\n')
            count += 1
    return count
