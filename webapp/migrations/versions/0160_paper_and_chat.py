"""Checks typed in from paper and their sheets."""
import sqlalchemy as sa
from alembic import op


revision = '0160'
down_revision = '0120'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('typed_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('check_uuid', sa.String(36), nullable=False),
        sa.Column('typist_id', sa.Integer(), nullable=False),
        sa.Column('typed_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_typed_check_community_id_community'),
        sa.ForeignKeyConstraint(['typist_id'], ['user_account.id'], name='fk_typed_check_typist_id_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_typed_check'),
        sa.UniqueConstraint('community_id', 'check_uuid', name='uq_typed_check_community_id_check_uuid'),
    )
    op.create_table('walk_sheet',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('walk_id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('added_by', sa.Integer(), nullable=False),
        sa.Column('added_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['added_by'], ['user_account.id'], name='fk_walk_sheet_added_by_user_account'),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_walk_sheet_community_id_community'),
        sa.ForeignKeyConstraint(['walk_id'], ['walk.id'], name='fk_walk_sheet_walk_id_walk'),
        sa.PrimaryKeyConstraint('id', name='pk_walk_sheet'),
        sa.UniqueConstraint('community_id', 'walk_id', 'sha256', name='uq_walk_sheet_community_id_walk_id_sha256'),
    )


def downgrade():
    op.drop_table('walk_sheet')
    op.drop_table('typed_check')
