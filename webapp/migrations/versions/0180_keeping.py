"""How long things are kept is a setting of the community; photos expire, their rows stay."""
import sqlalchemy as sa
from alembic import op


revision = '0180'
down_revision = '0125'
branch_labels = None
depends_on = None

MONTHS = {'photo_months': '12', 'board_months': '36', 'visit_months': '12'}


def upgrade():
    for name, months in MONTHS.items():
        op.add_column('community', sa.Column(name, sa.Integer(), nullable=False, server_default=months))
    for name in ('expired_at', 'dropped_at'):
        op.add_column('photo', sa.Column(name, sa.DateTime(), nullable=True))
    op.create_index(op.f('ix_photo_community_id_expired_at'), 'photo', ['community_id', 'expired_at'])


def downgrade():
    op.drop_index(op.f('ix_photo_community_id_expired_at'), table_name='photo')
    for name in ('dropped_at', 'expired_at'):
        op.drop_column('photo', name)
    for name in MONTHS:
        op.drop_column('community', name)
