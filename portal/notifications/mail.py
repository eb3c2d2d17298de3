"""The two engines that carry mail: a mail server, or a folder that shows the mail of the demo."""

import mailbox
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from threading import Lock
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from portal.notifications.errors import Undeliverable, UnknownMailbox, UnsafeMailServer

TIMEOUT_SECONDS = 20
MAILDIR = ('tmp', 'new', 'cur')
ONE_BY_ONE = Lock()
"""Threads of one process would give two mails the same name."""
OWN_MACHINE = {'localhost', '127.0.0.1', '::1'}


class Sender(Protocol):
    """Hands one mail over for delivery."""

    def send(self, mail: EmailMessage) -> None:
        """Returns when somebody took the mail over; raises `Undeliverable` when trying again will not help."""
        ...


@dataclass(frozen=True, kw_only=True)
class SmtpSender:
    """Sends by a mail server: over TLS (`smtps`), or with STARTTLS when the server offers it."""

    host: str
    port: int
    encrypted: bool = False
    user: str = ''
    password: str = ''
    timeout: float = TIMEOUT_SECONDS

    def send(self, mail: EmailMessage) -> None:
        """Returns when the server accepted the mail."""
        with self._connect() as server:
            self._introduce(server)
            try:
                server.send_message(mail)
            except smtplib.SMTPRecipientsRefused as refusal:
                _check_temporary(refusal)
                raise

    def _connect(self) -> smtplib.SMTP:
        if self.encrypted:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        secret = self.encrypted
        if not secret and server.has_extn('starttls'):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            secret = True
        if self.user:
            if not secret and self.host not in OWN_MACHINE:
                raise UnsafeMailServer(self.host)
            server.login(self.user, self.password)


def _check_temporary(refusal: smtplib.SMTPRecipientsRefused) -> None:
    if all(code >= 500 for code, _ in refusal.recipients.values()):
        raise Undeliverable('the mail server refused the address for good') from refusal


@dataclass(frozen=True, kw_only=True)
class MaildirSender:
    """Puts every mail in a folder in the Maildir format; the demo's mailbox."""

    folder: Path

    def send(self, mail: EmailMessage) -> None:
        """Returns when the mail is in the folder."""
        for part in MAILDIR:  # several workers may begin at once, which `Maildir` itself does not bear
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        with ONE_BY_ONE:
            mailbox.Maildir(self.folder, create=False).add(mail)


def sender_for(mail_url: str) -> Sender:
    """The sender that `mail_url` names: `smtp://`, `smtps://` or `maildir:FOLDER`; raises `UnknownMailbox`."""
    url = urlsplit(mail_url)
    if url.scheme == 'maildir' and url.path:
        return MaildirSender(folder=Path(url.path))
    if url.scheme in {'smtp', 'smtps'} and url.hostname:
        with suppress(ValueError):
            return _smtp(url)
    raise UnknownMailbox('Mail must be smtp://HOST:PORT, smtps://HOST:PORT or maildir:FOLDER.')


def _smtp(url: SplitResult) -> SmtpSender:
    encrypted = url.scheme == 'smtps'
    return SmtpSender(
        host=url.hostname or '', port=url.port or (465 if encrypted else 25), encrypted=encrypted,
        user=unquote(url.username or ''), password=unquote(url.password or ''),
    )
