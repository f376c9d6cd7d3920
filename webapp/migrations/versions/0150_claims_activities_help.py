"""Claims with photos and decisions that can be taken back, activities with their sheets, help tasks."""
import sqlalchemy as sa
from alembic import op


revision = '0150'
down_revision = '0140'
branch_labels = None
depends_on = None

COLUMNS = (
    ('claimed_by', sa.Integer()),
    ('activity_id', sa.Integer()),
    ('asked_points', sa.Integer()),
    ('asked_quantity', sa.Integer()),
    ('token', sa.String(length=36)),
)
KEYS = (('claimed_by', 'household'), ('activity_id', 'activity'))
INDEXED = (('state', 'day'), ('day',), ('claimed_by',), ('activity_id',))


def upgrade():
    _make(
        'activity',
        [
            sa.Column('kind', sa.String(40), nullable=False),
            sa.Column('title', sa.String(120), nullable=False),
            sa.Column('day', sa.Date(), nullable=False),
            sa.Column('place', sa.String(120), nullable=False),
            sa.Column('organiser', sa.String(120), nullable=False),
            sa.Column('points', sa.Integer(), nullable=False),
            sa.Column('quantity', sa.Integer(), nullable=True),
            sa.Column('sheet', sa.String(64), nullable=True),
            sa.Column('made_by', sa.Integer(), nullable=False),
            sa.Column('made_at', sa.DateTime(), nullable=False),
            sa.Column('token', sa.String(36), nullable=False),
            sa.Column('version', sa.Integer(), nullable=False, server_default=sa.text('0')),
        ],
        {'made_by': 'user_account'},
        unique=[('token',)],
        indexed=[('day',)],
    )
    with op.batch_alter_table('deed') as table:
        table.add_column(sa.Column('came_by', sa.String(40), nullable=False, server_default='desk'))
        table.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default=sa.text('0')))
        for name, kind in COLUMNS:
            table.add_column(sa.Column(name, kind, nullable=True))
        for name, referred in KEYS:
            table.create_foreign_key(table.f(f'fk_deed_{name}_{referred}'), referred, [name], ['id'])
        table.create_unique_constraint(table.f('uq_deed_community_id_token'), ['community_id', 'token'])
        for names in INDEXED:
            table.create_index(table.f(f"ix_deed_community_id_{'_'.join(names)}"), ['community_id', *names])
    op.execute("UPDATE deed SET came_by = 'phone' WHERE uuid IS NOT NULL")
    _make_parts_of_deeds()
    _make_help()


def _make(name, columns, refers, unique=(), indexed=()):
    op.create_table(name,
        sa.Column('id', sa.Integer(), nullable=False),
        *columns,
        sa.Column('community_id', sa.Integer(), nullable=False),
        *[
            sa.ForeignKeyConstraint([column], [f'{table}.id'], name=f'fk_{name}_{column}_{table}')
            for column, table in {**refers, 'community_id': 'community'}.items()
        ],
        sa.PrimaryKeyConstraint('id', name=f'pk_{name}'),
        *[
            sa.UniqueConstraint('community_id', *names, name=f"uq_{name}_community_id_{'_'.join(names)}")
            for names in unique
        ],
    )
    for names in indexed:
        op.create_index(f"ix_{name}_community_id_{'_'.join(names)}", name, ['community_id', *names])


def _make_parts_of_deeds():
    _make(
        'activity_sign_in',
        [
            sa.Column('activity_id', sa.Integer(), nullable=False),
            sa.Column('account_id', sa.Integer(), nullable=False),
            sa.Column('household_id', sa.Integer(), nullable=True),
            sa.Column('person_id', sa.Integer(), nullable=True),
            sa.Column('quantity', sa.Integer(), nullable=True),
            sa.Column('deed_id', sa.Integer(), nullable=True),
        ],
        {
            'activity_id': 'activity',
            'account_id': 'account',
            'household_id': 'household',
            'person_id': 'person',
            'deed_id': 'deed',
        },
        indexed=[('activity_id',), ('deed_id',)],
    )
    _make(
        'deed_photo',
        [
            sa.Column('deed_id', sa.Integer(), nullable=False),
            sa.Column('sha256', sa.String(64), nullable=False),
            sa.Column('position', sa.Integer(), nullable=False),
        ],
        {'deed_id': 'deed'},
        unique=[('deed_id', 'sha256')],
    )
    _make(
        'deed_decision',
        [
            sa.Column('deed_id', sa.Integer(), nullable=False),
            sa.Column('decider_id', sa.Integer(), nullable=False),
            sa.Column('decided_at', sa.DateTime(), nullable=False),
            sa.Column('verb', sa.String(40), nullable=False),
            sa.Column('points', sa.Integer(), nullable=False),
            sa.Column('reason', sa.String(200), nullable=False),
        ],
        {'deed_id': 'deed', 'decider_id': 'user_account'},
        indexed=[('deed_id',)],
    )


def _make_help():
    _make(
        'help_task',
        [
            sa.Column('check_id', sa.Integer(), nullable=False),
            sa.Column('item', sa.String(40), nullable=False),
            sa.Column('courtyard_id', sa.Integer(), nullable=False),
            sa.Column('household_id', sa.Integer(), nullable=False),
            sa.Column('found_on', sa.Date(), nullable=False),
            sa.Column('state', sa.String(40), nullable=False),
            sa.Column('volunteer_id', sa.Integer(), nullable=True),
            sa.Column('person_id', sa.Integer(), nullable=True),
            sa.Column('put_right_on', sa.Date(), nullable=True),
            sa.Column('deed_id', sa.Integer(), nullable=True),
            sa.Column('version', sa.Integer(), nullable=False, server_default=sa.text('0')),
        ],
        {
            'check_id': 'courtyard_check',
            'courtyard_id': 'courtyard',
            'household_id': 'household',
            'volunteer_id': 'household',
            'person_id': 'person',
            'deed_id': 'deed',
        },
        indexed=[('state',), ('courtyard_id', 'item'), ('check_id',), ('volunteer_id',)],
    )
    _make(
        'help_step',
        [
            sa.Column('task_id', sa.Integer(), nullable=False),
            sa.Column('step', sa.String(40), nullable=False),
            sa.Column('maker_id', sa.Integer(), nullable=True),
            sa.Column('at', sa.DateTime(), nullable=False),
            sa.Column('text', sa.Text(), nullable=False),
        ],
        {'task_id': 'help_task', 'maker_id': 'user_account'},
        indexed=[('task_id',)],
    )
    _make(
        'help_photo',
        [
            sa.Column('task_id', sa.Integer(), nullable=False),
            sa.Column('sha256', sa.String(64), nullable=False),
        ],
        {'task_id': 'help_task'},
        unique=[('task_id', 'sha256')],
    )


def downgrade():
    for name in ('help_photo', 'help_step', 'help_task', 'deed_decision', 'deed_photo', 'activity_sign_in'):
        op.drop_table(name)
    with op.batch_alter_table('deed') as table:
        for names in reversed(INDEXED):
            table.drop_index(table.f(f"ix_deed_community_id_{'_'.join(names)}"))
        table.drop_constraint(table.f('uq_deed_community_id_token'), type_='unique')
        for name, referred in KEYS:
            table.drop_constraint(table.f(f'fk_deed_{name}_{referred}'), type_='foreignkey')
        for name in ('came_by', 'version', *(name for name, _ in COLUMNS)):
            table.drop_column(name)
    op.drop_table('activity')
