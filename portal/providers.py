"""What the settings say about the providers of log-ins: at most one for citizens, one for companies, one for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

KINDS = ('citizen', 'company', 'staff')
LEVELS = ('low', 'middle', 'substantial', 'high')
LEAST = {'citizen': 'low', 'company': 'substantial', 'staff': 'substantial'}
"""How surely somebody must be known at least, where the settings do not say."""
NAMES = ('ISSUER', 'CLIENT_ID', 'KEY_FILE', 'SCOPES', 'LEVEL', 'CLAIMS', 'STRICT', 'SERVICE', 'GROUPS', 'USERINFO')
NAMES_OF_CITIZENS = tuple(name for name in NAMES if name != 'GROUPS')
GROUPS = {
    'citizen': '',
    'company': 'readers=sponsor_reader,editors=sponsor_editor,owners=sponsor_owner',
    'staff': 'clerks=clerk,planners=planner,letter-editors=letter_editor,auditors=auditor',
}
ROLES = {kind: {pair.partition('=')[2] for pair in text.split(',')} for kind, text in GROUPS.items()}
ANSWERS = {'yes': True, 'no': False}


class WrongProvider(ValueError):
    """A provider's settings are incomplete or wrong."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider of log-ins, and what was agreed with it."""

    kind: str
    issuer: str
    client_id: str
    key_file: Path
    """The portal's own private key (ES256), as PEM or JWK."""
    scopes: str = 'openid'
    level: int = 1
    """How surely somebody must be known at least: 1 low, 2 middle, 3 substantial, 4 high."""
    claims_file: Path | None = None
    """What this provider calls its claims and levels, where that differs from `portal/identity/data/claims.yaml`."""
    strict: bool = True
    """Refuse a log-in that lacks a claim which another one could stand in for."""
    service: str = ''
    """The number (UUID) of this portal's service; a mandate counts only when it is for this one."""
    groups: Mapping[str, str]
    """Which role a group of the provider's stands for."""
    userinfo: bool = False
    """Ask the provider's userinfo address for claims that are not in the ID token."""


def read_providers(given: Mapping[str, str], *, demo: bool) -> tuple[Provider, ...]:
    """The providers that settings such as `PORTAL_CITIZEN_ISSUER` name; raises `WrongProvider`."""
    return tuple(_provider(kind, _told(given, kind), demo=demo) for kind in KINDS if _told(given, kind))


def is_loopback(address: str) -> bool:
    """The address leads to the machine itself, or to no machine at all."""
    host = urlsplit(address).hostname or ''
    try:
        number = ip_address(host)
    except ValueError:
        return host == '' or host == 'localhost' or host.endswith('.localhost')
    return number.is_loopback or number.is_unspecified


def _told(given: Mapping[str, str], kind: str) -> dict[str, str]:
    start = f'PORTAL_{kind.upper()}_'
    return {name.removeprefix(start): value for name, value in given.items() if name.startswith(start)}


def _provider(kind: str, told: Mapping[str, str], *, demo: bool) -> Provider:
    start = f'PORTAL_{kind.upper()}_'
    for name in sorted(set(told) - set(NAMES if GROUPS[kind] else NAMES_OF_CITIZENS)):
        raise WrongProvider(f'{start}{name} is not a setting; check the spelling.')
    for name in NAMES[:3]:
        if name not in told:
            raise WrongProvider(f'{start}{name} is missing; log-in by this provider needs it.')
    _check_issuer(f'{start}ISSUER', told['ISSUER'], demo=demo)
    return Provider(
        kind=kind, issuer=told['ISSUER'], client_id=told['CLIENT_ID'], key_file=_file(start, told, 'KEY_FILE'),
        scopes=_scopes(start, told.get('SCOPES', 'openid')), level=_level(start, told.get('LEVEL', LEAST[kind])),
        claims_file=_file(start, told, 'CLAIMS') if 'CLAIMS' in told else None,
        strict=_answer(start, 'STRICT', told.get('STRICT', 'yes')), service=told.get('SERVICE', '').lower(),
        groups=_groups(start, kind, told.get('GROUPS', GROUPS[kind])),
        userinfo=_answer(start, 'USERINFO', told.get('USERINFO', 'no')),
    )


def _check_issuer(name: str, issuer: str, *, demo: bool) -> None:
    """A provider on this machine is the demonstration's, where anybody is whoever they say they are."""
    url = urlsplit(issuer)
    if url.scheme not in ('http', 'https') or not url.hostname or url.query or url.fragment:
        raise WrongProvider(f'{name} must be an address such as https://broker.example, but it is {issuer!r}.')
    if is_loopback(issuer):
        if not demo:
            raise WrongProvider(f'{name} names this machine; production needs a real provider of log-ins.')
    elif url.scheme != 'https':
        raise WrongProvider(f'{name} must start with https://.')


def _file(start: str, told: Mapping[str, str], name: str) -> Path:
    path = Path(told[name])
    if not path.is_file():
        raise WrongProvider(f'{start}{name} names the file {told[name]}, but it is not there.')
    return path


def _scopes(start: str, text: str) -> str:
    if 'openid' not in text.split():
        raise WrongProvider(f'{start}SCOPES must hold openid, but it is {text!r}.')
    return text


def _level(start: str, text: str) -> int:
    if text not in LEVELS:
        raise WrongProvider(f'{start}LEVEL must be low, middle, substantial or high, but it is {text!r}.')
    return LEVELS.index(text) + 1


def _answer(start: str, name: str, text: str) -> bool:
    if text not in ANSWERS:
        raise WrongProvider(f'{start}{name} must be yes or no, but it is {text!r}.')
    return ANSWERS[text]


def _groups(start: str, kind: str, text: str) -> dict[str, str]:
    pairs = dict(pair.rpartition('=')[::2] for pair in text.split(',') if pair)
    for group, role in pairs.items():
        if not group or role not in ROLES[kind]:
            example = GROUPS[kind].partition(',')[0]
            raise WrongProvider(f'{start}GROUPS must be pairs such as {example}, but it is {text!r}.')
    return pairs
