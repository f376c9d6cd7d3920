"""The audit trail in the order it was written, whatever the clocks of several servers say."""
from alembic import op


revision = '0120'
down_revision = '0110'
branch_labels = None
depends_on = None


def upgrade():
    op.create_index('ix_audit_event_community_id_id', 'audit_event', ['community_id', 'id'])


def downgrade():
    op.drop_index('ix_audit_event_community_id_id', 'audit_event')
