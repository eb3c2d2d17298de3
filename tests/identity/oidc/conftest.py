"""Providers, real and forged, and portals that know them.

A portal takes seconds to build and is built once; what it knows of providers is made anew for every test, and each
test brings browsers of its own.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from joserfc.jwk import ECKey

from portal.application import create_app
from portal.database import Database
from portal.identity.brokers import Brokers, build_brokers
from portal.identity.model import Person
from portal.identity.service import People
from portal.settings import Settings
from tests.fixtures.databases import SqliteMaker
from tests.fixtures.demo_provider import DemoProvider, free_port, started
from tests.fixtures.portals import SECRET
from tests.identity.oidc.forging import CLIENT, Forger, forger
from tests.identity.oidc.going import Somebody

KNOWN = (
    ('1000000001', 'Amina Voorbeeld', '1990-03-27', '999990019'),
    ('1000000002', 'Yusuf Voorbeeld', '1988-11-02', '999990020'),
    ('1000000003', 'Leyla Voorbeeld', '2016-02-29', '999990032'),
    ('1000000004', 'Elena Beispiel Ejemplo', '1994-07-15', ''),
    ('1000000005', 'Jonas Exempel', '1979-01-31', '999990044'),
)


class MovingClock:
    """The machine's own time, moved by as much as a test says: a provider lives by the machine's time too."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture(scope='session')
def ticking() -> MovingClock:
    """Runs with the provider's."""
    return MovingClock()


@pytest.fixture
def clock(ticking: MovingClock) -> Iterator[MovingClock]:
    """The clock of the portals here; a test that moves it leaves no trace."""
    yield ticking
    ticking.ahead = timedelta()


@pytest.fixture
def engine() -> str:
    """Talking to a provider is the same on every engine; what is kept has tests of its own on both."""
    return 'sqlite'


@pytest.fixture(scope='session')
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProvider]:
    """The demonstration's provider, a process of its own."""
    with started(f'http://127.0.0.1:{free_port()}', tmp_path_factory.mktemp('keys')) as running:
        yield running


@pytest.fixture(scope='session')
def own_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal's own key."""
    file = tmp_path_factory.mktemp('own') / 'key.pem'
    file.write_bytes(ECKey.generate_key('P-256').as_pem(private=True))
    return file


@pytest.fixture(scope='session')
def build(
    sqlite_maker: SqliteMaker, ticking: MovingClock, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Flask]]:
    """Builds a portal over a database of its own, with the people of the demonstration who come by a provider."""
    apps: list[Flask] = []

    def build(**given: str) -> Flask:
        shared = {
            'PORTAL_DATA': str(tmp_path_factory.mktemp('data')), 'DATABASE_URL': sqlite_maker.ready(),
            'PORTAL_SECRET_KEY': SECRET,
        }
        apps.append(create_app(Settings.from_environment(shared | given), ticking))
        people = apps[-1].extensions['parts'][People]
        for number, name, born, bsn in KNOWN:
            people.add(number, date.fromisoformat(born), bsn=bsn, name=name, email=f'{number}@example.com')
        return apps[-1]

    yield build
    for app in apps:
        app.extensions['parts'][Database].engine.dispose()


@pytest.fixture(scope='session')
def built(build: Callable[..., Flask]) -> Flask:
    """A portal that knows no provider yet."""
    return build()


@pytest.fixture
def with_settings(built: Flask, clock: MovingClock) -> Callable[..., Flask]:
    """The portal as it would be with these settings of providers."""
    def change(**given: str) -> Flask:
        parts = built.extensions['parts']
        folder = str(parts[Settings].data_folder)
        settings = Settings.from_environment({'PORTAL_DATA': folder, 'PORTAL_SECRET_KEY': SECRET} | given)
        parts[Settings], parts[Brokers] = settings, build_brokers(settings, clock)
        return built
    return change


@pytest.fixture
def portal(provider: DemoProvider, with_settings: Callable[..., Flask]) -> Flask:
    """A portal that knows the real provider."""
    return with_settings(**provider.settings())


@pytest.fixture
def citizens(built: Flask) -> dict[str, Person]:
    """People of the demonstration by first name."""
    return {name.split()[0]: built.extensions['parts'][People].get_by_v_number(number) for number, name, *_ in KNOWN}


@pytest.fixture
def somebody(portal: Flask) -> Somebody:
    """Somebody with a browser, who is not logged in."""
    return Somebody(portal)


@pytest.fixture
def forged() -> Iterator[Forger]:
    """A provider in a test's hands."""
    with forger() as listening:
        yield listening


@pytest.fixture
def settings_of(own_key: Path) -> Callable[..., dict[str, str]]:
    """The settings with which a portal knows a forger."""
    def settings(forged: Forger, kind: str = 'citizen', **more: str) -> dict[str, str]:
        start = f'PORTAL_{kind.upper()}'
        return {
            f'{start}_ISSUER': forged.issuer, f'{start}_CLIENT_ID': CLIENT, f'{start}_KEY_FILE': str(own_key),
        } | {f'{start}_{name}': value for name, value in more.items()}
    return settings


@pytest.fixture
def deceived(
    forged: Forger, with_settings: Callable[..., Flask], settings_of: Callable[..., dict[str, str]],
) -> Somebody:
    """Somebody at a portal that takes the forger for its provider of citizens."""
    return Somebody(with_settings(**settings_of(forged, LEVEL='substantial')))
