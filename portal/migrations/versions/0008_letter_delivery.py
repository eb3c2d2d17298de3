"""How letters of the archive leave."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0008'
down_revision = '0007'
TABLE = 'letter_delivery'
TEXTS = {'reference': 60, 'way': 20, 'state': 20, 'service_id': 60, 'status': 40, 'by': 200, 'why': 20}


def upgrade() -> None:
    """Add a row for each letter and way; it goes when its letter goes."""
    op.create_table(
        TABLE,
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in TEXTS.items()),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ('batch', 'line')),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ('round', 'attempts')),
        sa.Column('waiting_since', Instant(), nullable=False),
        *(sa.Column(name, Instant(), nullable=True) for name in ('next_try', 'tried_at', 'gone_at')),
        sa.PrimaryKeyConstraint('reference', 'way', name=op.f('pk_letter_delivery')),
        sa.UniqueConstraint('batch', 'line', name=op.f('uq_letter_delivery_batch_line')),
        sa.ForeignKeyConstraint(
            ['reference'], ['sent_letter.reference'], name=op.f('fk_letter_delivery_reference'), ondelete='CASCADE',
        ),
    )
    op.create_index('ix_letter_delivery_due', TABLE, ['state', 'way', 'next_try'])


def downgrade() -> None:
    """Remove them."""
    op.drop_table(TABLE)
