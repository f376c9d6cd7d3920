"""Points belong to accounts of courtyards, households, persons or teams; families live at addresses, too."""
import sqlalchemy as sa
from alembic import op


revision = '0050'
down_revision = '0011'
branch_labels = None
depends_on = None

RAISE = 'UPDATE community SET change_number = change_number + 1, whole_from = change_number + 1 WHERE id = '
KINDS = ('courtyard', 'household', 'person', 'team')
OF_ITS_KIND = (
    "kind IN ('courtyard', 'household', 'person', 'team')"
    + ''.join(f" AND (kind = '{kind}') = ({kind}_id IS NOT NULL)" for kind in KINDS)
)
AT_ONCE, AT_THE_END = {}, {'deferrable': True, 'initially': 'DEFERRED'}
REFERENCES = (
    ('household_id', 'household', AT_ONCE),
    ('person_id', 'person', AT_ONCE),
    ('team_id', 'team', AT_ONCE),
    ('parent_id', 'account', AT_THE_END),
)
INDEXED = ('household_id', 'person_id', 'team_id')


def upgrade():
    _make_teams()
    with op.batch_alter_table('household') as table:
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column('address', sa.String(length=120), nullable=False, server_default=''))
        table.add_column(sa.Column('group_name', sa.String(length=120), nullable=False, server_default=''))
    with op.batch_alter_table('account') as table:
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column('kind', sa.String(length=40), nullable=False, server_default='courtyard'))
        for name, _, _ in REFERENCES:
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
        table.add_column(sa.Column('group_name', sa.String(length=120), nullable=False, server_default=''))
        for name, referred, when in REFERENCES:
            table.create_foreign_key(table.f(f'fk_account_{name}_{referred}'), referred, [name], ['id'], **when)
        for name in INDEXED:
            table.create_index(table.f(f'ix_account_community_id_{name}'), ['community_id', name])
        table.create_check_constraint(table.f('ck_account_of_its_kind'), OF_ITS_KIND)
    with op.batch_alter_table('deed') as table:
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column('account_id', sa.Integer(), nullable=True))
        table.add_column(sa.Column('quantity', sa.Integer(), nullable=True))
        table.create_foreign_key(table.f('fk_deed_account_id_account'), 'account', ['account_id'], ['id'])
        table.create_index(table.f('ix_deed_community_id_month_account_id'), ['community_id', 'month', 'account_id'])
    _tell_again()


def _make_teams():
    op.create_table('team',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('group_name', sa.String(length=120), nullable=False, server_default=''),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_team_community_id_community'),
        sa.PrimaryKeyConstraint('id', name='pk_team'),
        sa.UniqueConstraint('community_id', 'name', 'group_name', name='uq_team_community_id_name_group_name'),
    )
    op.create_table('team_member',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('since', sa.Date(), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_team_member_community_id_community'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name='fk_team_member_person_id_person'),
        sa.ForeignKeyConstraint(['team_id'], ['team.id'], name='fk_team_member_team_id_team'),
        sa.PrimaryKeyConstraint('id', name='pk_team_member'),
    )
    op.create_index('ix_team_member_community_id_team_id', 'team_member', ['community_id', 'team_id'])
    op.create_index('ix_team_member_community_id_person_id', 'team_member', ['community_id', 'person_id'])


def _tell_again():
    """SQLite makes a table anew to alter it, and forgets its triggers."""
    if op.get_bind().dialect.name != 'sqlite':
        return
    for table in ('household', 'account'):
        for verb, row in (('INSERT', 'NEW'), ('UPDATE', 'NEW'), ('DELETE', 'OLD')):
            op.execute(
                f'CREATE TRIGGER {table}_told_{verb.lower()} AFTER {verb} ON {table} '
                f'BEGIN {RAISE}{row}.community_id; END'
            )


def downgrade():
    """What has no courtyard has no place in the older tables: the database refuses, and nothing is lost."""
    with op.batch_alter_table('deed') as table:
        table.drop_index(table.f('ix_deed_community_id_month_account_id'))
        table.drop_constraint(table.f('fk_deed_account_id_account'), type_='foreignkey')
        table.drop_column('quantity')
        table.drop_column('account_id')
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table('account') as table:
        table.drop_constraint(table.f('ck_account_of_its_kind'), type_='check')
        for name in INDEXED:
            table.drop_index(table.f(f'ix_account_community_id_{name}'))
        for name, referred, _ in REFERENCES:
            table.drop_constraint(table.f(f'fk_account_{name}_{referred}'), type_='foreignkey')
        table.drop_column('group_name')
        for name, _, _ in reversed(REFERENCES):
            table.drop_column(name)
        table.drop_column('kind')
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table('household') as table:
        table.drop_column('group_name')
        table.drop_column('address')
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=False)
    op.drop_table('team_member')
    op.drop_table('team')
    _tell_again()
