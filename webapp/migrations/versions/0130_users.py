"""Invitations, the second step of a sign-in, and when people signed in."""
import sqlalchemy as sa
from alembic import op


revision = '0130'
down_revision = '0125'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('community', sa.Column('second_step_required', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table('invitation',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=True),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('expires_at', sa.DateTime(), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_invitation_community_id_community'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_invitation_made_by_user_account'),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name='fk_invitation_user_id_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_invitation'),
        sa.UniqueConstraint('digest', name='uq_invitation_digest'),
    )
    op.create_index('ix_invitation_community_id_user_id', 'invitation', ['community_id', 'user_id'])
    op.create_table('second_step',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('secret', sa.String(255), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(), nullable=True),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_second_step_community_id_community'),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name='fk_second_step_user_id_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_second_step'),
        sa.UniqueConstraint('user_id', name='uq_second_step_user_id'),
    )
    op.create_index('ix_second_step_community_id_user_id', 'second_step', ['community_id', 'user_id'])
    op.create_table('recovery_code',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(64), nullable=False),
        sa.Column('used_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_recovery_code_community_id_community'),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name='fk_recovery_code_user_id_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_recovery_code'),
    )
    op.create_index('ix_recovery_code_community_id_user_id', 'recovery_code', ['community_id', 'user_id'])
    op.create_table('sign_in',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('way', sa.String(40), nullable=False),
        sa.Column('browser', sa.String(40), nullable=False),
        sa.Column('stamp', sa.String(40), nullable=False),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_sign_in_community_id_community'),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name='fk_sign_in_user_id_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_sign_in'),
    )
    op.create_index('ix_sign_in_community_id_user_id_at', 'sign_in', ['community_id', 'user_id', 'at'])


def downgrade():
    for table in ('sign_in', 'recovery_code', 'second_step', 'invitation'):
        op.drop_table(table)
    op.drop_column('community', 'second_step_required')
