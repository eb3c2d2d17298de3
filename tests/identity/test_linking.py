"""Who somebody at a provider is here: the account, the link that is made once, and what counts once; on both engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.clock import SetClock
from portal.database import Database
from portal.identity.errors import (
    AnswerRefused,
    EmergencyOver,
    HelpedUnknown,
    IdentityRefused,
    LinkOver,
    LinkRefused,
    NotLinked,
    TaskMissing,
    TryLater,
    WrongDetails,
)
from portal.identity.model import Level, Person, Role, Way
from portal.identity.model.codes import How
from portal.identity.model.identity import Identity, Kind, Mandate, Subject
from portal.identity.rules.codes import new_code
from portal.identity.rules.logout import Ended
from portal.identity.secret_hashes import Cost, SecretHashes
from portal.identity.service import People, Sessions
from portal.identity.service import linking as linking_module
from portal.identity.service.codes import Codes
from portal.identity.service.ending import Emergency, Ending
from portal.identity.service.linking import Linking
from portal.identity.service.telling import Telling
from portal.identity.store.links import LINKS, UNLINKED
from portal.notifications.service import Notifications
from portal.notifications.store import OutboxRow
from tests.fixtures.planners import OFFICE
from tests.fixtures.portals import SECRET

BORN = date(1994, 7, 15)
ELENA = Identity(
    source=Way.CITIZEN, level=Level.HIGH, issuer='https://broker.example', subject='sub', provider_session='sid',
    legal=Subject(kind=Kind.PSEUDONYM, identifier='ES/NL/1'), given_name='Elena', family_name='Ejemplo', birth_date=BORN,
)
OURS = Mandate(services=frozenset({'ours'}))


@pytest.fixture
def codes(database: Database, clock: SetClock, notifications: Notifications) -> Codes:
    telling = Telling(notifications, office=OFFICE, base_url='https://loket.example')
    return Codes(database, clock, SecretHashes((SECRET,), Cost(memory=64, passes=1)), telling)


@pytest.fixture
def linking(database: Database, clock: SetClock, people: People, codes: Codes) -> Linking:
    return Linking(database, clock, people, codes)


@pytest.fixture
def elena(people: People) -> Person:
    return people.add('1000000004', BORN, name='Elena Ejemplo', email='elena@example.com')


def test_a_citizen_service_number_that_we_know_is_enough(linking, people):
    person = people.add('1000000001', BORN, bsn='999990019', name='Amina Voorbeeld')
    identity = replace(ELENA, legal=Subject(kind=Kind.BSN, identifier='999990019'))
    account = linking.account_for(identity, {})
    assert (account.key, account.person, account.name) == (f'person:{person.id}', person.id, 'Amina Voorbeeld')
    assert (account.issuer, account.subject, account.provider_session) == ('https://broker.example', 'sub', 'sid')


def test_who_is_new_is_linked_once(linking, elena):
    """Known by issuer and number from then on (ASVS 6.8.1)."""
    with pytest.raises(NotLinked):
        linking.account_for(ELENA, {})
    account = linking.link(linking.keep(ELENA), '1000000004')
    assert account.person == elena.id and account.level == Level.HIGH
    assert linking.account_for(ELENA, {}) == account


def test_the_same_name_at_another_provider_is_somebody_else(linking, elena):
    linking.link(linking.keep(ELENA), '1000000004')
    with pytest.raises(NotLinked):
        linking.account_for(replace(ELENA, issuer='https://other.example'), {})


def test_a_linked_helper_does_not_become_the_person(linking, elena):
    """The link belongs to whom the log-in is about, not to the human who is there."""
    linking.link(linking.keep(ELENA), '1000000004')
    helper = replace(ELENA, acting=Subject(kind=Kind.PSEUDONYM, identifier='karim'), subject='karim', mandate=OURS)
    account = linking.account_for(helper, {})
    assert account.helper and account.person == elena.id and account.key.startswith('helper:')
    own = replace(ELENA, legal=Subject(kind=Kind.PSEUDONYM, identifier='karim'), subject='karim')
    with pytest.raises(NotLinked):
        linking.account_for(own, {})


def test_a_helper_has_an_account_for_each_person(linking, people):
    first = people.add('1000000001', BORN, bsn='999990019')
    second = people.add('1000000002', BORN, bsn='999990020')
    acting = Subject(kind=Kind.PSEUDONYM, identifier='karim')
    keys = [
        linking.account_for(replace(ELENA, legal=Subject(kind=Kind.BSN, identifier=bsn), acting=acting), {}).key
        for bsn in ('999990019', '999990020')
    ]
    assert keys[0] != keys[1] and first.id not in keys[0] and second.id not in keys[1]


def test_nobody_is_linked_by_a_helper(linking, elena):
    helper = replace(ELENA, acting=Subject(kind=Kind.PSEUDONYM, identifier='karim'), mandate=OURS)
    with pytest.raises(HelpedUnknown):
        linking.account_for(helper, {})


@pytest.mark.parametrize(('changes', 'v_number'), [
    ({}, '1000000009'), ({'birth_date': date(1994, 7, 16)}, '1000000004'), ({'family_name': 'Another'}, '1000000004'),
    ({'given_name': 'Lucia'}, '1000000004'), ({'birth_date': None}, '1000000004'), ({'family_name': ''}, '1000000004'),
])
def test_nobody_and_somebody_else_look_the_same(linking, elena, changes, v_number):
    """ASVS 6.3.8: whether a V-number exists cannot be found out here."""
    token = linking.keep(replace(ELENA, **changes))
    with pytest.raises(LinkRefused) as refusal:
        linking.link(token, v_number)
    assert str(refusal.value) == ''
    with pytest.raises(NotLinked):
        linking.account_for(ELENA, {})


def test_without_the_guard_anybody_is_linked_with_anybody(linking, elena, monkeypatch):
    monkeypatch.setattr(linking_module, 'is_same_person', lambda *_: True)
    stranger = replace(ELENA, legal=Subject(kind=Kind.PSEUDONYM, identifier='x'), family_name='Stranger')
    assert linking.link(linking.keep(stranger), '1000000004').person == elena.id


def test_five_numbers_may_be_tried(linking, elena):
    token = linking.keep(ELENA)
    for number in range(5):
        with pytest.raises(LinkRefused):
            linking.link(token, f'900000000{number}')
    with pytest.raises(LinkOver):
        linking.link(token, '1000000004')


def test_without_the_guard_numbers_can_be_tried_without_end(linking, elena, monkeypatch):
    monkeypatch.setattr(linking_module, 'TRIES', 1000)
    token = linking.keep(ELENA)
    for number in range(9):
        with pytest.raises(LinkRefused):
            linking.link(token, f'900000000{number}')
    assert linking.link(token, '1000000004').person == elena.id


def test_numbers_tried_at_once_count_as_many(linking, elena, database):
    """ASVS 15.4.2: the sixth is not looked at, though it began before the fifth was over."""
    token = linking.keep(ELENA)
    for number in range(4):
        with pytest.raises(LinkRefused):
            linking.link(token, f'900000000{number}')
    with ThreadPoolExecutor(1) as pool:
        with database.transaction():
            with pytest.raises(LinkRefused):
                linking.link(token, '9000000004')
            sixth = pool.submit(linking.link, token, '1000000004')
            wait([sixth], timeout=0.3)
        with pytest.raises(LinkOver):
            sixth.result()


def test_linking_takes_a_quarter_of_an_hour_at_most(linking, elena, clock, database):
    token = linking.keep(ELENA)
    clock.moment += timedelta(minutes=15)
    with pytest.raises(LinkOver):
        linking.link(token, '1000000004')
    assert linking.tidy() == 1
    with database.reading() as session:
        assert session.execute(select(UNLINKED)).all() == []


@pytest.mark.parametrize('token', ['', 'another'])
def test_nobody_links_without_having_logged_in(linking, elena, token):
    with pytest.raises(LinkOver):
        linking.link(token, '1000000004')


def test_a_token_links_once(linking, elena):
    token = linking.keep(ELENA)
    linking.link(token, '1000000004')
    with pytest.raises(LinkOver):
        linking.link(token, '1000000004')


def test_a_letter_links_whom_the_provider_does_not_vouch_for(linking, elena, codes):
    """DigiD tells a number only; the code of a letter tells whose V-number it is."""
    digid = replace(ELENA, legal=Subject(kind=Kind.BSN, identifier='999990019'), birth_date=None, family_name='', given_name='')
    code, token = codes.issue(elena, how=How.POST).code, linking.keep(digid)
    assert not linking.get(token).vouched
    account = linking.link_with_code(token, ('1000000004', BORN, code), 'network')
    assert account.person == elena.id and linking.account_for(digid, {}).person == elena.id


DIGID = replace(
    ELENA, legal=Subject(kind=Kind.BSN, identifier='999990020'), birth_date=None, family_name='', given_name='',
)


def test_a_letter_in_the_wrong_hands_links_nobody_whose_number_is_known(linking, people, codes):
    """A code alone opens little; with the finder's own DigiD it would open everything of the person."""
    amina = people.add('1000000001', BORN, bsn='999990019')
    code, token = codes.issue(amina, how=How.POST).code, linking.keep(DIGID)
    with pytest.raises(LinkRefused):
        linking.link_with_code(token, ('1000000001', BORN, code), 'network')
    with pytest.raises(NotLinked):
        linking.account_for(DIGID, {})


