"""The proof finds every kind of damage: a small healthy planner, one thing broken in it by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from portal.appointments.model import Contact, Person, Slot, Visit
from portal.appointments.model.ledger import Proof
from portal.appointments.service import Planner
from portal.clock import SetClock
from portal.database import Database

MAIL = Contact(email='visitor@example.com')


def people(*numbers: int) -> tuple[Person, ...]:
    return tuple(Person(v_number=f'{number:010}', first_name='Wei', last_name='Sample') for number in numbers)


def place(planner: Planner, desk: str, product: str, *, persons: int = 1, after: date = date(2026, 12, 3)) -> Slot:
    """The first free place after a day."""
    free = planner.calendar.free(desk, product, persons)
    return free.at(next(day for day in free.days if day.day > after).starts[0])


def book(planner: Planner, slot: Slot, *persons: Person, contact: Contact = MAIL) -> Visit:
    return planner.booking.book(slot, persons, contact, holder='', room='test')


@pytest.fixture
def family(planner: Planner) -> Visit:
    """Three persons for fingerprints, with an e-mail address."""
    return book(planner, place(planner, 'AM', 'BIO', persons=3), *people(1, 2, 3))


@pytest.fixture
def hearing(planner: Planner) -> Visit:
    """An interview, which needs an officer, an interpreter and a room; the visitor has no e-mail address."""
    return book(planner, place(planner, 'ZW', 'HEARING'), *people(4), contact=Contact())


@pytest.fixture
def healthy(planner: Planner, family: Visit, hearing: Visit) -> Planner:
    """Besides those two: a visit that was cancelled, one that was moved, one that is over, and a place that is kept."""
    gone = book(planner, place(planner, 'AM', 'DOC'), *people(5))
    planner.changing.cancel(gone.key, once='1', room='test')
    moved = book(planner, place(planner, 'AM', 'BIO'), *people(6))
    planner.changing.move(moved.key, place(planner, 'ZW', 'BIO'), once='2', room='test')
    shorter = book(planner, place(planner, 'AM', 'BIO', persons=2), *people(7, 8))
    leaving = planner.changing.find(shorter.key).persons[0]
    planner.changing.take_off(shorter.key, leaving.id, once='3', room='test')
    planner.booking.hold(place(planner, 'AM', 'BIO'), 'somebody')
    return planner


def prove_after(planner: Planner, database: Database, *statements: str, **values: object) -> Proof:
    """What the proof says once these statements were carried out behind the planner's back."""
    with database.transaction() as session:
        for statement in statements:
            session.execute(text(statement), values)
    return planner.verification.prove()


def says(proof: Proof, visit: Visit, *words: str) -> bool:
    """One of the findings is about this visit and has these words."""
    return any(visit.code in str(one) and all(word in str(one) for word in words) for one in proof.findings)


def test_a_healthy_planner_is_sound(healthy):
    proof = healthy.verification.prove()
    # 3 persons take 6 ticks; the interview 12 of 3 resources; moved, shorter and kept 2 each.
    assert (proof.visits, proof.claims, proof.findings) == (5, 6 + 36 + 6, ())
    assert proof.is_sound


def test_nothing_at_all_is_sound(empty_planner):
    assert empty_planner.verification.prove() == Proof(visits=0, claims=0, findings=(), count=0)


def test_it_stays_sound_when_holds_and_visits_are_over(healthy, clock: SetClock):
    clock.moment += timedelta(days=60)
    assert healthy.verification.prove().is_sound


@pytest.mark.parametrize(('statement', 'words'), [
    ('DELETE FROM claim WHERE visit_id = :visit', ['needs one counter', 'has 0']),
    ('DELETE FROM claim WHERE visit_id = :visit AND tick = :starts', ['claims 5 ticks', 'has 6']),
    ('DELETE FROM claim WHERE visit_id = :visit AND tick = :starts + 2', ['claims 5 ticks', 'has 6']),
    ('UPDATE claim SET tick = tick + 100 WHERE visit_id = :visit AND tick = :starts + 5', ['claims 6 ticks', 'has 6']),
    ('UPDATE claim SET tick = tick + 100 WHERE visit_id = :visit', ['claims 6 ticks']),
    ('UPDATE visit SET ticks = 8 WHERE id = :visit', ['claims 6 ticks', 'has 8']),
    ("INSERT INTO claim SELECT id, 1, :visit, desk FROM resource WHERE key = 'AM-1'", ['claims']),
    ("INSERT INTO claim SELECT id, :starts, :visit, desk FROM resource WHERE key = 'ZW-T2'", ['cannot serve it']),
    ("UPDATE visit SET product = 'DOC' WHERE id = :visit", ['not bound', '3']),
    ("UPDATE visit SET day = '2026-12-01' WHERE id = :visit", ['written on 2026-12-01']),
    ('UPDATE visit SET persons = 4 WHERE id = :visit', ['is for 4 persons but names 3']),
    ("DELETE FROM visitor WHERE v_number = '0000000002'", ['is for 3 persons but names 2']),
    ("DELETE FROM visitor WHERE v_number = '0000000002'", ['binds 1 numbers that none of its persons has']),
    ("DELETE FROM person_claim WHERE identity = 'v:0000000002'", ['1 numbers are not bound']),
    ("UPDATE person_claim SET product = 'DOC' WHERE identity = 'v:0000000002'", ['for another product']),
    ("UPDATE visitor SET bsn = '111222333' WHERE v_number = '0000000002'", ['1 numbers are not bound']),
    ("UPDATE visit SET state = 'cancelled' WHERE id = :visit", ['is cancelled but claims 6 ticks']),
    ("UPDATE visit SET state = 'cancelled' WHERE id = :visit", ['is cancelled but binds 3 numbers']),
    ("UPDATE visit SET state = 'held' WHERE id = :visit", ['is held but binds 3 numbers']),
    ('DELETE FROM outbox', ['confirmation was never kept']),
    ("UPDATE outbox SET dedupe_key = 'other:' || dedupe_key", ['confirmation was never kept']),
])
def test_damage_to_a_visit_is_found(healthy, database, family, statement, words):
    proof = prove_after(healthy, database, statement, visit=family.id, starts=family.slot.starts)
    assert says(proof, family, *words), proof.findings


