"""The portal's settings: read once from the environment, frozen. A wrong one stops the start with one sentence."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from limits import parse_many

from portal.periods import USUAL, Periods, WrongPeriod, read_periods
from portal.posting import NOBODY, Posting, WrongPosting, read_posting
from portal.providers import Provider, WrongProvider, read_providers

LOOPBACK = ('127.0.0.1', 'localhost', '[::1]')
MODES = ('demo', 'production')
LOG_LEVELS = ('debug', 'info', 'warning', 'error')
WORKER_COUNTS = ('GRANIAN_WORKERS', 'WEB_CONCURRENCY')


class WrongSettings(SystemExit):
    """The portal does not start: a setting is missing or wrong."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f'Helder Loket does not start. {sentence}')


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this portal runs; the README explains every name."""

    demo: bool
    secret_key: str
    old_secret_keys: tuple[str, ...] = ()
    database_url: str
    base_url: str
    """Where people reach the portal; every link in a message starts with it."""
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int = 0
    """How many proxies of ours stand before the portal; so many forwarded headers are believed."""
    data_folder: Path
    mail_url: str
    """`smtp://user:password@host:port`, `smtps://…`, or `maildir:FOLDER` for the demo's mailbox."""
    mail_from: str
    languages: tuple[str, ...] = ('nl', 'en')
    helpline: str = ''
    helpline_hours: str = ''
    security_contact: str
    metrics_token: str = ''
    public_reads: str = '1200/minute'
    public_writes: str = '600/minute'
    """Requests allowed per network on the public interface; empty means no limit."""
    web_holds: str = '60/15minutes'
    """Times that people behind one network may choose on the pages."""
    lookup_failures: str = '5/minute;15/10minutes;60/hour'
    """Wrong codes allowed per network before it has to wait."""
    periods: Periods = USUAL
    """How long personal data is kept."""
    names_in_looks: bool = False
    """Whether people read the names of the employees who looked at their data, or only what these do."""
    providers: tuple[Provider, ...] = ()
    """Where people can log in besides with a letter."""
    posting: Posting = NOBODY
    """How letters on paper are posted."""
    log_level: str = 'warning'
    """`info` writes a line for each request to standard error."""
    workers: int = 1
    translations: Path = Path(__file__).parents[1] / 'translations'

    @property
    def secure(self) -> bool:
        """People reach the portal over https."""
        return self.base_url.startswith('https://')

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> 'Settings':
        """Settings from `PORTAL_…` names and `DATABASE_URL`; raises `WrongSettings`."""
        given = {name: value for name, value in environment.items() if value}
        mode = given.get('PORTAL_MODE', 'demo')
        if mode not in MODES:
            raise WrongSettings(f'PORTAL_MODE must be demo or production, but it is {mode!r}.')
        settings = _production(given) if mode == 'production' else _demo(given)
        _check(settings)
        return settings


def _shared(given: Mapping[str, str]) -> dict:
    """What both modes read in the same way."""
    names = {
        'languages': 'PORTAL_LANGUAGES', 'old_secret_keys': 'PORTAL_OLD_SECRET_KEYS',
    }
    values: dict = {name: tuple(given[key].split(',')) for name, key in names.items() if key in given}
    plain = {
        'helpline': 'PORTAL_HELPLINE', 'helpline_hours': 'PORTAL_HELPLINE_HOURS',
        'metrics_token': 'PORTAL_METRICS_TOKEN',
    }
    values |= {name: given[key] for name, key in plain.items() if key in given}
    limits = {
        'public_reads': 'PORTAL_PUBLIC_READS', 'public_writes': 'PORTAL_PUBLIC_WRITES',
        'web_holds': 'PORTAL_WEB_HOLDS', 'lookup_failures': 'PORTAL_LOOKUP_FAILURES',
    }
    values |= {name: _limit(given, key) for name, key in limits.items() if key in given}
    values['names_in_looks'] = given.get('PORTAL_NAMES_IN_LOOKS') == 'yes'
    values['trusted_proxies'] = _number(given, 'PORTAL_TRUSTED_PROXIES', 0)
    values['periods'] = _periods(given)
    if 'PORTAL_LOG' in given:
        values['log_level'] = _one_of(given, 'PORTAL_LOG', LOG_LEVELS)
    values['workers'] = max(_number(given, name, 1) for name in WORKER_COUNTS)
    return values


