"""Learning how queues go."""

import click
from flask.cli import with_appcontext

from portal.procedures.model.kept import QueueState
from portal.procedures.service import Cases
from portal.web.parts import part


@click.command()
@with_appcontext
def refresh() -> None:
    """Learn how queues go that have changed or were not learnt today; a worker does it every night."""
    count = part(Cases).learning.refresh(told=_tell)
    click.echo(f'{count} queues were learnt.' if count else 'Nothing has changed since the queues were learnt today.')


def _tell(queue: QueueState) -> None:
    click.echo(f'  {queue.key}: {queue.waiting:,} wait, {queue.treated:,} in treatment', err=True)
