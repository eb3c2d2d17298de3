"""How surely a code makes somebody known; and a letter about log-in waits once."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
SECRETS, PAPERS = 'login_secret', 'login_paper'
LOW = '1'
KNOWN = 'uq_login_paper_person_paper'
TWICE = 'DELETE FROM login_paper WHERE id NOT IN (SELECT min(id) FROM login_paper GROUP BY person, paper)'


def upgrade() -> None:
    """Add the level: of what is there nobody knows to whom it was given. Of letters that wait twice, one stays."""
    op.add_column(SECRETS, sa.Column('level', sa.Integer(), nullable=False, server_default=LOW))
    op.execute(TWICE)
    op.create_index(KNOWN, PAPERS, ['person', 'paper'], unique=True)
    op.drop_index('ix_login_paper_person', PAPERS)


def downgrade() -> None:
    """Remove both."""
    op.create_index('ix_login_paper_person', PAPERS, ['person'])
    op.drop_index(KNOWN, PAPERS)
    op.drop_column(SECRETS, 'level')
