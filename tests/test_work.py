"""A transaction: what small and ordinary statements share in it, and how it ends."""

import pytest
from sqlalchemy import insert, select

from portal.database import AlreadyThere, Database
from portal.statements import adding
from portal.web.counting import COUNTS

ADD = adding(COUNTS, 'key', 'hits', 'expires')
KEYS = select(COUNTS.c.key).order_by(COUNTS.c.key)


class ChangeOfMind(Exception):
    """Whatever goes wrong in a use case."""


def row(key: str) -> dict:
    return {'key': key, 'hits': 0, 'expires': 0.0}


def kept(database: Database) -> list[str]:
    """What others see."""
    return [key for key, in database.ask(KEYS)]


def test_a_use_case_that_finishes_has_ended_its_transaction(database: Database):
    with database.transaction() as session:
        session.run(ADD, **row('a'))
        with session.finishing():
            session.run(ADD, **row('b'))
        assert kept(database) == ['a', 'b']


def test_a_use_case_that_joined_another_leaves_the_end_to_it(database: Database):
    with pytest.raises(ChangeOfMind), database.transaction() as session:
        with database.transaction() as same, same.finishing():
            same.run(ADD, **row('a'))
        assert [key for key, in session.run(KEYS).rows()] == ['a']
        assert kept(database) == []
        raise ChangeOfMind
    assert kept(database) == []


def test_one_that_others_have_joined_ends_it_itself(database: Database):
    with database.transaction() as session, session.finishing(), database.transaction() as same:
        same.run(ADD, **row('a'))
    assert kept(database) == ['a']


def test_what_is_refused_at_the_end_is_all_undone(database: Database):
    with pytest.raises(AlreadyThere) as refusal, database.transaction() as session:
        session.run(ADD, **row('a'))
        with session.finishing():
            session.run(ADD, **row('b'))
            session.run(ADD, **row('a'))
    assert refusal.value.table == 'request_count'
    assert kept(database) == []


def test_who_changes_their_mind_while_finishing_changes_nothing(database: Database):
    with pytest.raises(ChangeOfMind), database.transaction() as session, session.finishing():
        session.run(ADD, **row('a'))
        raise ChangeOfMind
    assert kept(database) == []


@pytest.mark.parametrize('order', ['small first', 'ordinary first'])
def test_small_and_ordinary_statements_share_a_transaction(database: Database, order: str):
    with database.transaction() as session:
        acts = [lambda: session.run(ADD, **row('a')), lambda: session.execute(insert(COUNTS), row('b'))]
        for act in acts if order == 'small first' else reversed(acts):
            act()
        seen = list(session.scalars(KEYS))
        assert [key for key, in session.run(KEYS).rows()] == seen
        assert kept(database) == []
    assert kept(database) == seen == ['a', 'b']


def test_a_failure_undoes_both(database: Database):
    with pytest.raises(ChangeOfMind), database.transaction() as session:
        session.run(ADD, **row('a'))
        session.execute(insert(COUNTS), row('b'))
        session.run(ADD, **row('c'))
        raise ChangeOfMind
    assert kept(database) == []


def test_small_statements_read_where_nothing_is_changed(database: Database):
    with database.transaction() as session:
        session.run(ADD, **row('a'))
    with database.reading() as session:
        assert session.run(KEYS).rows() == [('a',)]
        with database.transaction() as other:
            other.run(ADD, **row('b'))
        assert [key for key, in session.run(KEYS).rows()] == ['a', 'b'], 'each statement sees what is there now'


def test_what_is_asked_after_the_end_is_refused(database: Database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        with session.finishing():
            session.run(ADD, **row('a'))
        session.run(ADD, **row('b'))
    assert kept(database) == ['a']


def test_ordinary_statements_after_the_end_are_refused_too(database: Database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.execute(insert(COUNTS), row('a'))
        with session.finishing():
            session.run(ADD, **row('b'))
        session.execute(insert(COUNTS), row('c'))
    assert kept(database) == ['a', 'b']


def test_what_is_gathered_cannot_be_gathered_again(database: Database):
    with pytest.raises(RuntimeError), database.transaction() as session, session.together(), session.together():
        pass
