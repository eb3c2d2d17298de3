"""Claims as brokers send them, and who they make somebody."""

from dataclasses import replace
from datetime import date

import pytest

from portal.identity.claim_names import read_claim_names
from portal.identity.errors import AnswerRefused, ClaimMissing, MandateElsewhere, SubjectRefused
from portal.identity.model import Level, Way
from portal.identity.model.identity import Kind
from portal.identity.rules import claims as rules
from portal.identity.rules.claims import Agreed, identity_from

OURS = '11111111-2222-4333-8444-555555555555'
CITIZEN = Agreed(
    source=Way.CITIZEN, issuer='https://broker.example', names=read_claim_names(), strict=True, service=OURS,
)
COMPANY, STAFF = replace(CITIZEN, source=Way.COMPANY), replace(CITIZEN, source=Way.STAFF)
HELPER = {'urn:nl-eid-gdi:1.0:LegalSubjectID': '999990032', 'urn:nl-eid-gdi:1.0:ActingSubjectID': '999990056'}
FOR_US = {'urn:nl-eid-gdi:1.0:ServiceUUID': OURS}
ACTING = {'urn:etoegang:core:ActingSubjectID': 'opaque'}
BSN, KVK = 'urn:nl-eid-gdi:1.0:id:BSN', 'urn:nl-eid-gdi:1.0:id:KvKnr'


def told(agreed, **claims):
    """The identity that these claims make."""
    return identity_from({'sub': 'them', **claims.pop('more', {}), **claims}, agreed, Level.SUBSTANTIAL)


@pytest.mark.parametrize(('claims', 'kind', 'number'), [
    ({'bsn': '999990019'}, Kind.BSN, '999990019'),
    ({'sub': '999990019', 'sub_id_type': BSN}, Kind.BSN, '999990019'),
    ({'sub': 'x', 'sub_id_type': 'urn:nl-eid-gdi:1.0:id:pseudonym'}, Kind.PSEUDONYM, 'x'),
    ({'urn:etoegang:1.12:EntityConcernedID:BSN': '999990019'}, Kind.BSN, '999990019'),
    ({'urn:etoegang:1.12:EntityConcernedID:PseudoID': 'ES/NL/1'}, Kind.PSEUDONYM, 'ES/NL/1'),
])
def test_a_person_is_known_by_what_the_broker_sends(claims, kind, number):
    """ASVS 6.8.1: whoever it is, they stay the same issuer and subject."""
    identity = told(CITIZEN, more=claims)
    assert (identity.legal.kind, identity.legal.identifier, identity.acting) == (kind, number, None)
    assert (identity.issuer, identity.subject) == ('https://broker.example', claims.get('sub', 'them'))


def test_a_european_log_in_brings_a_name_and_a_birth_date():
    identity = told(CITIZEN, more={
        'urn:etoegang:1.12:EntityConcernedID:PseudoID': 'ES/NL/1', 'urn:etoegang:1.9:attribute:FirstName': 'Elena',
        'urn:etoegang:1.9:attribute:FamilyName': 'Ejemplo', 'urn:etoegang:1.9:attribute:DateOfBirth': '1994-07-15',
    })
    assert (identity.name, identity.family_name, identity.birth_date) == ('Elena Ejemplo', 'Ejemplo', date(1994, 7, 15))


def test_the_deepest_is_served_and_the_others_pass_it_on():
    """OpenID NL GOV: an employee of an intermediary acts for a company."""
    chain = {'sub': '90000002', 'sub_id_type': KVK, 'represents': {'sub': '90000001', 'sub_id_type': KVK}}
    identity = told(COMPANY, represents=chain)
    assert identity.legal.identifier == '90000001'
    assert [one.identifier for one in identity.through] == ['90000002']
    assert identity.acting.identifier == 'them'


@pytest.mark.parametrize('claims', [
    HELPER, {'represents': {'sub': '999990032', 'sub_id_type': BSN}},
])
def test_a_helper_acts_for_the_person_who_gave_the_mandate(claims):
    identity = told(CITIZEN, more=claims | FOR_US)
    assert identity.legal.identifier == '999990032'
    assert identity.acting is not None and identity.mandate.services == {OURS}


@pytest.mark.parametrize('services', [
    {}, {'urn:nl-eid-gdi:1.0:ServiceUUID': '99999999-2222-4333-8444-555555555555'},
    {'urn:nl-eid-gdi:1.0:ServiceUUID': ['99999999-2222-4333-8444-555555555555']},
    {'urn:nl-eid-gdi:1.0:ServiceUUID': 7}, {'urn:nl-eid-gdi:1.0:ServiceUUID': ''},
])
def test_a_mandate_for_another_service_is_none_here(services):
    with pytest.raises(MandateElsewhere):
        told(CITIZEN, more=HELPER | services)


