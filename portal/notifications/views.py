"""The demo's mailbox: what the portal would have mailed, to be read on this machine only."""

import mailbox
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, abort, render_template

from portal.settings import Settings
from portal.web.parts import part

blueprint = Blueprint('mailbox', __name__, url_prefix='/demo/mailbox')
NEWEST = 100


@dataclass(frozen=True)
class Mail:
    """One message as the mailbox shows it."""

    number: str
    to: str
    subject: str
    date: str
    text: str
    attachments: tuple[str, ...]


@blueprint.get('/')
def mails() -> str:
    """All messages, the newest on top."""
    return render_template('notifications/mailbox.html', mails=newest())


@blueprint.get('/<number>')
def mail(number: str) -> str:
    """One message."""
    found = next((one for one in newest() if one.number == number), None)
    if found is None:
        abort(404)
    return render_template('notifications/mail.html', mail=found)


def newest() -> list[Mail]:
    """The newest messages of the demo's mailbox."""
    scheme, _, folder = part(Settings).mail_url.partition(':')
    if scheme != 'maildir' or not Path(folder).is_dir():
        return []
    kept = mailbox.Maildir(folder, create=False)
    files = sorted(kept.iterkeys(), reverse=True)[:NEWEST]
    return [_mail(number, message_from_bytes(kept.get_bytes(number), policy=policy.default)) for number in files]


def _mail(number: str, message: EmailMessage) -> Mail:
    body = message.get_body(('plain',))
    parts = tuple(part.get_content_type() for part in message.walk() if not part.is_multipart())
    return Mail(
        number=number, to=str(message['To']), subject=str(message['Subject']), date=str(message['Date']),
        text=body.get_content() if body else '', attachments=parts,
    )
