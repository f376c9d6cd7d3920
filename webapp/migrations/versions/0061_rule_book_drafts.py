"""A draft of the next rule book, and who adopted a version."""
import sqlalchemy as sa
from alembic import op


revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('rule_book_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('changed_by', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_rule_book_draft_community_id_community'),
        sa.ForeignKeyConstraint(['changed_by'], ['user_account.id'], name='fk_rule_book_draft_changed_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_rule_book_draft'),
        sa.UniqueConstraint('community_id', name='uq_rule_book_draft_community_id'),
    )


def downgrade():
    op.drop_table('rule_book_draft')
