"""What staff look at: the list of a day, and what the waiting list did with its places."""

import csv
import sys
from collections.abc import Sequence
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from portal.appointments.commands.arguments import Day, get_desk
from portal.appointments.model import Desk, Offer, Visit, Wish
from portal.appointments.service import Planner
from portal.kernel.spreadsheets import as_shown
from portal.kernel.ticks import day_bounds
from portal.web.parts import part

DAY_HEAD = 'time', 'code', 'product', 'persons', 'names', 'numbers', 'language', 'phone'
WAITING_HEAD = 'place', 'offered', 'wish', 'numbers', 'what', 'why or until'
SKIPPED = {
    'not_earlier': 'no earlier than they asked for or have',
    'notice': 'sooner than they can come',
    'time': 'not at the time of day they asked for',
    'too_soon': 'too little time to answer',
    'size': 'too short for all of them',
    'has_visit': 'they have a visit already',
}
Row = Sequence[str]


@click.command()
@click.argument('desk')
@click.argument('day', type=Day())
@click.option('--csv', 'as_csv', is_flag=True, help='For a spreadsheet.')
@with_appcontext
def day(desk: str, day: date, as_csv: bool) -> None:
    """Print the visits of one day at a desk, in order of time."""
    place = get_desk(desk)
    rows = [_visit(visit, place) for visit in part(Planner).changing.on_day(place.key, day)]
    if as_csv:
        csv.writer(sys.stdout).writerows([DAY_HEAD, *(map(as_shown, row) for row in rows)])
        return
    click.echo(f'{place.name}, {day:%A %d %B %Y}: {len(rows)} visits')
    if rows:
        click.echo(table([DAY_HEAD, *rows]))


@click.command()
@click.argument('desk')
@click.argument('day', type=Day())
@with_appcontext
def waiting(desk: str, day: date) -> None:
    """Explain what the waiting list did with the places of one day: every offer, and why others were passed by."""
    place = get_desk(desk)
    found = part(Planner).waiting.explain(place.key, *day_bounds(day, place.zone))
    click.echo(f'{place.name}, {day:%A %d %B %Y}: {len(found)} offers and skips')
    if found:
        click.echo(table([WAITING_HEAD, *(_offer(offer, wish, place) for offer, wish in found)]))


def table(rows: Sequence[Row]) -> str:
    """Rows of words below each other, each column as wide as its longest word."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ('  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return '\n'.join(line.rstrip() for line in lines)


def _visit(visit: Visit, desk: Desk) -> Row:
    persons = visit.persons
    return (
        _clock(visit.slot.starts_at, desk), visit.code, visit.slot.product, str(len(persons)),
        ', '.join(person.full_name for person in persons),
        ' '.join(_last_digits(person.v_number or person.bsn) for person in persons),
        visit.contact.language, 'yes' if visit.contact.phone else 'no',
    )


def _offer(offer: Offer, wish: Wish, desk: Desk) -> Row:
    until = f'until {offer.until.astimezone(desk.zone):%Y-%m-%d %H:%M}' if offer.until else ''
    return (
        _clock(offer.slot.starts_at, desk), f'{offer.offered_at.astimezone(desk.zone):%Y-%m-%d %H:%M}',
        str(wish.id), ' '.join(_last_digits(person.v_number or person.bsn) for person in wish.terms.persons),
        offer.state.value, SKIPPED.get(offer.reason, offer.reason) or until,
    )


def _clock(moment: datetime, desk: Desk) -> str:
    return f'{moment.astimezone(desk.zone):%H:%M}'


def _last_digits(number: str) -> str:
    """Enough to tell one visitor from the next, and no more than that."""
    return f'…{number[-3:]}'
