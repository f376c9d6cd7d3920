"""The chat robot's key is kept encrypted."""
import sqlalchemy as sa
from alembic import op

from webapp.encryption import ROBOT, decrypt, encrypt

revision = '0240'
down_revision = '0230'
branch_labels = None
depends_on = None

ROBOTS = sa.table('group_robot', sa.column('id', sa.Integer), sa.column('key', sa.Text))


def upgrade():
    with op.batch_alter_table('group_robot') as robots:
        robots.alter_column('key', existing_type=sa.String(length=80), type_=sa.Text(), existing_nullable=False)
    _rewrite(lambda plain: encrypt(plain, ROBOT))


def downgrade():
    _rewrite(lambda sealed: decrypt(sealed, ROBOT) or '')
    with op.batch_alter_table('group_robot') as robots:
        robots.alter_column('key', existing_type=sa.Text(), type_=sa.String(length=80), existing_nullable=False)


def _rewrite(change):
    here = op.get_bind()
    for key, kept in here.execute(sa.select(ROBOTS.c.id, ROBOTS.c.key)).all():
        here.execute(ROBOTS.update().where(ROBOTS.c.id == key).values(key=change(kept)))
