"""The schema of the database: all tables, and moving a database from one revision to another."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import portal.appointments.store.rows
import portal.checklist.store
import portal.delivery.store.rows
import portal.editing.store.editions
import portal.editing.store.judgements
import portal.identity.store.access_log
import portal.identity.store.codes
import portal.identity.store.failures
import portal.identity.store.links
import portal.identity.store.once
import portal.identity.store.people
import portal.identity.store.sealing
import portal.identity.store.sessions
import portal.identity.store.watching
import portal.letters.store
import portal.notifications.store
import portal.procedures.store.news
import portal.procedures.store.rows
import portal.procedures.store.scores
import portal.web.counting  # noqa: F401 - each of these imports adds its tables
from portal.database import Database, Row

FOLDER = Path(__file__).parent / 'migrations'
METADATA = Row.metadata


def configuration(connection: Connection | None = None) -> Config:
    """What Alembic needs to know."""
    config = Config()
    config.set_main_option('script_location', str(FOLDER))
    config.attributes.update(connection=connection, metadata=METADATA)
    return config


def upgrade(database: Database, revision: str = 'head') -> None:
    """Bring the database to a later revision."""
    with database.engine.begin() as connection:
        command.upgrade(configuration(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Bring the database back to an earlier revision; `base` is the empty one."""
    with database.engine.begin() as connection:
        command.downgrade(configuration(connection), revision)


def is_current(database: Database) -> bool:
    """The database has the newest schema."""
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(configuration()).get_current_head()
