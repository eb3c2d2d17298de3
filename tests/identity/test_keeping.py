"""What log-in keeps of a person, and what it forgets."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.clock import SetClock
from portal.database import Database, Row
from portal.identity.errors import PersonUnknown
from portal.identity.kept_kinds import FILE, read_kinds
from portal.identity.model import Person
from portal.identity.model.keeping import Known
from portal.identity.service import People, Sessions
from portal.identity.service.keeping import Keeping
from portal.kernel.data_files import DataFileError
from portal.periods import USUAL
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant

MANY = 1000


def nobody(_people: object) -> set:
    """No other room needs anybody."""
    return set()


@pytest.fixture
def keeping(database: Database) -> Keeping:
    return Keeping(database, read_kinds())


def test_somebodys_data_is_theirs(keeping, people: People, person: Person, sessions: Sessions, clock: SetClock):
    other = people.add('1000000002', BORN)
    token = sessions.begin(applicant(person), shared=False)
    sessions.begin(applicant(person, helper=True), shared=True)
    sessions.begin(applicant(other), shared=False)
    sessions.keep_typed(sessions.get(token), '/me/contact', [('phone', '06')])
    found = keeping.data_of(person.id)
    assert (found.person, found.has_bsn, found.created_at) == (person, False, clock.now())
    assert [one.account.helper for one in found.sessions] == [False, True]
    assert [one.address for one in found.typed] == ['/me/contact']
    with pytest.raises(PersonUnknown):
        keeping.data_of('nobody')


def test_logging_in_keeps_somebody_known(keeping, person, sessions, clock):
    clock.moment += timedelta(days=500)
    sessions.begin(applicant(person), shared=False)
    assert keeping.data_of(person.id).active_on == date(2028, 4, 13)


def test_log_ins_are_forgotten_after_they_ended(keeping, person, sessions, clock):
    sessions.begin(applicant(person), shared=False)
    ends = clock.now() + timedelta(minutes=15)
    assert keeping.sessions_before(ends).overdue == 0
    assert keeping.remove_sessions(ends, MANY) == 0
    later = ends + timedelta(seconds=1)
    assert keeping.sessions_before(later).overdue == 1
    assert [keeping.remove_sessions(later, 1), keeping.remove_sessions(later, 1)] == [1, 0]


def test_what_was_typed_is_forgotten_after_its_hour(keeping, person, sessions, clock):
    was = sessions.get(sessions.begin(applicant(person), shared=False))
    for address in ('/a', '/b', '/c'):
        sessions.keep_typed(was, address, [('x', 'y')])
    ends = clock.now() + USUAL.typed
    assert keeping.remove_typed(ends - timedelta(seconds=1), MANY) == 0
    assert keeping.typed_before(ends).overdue == 3
    assert [keeping.remove_typed(ends, 2) for _ in range(3)] == [2, 1, 0]


def test_people_go_when_nothing_needs_them(keeping, people, person, sessions, clock, database):
    """ASVS 14.2.7: nothing of them stays in any table of log-in."""
    sessions.keep_typed(sessions.get(sessions.begin(applicant(person), shared=False)), '/a', [('x', 'y')])
    needed = people.add('1000000002', BORN)
    day_after = clock.now() + timedelta(days=1)
    assert keeping.remove_people(clock.now(), MANY, nobody) == 0
    needs = lambda known: {one.id for one in known if one.v_number == needed.v_number}  # noqa: E731
    assert keeping.people_before(day_after, needs).overdue == 1
    assert keeping.remove_people(day_after, MANY, needs) == 1
    assert people.get(needed.id) == needed
    with pytest.raises(PersonUnknown):
        people.get(person.id)
    with database.reading() as session:
        for table in Row.metadata.sorted_tables:
            if 'person' in table.c:
                assert session.scalar(select(func.count()).select_from(table).where(table.c.person == person.id)) == 0
        assert session.scalar(select(func.count()).select_from(Row.metadata.tables['typed_before'])) == 0


def test_those_who_are_needed_do_not_hold_up_the_others(keeping, people, clock):
    """Many whom another room needs stand before one who can go."""
    for number in range(20):
        people.add(f'{number:010}', BORN)
    gone = people.add('9000000000', BORN)
    asked: list[Known] = []

    def needs(known):
        asked.extend(known)
        return {one.id for one in known if one.id != gone.id}

    assert keeping.remove_people(clock.now() + timedelta(days=1), 3, needs) == 1
    assert len(asked) >= 20


def test_the_register_of_the_portal_is_right():
    kinds = read_kinds()
    assert len({kind.key for kind in kinds}) == len(kinds)
    assert {kind.source.startswith('https://') for kind in kinds} == {True}
    assert not any(kind.confirmed for kind in kinds)  # until a lawyer has read them


@pytest.mark.parametrize(('wrong', 'right', 'says'), [
    ("period: ''", 'period: for_ever', 'must be empty or one of'),
    ('key: wishes', 'key: visits', 'visits stands there twice'),
    ('linked: true\n  name: {nl: Uw bezoeken', 'linked: perhaps\n  name: {nl: Uw bezoeken', 'linked'),
    ('period: looks', "period: ''", 'nothing is said about what is kept for the period looks'),
    ('en: Your visits', 'fr: Vos visites', 'the text in en is missing'),
])
def test_a_wrong_register_stops_the_start_with_its_line(tmp_path: Path, wrong, right, says):
    text = FILE.read_text()
    assert wrong in text
    path = tmp_path / 'register.yaml'
    path.write_text(text.replace(wrong, right, 1))
    with pytest.raises(DataFileError, match=says):
        read_kinds(path)


def test_the_day_is_that_of_the_netherlands(people, keeping, clock):
    clock.moment = datetime.fromisoformat('2026-12-31T23:30:00+00:00')
    known = people.add('1000000005', BORN)
    assert keeping.data_of(known.id).active_on == date(2027, 1, 1)
