"""Settings of the community: how long things are kept, and documents it publishes. Photos expire, their rows stay."""
import sqlalchemy as sa
from alembic import op


revision = '0180'
down_revision = '0170'
branch_labels = None
depends_on = None

MONTHS = {'photo_months': '12', 'board_months': '36', 'visit_months': '12'}


def upgrade():
    for name, months in MONTHS.items():
        op.add_column('community', sa.Column(name, sa.Integer(), nullable=False, server_default=months))
    op.add_column('community', sa.Column('district', sa.String(length=120), nullable=False, server_default=''))
    op.create_index(op.f('ix_community_district'), 'community', ['district'])
    op.add_column('community', sa.Column('name_mask', sa.String(length=40), nullable=False, server_default='surname'))
    for name in ('expired_at', 'dropped_at'):
        op.add_column('photo', sa.Column(name, sa.DateTime(), nullable=True))
    op.create_index(op.f('ix_photo_community_id_expired_at'), 'photo', ['community_id', 'expired_at'])
    op.create_table(
        'public_document',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['community_id'], ['community.id'], name=op.f('fk_public_document_community_id_community')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_public_document')),
        sa.UniqueConstraint('community_id', 'number', name=op.f('uq_public_document_community_id_number')),
    )
    op.create_table(
        'document_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('document_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=120), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('effective_on', sa.Date(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['community_id'], ['community.id'], name=op.f('fk_document_version_community_id_community')
        ),
        sa.ForeignKeyConstraint(
            ['document_id'], ['public_document.id'], name=op.f('fk_document_version_document_id_public_document')
        ),
        sa.ForeignKeyConstraint(
            ['made_by'], ['user_account.id'], name=op.f('fk_document_version_made_by_user_account')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_document_version')),
        sa.UniqueConstraint(
            'community_id', 'document_id', 'number', name=op.f('uq_document_version_community_id_document_id_number')
        ),
    )
    op.create_table(
        'calendar_day',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_calendar_day_community_id_community')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_day')),
        sa.UniqueConstraint('community_id', 'day', name=op.f('uq_calendar_day_community_id_day')),
    )


def downgrade():
    op.drop_table('calendar_day')
    op.drop_table('document_version')
    op.drop_table('public_document')
    op.drop_index(op.f('ix_photo_community_id_expired_at'), table_name='photo')
    for name in ('dropped_at', 'expired_at'):
        op.drop_column('photo', name)
    op.drop_index(op.f('ix_community_district'), table_name='community')
    op.drop_column('community', 'name_mask')
    op.drop_column('community', 'district')
    for name in MONTHS:
        op.drop_column('community', name)
