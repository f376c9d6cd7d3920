"""When the slip of a household's PIN was printed: it is printed once."""
import sqlalchemy as sa
from alembic import op


revision = '0220'
down_revision = '0210'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('household_access', sa.Column('printed_at', sa.DateTime(), nullable=True))


def downgrade():
    op.drop_column('household_access', 'printed_at')
