"""PostgreSQL refuses a change of what only grows with the same class of error as SQLite."""
from alembic import op


revision = '0040'
down_revision = '0010'
branch_labels = None
depends_on = None

REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME{code}; END $$"
)


def _replace(code):
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(REFUSE.format(code=code))


def upgrade():
    _replace(" USING ERRCODE = 'integrity_constraint_violation'")


def downgrade():
    _replace('')
