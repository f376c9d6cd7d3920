"""A photo's own position, where the phone knew it: microdegrees and metres."""
import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

COLUMNS = ('latitude', 'longitude', 'accuracy')


def upgrade():
    for name in COLUMNS:
        op.add_column('check_photo', sa.Column(name, sa.Integer(), nullable=True))


def downgrade():
    for name in reversed(COLUMNS):
        op.drop_column('check_photo', name)
