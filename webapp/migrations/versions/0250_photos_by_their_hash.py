"""What names a photo of a deed, a help task or a report is found by its hash."""
from alembic import op

revision = '0250'
down_revision = '0240'
branch_labels = None
depends_on = None

TABLES = ('deed_photo', 'help_photo', 'put_right_photo')


def upgrade():
    for table in TABLES:
        op.create_index(op.f(f'ix_{table}_community_id_sha256'), table, ['community_id', 'sha256'])


def downgrade():
    for table in TABLES:
        op.drop_index(op.f(f'ix_{table}_community_id_sha256'), table)