def test_without_the_guard_the_finder_of_a_letter_is_the_person(linking, people, codes, monkeypatch):
    monkeypatch.setattr(People, 'has_bsn', lambda *_: False)
    amina = people.add('1000000001', BORN, bsn='999990019')
    code, token = codes.issue(amina, how=How.POST).code, linking.keep(DIGID)
    assert linking.link_with_code(token, ('1000000001', BORN, code), 'network').level == Level.HIGH


def test_a_wrong_code_links_nobody_and_stays_counted(linking, elena, codes):
    codes.issue(elena, how=How.POST)
    token, wrong = linking.keep(ELENA), new_code()
    for _ in range(3):
        with pytest.raises(WrongDetails):
            linking.link_with_code(token, ('1000000004', BORN, wrong), 'network')
    with pytest.raises(TryLater):
        linking.link_with_code(token, ('1000000004', BORN, wrong), 'network')


def test_the_person_hears_of_it_by_another_way(linking, elena, database):
    linking.link(linking.keep(ELENA), '1000000004')
    with database.reading() as session:
        [kept] = session.execute(select(OutboxRow.__table__)).mappings().all()
    assert (kept['recipient'], kept['kind']) == ('elena@example.com', 'log_in_notice')
    assert '"linked"' in kept['payload']


def test_what_is_kept_does_not_say_what_the_provider_calls_somebody(linking, elena, database):
    """ASVS 14.2.7: no number, no pseudonym of the person; keyed hashes only."""
    linking.link(linking.keep(ELENA), '1000000004')
    digid = replace(ELENA, legal=Subject(kind=Kind.BSN, identifier='999990019'), birth_date=None, family_name='')
    linking.keep(digid)
    with database.reading() as session:
        kept = str(session.execute(select(LINKS)).all()) + str(session.execute(select(UNLINKED)).all())
    assert '999990019' not in kept and 'ES/NL/1' not in kept


