"""Filling the planner with invented visits."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.appointments.commands.opening import load, read, release
from portal.appointments.model import Desk
from portal.appointments.sample.enlarging import enlarged
from portal.appointments.service import Planner
from portal.settings import Settings
from portal.web.parts import part

SHIPPED = Path(__file__).parents[1] / 'data' / 'planner.yaml'
SHARE, SEED = 0.4, 1


@click.command()
@click.option(
    '--booked', default=SHARE, show_default=True, type=click.FloatRange(0.01, 0.95), help='Share of the hours.',
)
@click.option('--seed', default=SEED, show_default=True, help='The same number invents the same visits.')
@click.option(
    '--counters', default=0, type=click.IntRange(0, 10_000),
    help='First load the planner file that ships, with copies of its counters: so many in all.',
)
@click.option('--desks-times', default=1, type=click.IntRange(1, 60), help='The same, with each desk so many times.')
@click.pass_context
@with_appcontext
def sample(context: click.Context, booked: float, seed: int, counters: int, desks_times: int) -> None:
    """Fill the opened days with invented visits; days that were filled before are left alone."""
    check_demo()
    if counters or desks_times > 1:
        load(enlarged(read((SHIPPED,)), counters=counters, desks_times=desks_times))
        context.invoke(release)
    if not part(Planner).calendar.catalogue().desks:
        raise click.ClickException('No desk is loaded yet; load one with: flask planner import FILE')
    visits = part(Planner).sampling.fill(booked=booked, seed=seed, told=_tell)
    click.echo(f'{visits:,} invented visits were booked.' if visits else 'All opened days were filled before.')


def check_demo() -> None:
    """Invented visits never stand between those of real people."""
    if not part(Settings).demo:
        raise click.ClickException('This portal is in production: invented visits are for the demonstration only.')


def load_shipped() -> bool:
    """Load the planner file that ships, unless desks are there; False when they are."""
    if part(Planner).calendar.catalogue().desks:
        return False
    load(read((SHIPPED,)))
    return True


def example_lines() -> Iterator[str]:
    """An invented visit to try things with."""
    visit = part(Planner).sampling.example()
    if visit is not None:
        yield f'code {visit.code} with V-number {visit.persons[0].v_number}'


def _tell(desk: Desk, visits: int) -> None:
    if visits:
        click.echo(f'  {desk.name}: {visits:,} visits', err=True)
