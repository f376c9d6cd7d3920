"""Money set aside for goods."""
import sqlalchemy as sa
from alembic import op


revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('fund_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('fen', sa.Integer(), nullable=False),
        sa.Column('what', sa.String(120), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_fund_entry_community_id_community'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_fund_entry_made_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_fund_entry'),
    )
    op.create_index('ix_fund_entry_community_id_day', 'fund_entry', ['community_id', 'day'])


def downgrade():
    op.drop_table('fund_entry')
