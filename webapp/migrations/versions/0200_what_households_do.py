"""What households do by their own card: say that a fault is put right, come to activities, wish."""
import sqlalchemy as sa
from alembic import op


revision = '0200'
down_revision = '0190'
branch_labels = None
depends_on = None


def upgrade():
    _make(
        'activity_sign_up',
        [
            sa.Column('activity_id', sa.Integer(), nullable=False),
            sa.Column('household_id', sa.Integer(), nullable=False),
            sa.Column('person_id', sa.Integer(), nullable=True),
            sa.Column('made_at', sa.DateTime(), nullable=False),
        ],
        {'activity_id': 'activity', 'household_id': 'household', 'person_id': 'person'},
        indexed=[('activity_id',), ('household_id',)],
    )
    op.add_column('activity_sign_in', sa.Column('signed_at', sa.DateTime(), nullable=True))
    _make(
        'put_right',
        [
            sa.Column('household_id', sa.Integer(), nullable=False),
            sa.Column('courtyard_id', sa.Integer(), nullable=False),
            sa.Column('check_id', sa.Integer(), nullable=False),
            sa.Column('item', sa.String(40), nullable=False),
            sa.Column('text', sa.String(200), nullable=False),
            sa.Column('day', sa.Date(), nullable=False),
            sa.Column('made_at', sa.DateTime(), nullable=False),
            sa.Column('state', sa.String(40), nullable=False),
            sa.Column('reason', sa.String(200), nullable=False, server_default=''),
            sa.Column('decided_by', sa.Integer(), nullable=True),
            sa.Column('decided_at', sa.DateTime(), nullable=True),
            sa.Column('version', sa.Integer(), nullable=False, server_default=sa.text('0')),
            sa.Column('token', sa.String(36), nullable=False),
        ],
        {
            'household_id': 'household',
            'courtyard_id': 'courtyard',
            'check_id': 'courtyard_check',
            'decided_by': 'user_account',
        },
        unique=[('token',)],
        indexed=[('state',), ('household_id',)],
    )
    _make(
        'put_right_photo',
        [
            sa.Column('put_right_id', sa.Integer(), nullable=False),
            sa.Column('sha256', sa.String(64), nullable=False),
        ],
        {'put_right_id': 'put_right'},
        unique=[('put_right_id', 'sha256')],
    )
    with op.batch_alter_table('help_task') as table:
        table.alter_column('check_id', existing_type=sa.Integer(), nullable=True)
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column('text', sa.String(200), nullable=False, server_default=''))
        table.add_column(sa.Column('token', sa.String(36), nullable=True))
        table.create_unique_constraint(table.f('uq_help_task_community_id_token'), ['community_id', 'token'])
        table.create_index(table.f('ix_help_task_community_id_household_id'), ['community_id', 'household_id'])


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


def downgrade():
    with op.batch_alter_table('help_task') as table:
        table.drop_index(table.f('ix_help_task_community_id_household_id'))
        table.drop_constraint(table.f('uq_help_task_community_id_token'), type_='unique')
        table.drop_column('token')
        table.drop_column('text')
        table.alter_column('courtyard_id', existing_type=sa.Integer(), nullable=False)
        table.alter_column('check_id', existing_type=sa.Integer(), nullable=False)
    for name in ('put_right_photo', 'put_right'):
        op.drop_table(name)
    op.drop_column('activity_sign_in', 'signed_at')
    op.drop_table('activity_sign_up')
