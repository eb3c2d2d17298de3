"""The settings of the providers of log-ins: all there, or the start stops with one sentence."""

from pathlib import Path

import pytest

from portal.providers import WrongProvider, is_loopback, read_providers
from portal.settings import Settings, WrongSettings


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """Settings of a provider for companies that are in order."""
    key = tmp_path / 'key.pem'
    key.write_text('a key')
    return {
        'PORTAL_COMPANY_ISSUER': 'https://broker.example/company', 'PORTAL_COMPANY_CLIENT_ID': 'loket',
        'PORTAL_COMPANY_KEY_FILE': str(key),
    }


def test_without_settings_there_are_no_providers():
    assert read_providers({'PORTAL_MODE': 'demo'}, demo=True) == ()


def test_a_provider_has_sound_defaults(given):
    [provider] = read_providers(given, demo=False)
    assert (provider.kind, provider.issuer, provider.scopes) == ('company', 'https://broker.example/company', 'openid')
    assert (provider.level, provider.strict, provider.userinfo, provider.claims_file) == (3, True, False, None)
    assert provider.groups == {'readers': 'sponsor_reader', 'editors': 'sponsor_editor', 'owners': 'sponsor_owner'}


def test_each_kind_has_settings_of_its_own(given):
    staff = {name.replace('COMPANY', 'STAFF'): value for name, value in given.items()}
    more = {'PORTAL_STAFF_GROUPS': 'cn=loket=clerk', 'PORTAL_STAFF_LEVEL': 'high'}
    company, second = read_providers(given | staff | more, demo=False)
    assert (company.kind, second.kind, second.level) == ('company', 'staff', 4)
    assert second.groups == {'cn=loket': 'clerk'}


@pytest.mark.parametrize(('changes', 'says'), [
    ({'ISSUER': 'http://127.0.0.1:8010/company'}, 'PORTAL_COMPANY_ISSUER names this machine; production needs a real provider'),
    ({'ISSUER': 'https://localhost/company'}, 'PORTAL_COMPANY_ISSUER names this machine'),
    ({'ISSUER': 'https://demo.localhost'}, 'PORTAL_COMPANY_ISSUER names this machine'),
    ({'ISSUER': 'https://127.9.9.9'}, 'PORTAL_COMPANY_ISSUER names this machine'),
    ({'ISSUER': 'https://[::1]:8010'}, 'PORTAL_COMPANY_ISSUER names this machine'),
    ({'ISSUER': 'https://0.0.0.0'}, 'PORTAL_COMPANY_ISSUER names this machine'),
    ({'ISSUER': 'http://broker.example'}, 'PORTAL_COMPANY_ISSUER must start with https://'),
    ({'ISSUER': 'broker.example'}, 'PORTAL_COMPANY_ISSUER must be an address such as'),
    ({'ISSUER': 'https://broker.example?a=1'}, 'PORTAL_COMPANY_ISSUER must be an address such as'),
    ({'ISSUER': None}, 'PORTAL_COMPANY_ISSUER is missing'),
    ({'CLIENT_ID': None}, 'PORTAL_COMPANY_CLIENT_ID is missing'),
    ({'KEY_FILE': None}, 'PORTAL_COMPANY_KEY_FILE is missing'),
    ({'KEY_FILE': '/nowhere/key.pem'}, 'PORTAL_COMPANY_KEY_FILE names the file /nowhere/key.pem, but it is not there'),
    ({'CLAIMS': '/nowhere/claims.yaml'}, 'PORTAL_COMPANY_CLAIMS names the file'),
    ({'SCOPES': 'profile'}, 'PORTAL_COMPANY_SCOPES must hold openid'),
    ({'LEVEL': '3'}, 'PORTAL_COMPANY_LEVEL must be low, middle, substantial or high'),
    ({'STRICT': 'true'}, 'PORTAL_COMPANY_STRICT must be yes or no'),
    ({'USERINFO': 'on'}, 'PORTAL_COMPANY_USERINFO must be yes or no'),
    ({'GROUPS': 'people=clerk'}, 'PORTAL_COMPANY_GROUPS must be pairs such as readers=sponsor_reader'),
    ({'GROUPS': 'people'}, 'PORTAL_COMPANY_GROUPS must be pairs'),
    ({'SECRET': 'x'}, 'PORTAL_COMPANY_SECRET is not a setting'),
])
def test_what_is_wrong_is_said(given, changes, says):
    """ASVS 15.2.3: the demonstration's provider never stands in production."""
    changed = given | {f'PORTAL_COMPANY_{name}': value for name, value in changes.items()}
    with pytest.raises(WrongProvider) as refusal:
        read_providers({name: value for name, value in changed.items() if value is not None}, demo=False)
    assert says in str(refusal.value)
    assert '\n' not in str(refusal.value)


def test_the_demonstration_may_have_a_provider_on_this_machine(given):
    [provider] = read_providers(given | {'PORTAL_COMPANY_ISSUER': 'http://127.0.0.1:8010/company'}, demo=True)
    assert is_loopback(provider.issuer)


def test_production_does_not_start_with_the_provider_of_the_demonstration(given, tmp_path):
    production = {
        'PORTAL_MODE': 'production', 'PORTAL_BASE_URL': 'https://loket.example', 'PORTAL_DATA': str(tmp_path),
        'PORTAL_SECRET_KEY': 'k' * 32, 'DATABASE_URL': 'postgresql://db/x', 'PORTAL_MAIL_URL': 'smtp://mail.example',
        'PORTAL_MAIL_FROM': 'a@loket.example', 'PORTAL_SECURITY_CONTACT': 'mailto:a@loket.example',
    }
    assert Settings.from_environment(production | given).providers[0].kind == 'company'
    with pytest.raises(WrongSettings, match='names this machine'):
        Settings.from_environment(production | given | {'PORTAL_COMPANY_ISSUER': 'http://127.0.0.1:8010/company'})
