"""A phone's next token works beside the old one until it is first used; the previous one still tells its seals."""
from alembic import op
import sqlalchemy as sa


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('device') as table:
        table.add_column(sa.Column('next_token_hash', sa.String(64), nullable=True))
        table.add_column(sa.Column('previous_token_hash', sa.String(64), nullable=True))
        table.create_unique_constraint(op.f('uq_device_next_token_hash'), ['next_token_hash'])


def downgrade():
    with op.batch_alter_table('device') as table:
        table.drop_constraint(op.f('uq_device_next_token_hash'), type_='unique')
        table.drop_column('previous_token_hash')
        table.drop_column('next_token_hash')
