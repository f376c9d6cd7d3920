"""What staff did with entries that were put aside."""
import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('settlement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('taken_id', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('settled_by', sa.Integer(), nullable=False),
    sa.Column('settled_at', sa.DateTime(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_settlement_community_id_community')),
    sa.ForeignKeyConstraint(['entry_id'], ['received_entry.id'], name=op.f('fk_settlement_entry_id_received_entry')),
    sa.ForeignKeyConstraint(['settled_by'], ['user_account.id'], name=op.f('fk_settlement_settled_by_user_account')),
    sa.ForeignKeyConstraint(['taken_id'], ['received_entry.id'], name=op.f('fk_settlement_taken_id_received_entry')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settlement')),
    sa.UniqueConstraint('community_id', 'entry_id', name=op.f('uq_settlement_community_id_entry_id'))
    )
    op.create_index(op.f('ix_settlement_community_id_taken_id'), 'settlement', ['community_id', 'taken_id'])


def downgrade():
    op.drop_table('settlement')
