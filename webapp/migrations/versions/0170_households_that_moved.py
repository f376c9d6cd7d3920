"""Households remember the courtyard they lived in before it was split or merged, and until when."""
import sqlalchemy as sa
from alembic import op


revision = '0170'
down_revision = '0160'
branch_labels = None
depends_on = None

RAISE = 'UPDATE community SET change_number = change_number + 1, whole_from = change_number + 1 WHERE id = '


def upgrade():
    with op.batch_alter_table('household') as table:
        table.add_column(sa.Column('moved_from_id', sa.Integer(), nullable=True))
        table.add_column(sa.Column('moved_in', sa.String(length=7), nullable=True))
        name = table.f('fk_household_moved_from_id_courtyard')
        table.create_foreign_key(name, 'courtyard', ['moved_from_id'], ['id'])
        table.create_index(table.f('ix_household_community_id_moved_from_id'), ['community_id', 'moved_from_id'])
    _tell_again()


def _tell_again():
    """SQLite makes a table anew to alter it, and forgets its triggers."""
    if op.get_bind().dialect.name != 'sqlite':
        return
    for verb, row in (('INSERT', 'NEW'), ('UPDATE', 'NEW'), ('DELETE', 'OLD')):
        op.execute(
            f'CREATE TRIGGER household_told_{verb.lower()} AFTER {verb} ON household '
            f'BEGIN {RAISE}{row}.community_id; END'
        )


def downgrade():
    with op.batch_alter_table('household') as table:
        table.drop_index(table.f('ix_household_community_id_moved_from_id'))
        table.drop_constraint(table.f('fk_household_moved_from_id_courtyard'), type_='foreignkey')
        table.drop_column('moved_in')
        table.drop_column('moved_from_id')
    _tell_again()
