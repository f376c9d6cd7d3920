"""Snapshot deltas: from which change number on they can be told, and triggers that raise it with the roster."""
import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = '0006'
branch_labels = None
depends_on = None

# What a whole snapshot is made of, besides checks and deeds, which have a change log. Of users only what phones are told.
ROSTER = {
    'courtyard': '',
    'lane': '',
    'grid': '',
    'assignment': '',
    'recusal': '',
    'membership': '',
    'household': '',
    'person': '',
    'account': '',
    'account_holder': '',
    'rule_book_version': '',
    'user_role': '',
    'user_account': ' OF name, number, active, person_id',
}
RAISE = 'UPDATE community SET change_number = change_number + 1, whole_from = change_number + 1 WHERE id = '


def upgrade():
    op.add_column('community', sa.Column('whole_from', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('community', sa.Column('told_for', sa.String(length=40), nullable=False, server_default=''))
    if op.get_bind().dialect.name == 'sqlite':
        _on_sqlite()
    else:
        _on_postgresql()


def _on_sqlite():
    for table, columns in ROSTER.items():
        for verb, row, of in (('INSERT', 'NEW', ''), ('UPDATE', 'NEW', columns), ('DELETE', 'OLD', '')):
            op.execute(
                f'CREATE TRIGGER {table}_told_{verb.lower()} AFTER {verb}{of} ON {table} '
                f'BEGIN {RAISE}{row}.community_id; END'
            )
    op.execute(
        'CREATE TRIGGER community_told_update AFTER UPDATE OF slug, name, timezone ON community '
        f'BEGIN {RAISE}NEW.id; END'
    )


def _on_postgresql():
    op.execute(
        'CREATE FUNCTION tell_roster() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF TG_TABLE_NAME = 'community' THEN {RAISE}NEW.id; "
        f"ELSIF TG_OP = 'DELETE' THEN {RAISE}OLD.community_id; "
        f'ELSE {RAISE}NEW.community_id; END IF; RETURN NULL; END $$'
    )
    tables = {**ROSTER, 'community': ' OF slug, name, timezone'}
    for table, columns in tables.items():
        verbs = f'UPDATE{columns}' if table == 'community' else f'INSERT OR UPDATE{columns} OR DELETE'
        op.execute(
            f'CREATE TRIGGER {table}_told AFTER {verbs} ON {table} FOR EACH ROW EXECUTE FUNCTION tell_roster()'
        )


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        for table in ROSTER:
            for verb in ('insert', 'update', 'delete'):
                op.execute(f'DROP TRIGGER {table}_told_{verb}')
        op.execute('DROP TRIGGER community_told_update')
    else:
        for table in (*ROSTER, 'community'):
            op.execute(f'DROP TRIGGER {table}_told ON {table}')
        op.execute('DROP FUNCTION tell_roster')
    op.drop_column('community', 'told_for')
    op.drop_column('community', 'whole_from')
