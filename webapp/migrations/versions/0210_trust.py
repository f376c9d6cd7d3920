"""Photos sent with objections; what a leaf was made of, so that a card can show it after a correction."""
import sqlalchemy as sa
from alembic import op


revision = '0210'
down_revision = '0200'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'objection_photo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('objection_id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['community_id'], ['community.id'], name=op.f('fk_objection_photo_community_id_community')
        ),
        sa.ForeignKeyConstraint(
            ['objection_id'], ['objection.id'], name=op.f('fk_objection_photo_objection_id_objection')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_objection_photo')),
        sa.UniqueConstraint(
            'community_id', 'objection_id', 'sha256', name=op.f('uq_objection_photo_community_id_objection_id_sha256')
        ),
    )
    op.create_index(op.f('ix_objection_photo_community_id_sha256'), 'objection_photo', ['community_id', 'sha256'])
    op.create_index(op.f('ix_objection_community_id_account_id'), 'objection', ['community_id', 'account_id'])
    op.add_column('publication_leaf', sa.Column('lines', sa.String(length=64), nullable=True))


def downgrade():
    op.drop_column('publication_leaf', 'lines')
    op.drop_index(op.f('ix_objection_community_id_account_id'), table_name='objection')
    op.drop_table('objection_photo')
