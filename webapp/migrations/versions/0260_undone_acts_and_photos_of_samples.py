"""Changes of holder, splits and merges are kept so that they can be taken back; oversight's looks have photos."""
import sqlalchemy as sa
from alembic import op

revision = '0260'
down_revision = '0250'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('courtyard', sa.Column('is_void', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        'roster_act',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('courtyard_id', sa.Integer(), nullable=False),
        sa.Column('told', sa.JSON(), nullable=False),
        sa.Column('touched', sa.JSON(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('reason', sa.String(length=200), server_default='', nullable=False),
        sa.Column('undone_by', sa.Integer(), nullable=True),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_roster_act_community_id_community')),
        sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_roster_act_courtyard_id_courtyard')),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_roster_act_made_by_user_account')),
        sa.ForeignKeyConstraint(['undone_by'], ['user_account.id'], name=op.f('fk_roster_act_undone_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_act')),
    )
    op.create_index(op.f('ix_roster_act_community_id_id'), 'roster_act', ['community_id', 'id'])
    op.create_table(
        'sample_photo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_sample_photo_community_id_community')),
        sa.ForeignKeyConstraint(['visit_id'], ['sample_visit.id'], name=op.f('fk_sample_photo_visit_id_sample_visit')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sample_photo')),
        sa.UniqueConstraint('community_id', 'visit_id', 'sha256', name=op.f('uq_sample_photo_community_id_visit_id_sha256')),
    )
    op.create_index(op.f('ix_sample_photo_community_id_sha256'), 'sample_photo', ['community_id', 'sha256'])
    _only_grows('sample_photo')


def _only_grows(table):
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
        return
    op.execute(
        f'CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
    )


def downgrade():
    op.drop_table('sample_photo')
    op.drop_table('roster_act')
    op.drop_column('courtyard', 'is_void')
