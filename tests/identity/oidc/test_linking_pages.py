"""The page on which somebody says which V-number is theirs, the emergency's, and staff settings."""

from urllib.parse import urlsplit

import pytest

from portal.identity.brokers import build_brokers
from portal.identity.claim_names import SHIPPED
from portal.identity.model import Role
from portal.identity.model.codes import How
from portal.identity.rules.codes import new_code
from portal.identity.service.codes import Codes
from portal.settings import Settings, WrongSettings
from portal.web.network import Networks
from tests.identity.oidc.going import Somebody
from tests.identity.oidc.test_forged_tokens import brings

ELENA = {
    'bsn': None, 'urn:etoegang:1.12:EntityConcernedID:PseudoID': 'ES/NL/1', 'urn:etoegang:1.9:attribute:FirstName': 'Elena',
    'urn:etoegang:1.9:attribute:FamilyName': 'Beispiel Ejemplo', 'urn:etoegang:1.9:attribute:DateOfBirth': '1994-07-15',
}
SAME_ANSWER = 'This V-number does not go with your details.'


@pytest.fixture(autouse=True)
def unhurried(built):
    """Counts of one test do not slow the next down."""
    yield
    built.extensions['parts'][Networks].counts.reset()


def test_a_pseudonym_is_linked_once_and_then_known(somebody, citizens):
    """Elena at the real provider: the first time she types her V-number, the second time she is just in."""
    assert somebody.logs_in('eidas_pseudonym', next='/me/sessions') == '/login/link'
    assert somebody.reads('/login/link').heading == 'Which V-number is yours?'
    page = somebody.browser.submit(v_number='1000000004')
    assert page.heading == 'Where am I logged in?'
    assert somebody.logged_in.account.person == citizens['Elena'].id
    again = Somebody(somebody.app)
    assert again.logs_in('eidas_pseudonym') == '/me'
    assert again.logged_in.account.person == citizens['Elena'].id


@pytest.mark.parametrize('number', ['9000000000', '1000000001'])
def test_a_number_of_nobody_and_one_of_somebody_else_get_the_same_answer(deceived, forged, number):
    unlike = ELENA | {'urn:etoegang:1.12:EntityConcernedID:PseudoID': f'ES/NL/{number}'}
    assert brings(deceived, forged, **unlike) == '/login/link'
    deceived.reads('/login/link')
    page = deceived.browser.submit(v_number=number)
    assert page.status == 200 and page.says(SAME_ANSWER) and deceived.logged_in is None


@pytest.mark.parametrize('typed', ['', '123', 'abcdefghij', '1' * 300])
def test_what_is_no_v_number_is_said_and_not_counted(deceived, forged, typed):
    brings(deceived, forged, **ELENA | {'urn:etoegang:1.12:EntityConcernedID:PseudoID': f'ES/NL/{len(typed)}'})
    for _ in range(6):
        deceived.reads('/login/link')
        page = deceived.browser.submit(v_number=typed)
        assert page.says('A V-number has ten digits.')


def test_wrong_numbers_count_for_the_whole_network(deceived, forged):
    """ASVS 6.3.1: starting over with another log-in does not help."""
    for number in range(5):
        brings(deceived, forged, **ELENA | {'urn:etoegang:1.12:EntityConcernedID:PseudoID': f'ES/NL/n{number}'})
        deceived.reads('/login/link')
        deceived.browser.submit(v_number='9000000000')
    brings(deceived, forged, **ELENA | {'urn:etoegang:1.12:EntityConcernedID:PseudoID': 'ES/NL/n9'})
    deceived.reads('/login/link')
    assert deceived.browser.submit(v_number='9000000000').status == 429


def test_digid_without_a_known_number_asks_for_the_letter(deceived, forged, citizens):
    """The provider vouches for a number only, so the code of a letter is needed."""
    assert brings(deceived, forged, bsn='999990081') == '/login/link'
    page = deceived.reads('/login/link')
    assert page.says('Take the letter with your code.')
    code = deceived.app.extensions['parts'][Codes].issue(citizens['Elena'], how=How.COUNTER).code
    page = deceived.browser.submit(**{
        'v_number': '1000000004', 'born-day': '15', 'born-month': '7', 'born-year': '1994', 'code': code,
    })
    assert page.status == 200 and deceived.logged_in.account.person == citizens['Elena'].id
    assert brings(Somebody(deceived.app), forged, bsn='999990081') == '/me'


@pytest.mark.parametrize(('typed', 'says'), [
    ({'code': ''}, 'Fill in the code of the letter.'),
    ({'code': 'ABC'}, 'This is not the code on your letter.'),
    ({'born-day': '31', 'born-month': '2'}, 'This date does not exist.'),
])
def test_what_was_mistyped_is_said(deceived, forged, typed, says):
    brings(deceived, forged, bsn='999990093')
    deceived.reads('/login/link')
    given = {'v_number': '1000000004', 'born-day': '15', 'born-month': '7', 'born-year': '1994', 'code': '2222-2222-22222'}
    assert deceived.browser.submit(**given | typed).says(says)


