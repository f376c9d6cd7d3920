"""Scores carry over to the next month; points can be spent and cleared without a publication; rules have long names."""
import sqlalchemy as sa
from alembic import op


revision = '0060'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('score') as table:
        table.add_column(sa.Column('vetoed', sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column('earned', sa.Integer(), nullable=False, server_default='0'))
        table.add_column(sa.Column('carried', sa.JSON(), nullable=False, server_default='{}'))
    _alter_ledger(120, nullable=True)
    op.create_table('redemption',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('points', sa.Integer(), nullable=False),
        sa.Column('what', sa.String(120), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('undone_by', sa.Integer(), nullable=True),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_redemption_community_id_community'),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_redemption_account_id_account'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_redemption_made_by_user_account'),
        sa.ForeignKeyConstraint(['undone_by'], ['user_account.id'], name='fk_redemption_undone_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_redemption'),
    )
    op.create_index('ix_redemption_community_id_account_id_day', 'redemption', ['community_id', 'account_id', 'day'])


def _alter_ledger(length, nullable):
    with op.batch_alter_table('ledger_entry') as table:
        table.alter_column('code', existing_type=sa.String(), type_=sa.String(length), existing_nullable=False)
        table.alter_column('publication_id', existing_type=sa.Integer(), nullable=nullable)
    if op.get_bind().dialect.name != 'sqlite':
        return
    for verb in ('UPDATE', 'DELETE'):  # SQLite makes a table anew to alter it, and forgets its triggers
        op.execute(
            f"CREATE TRIGGER ledger_entry_no_{verb.lower()} BEFORE {verb} ON ledger_entry "
            "BEGIN SELECT RAISE(ABORT, 'ledger_entry only grows'); END"
        )


def downgrade():
    op.drop_table('redemption')
    _alter_ledger(40, nullable=False)
    with op.batch_alter_table('score') as table:
        table.drop_column('carried')
        table.drop_column('earned')
        table.drop_column('vetoed')
