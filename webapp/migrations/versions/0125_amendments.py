"""A check is approved with an amendment: what its approval lets count as less than the inspector said."""
import sqlalchemy as sa
from alembic import op


revision = '0125'
down_revision = '0120'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('courtyard_check', sa.Column('amendment', sa.Text(), nullable=False, server_default=''))
    op.add_column('review', sa.Column('amendment', sa.Text(), nullable=False, server_default=''))


def downgrade():
    op.drop_column('review', 'amendment')
    op.drop_column('courtyard_check', 'amendment')
