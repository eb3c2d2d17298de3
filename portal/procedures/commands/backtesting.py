"""How good the forecasts would have been."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.clock import Clock
from portal.kernel.dutch_time import dutch_day
from portal.procedures.backtesting import queues_of_database, queues_of_file
from portal.procedures.case_file.reading import CaseFileRefused
from portal.procedures.forecast.backtest.report import backtest as replay
from portal.procedures.service import Cases
from portal.web.parts import part


@click.command()
@click.option(
    '--cases', 'file', type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Replay the cases of this file, as for flask cases import, and not those of the database.',
)
@click.option('--json', 'as_json', is_flag=True, help='For programs.')
@with_appcontext
def backtest(file: Path | None, as_json: bool) -> None:
    """Replay the past: what would have been forecast then, beside what happened and beside simpler forecasts."""
    cases, now = part(Cases), part(Clock).now()
    try:
        queues = list(
            queues_of_file(file, cases.definitions, now, wrong=_tell_wrong) if file
            else queues_of_database(cases.learning, cases.definitions, dutch_day(now))
        )
    except CaseFileRefused as refusal:
        raise click.ClickException(f'The file was not read: {refusal}.') from refusal
    if not queues:
        raise click.ClickException('There are no cases to replay.')
    report = replay(queues)
    click.echo(json.dumps(report.as_dict(), indent=2) if as_json else report.table())


def _tell_wrong(count: int) -> None:
    if count:
        was = 'line has mistakes and was' if count == 1 else 'lines have mistakes and were'
        click.echo(f'{count:,} {was} left out; flask cases import says which.', err=True)