def test_without_a_number_of_our_service_no_mandate_counts():
    with pytest.raises(MandateElsewhere):
        told(replace(CITIZEN, service=''), more=HELPER | FOR_US)


def test_a_mandate_may_be_for_several_services():
    services = {'urn:nl-eid-gdi:1.0:ServiceUUID': ['99999999-2222-4333-8444-555555555555', OURS.upper()]}
    assert OURS in told(CITIZEN, more=HELPER | services).mandate.services


def test_without_the_guard_a_mandate_for_another_service_opens_ours(monkeypatch):
    monkeypatch.setattr(rules, 'check_service', lambda *_, **__: None)
    elsewhere = {'urn:nl-eid-gdi:1.0:ServiceUUID': '99999999-2222-4333-8444-555555555555'}
    assert told(CITIZEN, more=HELPER | elsewhere).legal.identifier == '999990032'


@pytest.mark.parametrize('bsn', ['999990018', '99999001', '0000000000', '000000000', 'ABCDEFGHI', '９９９９９００１９'])
def test_a_number_that_fails_the_eleven_test_is_none(bsn):
    with pytest.raises(SubjectRefused):
        told(CITIZEN, bsn=bsn)


def test_without_the_guard_any_number_is_one(monkeypatch):
    monkeypatch.setattr(rules, 'check_number', lambda *_: None)
    assert told(CITIZEN, bsn='999990018').legal.identifier == '999990018'


@pytest.mark.parametrize(('claims', 'kind', 'number'), [
    ({'urn:etoegang:core:LegalSubjectID': '90000001'}, Kind.KVK, '90000001'),
    ({'urn:etoegang:core:LegalSubjectID': '90000001', 'namequalifier': 'urn:etoegang:1.9:EntityConcernedID:KvKnr'}, Kind.KVK, '90000001'),
    ({'urn:etoegang:core:LegalSubjectID': {'value': '999990068', 'namequalifier': 'urn:etoegang:1.9:EntityConcernedID:RSIN'}}, Kind.RSIN, '999990068'),
    ({'urn:etoegang:1.11:EntityConcernedID:eIDASLegalIdentifier': 'DE/NL/1'}, Kind.EIDAS, 'DE/NL/1'),
])
def test_a_company_is_known_by_its_number(claims, kind, number):
    """A number without a word about its kind is one of the chamber of commerce."""
    identity = told(COMPANY, more=claims | ACTING)
    assert (identity.legal.kind, identity.legal.identifier, identity.acting.identifier) == (kind, number, 'opaque')


def test_a_branch_and_an_intermediary_are_kept():
    identity = told(COMPANY, more=ACTING | {
        'urn:etoegang:core:LegalSubjectID': '90000001', 'urn:etoegang:1.9:IntermediateEntityID:KvKnr': '90000002',
        'urn:etoegang:1.9:ServiceRestriction:Vestigingsnr': '000090000011',
    })
    assert identity.legal.branch == '000090000011'
    assert [one.identifier for one in identity.through] == ['90000002']


LEGAL = {'urn:etoegang:core:LegalSubjectID': '90000001'}


