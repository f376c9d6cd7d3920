"""The tables of the first version, and what keeps the ledger append-only."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


APPEND_ONLY = ("ledger_entry", "month_step", "review", "audit_event", "publication")


def protect_append_only_tables():
    """Refuse UPDATE and DELETE in the database itself; corrections are new rows."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def upgrade():
    op.create_table('community',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('timezone', sa.String(length=40), nullable=False),
    sa.Column('contact', sa.String(length=120), nullable=False),
    sa.Column('change_number', sa.Integer(), nullable=False),
    sa.Column('founded_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_community')),
    sa.UniqueConstraint('slug', name=op.f('uq_community_slug'))
    )
    op.create_table('throttle',
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('blocked_until', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('subject', name=op.f('pk_throttle'))
    )
    op.create_table('change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('reference', sa.String(length=36), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_change_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change')),
    sa.UniqueConstraint('community_id', 'number', name=op.f('uq_change_community_id_number'))
    )
    op.create_table('grid',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_grid_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grid')),
    sa.UniqueConstraint('community_id', 'code', name=op.f('uq_grid_community_id_code'))
    )
    op.create_table('lane',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_lane_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lane')),
    sa.UniqueConstraint('community_id', 'name', name=op.f('uq_lane_community_id_name'))
    )
    op.create_table('month',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=7), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('rule_version', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_month_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_month')),
    sa.UniqueConstraint('community_id', 'name', name=op.f('uq_month_community_id_name'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('is_party_member', sa.Boolean(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_person_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_community_id_name'), ['community_id', 'name'], unique=False)

    op.create_table('photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_photo_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo')),
    sa.UniqueConstraint('community_id', 'sha256', name=op.f('uq_photo_community_id_sha256'))
    )
    op.create_table('rule_book_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('effective_from', sa.String(length=7), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_rule_book_version_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_book_version')),
    sa.UniqueConstraint('community_id', 'version', name=op.f('uq_rule_book_version_community_id_version'))
    )
    op.create_table('courtyard',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('lane_id', sa.Integer(), nullable=False),
    sa.Column('grid_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('sort_key', sa.String(length=120), nullable=False),
    sa.Column('walk_position', sa.Integer(), nullable=False),
    sa.Column('latitude', sa.Integer(), nullable=True),
    sa.Column('longitude', sa.Integer(), nullable=True),
    sa.Column('enrolled_from', sa.String(length=7), nullable=True),
    sa.Column('enrolled_until', sa.String(length=7), nullable=True),
    sa.Column('is_party_centre', sa.Boolean(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_courtyard_community_id_community')),
    sa.ForeignKeyConstraint(['grid_id'], ['grid.id'], name=op.f('fk_courtyard_grid_id_grid')),
    sa.ForeignKeyConstraint(['lane_id'], ['lane.id'], name=op.f('fk_courtyard_lane_id_lane')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courtyard')),
    sa.UniqueConstraint('code', name=op.f('uq_courtyard_code')),
    sa.UniqueConstraint('community_id', 'lane_id', 'number', name=op.f('uq_courtyard_community_id_lane_id_number'))
    )
    with op.batch_alter_table('courtyard', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_courtyard_community_id_grid_id_walk_position'), ['community_id', 'grid_id', 'walk_position'], unique=False)

    op.create_table('user_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('username', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('session_stamp', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_user_account_community_id_community')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_user_account_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('username', name=op.f('uq_user_account_username'))
    )
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('courtyard_id', sa.Integer(), nullable=False),
    sa.Column('opened_in', sa.String(length=7), nullable=False),
    sa.Column('closed_in', sa.String(length=7), nullable=True),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_account_community_id_community')),
    sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_account_courtyard_id_courtyard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account'))
    )
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_community_id_courtyard_id'), ['community_id', 'courtyard_id'], unique=False)

    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('grid_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_assignment_community_id_community')),
    sa.ForeignKeyConstraint(['grid_id'], ['grid.id'], name=op.f('fk_assignment_grid_id_grid')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_assignment_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_community_id_user_id'), ['community_id', 'user_id'], unique=False)

    op.create_table('audit_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('reference', sa.String(length=36), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user_account.id'], name=op.f('fk_audit_event_actor_id_user_account')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_audit_event_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_community_id_at'), ['community_id', 'at'], unique=False)

    op.create_table('device',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=36), nullable=False),
    sa.Column('phone', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('issued_at', sa.DateTime(), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_device_community_id_community')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_device_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device')),
    sa.UniqueConstraint('community_id', 'user_id', 'phone', name=op.f('uq_device_community_id_user_id_phone')),
    sa.UniqueConstraint('public_id', name=op.f('uq_device_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_device_token_hash'))
    )
    op.create_table('household',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('courtyard_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('in_difficulty', sa.Boolean(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_household_community_id_community')),
    sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_household_courtyard_id_courtyard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_household')),
    sa.UniqueConstraint('code', name=op.f('uq_household_code'))
    )
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_household_community_id_courtyard_id'), ['community_id', 'courtyard_id'], unique=False)

    op.create_table('month_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('month_id', sa.Integer(), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('rule_version', sa.Integer(), nullable=False),
    sa.Column('maker_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_month_step_community_id_community')),
    sa.ForeignKeyConstraint(['maker_id'], ['user_account.id'], name=op.f('fk_month_step_maker_id_user_account')),
    sa.ForeignKeyConstraint(['month_id'], ['month.id'], name=op.f('fk_month_step_month_id_month')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_month_step'))
    )
    with op.batch_alter_table('month_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_month_step_community_id_month_id'), ['community_id', 'month_id'], unique=False)

    op.create_table('publication',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('month_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('open_until', sa.Date(), nullable=False),
    sa.Column('published_by', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_publication_community_id_community')),
    sa.ForeignKeyConstraint(['month_id'], ['month.id'], name=op.f('fk_publication_month_id_month')),
    sa.ForeignKeyConstraint(['published_by'], ['user_account.id'], name=op.f('fk_publication_published_by_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('community_id', 'month_id', 'number', name=op.f('uq_publication_community_id_month_id_number'))
    )
    op.create_table('recusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('courtyard_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=120), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_recusal_community_id_community')),
    sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_recusal_courtyard_id_courtyard')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_recusal_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recusal')),
    sa.UniqueConstraint('community_id', 'user_id', 'courtyard_id', name=op.f('uq_recusal_community_id_user_id_courtyard_id'))
    )
    op.create_table('user_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_user_role_community_id_community')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_user_role_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_role')),
    sa.UniqueConstraint('user_id', 'name', name=op.f('uq_user_role_user_id_name'))
    )
    op.create_table('access_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('way', sa.String(length=40), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_access_visit_community_id_community')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_access_visit_household_id_household')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_visit'))
    )
    with op.batch_alter_table('access_visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_visit_community_id_household_id'), ['community_id', 'household_id'], unique=False)

    op.create_table('account_holder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_holder_account_id_account')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_account_holder_community_id_community')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_account_holder_household_id_household')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_holder')),
    sa.UniqueConstraint('community_id', 'account_id', 'household_id', name=op.f('uq_account_holder_community_id_account_id_household_id'))
    )
    with op.batch_alter_table('account_holder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_holder_community_id_household_id'), ['community_id', 'household_id'], unique=False)

    op.create_table('deed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('courtyard_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('text', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_deed_community_id_community')),
    sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_deed_courtyard_id_courtyard')),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_deed_decided_by_user_account')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_deed_household_id_household')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_deed_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deed'))
    )
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deed_community_id_month_courtyard_id'), ['community_id', 'month', 'courtyard_id'], unique=False)

    op.create_table('household_access',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('pin_hash', sa.String(length=200), nullable=False),
    sa.Column('set_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_household_access_community_id_community')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_household_access_household_id_household')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_household_access')),
    sa.UniqueConstraint('community_id', 'household_id', name=op.f('uq_household_access_community_id_household_id'))
    )
    op.create_table('ledger_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('bucket', sa.String(length=40), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('publication_id', sa.Integer(), nullable=False),
    sa.Column('rule_version', sa.Integer(), nullable=False),
    sa.Column('maker_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('previous_digest', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_ledger_entry_account_id_account')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_ledger_entry_community_id_community')),
    sa.ForeignKeyConstraint(['maker_id'], ['user_account.id'], name=op.f('fk_ledger_entry_maker_id_user_account')),
    sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name=op.f('fk_ledger_entry_publication_id_publication')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_entry')),
    sa.UniqueConstraint('community_id', 'sequence', name=op.f('uq_ledger_entry_community_id_sequence'))
    )
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_entry_community_id_account_id_month'), ['community_id', 'account_id', 'month'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_membership_community_id_community')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_membership_household_id_household')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_community_id_household_id'), ['community_id', 'household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_community_id_person_id'), ['community_id', 'person_id'], unique=False)

    op.create_table('received_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.String(length=36), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('clock_offset', sa.BigInteger(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_received_entry_community_id_community')),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_received_entry_device_id_device')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_received_entry_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_entry')),
    sa.UniqueConstraint('community_id', 'user_id', 'entry_id', 'digest', name=op.f('uq_received_entry_community_id_user_id_entry_id_digest'))
    )
    with op.batch_alter_table('received_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_received_entry_community_id_outcome'), ['community_id', 'outcome'], unique=False)

    op.create_table('score',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('month_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('assessed', sa.Boolean(), nullable=False),
    sa.Column('base', sa.Integer(), nullable=False),
    sa.Column('bonus', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_score_account_id_account')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_score_community_id_community')),
    sa.ForeignKeyConstraint(['month_id'], ['month.id'], name=op.f('fk_score_month_id_month')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score')),
    sa.UniqueConstraint('community_id', 'month_id', 'account_id', name=op.f('uq_score_community_id_month_id_account_id'))
    )
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_community_id_account_id'), ['community_id', 'account_id'], unique=False)

    op.create_table('upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('offset', sa.Integer(), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_upload_community_id_community')),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_upload_device_id_device')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    sa.UniqueConstraint('community_id', 'uuid', name=op.f('uq_upload_community_id_uuid'))
    )
    op.create_table('walk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('device_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('first_received_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_walk_community_id_community')),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_walk_device_id_device')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_walk_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_walk')),
    sa.UniqueConstraint('community_id', 'uuid', name=op.f('uq_walk_community_id_uuid'))
    )
    with op.batch_alter_table('walk', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_walk_community_id_day'), ['community_id', 'day'], unique=False)

    op.create_table('courtyard_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('walk_id', sa.Integer(), nullable=False),
    sa.Column('courtyard_id', sa.Integer(), nullable=False),
    sa.Column('inspector_id', sa.Integer(), nullable=False),
    sa.Column('rule_version', sa.Integer(), nullable=False),
    sa.Column('judged', sa.String(length=40), nullable=False),
    sa.Column('obstacle', sa.String(length=40), nullable=True),
    sa.Column('replaces', sa.String(length=36), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.Column('corrected_at', sa.DateTime(), nullable=False),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('latitude', sa.Integer(), nullable=True),
    sa.Column('longitude', sa.Integer(), nullable=True),
    sa.Column('accuracy', sa.Integer(), nullable=True),
    sa.Column('return_code', sa.String(length=40), nullable=True),
    sa.Column('return_text', sa.String(), nullable=True),
    sa.Column('skewed', sa.Boolean(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_courtyard_check_community_id_community')),
    sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_courtyard_check_courtyard_id_courtyard')),
    sa.ForeignKeyConstraint(['entry_id'], ['received_entry.id'], name=op.f('fk_courtyard_check_entry_id_received_entry')),
    sa.ForeignKeyConstraint(['inspector_id'], ['user_account.id'], name=op.f('fk_courtyard_check_inspector_id_user_account')),
    sa.ForeignKeyConstraint(['walk_id'], ['walk.id'], name=op.f('fk_courtyard_check_walk_id_walk')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courtyard_check')),
    sa.UniqueConstraint('community_id', 'uuid', name=op.f('uq_courtyard_check_community_id_uuid'))
    )
    with op.batch_alter_table('courtyard_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_courtyard_check_community_id_courtyard_id_day'), ['community_id', 'courtyard_id', 'day'], unique=False)
        batch_op.create_index(batch_op.f('ix_courtyard_check_community_id_inspector_id_day'), ['community_id', 'inspector_id', 'day'], unique=False)
        batch_op.create_index(batch_op.f('ix_courtyard_check_community_id_month_courtyard_id'), ['community_id', 'month', 'courtyard_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_courtyard_check_community_id_state'), ['community_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_courtyard_check_community_id_walk_id'), ['community_id', 'walk_id'], unique=False)

    op.create_table('check_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=40), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('shows', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('taken_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['courtyard_check.id'], name=op.f('fk_check_photo_check_id_courtyard_check')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_check_photo_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_photo')),
    sa.UniqueConstraint('community_id', 'check_id', 'sha256', 'item', name=op.f('uq_check_photo_community_id_check_id_sha256_item'))
    )
    with op.batch_alter_table('check_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_photo_community_id_sha256'), ['community_id', 'sha256'], unique=False)

    op.create_table('finding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=40), nullable=False),
    sa.Column('result', sa.String(length=40), nullable=False),
    sa.Column('phrases', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['courtyard_check.id'], name=op.f('fk_finding_check_id_courtyard_check')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_finding_community_id_community')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding')),
    sa.UniqueConstraint('community_id', 'check_id', 'item', name=op.f('uq_finding_community_id_check_id_item'))
    )
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('decision', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['courtyard_check.id'], name=op.f('fk_review_check_id_courtyard_check')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_review_community_id_community')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['user_account.id'], name=op.f('fk_review_reviewer_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_community_id_check_id'), ['community_id', 'check_id'], unique=False)

    protect_append_only_tables()


def downgrade():
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_community_id_check_id'))

    op.drop_table('review')
    op.drop_table('finding')
    with op.batch_alter_table('check_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_photo_community_id_sha256'))

    op.drop_table('check_photo')
    with op.batch_alter_table('courtyard_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_courtyard_check_community_id_walk_id'))
        batch_op.drop_index(batch_op.f('ix_courtyard_check_community_id_state'))
        batch_op.drop_index(batch_op.f('ix_courtyard_check_community_id_month_courtyard_id'))
        batch_op.drop_index(batch_op.f('ix_courtyard_check_community_id_inspector_id_day'))
        batch_op.drop_index(batch_op.f('ix_courtyard_check_community_id_courtyard_id_day'))

    op.drop_table('courtyard_check')
    with op.batch_alter_table('walk', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_walk_community_id_day'))

    op.drop_table('walk')
    op.drop_table('upload')
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_community_id_account_id'))

    op.drop_table('score')
    with op.batch_alter_table('received_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_received_entry_community_id_outcome'))

    op.drop_table('received_entry')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_community_id_person_id'))
        batch_op.drop_index(batch_op.f('ix_membership_community_id_household_id'))

    op.drop_table('membership')
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_entry_community_id_account_id_month'))

    op.drop_table('ledger_entry')
    op.drop_table('household_access')
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deed_community_id_month_courtyard_id'))

    op.drop_table('deed')
    with op.batch_alter_table('account_holder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_holder_community_id_household_id'))

    op.drop_table('account_holder')
    with op.batch_alter_table('access_visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_access_visit_community_id_household_id'))

    op.drop_table('access_visit')
    op.drop_table('user_role')
    op.drop_table('recusal')
    op.drop_table('publication')
    with op.batch_alter_table('month_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_month_step_community_id_month_id'))

    op.drop_table('month_step')
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_household_community_id_courtyard_id'))

    op.drop_table('household')
    op.drop_table('device')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_event_community_id_at'))

    op.drop_table('audit_event')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_community_id_user_id'))

    op.drop_table('assignment')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_community_id_courtyard_id'))

    op.drop_table('account')
    op.drop_table('user_account')
    with op.batch_alter_table('courtyard', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_courtyard_community_id_grid_id_walk_position'))

    op.drop_table('courtyard')
    op.drop_table('rule_book_version')
    op.drop_table('photo')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_community_id_name'))

    op.drop_table('person')
    op.drop_table('month')
    op.drop_table('lane')
    op.drop_table('grid')
    op.drop_table('change')
    op.drop_table('throttle')
    op.drop_table('community')
