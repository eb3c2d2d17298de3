"""The schema: what the migrations make is what the tables say, and every step goes both ways with data."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from portal import schema
from portal.appointments.model import Contact, Person
from portal.database import Database

HUEYS = 'huey_'
"""The job engine keeps tables of its own."""


def tables(database: Database) -> dict:
    """The tables with their columns and indexes."""
    found = inspect(database.engine)
    return {
        name: (
            sorted(str(column) for column in found.get_columns(name)),
            sorted((index['name'], index['column_names'], index['unique']) for index in found.get_indexes(name)),
        )
        for name in found.get_table_names() if not name.startswith(HUEYS)
    }


def test_what_the_migrations_make_is_what_the_tables_say(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={'compare_type': True})
        differences = [one for one in compare_metadata(context, schema.METADATA) if HUEYS not in str(one)]
    assert differences == []


def test_every_step_goes_down_and_up_again_with_data(planner, database):
    before = tables(database)
    schema.downgrade(database, 'base')
    assert set(tables(database)) <= {'alembic_version'}
    schema.upgrade(database)
    assert schema.is_current(database)
    assert tables(database) == before


OLD_CODE = """
    INSERT INTO login_secret (id, person, kind, hash, key, how, made_at, failures, proof)
    VALUES ('old', 'somebody', 'code', '-', '-', 'counter', '2026-11-30', 0, '')
"""


def test_a_code_of_before_is_not_sure_and_stays(database):
    """Nobody wrote down to whom it was given."""
    schema.downgrade(database, '0008')
    with database.engine.begin() as connection:
        connection.execute(text(OLD_CODE))
    schema.upgrade(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT level FROM login_secret WHERE id = 'old'")).scalar_one() == 1
    schema.downgrade(database, '0008')
    with database.engine.connect() as connection:
        assert connection.execute(text('SELECT count(*) FROM login_secret')).scalar_one() == 1
    schema.upgrade(database)


WAITS = "INSERT INTO login_paper (id, person, paper, asked_at) VALUES ({}, 'somebody', '{}', '2026-11-30')"


def test_of_letters_that_wait_twice_one_stays(database):
    schema.downgrade(database, '0008')
    with database.engine.begin() as connection:
        for number, paper in enumerate(('code', 'code', 'linked')):
            connection.execute(text(WAITS.format(number + 1, paper)))
    schema.upgrade(database)
    with database.engine.connect() as connection:
        assert connection.execute(text('SELECT id FROM login_paper ORDER BY id')).scalars().all() == [1, 3]
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text(WAITS.format(9, 'code')))


FILE = "INSERT INTO letter_file (hash, bytes) VALUES ('h', '')"
SENT_BEFORE = """
    INSERT INTO sent_letter (reference, kind, language, owner, written_on, made_at, made_by, edition, "values", hash,
    page_hash, mark) VALUES ('old', 'l01_receipt', 'nl', '', '2026-11-30', '2026-11-30', 'clerk', 3, '{}', 'h', 'h', 'm')
"""


def test_a_letter_of_before_was_said_with_the_shared_texts_that_ship(database):
    """It stays as it was, up and down: the database refuses to change one."""
    schema.downgrade(database, '0009')
    with database.engine.begin() as connection:
        connection.execute(text(FILE))
        connection.execute(text(SENT_BEFORE))
    schema.upgrade(database)
    with database.engine.connect() as connection:
        assert connection.execute(text('SELECT edition, shared_edition FROM sent_letter')).all() == [(3, 0)]
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text('UPDATE sent_letter SET shared_edition = 1'))
    schema.downgrade(database, '0009')
    with database.engine.connect() as connection:
        assert connection.execute(text('SELECT reference, edition FROM sent_letter')).all() == [('old', 3)]
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text('UPDATE sent_letter SET edition = 1'))
    schema.upgrade(database)


CLAIMS = 'SELECT claim.tick, claim.visit_id, resource.key FROM claim JOIN resource ON resource.id = claim.resource_id ORDER BY 1, 2, 3'
AT_DESKS = 'SELECT DISTINCT resource.desk, claim.desk FROM claim JOIN resource ON resource.id = claim.resource_id ORDER BY 1'


def test_what_was_used_before_is_at_the_desk_of_its_resource(planner, database):
    """And no longer anywhere else: the database refuses it."""
    for number, desk in enumerate(('AM', 'ZW')):
        free = planner.calendar.free(desk, 'BIO', 1)
        person = Person(v_number=f'{number:010}', first_name='Wei', last_name='Sample')
        planner.booking.book(free.at(free.days[1].starts[0]), (person,), Contact(), holder='', room='test')

    def found(question: str) -> list:
        with database.engine.connect() as connection:
            return connection.execute(text(question)).all()

    claims = found(CLAIMS)
    schema.downgrade(database, '0010')
    assert found(CLAIMS) == claims
    schema.upgrade(database)
    assert found(CLAIMS) == claims
    assert found(AT_DESKS) == [('AM', 'AM'), ('ZW', 'ZW')]
    assert planner.verification.prove().is_sound
    with pytest.raises(IntegrityError), database.engine.begin() as connection:
        connection.execute(text("UPDATE claim SET desk = 'ZW'"))


def test_a_database_that_is_not_current_says_so(database):
    schema.downgrade(database, 'base')
    assert not schema.is_current(database)
    with pytest.raises((OperationalError, ProgrammingError)), database.transaction() as session:
        session.execute(schema.METADATA.tables['visit'].select())