def test_an_employee_without_a_task_does_not_come_in(linking):
    identity = replace(ELENA, source=Way.STAFF, groups=frozenset({'gardeners'}))
    with pytest.raises(TaskMissing):
        linking.account_for(identity, {'clerks': 'clerk'})
    roles = linking.account_for(replace(identity, groups=frozenset({'clerks', 'gardeners'})), {'clerks': 'clerk'}).roles
    assert roles == {Role.CLERK}


@pytest.mark.parametrize(('groups', 'role'), [
    (set(), Role.SPONSOR_READER), ({'strangers'}, Role.SPONSOR_READER), ({'editors'}, Role.SPONSOR_EDITOR),
    ({'editors', 'owners'}, Role.SPONSOR_OWNER),
])
def test_who_acts_for_a_company_may_read_unless_a_group_says_more(linking, groups, role):
    company = replace(ELENA, source=Way.COMPANY, legal=Subject(kind=Kind.KVK, identifier='90000001'), groups=frozenset(groups))
    roles = {'readers': 'sponsor_reader', 'editors': 'sponsor_editor', 'owners': 'sponsor_owner'}
    assert linking.account_for(company, roles).roles == {role}


@pytest.fixture
def ending(database: Database, clock: SetClock, sessions: Sessions) -> Ending:
    return Ending(database, clock, sessions)


def test_a_token_that_ends_sessions_is_taken_once(ending, clock, sessions, person, log_in_account):
    token = log_in_account(sessions)
    ended = Ended(number='jti', provider_session='sid', until=clock.now() + timedelta(minutes=2))
    assert ending.end('https://broker.example', ended) == 1
    with pytest.raises(IdentityRefused):
        sessions.get(token)
    with pytest.raises(AnswerRefused):
        ending.end('https://broker.example', ended)
    assert ending.end('https://other.example', ended) == 0  # a number is the issuer's own


def test_tokens_are_forgotten_when_they_would_not_be_taken_anyway(ending, clock):
    ending.end('https://broker.example', Ended(number='jti', subject='sub', until=clock.now() + timedelta(minutes=2)))
    assert ending.tidy() == 0
    clock.moment += timedelta(minutes=2)
    assert ending.tidy() == 1


@pytest.fixture
def log_in_account() -> Callable[[Sessions], str]:
    """Begins a session that came by a provider."""
    def begin(sessions: Sessions) -> str:
        identity = replace(ELENA, source=Way.STAFF, groups=frozenset({'clerks'}))
        return sessions.begin(linking_module.account_of_staff(identity, {'clerks': 'clerk'}), shared=False)
    return begin


@pytest.fixture
def emergency(database: Database, clock: SetClock) -> Emergency:
    return Emergency(database, clock)


def test_an_emergency_link_lets_one_in_once(emergency, caplog):
    """The one way in without a provider, for employees: logged when it is made and when it is used."""
    token = emergency.make({Role.CLERK, Role.PLANNER})
    account = emergency.use(token)
    assert (account.roles, account.way) == ({Role.CLERK, Role.PLANNER}, Way.EMERGENCY)
    with pytest.raises(EmergencyOver):
        emergency.use(token)
    assert caplog.messages == ['an emergency link was made for: clerk, planner', 'an emergency link was used for: clerk, planner']
    assert token not in caplog.text


def test_an_emergency_link_works_for_ten_minutes(emergency, clock, ending):
    token = emergency.make({Role.CLERK})
    clock.moment += timedelta(minutes=10)
    with pytest.raises(EmergencyOver):
        emergency.use(token)
    assert ending.tidy() == 1


@pytest.mark.parametrize('token', ['', 'x', '0' * 43])
def test_a_link_that_never_was_opens_nothing(emergency, token):
    emergency.make({Role.CLERK})
    with pytest.raises(EmergencyOver):
        emergency.use(token)