@pytest.mark.parametrize('kind', ['officer', 'interpreter', 'room'])
def test_every_kind_that_a_visit_needs_is_asked_for(healthy, database, hearing, kind):
    proof = prove_after(
        healthy, database, 'DELETE FROM claim WHERE visit_id = :visit '
        'AND resource_id IN (SELECT id FROM resource WHERE kind = :kind)', visit=hearing.id, kind=kind,
    )
    assert [str(one) for one in proof.findings] == [
        f'Visit {hearing.code} needs one {kind} able to serve it but has 0.',
    ]


def test_an_interpreter_of_another_language_does_not_serve(healthy, database, hearing):
    proof = prove_after(
        healthy, database,
        "UPDATE claim SET resource_id = (SELECT id FROM resource WHERE key = 'ZW-T2') WHERE visit_id = :visit "
        "AND resource_id = (SELECT id FROM resource WHERE key = 'ZW-T1')", visit=hearing.id,
    )
    assert says(proof, hearing, 'needs one interpreter')
    assert says(proof, hearing, 'cannot serve it')


def test_two_officers_are_one_too_many(healthy, database, hearing):
    proof = prove_after(
        healthy, database,
        "INSERT INTO claim SELECT other.id, claim.tick, claim.visit_id, claim.desk FROM claim "
        "JOIN resource ON resource.id = claim.resource_id AND resource.kind = 'officer' "
        "JOIN resource AS other ON other.kind = 'officer' AND other.id != resource.id WHERE claim.visit_id = :visit",
        visit=hearing.id,
    )
    assert says(proof, hearing, 'needs one officer', 'has 2')


def test_a_kept_place_owns_its_ticks_too(healthy, database):
    kept = "visit_id IN (SELECT id FROM visit WHERE state = 'held')"
    proof = prove_after(healthy, database, f'DELETE FROM claim WHERE {kept}')
    assert proof.count == 1
    assert 'needs one counter' in str(proof.findings[0])


def test_claims_of_nobody_are_found(healthy, database, family):
    proof = prove_after(
        healthy, database, *_unguarded(database),
        'UPDATE claim SET visit_id = 999999 WHERE visit_id = :visit',
        "UPDATE person_claim SET visit_id = 999999 WHERE visit_id = :visit", visit=family.id,
    )
    about_nobody = [str(one) for one in proof.findings if '999999' in str(one)]
    assert about_nobody == [
        'The visit with number 999999 is not there, but 6 ticks are claimed for it.',
        'The visit with number 999999 is not there, but 3 numbers of persons are claimed for it.',
    ]


def test_a_tick_that_two_visits_claim_is_found(healthy, database, family):
    """Only without the table's primary key can it be, which is what the proof shall notice."""
    if database.is_sqlite:
        rebuilt = 'CREATE TABLE bare AS SELECT * FROM claim', 'DROP TABLE claim', 'ALTER TABLE bare RENAME TO claim'
    else:
        rebuilt = ('ALTER TABLE claim DROP CONSTRAINT pk_claim',)
    proof = prove_after(
        healthy, database, *rebuilt,
        'INSERT INTO claim (resource_id, tick, visit_id, desk) SELECT resource_id, tick, '
        '(SELECT max(id) FROM visit), desk FROM claim WHERE visit_id = :visit AND tick = :starts',
        visit=family.id, starts=family.slot.starts,
    )
    assert any(f'Tick {family.slot.starts}' in str(one) and 'claimed 2 times' in str(one) for one in proof.findings)


def test_many_findings_are_counted_and_twenty_are_shown(healthy, database):
    slot = place(healthy, 'AM', 'BIO')
    for number in range(100, 125):
        book(healthy, place(healthy, 'AM', 'BIO'), *people(number))
    proof = prove_after(healthy, database, 'UPDATE visit SET persons = 9 WHERE starts >= :starts AND product = :bio',
                        starts=slot.starts, bio='BIO')
    assert proof.count >= 25
    assert len(proof.findings) == 20
    assert not proof.is_sound


def test_a_counter_that_was_taken_away_is_named(healthy, planner_file):
    file = planner_file('small')
    smaller = [
        replace_resources(desk, tuple(one for one in desk.resources if one.key != 'AM-2')) for desk in file.desks
    ]
    healthy.opening.load(file.model_copy(update={'desks': tuple(smaller)}))
    assert any('cannot serve it' in str(one) for one in healthy.verification.prove().findings)


def replace_resources(desk, resources):
    return desk.model_copy(update={'resources': resources})


def _unguarded(database: Database) -> tuple[str, ...]:
    """What takes the foreign keys away that make this impossible."""
    if database.is_sqlite:
        return tuple(
            statement for table in ('claim', 'person_claim') for statement in (
                f'CREATE TABLE bare AS SELECT * FROM {table}', f'DROP TABLE {table}',
                f'ALTER TABLE bare RENAME TO {table}',
            )
        )
    return (
        'ALTER TABLE claim DROP CONSTRAINT fk_claim_visit_id',
        'ALTER TABLE person_claim DROP CONSTRAINT fk_person_claim_visit_id',
    )


