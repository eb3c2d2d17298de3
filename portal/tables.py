"""What every table is made of."""

from datetime import UTC, datetime
from typing import cast

from sqlalchemy import DateTime, MetaData, Table, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    'ix': 'ix_%(column_0_N_label)s', 'uq': 'uq_%(table_name)s_%(column_0_N_name)s',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
    'fk': 'fk_%(table_name)s_%(column_0_N_name)s', 'pk': 'pk_%(table_name)s',
}


class Row(DeclarativeBase):
    """Base of every table; a row never leaves the store that wrote it."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(row: type[Row]) -> Table:
    """The table of a row's class, for queries that need no objects."""
    return cast(Table, row.__table__)


class Instant(TypeDecorator[datetime]):
    """An aware moment; SQLite, which knows no zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect):  # type: ignore[no-untyped-def]
        # PostgreSQL knows zones by itself; passing each moment through Python would only take time.
        return super().bind_processor(dialect) if dialect.name == 'sqlite' else None

    def result_processor(self, dialect, coltype):  # type: ignore[no-untyped-def]
        return super().result_processor(dialect, coltype) if dialect.name == 'sqlite' else None

    def process_bind_param(self, value, dialect):  # type: ignore[no-untyped-def]
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):  # type: ignore[no-untyped-def]
        return None if value is None else value.replace(tzinfo=UTC)
