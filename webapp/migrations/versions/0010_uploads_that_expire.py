"""Uploads expire, keep what their creator said of them, and are found again by their device."""
import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('upload', sa.Column('about', sa.Text(), server_default='', nullable=False))
    op.add_column('upload', sa.Column('received', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('upload', sa.Column('touched_at', sa.DateTime(), nullable=True))
    op.execute('UPDATE upload SET touched_at = made_at')
    with op.batch_alter_table('upload') as table:
        table.alter_column('touched_at', existing_type=sa.DateTime(), nullable=False)
        table.alter_column('about', existing_type=sa.Text(), server_default=None)
        table.alter_column('received', existing_type=sa.Boolean(), server_default=None)
        table.create_index('ix_upload_community_id_device_id_received', ['community_id', 'device_id', 'received'])
        table.create_index('ix_upload_community_id_touched_at', ['community_id', 'touched_at'])


def downgrade():
    with op.batch_alter_table('upload') as table:
        table.drop_index('ix_upload_community_id_touched_at')
        table.drop_index('ix_upload_community_id_device_id_received')
        for name in ('touched_at', 'received', 'about'):
            table.drop_column(name)
