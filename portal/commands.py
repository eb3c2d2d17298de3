"""The commands of who runs the portal: `flask planner …`, `checklist`, `letters`, `cases`, `database`, `demo` …"""

from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, with_appcontext

from portal import schema
from portal.appointments.commands import COMMANDS, example_lines, load_shipped, release, sample
from portal.appointments.commands.sampling import check_demo
from portal.checklist.commands import COMMANDS as CHECKLIST_COMMANDS
from portal.database import Busy, Database
from portal.delivery.commands import COMMANDS as POST_COMMANDS
from portal.identity.commands.access_log import COMMANDS as ACCESS_COMMANDS
from portal.identity.commands.emergency import COMMANDS as STAFF_COMMANDS
from portal.identity.commands.letters import COMMANDS as CODE_COMMANDS
from portal.identity.commands.letters import demo_lines
from portal.jobs import Jobs, run_worker
from portal.letters.commands import COMMANDS as LETTER_COMMANDS
from portal.overview.commands import COMMANDS as PRIVACY_COMMANDS
from portal.procedures.commands import CASE_COMMANDS, FORECAST_COMMANDS, prepare_demo
from portal.web.parts import part

NOT_READY = (
    'The database does not answer, is busy, or is not prepared. Nothing was changed. '
    'To learn which, run: flask database check'
)
ANSWERS = click.ClickException, click.Abort, click.exceptions.Exit
"""How a command says that it has ended; no failures of the database."""


class Group(AppGroup):
    """Commands that need the database: says in a sentence what is the matter when it is not ready."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except ANSWERS:
            raise
        except Exception as error:
            if isinstance(error, Busy) or not _is_ready(ctx):
                raise click.ClickException(NOT_READY) from error
            raise


def _is_ready(ctx: click.Context) -> bool:
    """The database answers and has the tables that this version needs."""
    with ctx.ensure_object(ScriptInfo).load_app().app_context():
        try:
            return _is_current()
        except Busy:
            return False


def _is_current() -> bool:
    """The database has the tables that this version needs; raises `Busy` when it does not answer."""
    with part(Database).reading() as session:
        session.connection()
        return schema.is_current(part(Database))


planner = Group('planner', help='Desks, weeks, visits and the waiting list.')
cases = Group('cases', help='The cases of applicants, as their source tells them.')
forecast = Group('forecast', help='How good the forecasts of the status pages are.')
checklist = AppGroup('checklist', help='The rules of document help; needs no database.')
letters = Group('letters', help='The letters about applications; needs a database for what is kept.')
post = Group('post', help='Letters of the archive on their way to the post.')
privacy = Group('privacy', help='What is kept about people, and until when.')
codes = Group('codes', help='Letters with a code to log in.')
staff = Group('staff', help='Letting employees in when their provider is down.')
access = Group('access', help='Who looked at whose data.')
database = Group('database', help='The tables of the portal.')
demo = Group('demo', help='The demonstration on this machine.')


@click.command()
@with_appcontext
def worker() -> None:
    """Send messages and do the planner's housekeeping, until told to stop."""
    run_worker(part(Jobs))


@database.command()
def upgrade() -> None:
    """Bring the tables to what this version of the portal needs."""
    _upgrade()


@database.command()
@click.argument('revision')
def downgrade(revision: str) -> None:
    """Bring the tables back to an earlier REVISION; 'base' removes them and all that is in them."""
    schema.downgrade(part(Database), revision)
    click.echo(f'The database is back at {revision}.')


@database.command()
def check() -> None:
    """Say whether the database answers and has the tables that this version needs."""
    try:
        current = _is_current()
    except Busy as error:
        raise click.ClickException('The database does not answer, or is busy.') from error
    if not current:
        raise click.ClickException('The database is not what this version needs; run: flask database upgrade')
    click.echo('The database is what this version needs.')


@demo.command()
@click.pass_context
def prepare(context: click.Context) -> None:
    """Make the tables, load the desks that ship, open weeks, invent visits and cases; what is done is skipped."""
    check_demo()
    _upgrade()
    if not load_shipped():
        click.echo('Desks are loaded already.')
    context.invoke(release)
    context.invoke(sample)
    people = list(demo_lines())  # before their cases, which know only a part of what is known of them
    prepare_demo()
    for line in example_lines():
        click.echo(f'A visit to try things with: {line}.')
    for line in people:
        click.echo(f'Log in with a letter: {line}')


def add_commands(app: Flask) -> None:
    """Give `app` its commands."""
    for command in COMMANDS:
        planner.add_command(command)
    for command in CHECKLIST_COMMANDS:
        checklist.add_command(command)
    for command in CODE_COMMANDS:
        codes.add_command(command)
    for command in STAFF_COMMANDS:
        staff.add_command(command)
    for command in ACCESS_COMMANDS:
        access.add_command(command)
    for command in CASE_COMMANDS:
        cases.add_command(command)
    for command in LETTER_COMMANDS:
        letters.add_command(command)
    for command in POST_COMMANDS:
        post.add_command(command)
    for command in FORECAST_COMMANDS:
        forecast.add_command(command)
    for command in PRIVACY_COMMANDS:
        privacy.add_command(command)
    for group in (planner, codes, staff, access, privacy, checklist, letters, post, cases, forecast, database, demo):
        app.cli.add_command(group)
    app.cli.add_command(worker)


def _upgrade() -> None:
    if _is_current():
        click.echo('The database is what this version needs.')
        return
    schema.upgrade(part(Database))
    click.echo('The database was brought to what this version needs.')
