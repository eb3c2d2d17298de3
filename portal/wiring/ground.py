"""What every room stands on."""

from dataclasses import dataclass

from portal.clock import Clock
from portal.database import Database
from portal.delivery.model import POST_WAYS
from portal.delivery.service import Delivery
from portal.editing.service import Released
from portal.letters.model.base import Office
from portal.letters.service import Letters
from portal.letters.service.archive import Archive
from portal.notifications.composing import Composer
from portal.notifications.mail import Sender, sender_for
from portal.notifications.service import Notifications
from portal.settings import Settings
from portal.wiring.clear_words import ClearWords

NAME = 'Helder Loket'


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The settings, the clock, the database, and how messages leave."""

    settings: Settings
    clock: Clock
    database: Database
    letters: Letters
    archive: Archive
    delivery: Delivery
    notifications: Notifications
    office: Office
    sender: Sender

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The key in use and those before it."""
        return self.settings.secret_key, *self.settings.old_secret_keys


def build_ground(settings: Settings, clock: Clock) -> Ground:
    """The ground as these settings say."""
    database = Database(settings.database_url)
    letters = Letters(measure=ClearWords(), editions=Released(database))
    composer = Composer(letters=letters, mail_from=settings.mail_from)
    delivery = Delivery(database, clock, way=POST_WAYS.get(settings.posting.way))
    return Ground(
        settings=settings, clock=clock, database=database, letters=letters,
        archive=Archive(
            database, clock, letters, secret_keys=(settings.secret_key, *settings.old_secret_keys),
            base_url=settings.base_url, kept=delivery.expect,
        ),
        delivery=delivery, notifications=Notifications(database, clock, composer), sender=sender_for(settings.mail_url),
        office=Office(name=NAME, phone=settings.helpline, phone_hours=settings.helpline_hours),
    )
