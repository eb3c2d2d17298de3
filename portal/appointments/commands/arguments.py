"""What is written after a command: desks and days, and the sentences for what is not one."""

from datetime import date
from typing import Any

import click

from portal.appointments.model import Desk
from portal.appointments.service import Planner
from portal.web.parts import part


class Day(click.ParamType):
    """A day, written year-month-day."""

    name = 'date'

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a sentence for anything else."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f'{value!r} is no day; write year-month-day, such as 2026-12-31.', param, ctx)


def get_desk(key: str) -> Desk:
    """The desk with this key, in capitals or not; otherwise a sentence that lists the keys."""
    desks = part(Planner).calendar.catalogue().desks
    found = next((desk for desk in desks.values() if desk.key.lower() == key.lower()), None)
    if found is not None:
        return found
    if not desks:
        raise click.ClickException('No desk is loaded yet; load one with: flask planner import FILE')
    known = '\n'.join(f'  {desk.key}  {desk.name}' for desk in desks.values())
    raise click.ClickException(f'There is no desk {key!r}. The desks are:\n{known}')
