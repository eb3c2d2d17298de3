"""What is used of a desk at a time lies side by side: a claim says at which desk it is."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
RESOURCE_KEY, CLAIM_KEY, INDEX = 'ix_resource_id_desk', 'fk_claim_resource_id', 'ix_claim_desk_tick'


def upgrade() -> None:
    """Every claim of before is at the desk of its resource; from now on the database sees to it."""
    op.create_index(RESOURCE_KEY, 'resource', ['id', 'desk'], unique=True)
    op.add_column('claim', sa.Column('desk', sa.String(40), nullable=True))
    op.execute('UPDATE claim SET desk = (SELECT resource.desk FROM resource WHERE resource.id = claim.resource_id)')
    with op.batch_alter_table('claim') as claim:
        claim.alter_column('desk', existing_type=sa.String(40), nullable=False)
        claim.drop_constraint(CLAIM_KEY, type_='foreignkey')
        claim.create_foreign_key(CLAIM_KEY, 'resource', ['resource_id', 'desk'], ['id', 'desk'])
    op.create_index(INDEX, 'claim', ['desk', 'tick', 'resource_id'])


def downgrade() -> None:
    """Remove it."""
    op.drop_index(INDEX, 'claim')
    with op.batch_alter_table('claim') as claim:
        claim.drop_constraint(CLAIM_KEY, type_='foreignkey')
        claim.create_foreign_key(CLAIM_KEY, 'resource', ['resource_id'], ['id'])
        claim.drop_column('desk')
    op.drop_index(RESOURCE_KEY, 'resource')
