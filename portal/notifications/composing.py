"""Makes the mail of a kept message: plain text, HTML and, when there is one, the calendar file."""

from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from portal.letters.service import Letters
from portal.notifications.calendar import calendar_file, method
from portal.notifications.errors import Undeliverable
from portal.notifications.model import CalendarEntry, Leased
from portal.notifications.payload import unpacked


@dataclass(frozen=True, kw_only=True)
class Composer:
    """Composes mail in the name of `mail_from`, such as `Helder Loket <noreply@helderloket.example>`."""

    letters: Letters
    mail_from: str

    def mail(self, leased: Leased) -> EmailMessage:
        """The whole mail; the same message always gets the same Message-ID. Raises `Undeliverable`."""
        try:
            letter, entry = unpacked(leased.kind, leased.payload)
            mail = self._addressed(leased)
        except (ValueError, LookupError, MessageError) as error:
            raise Undeliverable(f'{type(error).__name__} in what was kept') from error
        mail['Subject'] = self.letters.subject(letter, leased.language)
        mail.set_content(self.letters.text(letter, leased.language))
        mail.add_alternative(self.letters.html(letter, leased.language), subtype='html')
        if entry:
            _add_calendar(mail, entry)
        return mail

    def _addressed(self, leased: Leased) -> EmailMessage:
        name, address = parseaddr(self.mail_from)
        sender = Address(display_name=name, addr_spec=address)
        mail = EmailMessage(policy=SMTP)
        mail['From'] = sender
        mail['To'] = Address(addr_spec=leased.recipient)
        mail['Message-ID'] = f'<{sha256(leased.dedupe_key.encode()).hexdigest()[:40]}@{sender.domain}>'
        mail['Date'] = format_datetime(leased.created)
        mail['Auto-Submitted'] = 'auto-generated'
        mail['Content-Language'] = leased.language
        return mail


def _add_calendar(mail: EmailMessage, entry: CalendarEntry) -> None:
    part = calendar_file(entry).decode()
    mail.add_alternative(part, subtype='calendar', params={'method': method(entry)}, cte='base64')
