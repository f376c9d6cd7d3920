"""Pictures of goods, reservations that a household makes itself, signatures on the screen."""
import sqlalchemy as sa
from alembic import op


revision = '0190'
down_revision = '0180'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('good', sa.Column('picture', sa.String(64), nullable=True))
    with op.batch_alter_table('reservation') as batch:
        batch.add_column(sa.Column('picked_up_by', sa.String(120), nullable=False, server_default=''))
        batch.add_column(sa.Column('token', sa.String(36), nullable=True))
        batch.add_column(sa.Column('household_id', sa.Integer(), nullable=True))
        batch.alter_column('made_by', existing_type=sa.Integer(), nullable=True)
        batch.create_unique_constraint('uq_reservation_community_id_token', ['community_id', 'token'])
        batch.create_foreign_key('fk_reservation_household_id_household', 'household', ['household_id'], ['id'])
    op.create_table('signature',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('redemption_id', sa.Integer(), nullable=False),
        sa.Column('png', sa.LargeBinary(), nullable=False),
        sa.Column('taken_by', sa.Integer(), nullable=False),
        sa.Column('taken_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_signature_community_id_community'),
        sa.ForeignKeyConstraint(['redemption_id'], ['redemption.id'], name='fk_signature_redemption_id_redemption'),
        sa.ForeignKeyConstraint(['taken_by'], ['user_account.id'], name='fk_signature_taken_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_signature'),
        sa.UniqueConstraint('community_id', 'redemption_id', name='uq_signature_community_id_redemption_id'),
    )


def downgrade():
    op.drop_table('signature')
    # Who reserved by a card is somebody at the counter in no version before this.
    op.execute('DELETE FROM reservation WHERE made_by IS NULL')
    with op.batch_alter_table('reservation') as batch:
        batch.drop_constraint('fk_reservation_household_id_household', type_='foreignkey')
        batch.drop_constraint('uq_reservation_community_id_token', type_='unique')
        batch.alter_column('made_by', existing_type=sa.Integer(), nullable=False)
        batch.drop_column('household_id')
        batch.drop_column('token')
        batch.drop_column('picked_up_by')
    op.drop_column('good', 'picture')
