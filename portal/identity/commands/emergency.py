"""`flask staff …`: letting an employee in when their provider is down."""

import click
from flask.cli import with_appcontext

from portal.identity.model import STAFF, Role
from portal.identity.service.ending import Emergency
from portal.settings import Settings
from portal.web.parts import part


@click.command('emergency-link')
@click.option(
    '--role', 'roles', required=True, multiple=True, type=click.Choice(sorted(role.value for role in STAFF)),
    help='What the employee may do; can be given several times.',
)
@with_appcontext
def emergency_link(roles: tuple[str, ...]) -> None:
    """Print a link with which one employee logs in once, within ten minutes; making and using it is logged."""
    token = part(Emergency).make({Role(role) for role in roles})
    click.echo(f'{part(Settings).base_url.rstrip("/")}/login/emergency#{token}')
    click.echo('It works once, for ten minutes. Give it to one person only.', err=True)


COMMANDS = (emergency_link,)
