"""Whether an activity's code on paper signs in."""

import sqlalchemy as sa
from alembic import op

revision = '0270'
down_revision = '0260'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('activity', sa.Column('on_paper', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade():
    op.drop_column('activity', 'on_paper')
