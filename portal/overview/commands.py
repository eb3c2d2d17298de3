"""What is kept about people, for who runs the portal: `flask privacy …`."""

from collections.abc import Iterable

import click
from flask.cli import with_appcontext

from portal.identity.errors import PersonUnknown
from portal.identity.service import People
from portal.kernel.numbers import is_v_number
from portal.letters.service import Letters
from portal.overview.exporting import as_json, texts_of
from portal.overview.gathering import Gathering
from portal.overview.retention import Removed, Retention
from portal.periods import in_words
from portal.web.parts import part

WHY = {
    'visits': 'the day of the visit was before',
    'wishes': 'the wish ended before',
    'plans': 'nobody touched the plan since',
    'messages': 'the message was sent or given up before',
    'letters': 'the letter was made before',
    'lists': 'the list ran out before',
    'counts': 'the window ended before',
    'sessions': 'the log-in ended before',
    'typed': 'nobody came back to the form before',
    'codes': 'the code or the words ended before',
    'looks': 'somebody looked before',
    'people': 'nobody needs them, and they were last here before',
}
"""Why something is removed, by kind."""


@click.command()
@click.option('--dry-run', is_flag=True, help='Only say what would be removed.')
@with_appcontext
def remove(dry_run: bool) -> None:
    """Remove what was kept long enough; it can be stopped and run again."""
    retention = part(Retention)
    total = _tell(retention.would_remove() if dry_run else retention.remove(_progress), dry_run)
    if not total:
        click.echo('Nothing was kept too long.')


@click.command()
@with_appcontext
def report() -> None:
    """Say what is kept, how old the oldest is, and what should have been removed by now."""
    overdue = 0
    for kept in part(Retention).report():
        stock = kept.stock
        since = f'{stock.oldest:%Y-%m-%d}' if stock.oldest else '-'
        period = in_words(kept.period) if kept.period else 'own end'
        line = f'{kept.kind:10} {stock.count:>10,} kept  since {since:10}  for {period:10}'
        click.echo(f'{line} {stock.overdue:>8,} overdue')
        overdue += stock.overdue
    if overdue:
        raise click.ClickException(f'{overdue:,} should have been removed; run: flask privacy remove')
    click.echo('Nothing is overdue.')


@click.command()
@click.argument('v_number')
@with_appcontext
def export(v_number: str) -> None:
    """Print everything that is kept of the person with this V-NUMBER as JSON, for somebody who cannot log in."""
    try:
        person = part(People).get_by_v_number(v_number) if is_v_number(v_number) else None
    except PersonUnknown:
        person = None
    if person is None:
        raise click.ClickException('Nobody with this V-number is known by log-in. Look in the planner too.')
    gathering = part(Gathering)
    data = gathering.of(person.id, surely=True)
    click.echo(as_json(data, gathering.kinds, texts_of(data, part(Letters))))


def _progress(kind: str, count: int) -> None:
    click.echo(f'  {kind}: {count:,} …', err=True)


def _tell(removed: Iterable[Removed], dry_run: bool) -> int:
    total = 0
    for one in removed:
        if one.count:
            said = 'would be removed' if dry_run else 'removed'
            click.echo(f'{one.count:,} {one.kind} {said}: {WHY[one.kind]} {one.before:%Y-%m-%d %H:%M} UTC.')
        total += one.count
    return total


COMMANDS = remove, report, export
