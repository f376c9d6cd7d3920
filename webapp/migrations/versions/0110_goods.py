"""Goods, their stock, and who came for what was exchanged."""
import sqlalchemy as sa
from alembic import op


revision = '0110'
down_revision = '0070'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('good',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(120), nullable=False),
        sa.Column('unit', sa.String(40), nullable=False),
        sa.Column('points', sa.Integer(), nullable=False),
        sa.Column('low_at', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('most_each', sa.Integer(), nullable=True),
        sa.Column('sponsor', sa.String(120), nullable=False, server_default=''),
        sa.Column('on_offer', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_good_community_id_community'),
        sa.PrimaryKeyConstraint('id', name='pk_good'),
        sa.UniqueConstraint('community_id', 'name', name='uq_good_community_id_name'),
    )
    with op.batch_alter_table('redemption') as batch:
        batch.add_column(sa.Column('picked_up_by', sa.String(120), nullable=False, server_default=''))
        batch.add_column(sa.Column('token', sa.String(36), nullable=True))
        batch.create_unique_constraint('uq_redemption_community_id_token', ['community_id', 'token'])
    op.create_table('stock_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('good_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('move', sa.String(40), nullable=False),
        sa.Column('quantity', sa.Integer(), nullable=False),
        sa.Column('fen', sa.Integer(), nullable=True),
        sa.Column('points', sa.Integer(), nullable=True),
        sa.Column('words', sa.String(120), nullable=False, server_default=''),
        sa.Column('redemption_id', sa.Integer(), nullable=True),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_stock_entry_community_id_community'),
        sa.ForeignKeyConstraint(['good_id'], ['good.id'], name='fk_stock_entry_good_id_good'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_stock_entry_made_by_user_account'),
        sa.ForeignKeyConstraint(['redemption_id'], ['redemption.id'], name='fk_stock_entry_redemption_id_redemption'),
        sa.PrimaryKeyConstraint('id', name='pk_stock_entry'),
    )
    op.create_index('ix_stock_entry_community_id_good_id', 'stock_entry', ['community_id', 'good_id'])
    op.create_index('ix_stock_entry_community_id_redemption_id', 'stock_entry', ['community_id', 'redemption_id'])
    _only_grows()


def _only_grows():
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER stock_entry_no_{verb.lower()} BEFORE {verb} ON stock_entry "
                "BEGIN SELECT RAISE(ABORT, 'stock_entry only grows'); END"
            )
        return
    op.execute(
        'CREATE TRIGGER stock_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_entry '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
    )


def downgrade():
    op.drop_table('stock_entry')
    with op.batch_alter_table('redemption') as batch:
        batch.drop_constraint('uq_redemption_community_id_token', type_='unique')
        batch.drop_column('token')
        batch.drop_column('picked_up_by')
    op.drop_table('good')
