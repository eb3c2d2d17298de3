"""The commands of who writes and makes letters: `flask letters …`."""

from portal.letters.commands.batching import batch
from portal.letters.commands.linting import lint
from portal.letters.commands.making import make

COMMANDS = (lint, make, batch)

__all__ = ['COMMANDS']
