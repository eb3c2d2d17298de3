"""`flask access …`: seals over the access log, the check of them, declared relatives, and what other systems get."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from pydantic import BaseModel, ConfigDict, Field

from portal.clock import Clock
from portal.identity.errors import PersonUnknown
from portal.identity.model import PersonId
from portal.identity.model.sealing import Fault, Wrong
from portal.identity.rules.accounts import digest
from portal.identity.service import AccessLog, People, Sealing, Watching
from portal.kernel.data_files import DataFileError, load_csv
from portal.kernel.dutch_time import DUTCH_TIME
from portal.web.parts import part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(formats=['%Y-%m-%d'])
SAYS = {
    Wrong.CHANGED: 'a line was changed', Wrong.REMOVED: 'a line was removed', Wrong.ADDED: 'a line was added',
    Wrong.SEAL_BROKEN: 'the seal was changed', Wrong.SEAL_MISSING: 'the seal is missing',
    Wrong.HEAD_UNKNOWN: 'the digest that was kept elsewhere is not there: seals were removed or made again',
}


class Relative(BaseModel):
    """One row of the file of relatives: the employee as the provider of log-ins names them, and the V-number."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    issuer: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    v_number: str = Field(pattern='^[0-9]{10}$')

    @property
    def actor(self) -> str:
        """The key of the employee's account."""
        return f'staff:{digest(self.issuer, self.subject)}'


@click.command()
@with_appcontext
def seal() -> None:
    """Close all lines that were written up to now; the worker does this every minute."""
    made = part(Sealing).seal()
    click.echo(f'{sum(one.count for one in made):,} lines under {len(made):,} new seals.')
    if made:
        click.echo(f'Head: {made[-1].digest}')


@click.command()
@click.option('--head', default='', metavar='DIGEST', help='A head that was printed before and kept elsewhere.')
@with_appcontext
def verify(head: str) -> None:
    """Check every line and every seal; say what somebody changed, removed or added."""
    verdict = part(Sealing).verify(head)
    for fault in verdict.faults:
        click.echo(_in_words(fault))
    click.echo(f'{verdict.lines:,} lines, {verdict.seals:,} seals, {verdict.unsealed:,} lines not sealed yet.')
    click.echo(f'Head: {verdict.head or "none yet"}')
    if verdict.faults:
        raise click.exceptions.Exit(1)
    click.echo('Nothing is wrong. Keep the head elsewhere: it proves later that this is still the same log.')


def _in_words(fault: Fault) -> str:
    where = f'seal {fault.seal}' if fault.seal else 'the log'
    lines = f', lines {fault.first} to {fault.last}' if fault.last else ''
    return f'WRONG: {where}{lines}: {SAYS[fault.wrong]}.'


@click.command()
@click.option('--from', 'since', type=DAY, required=True, help='The first day.')
@click.option('--to', 'until', type=DAY, required=True, help='The last day.')
@with_appcontext
def export(since: datetime, until: datetime) -> None:
    """Print looks as log lines of the standard Logboek Dataverwerkingen, one JSON object a line, without who looked."""
    for line in part(AccessLog).lines(_midnight(since.date()), _midnight(until.date() + timedelta(days=1))):
        click.echo(json.dumps(line))


@click.command()
@click.argument('file', metavar='FILE.csv', type=FILE)
@with_appcontext
def relatives(file: Path) -> None:
    """Keep the relatives that employees declared, in the place of those before: issuer, subject and v_number."""
    try:
        rows = load_csv(file, Relative)
    except DataFileError as error:
        raise click.ClickException('\n'.join(map(str, error.mistakes))) from None
    known = list(_known(rows))
    part(Watching).declare(known)
    click.echo(f'{len(known):,} relatives are declared.')
    if len(known) < len(rows):
        click.echo(f'{len(rows) - len(known):,} are not known here yet; read the file again later.')


def _known(rows: tuple[Relative, ...]) -> Iterator[tuple[str, PersonId]]:
    for row in rows:
        try:
            yield row.actor, part(People).get_by_v_number(row.v_number).id
        except PersonUnknown:
            continue


@click.command()
@with_appcontext
def unusual() -> None:
    """Print what was unusual today, up to now, and what was reported of earlier days."""
    watching = part(Watching)
    for one in (*watching.unusual(part(Clock).now()), *watching.reported()):
        click.echo(f'{one.day}  {one.rule.value:16}  {one.count:5}  {one.name}')


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), DUTCH_TIME).astimezone(UTC)


COMMANDS = seal, verify, export, relatives, unusual
