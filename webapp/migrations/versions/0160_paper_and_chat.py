"""Checks typed in from paper and their sheets; the chat group's robot and what it says; reservations."""
import sqlalchemy as sa
from alembic import op


revision = '0160'
down_revision = '0150'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('typed_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('check_uuid', sa.String(36), nullable=False),
        sa.Column('typist_id', sa.Integer(), nullable=False),
        sa.Column('typed_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_typed_check_community_id_community'),
        sa.ForeignKeyConstraint(['typist_id'], ['user_account.id'], name='fk_typed_check_typist_id_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_typed_check'),
        sa.UniqueConstraint('community_id', 'check_uuid', name='uq_typed_check_community_id_check_uuid'),
    )
    op.create_table('walk_sheet',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('walk_id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('added_by', sa.Integer(), nullable=False),
        sa.Column('added_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['added_by'], ['user_account.id'], name='fk_walk_sheet_added_by_user_account'),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_walk_sheet_community_id_community'),
        sa.ForeignKeyConstraint(['walk_id'], ['walk.id'], name='fk_walk_sheet_walk_id_walk'),
        sa.PrimaryKeyConstraint('id', name='pk_walk_sheet'),
        sa.UniqueConstraint('community_id', 'walk_id', 'sha256', name='uq_walk_sheet_community_id_walk_id_sha256'),
    )
    op.create_table('group_robot',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(80), nullable=False),
        sa.Column('kept_by', sa.Integer(), nullable=False),
        sa.Column('kept_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_group_robot_community_id_community'),
        sa.ForeignKeyConstraint(['kept_by'], ['user_account.id'], name='fk_group_robot_kept_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_group_robot'),
        sa.UniqueConstraint('community_id', name='uq_group_robot_community_id'),
    )
    op.create_table('group_message',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('publication_id', sa.Integer(), nullable=False),
        sa.Column('form', sa.String(40), nullable=False),
        sa.Column('nth', sa.Integer(), nullable=False),
        sa.Column('content', sa.Text(), nullable=False),
        sa.Column('root', sa.String(200), nullable=False),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('problem', sa.String(40), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('due_at', sa.DateTime(), nullable=False),
        sa.Column('asked_by', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('done_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name='fk_group_message_asked_by_user_account'),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_group_message_community_id_community'),
        sa.ForeignKeyConstraint(
            ['publication_id'], ['publication.id'], name='fk_group_message_publication_id_publication'
        ),
        sa.PrimaryKeyConstraint('id', name='pk_group_message'),
        sa.UniqueConstraint(
            'community_id', 'publication_id', 'form', 'nth',
            name='uq_group_message_community_id_publication_id_form_nth',
        ),
    )
    op.create_index(
        'ix_group_message_community_id_state_due_at', 'group_message', ['community_id', 'state', 'due_at']
    )
    op.create_table('reservation',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('good_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('pieces', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('ended_by', sa.Integer(), nullable=True),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_reservation_account_id_account'),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_reservation_community_id_community'),
        sa.ForeignKeyConstraint(['ended_by'], ['user_account.id'], name='fk_reservation_ended_by_user_account'),
        sa.ForeignKeyConstraint(['good_id'], ['good.id'], name='fk_reservation_good_id_good'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_reservation_made_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_reservation'),
    )
    op.create_index('ix_reservation_community_id_state_good_id', 'reservation', ['community_id', 'state', 'good_id'])
    op.create_index('ix_reservation_community_id_account_id', 'reservation', ['community_id', 'account_id'])


def downgrade():
    op.drop_table('reservation')
    op.drop_table('group_message')
    op.drop_table('group_robot')
    op.drop_table('walk_sheet')
    op.drop_table('typed_check')
