"""A wrong setting stops the start with one sentence; nothing of the demonstration reaches production."""

import stat
from dataclasses import FrozenInstanceError

import pytest

from portal.settings import Settings, WrongSettings

PRODUCTION = {
    'PORTAL_MODE': 'production', 'PORTAL_SECRET_KEY': 'k' * 32, 'DATABASE_URL': 'postgresql://db.example/portal',
    'PORTAL_BASE_URL': 'https://loket.example', 'PORTAL_MAIL_URL': 'smtps://user:secret@mail.example',
    'PORTAL_MAIL_FROM': 'Helder Loket <noreply@loket.example>', 'PORTAL_SECURITY_CONTACT': 'mailto:a@loket.example',
}


@pytest.fixture
def production(tmp_path):
    """Settings of a portal in production, with these changes."""
    return lambda **changes: Settings.from_environment(PRODUCTION | {'PORTAL_DATA': str(tmp_path)} | changes)


@pytest.fixture
def demo(tmp_path):
    """Settings of a demonstration, with these changes."""
    return lambda **changes: Settings.from_environment({'PORTAL_DATA': str(tmp_path / 'new' / 'folder')} | changes)


def test_the_demonstration_needs_no_settings(demo, tmp_path):
    settings = demo()
    folder = tmp_path / 'new' / 'folder'
    assert (settings.demo, settings.secure, settings.data_folder) == (True, False, folder)
    assert settings.database_url == f'sqlite:///{folder}/portal.sqlite'
    assert settings.mail_url == f'maildir:{folder}/mailbox'
    assert settings.base_url == 'http://127.0.0.1:8000'


def test_the_demonstration_keeps_a_secret_of_its_own(demo, tmp_path):
    secret = demo().secret_key
    assert len(secret) >= 32
    assert demo().secret_key == secret
    assert stat.S_IMODE((tmp_path / 'new' / 'folder' / 'secret_key').stat().st_mode) == 0o600


def test_the_demonstration_serves_this_machine_only(demo):
    assert demo(PORTAL_BASE_URL='https://loket.example').trusted_hosts == ('127.0.0.1', 'localhost', '[::1]')
    assert demo(PORT='8001').base_url == 'http://127.0.0.1:8001'


def test_production_starts_with_all_its_settings(production):
    settings = production()
    assert (settings.demo, settings.secure, settings.trusted_hosts) == (False, True, ('loket.example',))
    assert (settings.public_reads, settings.lookup_failures) == ('1200/minute', '5/minute;15/10minutes;60/hour')


@pytest.mark.parametrize('name', [name for name in PRODUCTION if name != 'PORTAL_MODE'] + ['PORTAL_DATA'])
def test_production_takes_nothing_from_the_demonstration(production, name):
    with pytest.raises(WrongSettings, match=f'^Helder Loket does not start. {name} is missing; production needs it.$'):
        production(**{name: ''})


@pytest.mark.parametrize(('changes', 'says'), [
    ({'PORTAL_SECRET_KEY': 'k' * 31}, 'PORTAL_SECRET_KEY must have 32 characters or more'),
    ({'PORTAL_BASE_URL': 'http://loket.example'}, 'PORTAL_BASE_URL must start with https://'),
    ({'PORTAL_MAIL_URL': 'maildir:/tmp/mailbox'}, 'PORTAL_MAIL_URL must name a mail server'),
    ({'DATABASE_URL': 'sqlite:////tmp/a.sqlite', 'GRANIAN_WORKERS': '2'}, 'SQLite serves one worker only'),
    ({'DATABASE_URL': 'sqlite:////tmp/a.sqlite', 'WEB_CONCURRENCY': '4'}, 'SQLite serves one worker only'),
    ({'PORTAL_TRUSTED_PROXIES': 'one'}, "PORTAL_TRUSTED_PROXIES must be a whole number, but it is 'one'"),
    ({'PORTAL_TRUSTED_PROXIES': '-1'}, "PORTAL_TRUSTED_PROXIES must be a whole number, but it is '-1'"),
    ({'PORTAL_LANGUAGES': 'en,fr'}, 'PORTAL_LANGUAGES must hold nl'),
])
def test_production_refuses(production, changes, says):
    with pytest.raises(WrongSettings) as refusal:
        production(**changes)
    assert says in str(refusal.value)
    assert '\n' not in str(refusal.value)


def test_one_worker_may_use_sqlite(production):
    assert production(DATABASE_URL='sqlite:////tmp/a.sqlite', GRANIAN_WORKERS='1').workers == 1


def test_the_demonstration_on_sqlite_has_one_worker_too(demo):
    with pytest.raises(WrongSettings, match='SQLite serves one worker only'):
        demo(GRANIAN_WORKERS='2')


def test_lists_are_separated_by_commas(production):
    settings = production(
        PORTAL_LANGUAGES='nl,en', PORTAL_OLD_SECRET_KEYS='one,two', PORTAL_TRUSTED_HOSTS='loket.example,www.loket.example',
    )
    assert settings.languages == ('nl', 'en')
    assert settings.old_secret_keys == ('one', 'two')
    assert settings.trusted_hosts == ('loket.example', 'www.loket.example')


def test_a_limit_can_be_taken_off(production):
    assert production(PORTAL_PUBLIC_READS='off').public_reads == ''


def test_settings_do_not_change(demo):
    with pytest.raises(FrozenInstanceError):
        demo().secret_key = 'another'


@pytest.mark.parametrize(('changes', 'name'), [
    ({'PORTAL_MODE': 'prod'}, 'PORTAL_MODE'),
    ({'PORTAL_PUBLIC_READS': 'many'}, 'PORTAL_PUBLIC_READS'),
    ({'PORTAL_LANGUAGES': 'nl,xx'}, 'PORTAL_LANGUAGES'),
])
def test_what_is_misspelled_stops_the_start(production, changes, name):
    with pytest.raises(WrongSettings, match=name):
        production(**changes)


def test_production_writes_a_line_for_each_request(production, demo):
    assert (production().log_level, demo().log_level) == ('info', 'warning')
    assert production(PORTAL_LOG='error').log_level == 'error'
    with pytest.raises(WrongSettings, match=r'PORTAL_LOG must be one of debug, info, warning, error'):
        production(PORTAL_LOG='loud')
