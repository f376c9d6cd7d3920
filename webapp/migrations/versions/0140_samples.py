"""Oversight's random samples, and what was seen when the drawn checks were looked at again."""
import sqlalchemy as sa
from alembic import op


revision = '0140'
down_revision = '0130'
branch_labels = None
depends_on = None

TABLES = ('sample', 'drawn_check', 'sample_visit', 'sample_view')


def upgrade():
    op.create_table('sample',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('walk_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('walk_digest', sa.String(64), nullable=False),
        sa.Column('thrown', sa.String(40), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_sample_community_id_community'),
        sa.ForeignKeyConstraint(['walk_id'], ['walk.id'], name='fk_sample_walk_id_walk'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_sample_made_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_sample'),
        sa.UniqueConstraint('community_id', 'walk_id', name='uq_sample_community_id_walk_id'),
    )
    op.create_table('drawn_check',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sample_id', sa.Integer(), nullable=False),
        sa.Column('check_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_drawn_check_community_id_community'),
        sa.ForeignKeyConstraint(['sample_id'], ['sample.id'], name='fk_drawn_check_sample_id_sample'),
        sa.ForeignKeyConstraint(['check_id'], ['courtyard_check.id'], name='fk_drawn_check_check_id_courtyard_check'),
        sa.PrimaryKeyConstraint('id', name='pk_drawn_check'),
        sa.UniqueConstraint('community_id', 'sample_id', 'position', name='uq_drawn_check_community_id_sample_id_position'),
        sa.UniqueConstraint('community_id', 'check_id', name='uq_drawn_check_community_id_check_id'),
    )
    op.create_table('sample_visit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('drawn_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('token', sa.String(36), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_sample_visit_community_id_community'),
        sa.ForeignKeyConstraint(['drawn_id'], ['drawn_check.id'], name='fk_sample_visit_drawn_id_drawn_check'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name='fk_sample_visit_made_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_sample_visit'),
        sa.UniqueConstraint('community_id', 'token', name='uq_sample_visit_community_id_token'),
    )
    op.create_index('ix_sample_visit_community_id_drawn_id', 'sample_visit', ['community_id', 'drawn_id'])
    op.create_table('sample_view',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('item', sa.String(40), nullable=False),
        sa.Column('agrees', sa.Boolean(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_sample_view_community_id_community'),
        sa.ForeignKeyConstraint(['visit_id'], ['sample_visit.id'], name='fk_sample_view_visit_id_sample_visit'),
        sa.PrimaryKeyConstraint('id', name='pk_sample_view'),
        sa.UniqueConstraint('community_id', 'visit_id', 'item', name='uq_sample_view_community_id_visit_id_item'),
    )
    for table in TABLES:
        _only_grows(table)


def _only_grows(table):
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
        return
    op.execute(
        f'CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
    )


def downgrade():
    for table in reversed(TABLES):
        op.drop_table(table)
