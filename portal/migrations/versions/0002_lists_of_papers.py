"""Lists of papers: what people have answered in document help."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    """Add the table of lists."""
    op.create_table(
        'checklist',
        sa.Column('id', sa.String(32), nullable=False),
        sa.Column('answers', sa.JSON(), nullable=False),
        sa.Column('ticked', sa.JSON(), nullable=False),
        sa.Column('filing', sa.Date(), nullable=True),
        sa.Column('code', sa.String(64), nullable=True),
        sa.Column('expires_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_checklist')),
        sa.UniqueConstraint('code', name=op.f('uq_checklist_code')),
    )
    op.create_index(op.f('ix_checklist_expires_at'), 'checklist', ['expires_at'])


def downgrade() -> None:
    """Remove the table of lists."""
    op.drop_table('checklist')
