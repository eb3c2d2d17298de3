"""The commands of who brings letters to the post: `flask post …`."""

from portal.delivery.commands.printing import handed_over, print_batch
from portal.delivery.commands.waiting import again, by_hand, status, waiting

COMMANDS = (print_batch, handed_over, status, waiting, again, by_hand)

__all__ = ['COMMANDS']