def test_who_has_to_wait_is_told_so_and_nobody_else_waits(deceived, forged):
    """ASVS 6.3.1: a wrong code slows down these details, and not the neighbours."""
    brings(deceived, forged, bsn='999990093')
    given = {'v_number': '1000000002', 'born-day': '2', 'born-month': '11', 'born-year': '1988'}
    for says in ['You cannot log in with these details.'] * 3 + ['These details were filled in wrongly too often.'] * 3:
        deceived.reads('/login/link')
        page = deceived.browser.submit(**given, code=new_code())
        assert page.status == 200 and page.says(says)
    assert page.says('You can try again in') and page.fields()['v_number'] == ['1000000002']


def test_who_has_a_letter_may_use_it_though_the_provider_vouches(deceived, forged):
    """A passport of another country may write a name in another way."""
    brings(deceived, forged, **ELENA | {'urn:etoegang:1.12:EntityConcernedID:PseudoID': 'ES/NL/letter'})
    page = deceived.reads('/login/link')
    assert '/login/link?with=code' in page.links()
    assert deceived.reads('/login/link?with=code').says('Code of the letter')


def test_the_page_is_for_whoever_has_just_logged_in(deceived):
    answer = deceived.browser.fetch('/login/link')
    assert (answer.status_code, urlsplit(answer.location).path) == (303, '/login')
    assert deceived.reads(answer.location).says('This took too long, or was tried too often.')


def test_linking_needs_a_form_of_ours(deceived, forged):
    """Log-in CSRF: a foreign page cannot link a victim's browser."""
    brings(deceived, forged, **ELENA | {'urn:etoegang:1.12:EntityConcernedID:PseudoID': 'ES/NL/csrf'})
    assert deceived.browser.send('/login/link', {'v_number': '1000000004'}, site='cross-site').status_code == 403
    assert deceived.browser.send('/login/link', {'v_number': '1000000004'}).status_code in (200, 400)
    assert deceived.logged_in is None


def test_an_operator_lets_an_employee_in(deceived):
    """The break-glass way: a command, a link, a button; once."""
    result = deceived.app.test_cli_runner().invoke(args=['staff', 'emergency-link', '--role', 'clerk', '--role', 'planner'])
    assert result.exit_code == 0, result.output
    address, _, code = result.stdout.strip().partition('#')
    assert address == 'http://127.0.0.1:8000/login/emergency' and len(code) == 43
    page = deceived.reads('/login/emergency')
    page = deceived.browser.submit(code=code)
    assert page.address == '/staff' and deceived.logged_in.account.roles == {Role.CLERK, Role.PLANNER}
    another = Somebody(deceived.app)
    another.reads('/login/emergency')
    assert another.browser.submit(code=code).says('This link was used, or its time is over.')


@pytest.mark.parametrize('role', ['applicant', 'sponsor_owner', 'king'])
def test_an_emergency_is_for_employees_only(deceived, role):
    result = deceived.app.test_cli_runner().invoke(args=['staff', 'emergency-link', '--role', role])
    assert result.exit_code == 2


@pytest.mark.parametrize('text', ['', 'no key', '{}', '{"kty": "RSA"}', '-----BEGIN PRIVATE KEY-----'])
def test_a_key_that_is_none_stops_the_start(forged, settings_of, tmp_path, clock, text):
    file = tmp_path / 'key.pem'
    file.write_text(text)
    with pytest.raises(WrongSettings, match='PORTAL_CITIZEN_KEY_FILE must hold a private key for ES256'):
        build_brokers(_settings(settings_of(forged) | {'PORTAL_CITIZEN_KEY_FILE': str(file)}, tmp_path), clock)


@pytest.mark.parametrize(('text', 'says'), [
    ('claims: {}', 'claims.yaml, line 1'), ('', 'the file is empty'), ('claims: [1', 'not valid YAML'),
])
def test_claims_that_make_no_sense_stop_the_start(forged, settings_of, tmp_path, clock, text, says):
    file = tmp_path / 'claims.yaml'
    file.write_text(text)
    with pytest.raises(WrongSettings) as refusal:
        build_brokers(_settings(settings_of(forged, CLAIMS=str(file)), tmp_path), clock)
    assert 'PORTAL_CITIZEN_CLAIMS is wrong' in str(refusal.value) and says in str(refusal.value)


@pytest.mark.parametrize(('was', 'instead', 'says'), [
    ('  middle: http://eidas.europa.eu/LoA/substantial\n', '', 'line 55, asked.middle: this field is missing'),
    ('loa2plus', 'loa3', 'this word stands there twice'),
    ("KvKnr', 'urn:etoegang:1.9", "BSN', 'urn:etoegang:1.9", 'this word stands there twice'),
])
def test_a_claims_file_that_leaves_a_level_out_or_says_one_twice_stops_the_start(
    forged, settings_of, tmp_path, clock, was, instead, says,
):
    """Not the log-in of the first one whose page needs that level."""
    text = SHIPPED.read_text()
    assert text.count(was) == 1
    test_claims_that_make_no_sense_stop_the_start(forged, settings_of, tmp_path, clock, text.replace(was, instead), says)


def test_the_portal_starts_while_a_provider_is_down(forged, settings_of, tmp_path, clock):
    build_brokers(_settings(settings_of(forged), tmp_path), clock)
    assert forged.asked == []


def _settings(given: dict[str, str], folder) -> Settings:
    return Settings.from_environment({'PORTAL_DATA': str(folder)} | given)
