"""The texts of letters as their editors write them."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0007'
down_revision = '0006'
TABLE = 'letter_edition'


def upgrade() -> None:
    """Add the versions of texts."""
    op.create_table(
        TABLE,
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('language', sa.String(5), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('texts', sa.JSON(), nullable=False),
        sa.Column('state', sa.String(10), nullable=False),
        *(sa.Column(name, sa.String(200), nullable=False) for name in (
            'author', 'author_name', 'reviewer', 'reviewer_name',
        )),
        sa.Column('valid_from', sa.Date(), nullable=True),
        *(sa.Column(name, Instant(), nullable=False) for name in ('made_at', 'saved_at')),
        *(sa.Column(name, Instant(), nullable=True) for name in ('reviewed_at', 'released_at', 'withdrawn_at')),
        sa.Column('note', sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint('kind', 'language', 'number', name=op.f('pk_letter_edition')),
    )
    op.create_index('ix_letter_edition_in_use', TABLE, ['kind', 'language', 'state', 'valid_from'])


def downgrade() -> None:
    """Remove them."""
    op.drop_table(TABLE)
