"""How surely a code makes somebody known."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
TABLE = 'login_secret'
LOW = '1'


def upgrade() -> None:
    """Add it; of what is there nobody knows to whom it was given."""
    op.add_column(TABLE, sa.Column('level', sa.Integer(), nullable=False, server_default=LOW))


def downgrade() -> None:
    """Remove it."""
    op.drop_column(TABLE, 'level')
