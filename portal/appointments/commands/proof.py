"""The proof that nobody is double-booked."""

import click
from flask.cli import with_appcontext

from portal.appointments.service import Planner
from portal.web.parts import part


@click.command()
@with_appcontext
def verify() -> None:
    """Prove that every visit owns exactly its place and that nothing else is claimed."""
    proof = part(Planner).verification.prove()
    if proof.is_sound:
        click.echo(f'All {proof.visits:,} visits own exactly their {proof.claims:,} claims; nothing else is claimed.')
        return
    for finding in proof.findings:
        click.echo(str(finding))
    more = proof.count - len(proof.findings)
    click.echo(f'… and {more:,} more.' if more else '', nl=bool(more))
    raise click.ClickException(
        f'{proof.count:,} findings among {proof.visits:,} visits with {proof.claims:,} claims.',
    )
