"""What the darkroom says of a photo, what its scene looks like, and which photos are one and the same."""
import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('photo', sa.Column('examined_at', sa.DateTime(), nullable=True))
    op.add_column('photo', sa.Column('refusal', sa.String(40), nullable=True))
    op.create_index('ix_photo_community_id_examined_at', 'photo', ['community_id', 'examined_at'])
    op.create_table('photo_print',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('band', sa.Integer(), nullable=False),
        sa.Column('whole', sa.String(40), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_photo_print_community_id_community'),
        sa.PrimaryKeyConstraint('id', name='pk_photo_print'),
    )
    op.create_index('ix_photo_print_community_id_band', 'photo_print', ['community_id', 'band'])
    op.create_index('ix_photo_print_community_id_sha256', 'photo_print', ['community_id', 'sha256'])
    op.create_table('photo_likeness',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('other', sa.String(64), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_photo_likeness_community_id_community'),
        sa.PrimaryKeyConstraint('id', name='pk_photo_likeness'),
        sa.UniqueConstraint('community_id', 'sha256', 'other', name='uq_photo_likeness_community_id_sha256_other'),
    )
    op.create_index('ix_photo_likeness_community_id_other', 'photo_likeness', ['community_id', 'other'])


def downgrade():
    op.drop_table('photo_likeness')
    op.drop_table('photo_print')
    op.drop_index('ix_photo_community_id_examined_at', 'photo')
    with op.batch_alter_table('photo') as table:
        table.drop_column('refusal')
        table.drop_column('examined_at')
