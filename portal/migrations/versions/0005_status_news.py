"""What people were told of their cases, and how good forecasts were."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0005'
down_revision = '0004'
TABLES = ('case_told', 'news_wish', 'news_mark', 'forecast_score')


def upgrade() -> None:
    """Add the tables of telling, and of the scores of forecasts."""
    add_telling()
    add_scores()


def downgrade() -> None:
    """Remove them."""
    for table in reversed(TABLES):
        op.drop_table(table)


def add_telling() -> None:
    """Who was told what, and who wants to hear of what."""
    op.create_table(
        'case_told',
        sa.Column('case_number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('person', sa.String(32), nullable=False),
        sa.Column('step', sa.String(60), nullable=False),
        sa.Column('turns', sa.Text(), nullable=False),
        sa.Column('earliest', sa.Date(), nullable=True),
        sa.Column('latest', sa.Date(), nullable=True),
        sa.Column('news_at', Instant(), nullable=True),
        sa.PrimaryKeyConstraint('case_number', 'person', name=op.f('pk_case_told')),
    )
    op.create_index(op.f('ix_case_told_person'), 'case_told', ['person'])
    op.create_index(op.f('ix_case_told_news_at'), 'case_told', ['news_at'])
    op.create_table(
        'news_wish',
        sa.Column('person', sa.String(32), nullable=False),
        sa.Column('when', sa.String(10), nullable=False),
        sa.Column('step', sa.Boolean(), nullable=False),
        sa.Column('asked', sa.Boolean(), nullable=False),
        sa.Column('weeks', sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint('person', name=op.f('pk_news_wish')),
    )
    op.create_index(op.f('ix_news_wish_weeks'), 'news_wish', ['weeks'])
    mark = op.create_table(
        'news_mark',
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('imported_at', Instant(), nullable=True),
        sa.Column('case_number', sa.Integer(), nullable=False),
        sa.Column('forecasts_on', sa.Date(), nullable=True),
        sa.Column('week', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_news_mark')),
    )
    op.bulk_insert(mark, [{'number': 1, 'imported_at': None, 'case_number': 0, 'forecasts_on': None, 'week': None}])


def add_scores() -> None:
    """How good the forecasts were, by the month in which their range ended."""
    op.create_table(
        'forecast_score',
        sa.Column('procedure', sa.String(60), nullable=False),
        sa.Column('stage', sa.String(10), nullable=False),
        sa.Column('month', sa.Date(), nullable=False),
        sa.Column('asked', sa.Integer(), nullable=False),
        sa.Column('silent', sa.Integer(), nullable=False),
        sa.Column('ended', sa.Integer(), nullable=False),
        sa.Column('inside', sa.Integer(), nullable=False),
        sa.Column('computed_on', sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint('procedure', 'stage', 'month', name=op.f('pk_forecast_score')),
    )
