"""How the portal connects to SQLite and to PostgreSQL."""

from sqlalchemy import Engine, ExceptionContext, create_engine, event

from portal.lines import BEGIN_WRITING, PostgresLine, SqliteLine

LOCK_SECONDS = 5


def forget_values(error: BaseException) -> None:
    """PostgreSQL repeats the row that it refuses; people's names do not belong in logs."""
    error.args = tuple(str(one).partition('\nDETAIL:')[0] for one in error.args)


def build_engine(url: str, *, pool_size: int, patience: float) -> Engine:
    """Opens connections; each waits so many seconds for a lock."""
    if url.startswith('sqlite'):
        return _sqlite_engine(url, patience)
    url = url.replace('postgresql://', 'postgresql+psycopg://', 1).replace('postgres://', 'postgresql+psycopg://', 1)
    engine = create_engine(
        url, hide_parameters=True, pool_size=pool_size, max_overflow=pool_size, pool_timeout=patience,
        connect_args={
            'options': f'-c lock_timeout={int(patience * 1000)}ms -c timezone=UTC', 'connect_timeout': LOCK_SECONDS,
        },
    )

    @event.listens_for(engine, 'handle_error')
    def forget(context: ExceptionContext) -> None:
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                forget_values(error)

    @event.listens_for(engine, 'do_connect')
    def connect(_dialect, _record, arguments, more) -> PostgresLine:  # type: ignore[no-untyped-def]
        return PostgresLine.connect(*arguments, **more)

    return engine


def _sqlite_engine(url: str, patience: float) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={'timeout': patience, 'factory': SqliteLine})

    @event.listens_for(engine, 'connect')
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        for pragma in ('journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON'):
            connection.execute(f'PRAGMA {pragma}')

    @event.listens_for(engine, 'begin')
    def begin(connection) -> None:  # type: ignore[no-untyped-def]
        if connection.connection.driver_connection.must_begin():
            connection.exec_driver_sql(BEGIN_WRITING)

    return engine
