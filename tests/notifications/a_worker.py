"""A real worker process for the tests: `a_worker.py FOLDER HOW MINUTES`.

It works on the database that DATABASE_URL names and on the mailbox in FOLDER, with a clock that is
MINUTES ahead. HOW is `work`, `die` (killed between sending a mail and noting it) or `slow` (takes a
second over each mail).
"""

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from portal.clock import SystemClock
from portal.database import Database
from portal.jobs import Jobs, build_huey, run_worker
from portal.letters.service import Letters
from portal.notifications.composing import Composer
from portal.notifications.mail import MaildirSender
from portal.notifications.service import Notifications
from portal.settings import Settings


class ClockAhead(SystemClock):
    """The machine's clock, but some minutes ahead."""

    def __init__(self, minutes: int) -> None:
        self._ahead = timedelta(minutes=minutes)

    def now(self) -> datetime:
        return super().now() + self._ahead


class WorkingSender:
    """Puts mail in the mailbox."""

    def __init__(self, mailbox: MaildirSender) -> None:
        self._mailbox = mailbox

    def send(self, mail: EmailMessage) -> None:
        self._mailbox.send(mail)


class DyingSender(WorkingSender):
    """Puts mail in the mailbox and takes the whole process down."""

    def send(self, mail: EmailMessage) -> None:
        super().send(mail)
        os.kill(os.getpid(), signal.SIGKILL)


class SlowSender(WorkingSender):
    """Says that it began, then takes a second."""

    def send(self, mail: EmailMessage) -> None:
        print('sending', flush=True)
        time.sleep(1)
        super().send(mail)


SENDERS = {'work': WorkingSender, 'die': DyingSender, 'slow': SlowSender}


def jobs_in(folder: Path, *, how: str, minutes: int) -> Jobs:
    """The jobs of a portal whose mailbox is in `folder`."""
    settings = Settings.from_environment({'PORTAL_DATA': str(folder), 'DATABASE_URL': os.environ['DATABASE_URL']})
    composer = Composer(letters=Letters(), mail_from=settings.mail_from)
    notifications = Notifications(Database(settings.database_url), ClockAhead(minutes), composer)
    sender = SENDERS[how](MaildirSender(folder=folder / 'mailbox'))
    return Jobs(build_huey(settings), lambda count: notifications.deliver(sender, count))


if __name__ == '__main__':
    run_worker(jobs_in(Path(sys.argv[1]), how=sys.argv[2], minutes=int(sys.argv[3])))
