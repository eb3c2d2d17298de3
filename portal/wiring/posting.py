"""How letters of the archive leave."""

from dataclasses import dataclass

from portal.delivery.notify import NotifyService
from portal.delivery.service.printing import PrintRoom
from portal.delivery.service.sending import Sending
from portal.wiring.ground import Ground


@dataclass(frozen=True, kw_only=True)
class Post:
    """The doors of the post room."""

    print_room: PrintRoom
    sending: Sending


def build_post(ground: Ground) -> Post:
    """The post room over this ground; letters that wait for a service go as long as its account is in the settings."""
    account = ground.settings.posting.notify
    return Post(
        print_room=PrintRoom(ground.database, ground.clock, ground.archive),
        sending=Sending(
            ground.database, ground.clock, ground.archive, service=NotifyService(account) if account else None,
        ),
    )
