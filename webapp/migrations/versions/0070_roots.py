"""Publications carry a root over salted leaves, one for each account, and the root before; older ones have none."""
import sqlalchemy as sa
from alembic import op


revision = '0070'
down_revision = '0062'
branch_labels = None
depends_on = None


def upgrade():
    # Added in place: SQLite would make the table anew otherwise, and forget what keeps it from being changed.
    for name in ('root', 'previous_root'):
        op.add_column('publication', sa.Column(name, sa.String(length=64), nullable=True))
    op.create_table('publication_leaf',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('publication_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('salt', sa.String(length=40), nullable=True),
        sa.Column('leaf', sa.String(length=64), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_publication_leaf_account_id_account'),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_publication_leaf_community_id_community'),
        sa.ForeignKeyConstraint(
            ['publication_id'], ['publication.id'], name='fk_publication_leaf_publication_id_publication'
        ),
        sa.PrimaryKeyConstraint('id', name='pk_publication_leaf'),
        sa.UniqueConstraint(
            'community_id', 'publication_id', 'account_id', name='uq_publication_leaf_community_id_publication_id_account_id'
        ),
        sa.UniqueConstraint(
            'community_id', 'publication_id', 'position', name='uq_publication_leaf_community_id_publication_id_position'
        ),
    )


def downgrade():
    op.drop_table('publication_leaf')
    op.drop_column('publication', 'previous_root')
    op.drop_column('publication', 'root')
