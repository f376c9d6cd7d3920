"""Chains of replacement are followed from either end: an index on what a check replaces."""
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

INDEX = 'ix_courtyard_check_community_id_replaces'


def upgrade():
    op.create_index(INDEX, 'courtyard_check', ['community_id', 'replaces'], unique=False)


def downgrade():
    op.drop_index(INDEX, 'courtyard_check')
