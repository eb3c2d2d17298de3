"""The commands of editors: `flask letters …`. They need no prepared database."""

from portal.letters.commands.linting import lint

COMMANDS = (lint,)

__all__ = ['COMMANDS']
