"""People and log-ins."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0003'
down_revision = '0002'
TABLES = ('person', 'login_session', 'typed_before')


def upgrade() -> None:
    """Add the tables of people and of who is logged in."""
    add_people()
    add_sessions()


def downgrade() -> None:
    """Remove them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def add_people() -> None:
    """Whom the service knows by a V-number."""
    op.create_table(
        'person',
        sa.Column('id', sa.String(32), nullable=False),
        sa.Column('v_number', sa.String(10), nullable=False),
        sa.Column('birth_date', sa.Date(), nullable=False),
        sa.Column('bsn', sa.String(64), nullable=True),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('language', sa.String(5), nullable=False),
        sa.Column('email', sa.String(254), nullable=False),
        sa.Column('phone', sa.String(20), nullable=False),
        sa.Column('abroad', sa.Boolean(), nullable=False),
        sa.Column('seen_on', sa.Date(), nullable=True),
        sa.Column('created_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
        sa.UniqueConstraint('v_number', name=op.f('uq_person_v_number')),
        sa.UniqueConstraint('bsn', name=op.f('uq_person_bsn')),
    )


def add_sessions() -> None:
    """Who is logged in, and what they had typed when that ended."""
    op.create_table(
        'login_session',
        sa.Column('token', sa.String(64), nullable=False),
        sa.Column('number', sa.String(32), nullable=False),
        sa.Column('key', sa.String(200), nullable=False),
        sa.Column('person', sa.String(32), nullable=True),
        sa.Column('account', sa.JSON(), nullable=False),
        sa.Column('issuer', sa.String(200), nullable=False),
        sa.Column('subject', sa.String(255), nullable=False),
        sa.Column('provider_session', sa.String(255), nullable=False),
        sa.Column('id_token', sa.Text(), nullable=False),
        sa.Column('shared', sa.Boolean(), nullable=False),
        sa.Column('began', Instant(), nullable=False),
        sa.Column('seen', Instant(), nullable=False),
        sa.Column('ends', Instant(), nullable=False),
        sa.Column('last', Instant(), nullable=False),
        sa.Column('closed', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('token', name=op.f('pk_login_session')),
        sa.UniqueConstraint('number', name=op.f('uq_login_session_number')),
    )
    for column in ('key', 'person', 'ends'):
        op.create_index(op.f(f'ix_login_session_{column}'), 'login_session', [column])
    op.create_table(
        'typed_before',
        sa.Column('key', sa.String(200), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('values', sa.JSON(), nullable=False),
        sa.Column('expires_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('key', 'address', name=op.f('pk_typed_before')),
    )
    op.create_index(op.f('ix_typed_before_expires_at'), 'typed_before', ['expires_at'])
