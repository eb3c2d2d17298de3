"""The planner and its outbox."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'desk',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=40), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.Column('opened_until', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_desk')),
        sa.UniqueConstraint('key', name=op.f('uq_desk_key')),
    )
    op.create_table(
        'outbox',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('payload', sa.Text(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('recipient', sa.String(length=320), nullable=False),
        sa.Column('dedupe_key', sa.String(length=200), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_try', sa.DateTime(timezone=True), nullable=False),
        sa.Column('created', sa.DateTime(timezone=True), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reason', sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
        sa.UniqueConstraint('dedupe_key', name=op.f('uq_outbox_dedupe_key')),
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_state_outbox_next_try'), ['state', 'next_try'], unique=False)

    op.create_table(
        'plan',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('answers', sa.JSON(), nullable=False),
        sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    )
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_touched_at'), ['touched_at'], unique=False)

    op.create_table(
        'planner_import',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_planner_import')),
    )
    op.create_table(
        'product',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=8), nullable=False),
        sa.Column('facts', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_product')),
        sa.UniqueConstraint('key', name=op.f('uq_product_key')),
    )
    op.create_table(
        'request_count',
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.Column('hits', sa.Integer(), nullable=False),
        sa.Column('expires', sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_request_count')),
        # Counts may be lost in a crash: writing them must not wait for the disk.
        prefixes=['UNLOGGED'] if op.get_bind().dialect.name == 'postgresql' else [],
    )
    with op.batch_alter_table('request_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_count_expires'), ['expires'], unique=False)

    op.create_table(
        'desk_day',
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('catalogue', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['desk'], ['desk.key'], name=op.f('fk_desk_day_desk')),
        sa.PrimaryKeyConstraint('desk', 'day', name=op.f('pk_desk_day')),
    )
    op.create_table(
        'opening',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('places', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['desk'], ['desk.key'], name=op.f('fk_opening_desk')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_opening')),
    )
    with op.batch_alter_table('opening', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_opening_desk'), ['desk'], unique=False)

    op.create_table(
        'resource',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('key', sa.String(length=60), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('skills', sa.JSON(), nullable=False),
        sa.Column('works', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['desk'], ['desk.key'], name=op.f('fk_resource_desk')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resource')),
        sa.UniqueConstraint('key', name=op.f('uq_resource_key')),
    )
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_desk'), ['desk'], unique=False)

    op.create_table(
        'visit',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('key', sa.String(length=32), nullable=False),
        sa.Column('code', sa.String(length=12), nullable=False),
        sa.Column('product', sa.String(length=8), nullable=False),
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('starts', sa.Integer(), nullable=False),
        sa.Column('ticks', sa.Integer(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('holder', sa.String(length=80), nullable=False),
        sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('phone', sa.String(length=20), nullable=False),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['desk'], ['desk.key'], name=op.f('fk_visit_desk')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
        sa.UniqueConstraint('code', name=op.f('uq_visit_code')),
        sa.UniqueConstraint('key', name=op.f('uq_visit_key')),
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index('ix_visit_desk_day', ['desk', 'day'], unique=False)
        batch_op.create_index(
            'ix_visit_held',
            ['held_until'],
            unique=False,
            sqlite_where=sa.text('held_until IS NOT NULL'),
            postgresql_where=sa.text('held_until IS NOT NULL'),
        )

    op.create_table(
        'claim',
        sa.Column('resource_id', sa.Integer(), nullable=False),
        sa.Column('tick', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_claim_resource_id')),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_claim_visit_id')),
        sa.PrimaryKeyConstraint('resource_id', 'tick', name=op.f('pk_claim')),
    )
    with op.batch_alter_table('claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_claim_visit_id'), ['visit_id'], unique=False)

    op.create_table(
        'done',
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('key', sa.String(length=80), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_done_visit_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('visit_id', 'key', name=op.f('pk_done')),
    )
    with op.batch_alter_table('done', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_done_at'), ['at'], unique=False)

    op.create_table(
        'person_claim',
        sa.Column('product', sa.String(length=8), nullable=False),
        sa.Column('identity', sa.String(length=12), nullable=False),
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_person_claim_visit_id')),
        sa.PrimaryKeyConstraint('product', 'identity', name=op.f('pk_person_claim')),
    )
    with op.batch_alter_table('person_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_claim_visit_id'), ['visit_id'], unique=False)

    op.create_table(
        'shift',
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('resource_id', sa.Integer(), nullable=False),
        sa.Column('starts', sa.Integer(), nullable=False),
        sa.Column('ends', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['desk'], ['desk.key'], name=op.f('fk_shift_desk')),
        sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_shift_resource_id')),
        sa.PrimaryKeyConstraint('desk', 'day', 'resource_id', 'starts', name=op.f('pk_shift')),
    )
    op.create_table(
        'visit_event',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('change', sa.String(length=12), nullable=False),
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('starts', sa.Integer(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('room', sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_event_visit_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_event')),
    )
    with op.batch_alter_table('visit_event', schema=None) as batch_op:
        batch_op.create_index('ix_visit_event_desk_at', ['desk', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_event_visit_id'), ['visit_id'], unique=False)

    op.create_table(
        'visitor',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('v_number', sa.String(length=10), nullable=False),
        sa.Column('bsn', sa.String(length=9), nullable=False),
        sa.Column('first_name', sa.String(length=100), nullable=False),
        sa.Column('last_name', sa.String(length=100), nullable=False),
        sa.Column('birth_date', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visitor_visit_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visitor')),
    )
    with op.batch_alter_table('visitor', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visitor_visit_id'), ['visit_id'], unique=False)

    op.create_table(
        'wish',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('key', sa.String(length=32), nullable=False),
        sa.Column('product', sa.String(length=8), nullable=False),
        sa.Column('terms', sa.JSON(), nullable=False),
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
        sa.Column('urgency', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('before', sa.Date(), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_wish_visit_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_wish')),
        sa.UniqueConstraint('key', name=op.f('uq_wish_key')),
    )
    with op.batch_alter_table('wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wish_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_wish_product'), ['product'], unique=False)
        batch_op.create_index(batch_op.f('ix_wish_visit_id'), ['visit_id'], unique=False)

    op.create_table(
        'offer',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('wish_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
        sa.Column('desk', sa.String(length=40), nullable=False),
        sa.Column('starts', sa.Integer(), nullable=False),
        sa.Column('ticks', sa.Integer(), nullable=False),
        sa.Column('persons', sa.Integer(), nullable=False),
        sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('reason', sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_offer_visit_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['wish_id'], ['wish.id'], name=op.f('fk_offer_wish_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_offer')),
    )
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_offer_visit_id'), ['visit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_offer_wish_id'), ['wish_id'], unique=False)

    op.create_table(
        'wish_person',
        sa.Column('product', sa.String(length=8), nullable=False),
        sa.Column('identity', sa.String(length=12), nullable=False),
        sa.Column('wish_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.ForeignKeyConstraint(['wish_id'], ['wish.id'], name=op.f('fk_wish_person_wish_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('product', 'identity', name=op.f('pk_wish_person')),
    )
    with op.batch_alter_table('wish_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wish_person_wish_id'), ['wish_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('wish_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wish_person_wish_id'))

    op.drop_table('wish_person')
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offer_wish_id'))
        batch_op.drop_index(batch_op.f('ix_offer_visit_id'))
        batch_op.drop_index(batch_op.f('ix_offer_state'))

    op.drop_table('offer')
    with op.batch_alter_table('wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wish_visit_id'))
        batch_op.drop_index(batch_op.f('ix_wish_product'))
        batch_op.drop_index(batch_op.f('ix_wish_ended_at'))

    op.drop_table('wish')
    with op.batch_alter_table('visitor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visitor_visit_id'))

    op.drop_table('visitor')
    with op.batch_alter_table('visit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_event_visit_id'))
        batch_op.drop_index('ix_visit_event_desk_at')

    op.drop_table('visit_event')
    op.drop_table('shift')
    with op.batch_alter_table('person_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_claim_visit_id'))

    op.drop_table('person_claim')
    with op.batch_alter_table('done', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_done_at'))

    op.drop_table('done')
    with op.batch_alter_table('claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_claim_visit_id'))

    op.drop_table('claim')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(
            'ix_visit_held',
            sqlite_where=sa.text('held_until IS NOT NULL'),
            postgresql_where=sa.text('held_until IS NOT NULL'),
        )
        batch_op.drop_index('ix_visit_desk_day')

    op.drop_table('visit')
    with op.batch_alter_table('resource', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_desk'))

    op.drop_table('resource')
    with op.batch_alter_table('opening', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opening_desk'))

    op.drop_table('opening')
    op.drop_table('desk_day')
    with op.batch_alter_table('request_count', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_request_count_expires'))

    op.drop_table('request_count')
    op.drop_table('product')
    op.drop_table('planner_import')
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_touched_at'))

    op.drop_table('plan')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_state_outbox_next_try'))

    op.drop_table('outbox')
    op.drop_table('desk')
