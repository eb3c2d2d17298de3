"""Small statements at the driver's speed say and hear the same as the ordinary way, in both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql

from portal.checklist.store import LISTS
from portal.database import AlreadyThere, Database
from portal.statements import Asked, Phrasebook, added_at_once, adding, adding_rows, filled, numbered

COLUMNS = ('id', *filled(LISTS))
ADD = adding(LISTS, *COLUMNS)
ONE = select(LISTS).where(LISTS.c.id == bindparam('wanted'))
MOMENT = datetime(2026, 3, 29, 1, 30, 15, 123456, tzinfo=UTC)
NAMES = ['id', 'answers', 'ticked', 'filing', 'code', 'expires_at']


def row(number: int, **different: object) -> dict:
    """A row with every kind of value: text, JSON, a day, nothing, and a moment."""
    return {
        'id': f'{number}', 'answers': {'a': [1, 'ö']}, 'ticked': ["it's", '%'], 'filing': date(2028, 2, 29),
        'code': None, 'expires_at': MOMENT,
    } | different


@pytest.fixture(autouse=True)
def tables(maker, database) -> None:
    """The tables are there; `maker` makes them."""


def test_what_is_written_quickly_is_read_ordinarily(database: Database):
    with database.transaction() as session:
        session.run(ADD, **row(1))
    with database.reading() as session:
        assert dict(session.execute(select(LISTS)).mappings().one()) == row(1)


def test_what_is_written_ordinarily_is_read_quickly(database: Database):
    with database.transaction() as session:
        session.execute(insert(LISTS), row(1))
        [found] = session.run(ONE, wanted='1').rows()
    assert dict(zip(LISTS.c.keys(), found, strict=True)) == row(1)
    assert dict(zip(LISTS.c.keys(), database.ask(ONE, wanted='1')[0], strict=True)) == row(1)


def test_many_rows_go_in_one_statement(database: Database):
    rows = [row(number) for number in range(5)]
    with database.transaction() as session:
        session.run(adding_rows(LISTS, tuple(row(0)), 5), **numbered(rows))
    assert sorted(found[0] for found in database.ask(select(LISTS.c.id))) == ['0', '1', '2', '3', '4']


def test_a_second_row_with_the_key_is_refused_and_nothing_is_kept(database: Database):
    with pytest.raises(AlreadyThere), database.transaction() as session, session.together():
        session.run(ADD, **row(1))
        session.run(ADD, **row(2, code='c'))
        session.run(ADD, **row(3, code='c'))
    assert database.ask(select(LISTS.c.id)) == []


def test_another_refusal_is_no_second_row(database: Database):
    with pytest.raises(Exception, match='(?i)not.null') as caught, database.transaction() as session, session.together():
        session.run(ADD, **row(1, id=None, answers={'secret': 'Amina'}))
    assert not isinstance(caught.value, AlreadyThere) and 'Amina' not in str(caught.value)


def test_answers_in_one_go_are_read_afterwards_in_any_order(database: Database):
    with database.transaction() as session:
        session.run(ADD, **row(1))
        with session.together():
            first, second = session.run(ONE, wanted='1'), session.run(ONE, wanted='2')
        assert second.rows() == [] and len(first.rows()) == 1


def test_a_failure_later_undoes_what_was_run(database: Database):
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        session.run(ADD, **row(1))
        raise ZeroDivisionError
    assert database.ask(select(LISTS.c.id)) == []


def test_neighbours_that_add_rows_add_what_each_would_add(database: Database):
    with database.transaction() as session, session.together():
        session.run(ADD, **row(1, code='one'))
        session.run(adding_rows(LISTS, tuple(row(0)), 2), **numbered([row(2, answers=[2]), row(3, ticked=['$1'])]))
        session.run(ADD, **row(4, filing=None))
    with database.reading() as session:
        found = session.execute(select(LISTS).order_by(LISTS.c.id)).mappings().all()
    assert list(map(dict, found)) == [row(1, code='one'), row(2, answers=[2]), row(3, ticked=['$1']), row(4, filing=None)]


def test_only_what_tells_nothing_and_stands_side_by_side_becomes_one_for_postgresql():
    adds, more = Asked('INSERT 1 $1 $2', [1, 2], adds=True), Asked('INSERT 2 $2 $1', [3, 4], adds=True)
    asks = Asked('SELECT $1', [5])
    one, question, alone = added_at_once([adds, more, asks, adds])
    assert (one.text, one.values) == ('WITH added_0 AS (INSERT 1 $1 $2) INSERT 2 $4 $3', [1, 2, 3, 4])
    assert question is asks and alone is adds
    phrases = Phrasebook(postgresql.dialect())
    assert phrases.words(ADD).adds
    assert not phrases.words(adding(LISTS, *COLUMNS).returning(LISTS.c.id)).adds
    assert not phrases.words(insert(LISTS).from_select(['id'], select(LISTS.c.code)).inline()).adds
    assert not phrases.words(ONE).adds
