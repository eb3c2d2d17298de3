"""Loading planner files, and opening weeks."""

from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.appointments.commands.arguments import Day
from portal.appointments.model import Desk
from portal.appointments.planner_file import PlannerFile, read_planner
from portal.appointments.service import Planner
from portal.kernel.data_files import DataFileError
from portal.web.parts import part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command('import')
@click.argument('files', metavar='FILE...', nargs=-1, required=True, type=FILE)
@with_appcontext
def import_files(files: tuple[Path, ...]) -> None:
    """Load desks, products and rosters from YAML and CSV files that belong together; all of it or nothing."""
    load(read(files))


@click.command()
@click.option('--until', type=Day(), help='Open all days up to this one, not only the weeks that are due.')
@with_appcontext
def release(until: date | None) -> None:
    """Open new weeks at every desk; who waits is served first."""
    places = part(Planner).opening.release(until=until, told=_tell)
    click.echo(f'{places:,} places opened.' if places else 'No new weeks to open.')


def read(files: tuple[Path, ...]) -> PlannerFile:
    """What these files say; the sentence about the first mistake when something is wrong with them."""
    try:
        return read_planner(*files, products=part(Planner).calendar.catalogue().products)
    except DataFileError as error:
        raise click.ClickException(f'{error} Nothing was loaded.') from error


def load(planner: PlannerFile) -> None:
    """Load what files say, and tell what that changed."""
    loaded = part(Planner).opening.load(planner)
    resources = sum(len(desk.resources) for desk in planner.desks)
    click.echo(f'Loaded {len(planner.products)} products and {loaded.desks} desks with {resources} resources.')
    if loaded.days:
        click.echo(f'The hours of {loaded.days:,} opened days were made anew.')
    if loaded.outside:
        click.echo(f'{len(loaded.outside)} booked visits now lie outside working hours and must be moved:')
        click.echo('\n'.join(f'  {code}' for code in loaded.outside))


def _tell(desk: Desk, places: int) -> None:
    click.echo(f'  {desk.name}: {places:,} places')
