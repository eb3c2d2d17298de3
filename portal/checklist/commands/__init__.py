"""The lawyers' commands: `flask checklist …`. None of them needs a prepared database."""

from portal.checklist.commands.checking import check
from portal.checklist.commands.drawing import graph
from portal.checklist.commands.explaining import explain

COMMANDS = check, graph, explain

__all__ = ['COMMANDS']
