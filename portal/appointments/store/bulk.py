"""Writing very many rows: PostgreSQL takes them as one stream, SQLite one by one."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Table, func, insert, select

from portal.database import Work


def add_rows(session: Work, table: Table, rows: Sequence[Mapping]) -> None:
    """Write down these rows, which all have the same columns; as plain values, that is without SQLAlchemy's types."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name != 'postgresql':
        connection.execute(insert(table), rows)
        return
    columns = ', '.join(rows[0])
    driver = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY {table.name} ({columns}) FROM STDIN') as copy:  # type: ignore[union-attr]
        for row in rows:
            copy.write_row(tuple(row.values()))


def new_numbers(session: Work, table: Table, count: int) -> list[int]:
    """So many values for the column `id`, which nobody else gets before the open transaction ends."""
    if session.get_bind().dialect.name == 'postgresql':
        sequence = func.pg_get_serial_sequence(table.name, 'id')
        query = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return list(session.scalars(query))
    last = session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + count + 1))
