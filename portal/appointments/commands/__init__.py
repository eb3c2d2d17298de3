"""The planner's commands: `flask planner …`."""

from portal.appointments.commands.lists import day, waiting
from portal.appointments.commands.opening import import_files, release
from portal.appointments.commands.proof import verify
from portal.appointments.commands.sampling import example_lines, load_shipped, sample

COMMANDS = import_files, release, day, waiting, verify, sample

__all__ = ['COMMANDS', 'example_lines', 'load_shipped', 'release', 'sample']
