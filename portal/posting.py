"""What the settings say about letters on paper: nobody posts them, a print service does, or a Notify service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portal.providers import is_loopback

WAYS = ('print', 'notify')
NAMES = ('URL', 'KEY', 'POSTAGE')
POSTAGES = ('first', 'second', 'economy', 'netherlands', 'europe', 'rest-of-world')
UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
KEY = re.compile(f'.+-{UUID}-{UUID}')
START = 'PORTAL_NOTIFY_'


class WrongPosting(ValueError):
    """The settings for letters on paper are incomplete or wrong; never tells the key."""


@dataclass(frozen=True, kw_only=True)
class NotifyAccount:
    """The service's own account at a service that speaks the Notify protocol."""

    url: str
    key: str = field(repr=False)
    """Its name, the number of the service and the secret, with dashes between them."""
    postage: str = ''
    """How fast a letter goes; empty leaves it to the service."""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """How letters go by post."""

    way: str = ''
    """`print`, `notify`, or empty: people download them, and the counter prints."""
    notify: NotifyAccount | None = None


NOBODY = Posting()


def read_posting(given: Mapping[str, str], *, demo: bool) -> Posting:
    """What `PORTAL_POST` and `PORTAL_NOTIFY_…` say; raises `WrongPosting`."""
    way = given.get('PORTAL_POST', '')
    if way and way not in WAYS:
        raise WrongPosting(f'PORTAL_POST must be {" or ".join(WAYS)}, or left out, but it is {way!r}.')
    told = {name.removeprefix(START): value for name, value in given.items() if name.startswith(START)}
    if not told and way != 'notify':
        return Posting(way=way)
    return Posting(way=way, notify=_account(told, demo=demo))


def _account(told: Mapping[str, str], *, demo: bool) -> NotifyAccount:
    for name in sorted(set(told) - set(NAMES)):
        raise WrongPosting(f'{START}{name} is not a setting; check the spelling.')
    for name in NAMES[:2]:
        if name not in told:
            raise WrongPosting(f'{START}{name} is missing; sending letters by a Notify service needs it.')
    _check_url(told['URL'], demo=demo)
    if not KEY.fullmatch(told['KEY']):
        raise WrongPosting(f'{START}KEY must be a name and two long numbers, with dashes between them; copy it whole.')
    postage = told.get('POSTAGE', '')
    if postage and postage not in POSTAGES:
        raise WrongPosting(f'{START}POSTAGE must be one of {", ".join(POSTAGES)}, but it is {postage!r}.')
    return NotifyAccount(url=told['URL'].rstrip('/'), key=told['KEY'], postage=postage)


def _check_url(text: str, *, demo: bool) -> None:
    """The client puts its own paths behind the host: a path of ours would be lost."""
    url = urlsplit(text)
    if url.scheme not in ('http', 'https') or not url.hostname or url.path.strip('/') or url.query or url.username:
        raise WrongPosting(f'{START}URL must be an address without a path, such as https://api.notify.example.')
    if url.scheme != 'https' and not (demo and is_loopback(text)):
        raise WrongPosting(f'{START}URL must start with https://.')