@pytest.mark.parametrize(('agreed', 'claims', 'refusal', 'why'), [
    (CITIZEN, {}, ClaimMissing, 'bsn'),
    (CITIZEN, {'bsn': 999990019}, ClaimMissing, 'bsn'),
    (CITIZEN, {'bsn': ['999990019']}, ClaimMissing, 'bsn'),
    (CITIZEN, HELPER | FOR_US | {'urn:nl-eid-gdi:1.0:ActingSubjectID': ['999990056']}, ClaimMissing, 'acting'),
    (CITIZEN, FOR_US | {'represents': {'sub': '999990032'}}, ClaimMissing, 'sub_id_type'),
    (CITIZEN, FOR_US | {'represents': {'sub_id_type': BSN}}, ClaimMissing, 'bsn'),
    (CITIZEN, FOR_US | {'represents': ['999990032']}, ClaimMissing, 'represents'),
    (CITIZEN, FOR_US | {'bsn': '999990019', 'represents': {}}, ClaimMissing, 'sub_id_type'),
    (CITIZEN, FOR_US | {'represents': {'sub': '90000001', 'sub_id_type': KVK}}, SubjectRefused, 'kvk'),
    (CITIZEN, FOR_US | {'represents': {'sub': '999990019', 'sub_id_type': BSN, 'represents': {'sub': '999990032', 'sub_id_type': BSN}}}, SubjectRefused, 'represents'),
    (COMPANY, ACTING, ClaimMissing, 'company'),
    (COMPANY, LEGAL, ClaimMissing, 'acting'),
    (COMPANY, ACTING | {'urn:etoegang:core:LegalSubjectID': '1234'}, SubjectRefused, 'kvk'),
    (COMPANY, ACTING | LEGAL | {'namequalifier': 'a new kind'}, SubjectRefused, 'company_type'),
    (COMPANY, ACTING | LEGAL | {'namequalifier': 'bsn'}, SubjectRefused, 'bsn'),
    (COMPANY, ACTING | LEGAL | {'urn:etoegang:1.9:ServiceRestriction:Vestigingsnr': 11}, ClaimMissing, 'branch'),
    (COMPANY, ACTING | LEGAL | {'urn:etoegang:1.9:ServiceRestriction:Vestigingsnr': '11'}, SubjectRefused, 'branch'),
    (COMPANY, ACTING | LEGAL | {'urn:etoegang:1.9:IntermediateEntityID:KvKnr': 'x'}, SubjectRefused, 'kvk'),
    (COMPANY, ACTING | LEGAL | {'urn:etoegang:1.9:IntermediateEntityID:KvKnr': {}}, ClaimMissing, 'kvk'),
    (COMPANY, ACTING | LEGAL | {'urn:etoegang:core:ServiceUUID': 'another'}, MandateElsewhere, 'services'),
    (COMPANY, {'represents': {'sub': '999990032', 'sub_id_type': BSN}}, SubjectRefused, 'bsn'),
])
def test_claims_that_do_not_fit_are_refused(agreed, claims, refusal, why):
    """What is there and cannot be read is not passed over: that could show more than it allows."""
    with pytest.raises(refusal) as refused:
        told(agreed, more=claims)
    assert refused.value.why == why


def test_a_chain_without_end_is_refused():
    chain = {'sub': '90000001', 'sub_id_type': KVK}
    for _ in range(9):
        chain = {'sub': '90000001', 'sub_id_type': KVK, 'represents': chain}
    with pytest.raises(SubjectRefused):
        told(COMPANY, represents=chain)


@pytest.mark.parametrize(('agreed', 'claims', 'known'), [
    (CITIZEN, {}, 'them'), (COMPANY, LEGAL, '90000001'),
])
def test_a_lenient_provider_may_leave_out_what_the_subject_can_stand_in_for(agreed, claims, known):
    with pytest.raises(ClaimMissing):
        told(agreed, more=claims)
    identity = told(replace(agreed, strict=False), more=claims)
    assert identity.legal.identifier == known
    assert identity.acting is None or identity.acting.identifier == 'them'


def test_lenient_does_not_mean_that_a_mandate_may_be_missing():
    with pytest.raises(MandateElsewhere):
        told(replace(CITIZEN, strict=False), more=HELPER)


@pytest.mark.parametrize(('claims', 'groups'), [
    ({'groups': ['clerks', 'planners']}, {'clerks', 'planners'}), ({'groups': 'clerks'}, {'clerks'}),
    ({'realm_access': {'roles': ['clerks', 7, None]}}, {'clerks'}), ({}, set()),
])
def test_staff_are_known_by_their_subject_and_groups(claims, groups):
    identity = told(STAFF, more=claims | {'bsn': 'of no use here'})
    assert (identity.legal.identifier, identity.groups) == ('them', groups)


def test_names_of_claims_may_hold_dots_and_colons():
    names = replace(CITIZEN.names, claims={**CITIZEN.names.claims, 'bsn': (('a.b:c', 'd'),)})
    assert told(replace(CITIZEN, names=names), more={'a.b:c': {'d': '999990019'}}).legal.kind is Kind.BSN


def test_what_is_refused_is_named_without_its_value():
    with pytest.raises(AnswerRefused) as refused:
        told(CITIZEN, bsn='999990018')
    assert '999990018' not in str(refused.value)


def test_of_a_very_long_name_the_beginning_is_kept():
    """A line of the access log has room for two hundred signs, and nobody is kept out by their name."""
    names = {'given_name': 'A' * 150, 'family_name': 'B' * 150}
    assert told(STAFF, **names).name == f'{"A" * 150} {"B" * 49}'