def _demo(given: Mapping[str, str]) -> Settings:
    folder = Path(given.get('PORTAL_DATA', 'var')).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    port = _number(given, 'PORT', 8000)
    return Settings(
        demo=True,
        secret_key=given.get('PORTAL_SECRET_KEY') or _kept_secret(folder / 'secret_key'),
        database_url=given.get('DATABASE_URL', f'sqlite:///{folder / "portal.sqlite"}'),
        base_url=given.get('PORTAL_BASE_URL', f'http://127.0.0.1:{port}'),
        trusted_hosts=LOOPBACK,
        data_folder=folder,
        mail_url=given.get('PORTAL_MAIL_URL', f'maildir:{folder / "mailbox"}'),
        mail_from=given.get('PORTAL_MAIL_FROM', 'Helder Loket <noreply@helderloket.example>'),
        security_contact=given.get('PORTAL_SECURITY_CONTACT', 'mailto:security@helderloket.example'),
        providers=_providers(given, demo=True), posting=_posting(given, demo=True),
        **{'helpline': '0800 555 0100', 'helpline_hours': '9-17'} | _shared(given),
    )


def _production(given: Mapping[str, str]) -> Settings:
    base_url = _needed(given, 'PORTAL_BASE_URL')
    folder = Path(_needed(given, 'PORTAL_DATA')).resolve()
    return Settings(
        demo=False,
        secret_key=_needed(given, 'PORTAL_SECRET_KEY'),
        database_url=_needed(given, 'DATABASE_URL'),
        base_url=base_url,
        trusted_hosts=tuple(given.get('PORTAL_TRUSTED_HOSTS', urlsplit(base_url).hostname or '').split(',')),
        data_folder=folder,
        mail_url=_needed(given, 'PORTAL_MAIL_URL'),
        mail_from=_needed(given, 'PORTAL_MAIL_FROM'),
        security_contact=_needed(given, 'PORTAL_SECURITY_CONTACT'),
        providers=_providers(given, demo=False), posting=_posting(given, demo=False),
        **{'log_level': 'info'} | _shared(given),
    )


def _check(settings: Settings) -> None:
    if settings.database_url.startswith('sqlite') and settings.workers > 1:
        raise WrongSettings('SQLite serves one worker only: set one worker, or DATABASE_URL to PostgreSQL.')
    if 'nl' not in settings.languages:
        raise WrongSettings('PORTAL_LANGUAGES must hold nl, the language of the law.')
    for language in settings.languages:
        if not (settings.translations / language).is_dir():
            raise WrongSettings(f'PORTAL_LANGUAGES names {language!r}, but translations/{language} is not there.')
    if not settings.demo:
        _check_production(settings)


def _check_production(settings: Settings) -> None:
    if len(settings.secret_key) < 32:
        raise WrongSettings('PORTAL_SECRET_KEY must have 32 characters or more; make one with: openssl rand -hex 32')
    if not settings.secure:
        raise WrongSettings('PORTAL_BASE_URL must start with https:// in production.')
    if settings.mail_url.startswith('maildir:'):
        raise WrongSettings('PORTAL_MAIL_URL must name a mail server in production; maildir: is for the demo.')


def _needed(given: Mapping[str, str], name: str) -> str:
    if name not in given:
        raise WrongSettings(f'{name} is missing; production needs it.')
    return given[name]


def _one_of(given: Mapping[str, str], name: str, known: Sequence[str]) -> str:
    if given[name] not in known:
        raise WrongSettings(f'{name} must be one of {", ".join(known)}, but it is {given[name]!r}.')
    return given[name]


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not text.isdecimal():
        raise WrongSettings(f'{name} must be a whole number, but it is {text!r}.')
    return int(text)


def _periods(given: Mapping[str, str]) -> Periods:
    try:
        return read_periods(given)
    except WrongPeriod as error:
        raise WrongSettings(str(error)) from error


def _providers(given: Mapping[str, str], *, demo: bool) -> tuple[Provider, ...]:
    try:
        return read_providers(given, demo=demo)
    except WrongProvider as error:
        raise WrongSettings(str(error)) from error


def _posting(given: Mapping[str, str], *, demo: bool) -> Posting:
    try:
        return read_posting(given, demo=demo)
    except WrongPosting as error:
        raise WrongSettings(str(error)) from error


def _limit(given: Mapping[str, str], name: str) -> str:
    """A limit as the `limits` library writes them; empty when there is none."""
    text = given[name]
    if text == 'off':
        return ''
    try:
        parse_many(text)
    except ValueError as error:
        raise WrongSettings(f'{name} must be off or a limit such as 60/minute, but it is {text!r}.') from error
    return text


def _kept_secret(path: Path) -> str:
    """The demo's own secret, made on the first start and kept beside its database."""
    if not path.exists():
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text().strip()
