"""`flask post status`, `waiting`, `again` and `by-hand`: how far letters are, and what is done about stuck ones."""

import click
from flask.cli import with_appcontext

from portal.delivery.errors import NotStuck
from portal.delivery.model import Going, Way, Why
from portal.delivery.service import Delivery
from portal.web.parts import part

REASONS = {
    Why.DAMAGED: 'the archive has not what was put there; restore the file from a backup, then: again',
    Why.TOO_LARGE: 'more than 10 pages or 5 MB; print it yourself, then: by-hand',
    Why.REFUSED: 'the service will not print it; see why there, then: again or by-hand',
    Why.NO_ANSWER: 'fifteen tries brought no sure answer; is the service there? then: again',
    Why.NO_NEWS: 'the service has it, but does not say what became of it; look there, then: again or by-hand',
    Why.UNSURE: 'it may have been sent a week ago; look for it at the service, then: again or by-hand',
}
NOTHING = 'No letter needs a person.'


@click.command()
@with_appcontext
def status() -> None:
    """Count the letters by way and by how far they are."""
    counts = part(Delivery).counts()
    for one in counts:
        click.echo(f'{one.way:14} {one.state:13} {one.count:9,}  since {one.oldest:%Y-%m-%d %H:%M} UTC')
    if not counts:
        click.echo('No letter was printed here or waits for the post.')


@click.command()
@with_appcontext
def waiting() -> None:
    """List the letters that need a person, and why; ends with 1 when there are any."""
    stuck = part(Delivery).stuck()
    for one in stuck:
        click.echo(_line(one))
    if stuck:
        raise click.ClickException(f'{len(stuck):,} {"letter needs" if len(stuck) == 1 else "letters need"} a person.')
    click.echo(NOTHING)


def _line(one: Going) -> str:
    there = f' ({one.service_id or "not at the service"}: {one.status or "nothing heard"})'
    what = REASONS[one.why] if one.why else ''
    return f'{one.reference}  {one.way}  {one.why}{there if one.way is Way.NOTIFY else ""}: {what}'


@click.command()
@click.argument('references', nargs=-1)
@click.option('--all', 'everything', is_flag=True, help='All letters that need a person.')
@click.option('--why', type=click.Choice([one.value for one in Why]), help='With --all: only those with this reason.')
@with_appcontext
def again(references: tuple[str, ...], *, everything: bool, why: str | None) -> None:
    """Let letters that need a person wait for the post anew."""
    delivery = part(Delivery)
    if everything:
        references = tuple(dict.fromkeys(one.reference for one in delivery.stuck() if why in (None, one.why)))
    for reference in references:
        try:
            delivery.again(reference)
        except NotStuck as refused:
            raise click.ClickException(f'{reference} does not need a person.') from refused
        click.echo(f'{reference} waits for the post again.')
    if not references:
        click.echo(NOTHING if everything else 'Say which letters, or --all.')


@click.command('by-hand')
@click.argument('reference')
@click.option('--by', required=True, help='Who posted it.')
@with_appcontext
def by_hand(reference: str, *, by: str) -> None:
    """Note that somebody posted a letter that needed a person in another way."""
    try:
        part(Delivery).by_hand(reference, by=by)
    except NotStuck as refused:
        raise click.ClickException(f'{reference} does not need a person.') from refused
    click.echo(f'{reference} was posted by {by}.')
