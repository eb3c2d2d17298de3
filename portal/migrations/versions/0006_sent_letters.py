"""The archive of letters."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0006'
down_revision = '0005'
TABLES = ('letter_file', 'sent_letter')


def upgrade() -> None:
    """Add the archive, and let the database refuse to change what is in it."""
    op.create_table(
        'letter_file',
        sa.Column('hash', sa.String(64), nullable=False),
        sa.Column('bytes', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('hash', name=op.f('pk_letter_file')),
    )
    op.create_table(
        'sent_letter',
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in TEXTS.items()),
        sa.Column('written_on', sa.Date(), nullable=False),
        sa.Column('made_at', Instant(), nullable=False),
        sa.Column('edition', sa.Integer(), nullable=False),
        sa.Column('values', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('reference', name=op.f('pk_sent_letter')),
        sa.UniqueConstraint('mark', name=op.f('uq_sent_letter_mark')),
        *(
            sa.ForeignKeyConstraint([name], ['letter_file.hash'], name=op.f(f'fk_sent_letter_{name}'))
            for name in ('hash', 'page_hash')
        ),
    )
    op.create_index('ix_sent_letter_owner', 'sent_letter', ['owner', 'made_at'])
    for name in ('made_at', 'hash', 'page_hash'):
        op.create_index(op.f(f'ix_sent_letter_{name}'), 'sent_letter', [name])
    for statement in NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_young_letter')


TEXTS = {
    'reference': 60, 'kind': 40, 'language': 5, 'owner': 80, 'made_by': 200, 'hash': 64, 'page_hash': 64, 'mark': 64,
}
NEVER_CHANGED = {
    'sqlite': [
        *(f"""
            CREATE TRIGGER {table}_update BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'lines of {table} are never changed'); END
        """ for table in TABLES),
        """
            CREATE TRIGGER sent_letter_delete BEFORE DELETE ON sent_letter
            WHEN OLD.made_at > datetime('now', '-365 days')
            BEGIN SELECT RAISE(ABORT, 'lines of sent_letter are kept for 365 days at least'); END
        """,
    ],
    'postgresql': [
        """
            CREATE FUNCTION refuse_young_letter() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF OLD.made_at > now() - interval '365 days' THEN
                    RAISE EXCEPTION 'lines of sent_letter are kept for 365 days at least';
                END IF;
                RETURN OLD;
            END $$
        """,
        *(
            f'CREATE TRIGGER {table}_update BEFORE UPDATE OR TRUNCATE ON {table} EXECUTE FUNCTION refuse_change()'
            for table in TABLES
        ),
        'CREATE TRIGGER sent_letter_delete BEFORE DELETE ON sent_letter'
        ' FOR EACH ROW EXECUTE FUNCTION refuse_young_letter()',
    ],
}
"""A file stays as long as a letter refers to it: the foreign keys see to that."""
