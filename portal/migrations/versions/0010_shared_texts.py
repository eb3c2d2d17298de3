"""The texts that letters share: with which a letter was said, and what was found in letters that say them."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0010'
down_revision = '0009'
SENT, JUDGEMENTS, ROUNDS = 'sent_letter', 'letter_judgement', 'letter_round'
SHIPPED = '0'


def upgrade() -> None:
    """Add them: every letter of before was said with the shared texts that ship."""
    op.add_column(SENT, sa.Column('shared_edition', sa.Integer(), nullable=False, server_default=SHIPPED))
    op.create_table(
        JUDGEMENTS,
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in WORDS.items()),
        sa.Column('tried', sa.JSON(), nullable=False),
        sa.Column('judged_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint(*WORDS, name=op.f('pk_letter_judgement')),
    )
    op.create_table(
        ROUNDS,
        sa.Column('language', sa.String(5), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('asked_at', Instant(), nullable=False),
        sa.Column('taken_until', Instant(), nullable=True),
        sa.PrimaryKeyConstraint('language', 'number', name=op.f('pk_letter_round')),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table(ROUNDS)
    op.drop_table(JUDGEMENTS)
    op.drop_column(SENT, 'shared_edition')


WORDS = {'kind': 40, 'language': 5, 'hash': 64}
