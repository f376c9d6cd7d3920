"""A finding says how bad, or how many, where the rule book asks."""
from alembic import op
import sqlalchemy as sa


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('finding', sa.Column('severity', sa.String(length=40), nullable=True))
    op.add_column('finding', sa.Column('count', sa.Integer(), nullable=True))


def downgrade():
    op.drop_column('finding', 'count')
    op.drop_column('finding', 'severity')
