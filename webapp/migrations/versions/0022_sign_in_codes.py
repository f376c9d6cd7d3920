"""Codes with which inspectors sign in on a phone."""
import sqlalchemy as sa
from alembic import op


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('sign_in_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_sign_in_code_community_id_community')),
    sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_sign_in_code_made_by_user_account')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_sign_in_code_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_code')),
    sa.UniqueConstraint('digest', name=op.f('uq_sign_in_code_digest'))
    )
    op.create_index(op.f('ix_sign_in_code_community_id_user_id'), 'sign_in_code', ['community_id', 'user_id'])


def downgrade():
    op.drop_table('sign_in_code')
