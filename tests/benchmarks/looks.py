"""What knowing who is here costs, and what writing down costs that they looked."""

import secrets
from datetime import date

from sqlalchemy import text

from portal.clock import SystemClock
from portal.database import Database
from portal.identity.model import Account, Level, Person, PersonId, Role, Way
from portal.identity.service import Sessions
from portal.identity.store.people import PersonStore
from tests.benchmarks.stage import Stage

MY_PAGE = '/me/visits'
"""Like a status page: it says where somebody's own things stand."""
START_PAGE = '/me'
"""The lightest that somebody has who is logged in."""
WITH_VISIT = """
    SELECT v_number FROM visitor JOIN visit ON visit.id = visit_id
    WHERE state = 'booked' AND v_number <> '' AND v_number NOT IN (SELECT v_number FROM person) LIMIT 1
"""


def log_in_cookie(stage: Stage) -> str:
    """The cookie of somebody who is logged in and has a visit."""
    database, clock = Database(stage.url('standard')), SystemClock()
    with database.reading() as session:
        v_number = session.execute(text(WITH_VISIT)).scalar_one()
    person = Person(
        id=PersonId(secrets.token_hex(16)), v_number=v_number, birth_date=date(1990, 3, 27), name='Sam Voorbeeld',
    )
    with database.transaction() as session:
        PersonStore(session).add(person, clock.now())
    token = Sessions(database, clock).begin(Account(
        key=f'person:{person.id}', roles=frozenset({Role.APPLICANT}), level=Level.SUBSTANTIAL, way=Way.CITIZEN,
        name=person.name, person=person.id,
    ), shared=False)
    database.engine.dispose()
    return f'login={token}'
