"""Cases, the files they come in, and what is learnt of their queues."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0004'
down_revision = '0003'
TABLES = ('procedure_case', 'case_person', 'case_event', 'case_source', 'case_import', 'case_mistake', 'queue_model')


def upgrade() -> None:
    """Add the tables of cases."""
    add_cases()
    add_parts_of_cases()
    add_imports()
    add_queues()


def downgrade() -> None:
    """Remove them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def add_cases() -> None:
    """One row for each application, objection or notice."""
    op.create_table(
        'procedure_case',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.Column('reference', sa.String(64), nullable=False),
        sa.Column('procedure', sa.String(60), nullable=False),
        sa.Column('track', sa.String(60), nullable=False),
        sa.Column('queue', sa.String(60), nullable=False),
        sa.Column('received', sa.Date(), nullable=False),
        sa.Column('priority', sa.Boolean(), nullable=False),
        sa.Column('started', sa.Date(), nullable=True),
        sa.Column('decided', sa.Date(), nullable=True),
        sa.Column('withdrawn', sa.Date(), nullable=True),
        sa.Column('as_of', Instant(), nullable=False),
        sa.Column('digest', sa.String(32), nullable=False),
        sa.Column('imported_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_procedure_case')),
        sa.UniqueConstraint('id', name=op.f('uq_procedure_case_id')),
        sa.UniqueConstraint('reference', name=op.f('uq_procedure_case_reference')),
    )
    op.create_index(
        op.f('ix_procedure_case_procedure_procedure_case_track_procedure_case_queue'),
        'procedure_case', ['procedure', 'track', 'queue'],
    )
    op.create_index(op.f('ix_procedure_case_imported_at'), 'procedure_case', ['imported_at'])


def add_parts_of_cases() -> None:
    """Who a case is about, and what happened to it."""
    op.create_table(
        'case_person',
        sa.Column('case_number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('person', sa.String(32), nullable=False),
        sa.Column('place', sa.SmallInteger(), nullable=False),
        sa.Column('part', sa.String(20), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint('case_number', 'person', name=op.f('pk_case_person')),
    )
    op.create_index(op.f('ix_case_person_person'), 'case_person', ['person'])
    op.create_table(
        'case_event',
        sa.Column('case_number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('place', sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column('kind', sa.String(20), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('what', sa.String(60), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('told', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('case_number', 'place', name=op.f('pk_case_event')),
    )


def add_imports() -> None:
    """The files, what was wrong in them, and how old it all is."""
    source = op.create_table(
        'case_source',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('as_of', Instant(), nullable=True),
        sa.Column('imported_at', Instant(), nullable=True),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_case_source')),
    )
    op.bulk_insert(source, [{'number': 1, 'as_of': None, 'imported_at': None}])
    op.create_table(
        'case_import',
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('line', sa.Integer(), nullable=False),
        sa.Column('reached', sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ('added', 'changed', 'same', 'older', 'wrong')),
        sa.Column('began', Instant(), nullable=False),
        sa.Column('ended', Instant(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_case_import')),
    )
    op.create_index(op.f('ix_case_import_digest'), 'case_import', ['digest'])
    op.create_table(
        'case_mistake',
        sa.Column('case_import', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('place', sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column('field', sa.String(200), nullable=False),
        sa.Column('says', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('case_import', 'line', 'place', name=op.f('pk_case_mistake')),
    )


def add_queues() -> None:
    """What is learnt of each queue."""
    op.create_table(
        'queue_model',
        sa.Column('procedure', sa.String(60), nullable=False),
        sa.Column('track', sa.String(60), nullable=False),
        sa.Column('queue', sa.String(60), nullable=False),
        sa.Column('changes', sa.BigInteger(), nullable=False),
        sa.Column('learned_changes', sa.BigInteger(), nullable=False),
        sa.Column('learned_on', sa.Date(), nullable=True),
        sa.Column('model', sa.Text(), nullable=False),
        sa.Column('waiting', sa.Integer(), nullable=False),
        sa.Column('treated', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('procedure', 'track', 'queue', name=op.f('pk_queue_model')),
    )
