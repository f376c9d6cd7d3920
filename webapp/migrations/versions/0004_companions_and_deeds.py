"""Companions of a check, and deeds that inspectors log."""
import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

COLUMNS = (
    ('uuid', sa.String(length=36)),
    ('entry_id', sa.Integer()),
    ('walk_id', sa.Integer()),
    ('logged_by', sa.Integer()),
    ('rule_version', sa.Integer()),
    ('replaces', sa.String(length=36)),
    ('reason', sa.String(length=200)),
)
KEYS = (('entry_id', 'received_entry'), ('walk_id', 'walk'), ('logged_by', 'user_account'))


def upgrade():
    op.create_table('check_companion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['courtyard_check.id'], name=op.f('fk_check_companion_check_id_courtyard_check')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_check_companion_community_id_community')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_check_companion_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_companion')),
    sa.UniqueConstraint('community_id', 'check_id', 'user_id', name=op.f('uq_check_companion_community_id_check_id_user_id'))
    )
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.alter_column('household_id', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('text', existing_type=sa.String(length=120), type_=sa.String(length=200), existing_nullable=False)
        for name, kind in COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        for name, table in KEYS:
            batch_op.create_foreign_key(batch_op.f(f'fk_deed_{name}_{table}'), table, [name], ['id'])
        batch_op.create_unique_constraint(batch_op.f('uq_deed_community_id_uuid'), ['community_id', 'uuid'])
        batch_op.create_index(batch_op.f('ix_deed_community_id_logged_by'), ['community_id', 'logged_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_deed_community_id_replaces'), ['community_id', 'replaces'], unique=False)


def downgrade():
    # What inspectors logged has no place in the older table: without a household, or longer than it holds.
    op.execute("DELETE FROM deed WHERE uuid IS NOT NULL")
    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deed_community_id_replaces'))
        batch_op.drop_index(batch_op.f('ix_deed_community_id_logged_by'))
        batch_op.drop_constraint(batch_op.f('uq_deed_community_id_uuid'), type_='unique')
        for name, table in KEYS:
            batch_op.drop_constraint(batch_op.f(f'fk_deed_{name}_{table}'), type_='foreignkey')
        for name, _ in COLUMNS:
            batch_op.drop_column(name)
        batch_op.alter_column('text', existing_type=sa.String(length=200), type_=sa.String(length=120), existing_nullable=False)
        batch_op.alter_column('household_id', existing_type=sa.Integer(), nullable=False)
    op.drop_table('check_companion')
