"""Very many rows at once: PostgreSQL takes them as one stream, SQLite one by one; and sets of values to look for."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Integer, Select, String, Table, column, func, insert, literal, select

from portal.database import Work

KINDS = {str: String, int: Integer}


def add_rows(session: Work, table: Table, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Write down these rows, each with a value for every one of `columns`: plain values, without SQLAlchemy's types."""
    connection = session.connection()
    if connection.dialect.name != 'postgresql':
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        if values:
            connection.execute(insert(table), values)
        return
    names = ', '.join(f'"{name}"' for name in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY {table.name} ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def new_numbers(session: Work, table: Table, count: int) -> list[int]:
    """So many values for the column `id`, which nobody else gets before the open transaction ends."""
    if session.dialect == 'postgresql':
        sequence = func.pg_get_serial_sequence(table.name, 'id')
        query = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return list(session.scalars(query))
    last = session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + count + 1))


def members(session: Work, values: Collection[str] | Collection[int]) -> Select:
    """The values as a query, to be looked for with `in_`: one parameter, however many there are."""
    kind = KINDS[type(next(iter(values), ''))]
    if session.dialect == 'postgresql':
        return select(func.unnest(literal(list(values), ARRAY(kind))).column_valued('member'))
    listed = func.json_each(literal(json.dumps(list(values)))).table_valued(column('value', kind))
    return select(listed.c.value)
