"""What operators type: `flask cases …` and `flask forecast …`."""

from portal.procedures.commands.importing import import_file
from portal.procedures.commands.schema import schema

CASE_COMMANDS = import_file, schema

__all__ = ['CASE_COMMANDS']
