"""Changes of holder, splits and merges are kept so that they can be taken back; courtyards made by mistake are void."""
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


def downgrade():
    op.drop_table('roster_act')
    op.drop_column('courtyard', 'is_void')
