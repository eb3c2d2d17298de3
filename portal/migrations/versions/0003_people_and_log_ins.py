"""People and log-ins."""

import sqlalchemy as sa
from alembic import op

from portal.database import Instant

revision = '0003'
down_revision = '0002'
TABLES = (
    'person', 'login_session', 'typed_before', 'login_link', 'unlinked_login', 'seen_token', 'emergency_link',
    'outbox_forgotten', 'access_log', 'access_seal', 'staff_relation',
    'access_notice', 'login_secret', 'login_paper', 'login_tries', 'login_failures',
)


def upgrade() -> None:
    """Add the tables of people and of who is logged in."""
    add_people()
    add_sessions()
    add_links()
    add_once()
    add_letter_codes()
    add_tries()
    add_access_log()
    add_forgetting()


def downgrade() -> None:
    """Remove them."""
    op.drop_index('ix_visitor_v_number', 'visitor')
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_change')
        op.execute('DROP FUNCTION refuse_young')


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
        sa.Column('active_on', sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
        sa.UniqueConstraint('v_number', name=op.f('uq_person_v_number')),
        sa.UniqueConstraint('bsn', name=op.f('uq_person_bsn')),
    )
    op.create_index(op.f('ix_person_active_on'), 'person', ['active_on'])


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


def add_letter_codes() -> None:
    """Codes of letters, phrases that come in their place, and letters that are to be printed."""
    op.create_table(
        'login_secret',
        sa.Column('id', sa.String(32), nullable=False),
        sa.Column('person', sa.String(32), nullable=False),
        sa.Column('kind', sa.String(10), nullable=False),
        sa.Column('hash', sa.String(200), nullable=False),
        sa.Column('key', sa.String(16), nullable=False),
        sa.Column('how', sa.String(10), nullable=False),
        sa.Column('made_at', Instant(), nullable=False),
        sa.Column('works_until', Instant(), nullable=True),
        sa.Column('ended', sa.String(10), nullable=True),
        sa.Column('ended_at', Instant(), nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('proof', sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_login_secret')),
    )
    columns = ['person', 'kind', 'made_at']
    op.create_index(op.f('ix_login_secret_person_login_secret_kind_login_secret_made_at'), 'login_secret', columns)
    op.create_table(
        'login_paper',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person', sa.String(32), nullable=False),
        sa.Column('paper', sa.String(12), nullable=False),
        sa.Column('asked_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_login_paper')),
    )
    op.create_index(op.f('ix_login_paper_person'), 'login_paper', ['person'])


def add_tries() -> None:
    """Wrong tries to log in."""
    op.create_table(
        'login_tries',
        sa.Column('reference', sa.String(64), nullable=False),
        sa.Column('network', sa.String(20), nullable=False),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('last_at', Instant(), nullable=False),
        sa.Column('held_until', Instant(), nullable=True),
        sa.PrimaryKeyConstraint('reference', 'network', name=op.f('pk_login_tries')),
    )
    op.create_index(op.f('ix_login_tries_last_at'), 'login_tries', ['last_at'])
    op.create_index(op.f('ix_login_tries_network_login_tries_last_at'), 'login_tries', ['network', 'last_at'])
    op.create_table(
        'login_failures',
        sa.Column('hour', Instant(), nullable=False),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('hour', name=op.f('pk_login_failures')),
    )


def add_links() -> None:
    """Who somebody at a provider is here, and who is finding that out."""
    op.create_table(
        'login_link',
        sa.Column('issuer', sa.String(200), nullable=False),
        sa.Column('subject', sa.String(64), nullable=False),
        sa.Column('person', sa.String(32), nullable=False),
        sa.Column('linked_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('issuer', 'subject', name=op.f('pk_login_link')),
    )
    op.create_index(op.f('ix_login_link_person'), 'login_link', ['person'])
    op.create_table(
        'unlinked_login',
        sa.Column('token', sa.String(64), nullable=False),
        sa.Column('identity', sa.JSON(), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('expires_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('token', name=op.f('pk_unlinked_login')),
    )
    op.create_index(op.f('ix_unlinked_login_expires_at'), 'unlinked_login', ['expires_at'])


def add_once() -> None:
    """What counts once: tokens of providers, and links for an emergency."""
    op.create_table(
        'seen_token',
        sa.Column('number', sa.String(64), nullable=False),
        sa.Column('expires_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_seen_token')),
    )
    op.create_index(op.f('ix_seen_token_expires_at'), 'seen_token', ['expires_at'])
    op.create_table(
        'emergency_link',
        sa.Column('token', sa.String(64), nullable=False),
        sa.Column('roles', sa.JSON(), nullable=False),
        sa.Column('expires_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('token', name=op.f('pk_emergency_link')),
    )
    op.create_index(op.f('ix_emergency_link_expires_at'), 'emergency_link', ['expires_at'])


def add_forgetting() -> None:
    """What finds somebody's visits, and until when messages were forgotten after they were sent."""
    named = sa.text("v_number <> ''")
    op.create_index('ix_visitor_v_number', 'visitor', ['v_number'], sqlite_where=named, postgresql_where=named)
    op.create_table(
        'outbox_forgotten',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('until', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_forgotten')),
    )


def add_access_log() -> None:
    """Who looked at whose data, the seals over that, and what was reported about it."""
    op.create_table(
        'access_log',
        sa.Column('id', NUMBER, nullable=False),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in LOOK_TEXTS.items()),
        sa.Column('had_visit', sa.Boolean(), nullable=True),
        sa.Column('started', Instant(), nullable=False),
        sa.Column('ended', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_access_log')),
        sqlite_autoincrement=True,
    )
    for name, columns in {'subject': ['subject', 'id'], 'actor': ['actor', 'started'], 'started': ['started']}.items():
        op.create_index(f'ix_access_log_{name}', 'access_log', columns)
    op.create_table(
        'access_seal',
        *(sa.Column(name, NUMBER, nullable=False) for name in ('number', 'first', 'last', 'count', 'emptied')),
        sa.Column('sealed_at', Instant(), nullable=False),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ('content', 'previous', 'digest')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_access_seal')),
        sa.UniqueConstraint('digest', name=op.f('uq_access_seal_digest')),
    )
    op.create_index(op.f('ix_access_seal_sealed_at'), 'access_seal', ['sealed_at'])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
    add_watching()


def add_watching() -> None:
    """Declared relatives of employees, and reports of unusual reading."""
    op.create_table(
        'staff_relation',
        sa.Column('actor', sa.String(200), nullable=False),
        sa.Column('subject', sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint('actor', 'subject', name=op.f('pk_staff_relation')),
    )
    op.create_table(
        'access_notice',
        sa.Column('id', NUMBER, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('rule', sa.String(20), nullable=False),
        sa.Column('actor', sa.String(200), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('count', sa.Integer(), nullable=False),
        sa.Column('usual', sa.Float(), nullable=False),
        sa.Column('subject', sa.String(64), nullable=False),
        sa.Column('made_at', Instant(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_access_notice')),
        sa.UniqueConstraint('day', 'rule', 'actor', 'subject', name='uq_access_notice_day'),
    )


NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LOOK_TEXTS = {
    'activity': 40, 'subject': 64, 'room': 30, 'actor': 200, 'actor_name': 200, 'role': 20, 'session': 32, 'reason': 20,
    'words': 300, 'outcome': 5, 'trace_id': 32, 'span_id': 16, 'parent': 16,
}
APPEND_ONLY = {
    'sqlite': [
        *(f"""
            CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
            BEGIN SELECT RAISE(ABORT, 'lines of {table} are never changed'); END
        """ for table, act in (('access_log', 'UPDATE'), ('access_seal', 'UPDATE'), ('access_seal', 'DELETE'))),
        """
            CREATE TRIGGER access_log_delete BEFORE DELETE ON access_log
            WHEN OLD.started > datetime('now', '-180 days')
            BEGIN SELECT RAISE(ABORT, 'lines of access_log are kept for 180 days at least'); END
        """,
    ],
    'postgresql': [
        """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'lines of % are never changed', TG_TABLE_NAME; END $$
        """,
        """
            CREATE FUNCTION refuse_young() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF OLD.started > now() - interval '180 days' THEN
                    RAISE EXCEPTION 'lines of access_log are kept for 180 days at least';
                END IF;
                RETURN OLD;
            END $$
        """,
        'CREATE TRIGGER access_log_update BEFORE UPDATE OR TRUNCATE ON access_log EXECUTE FUNCTION refuse_change()',
        'CREATE TRIGGER access_log_delete BEFORE DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_young()',
        'CREATE TRIGGER access_seal_update BEFORE UPDATE OR DELETE OR TRUNCATE ON access_seal'
        ' EXECUTE FUNCTION refuse_change()',
    ],
}
