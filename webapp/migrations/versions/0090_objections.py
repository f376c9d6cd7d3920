"""Objections, and what was done with them: steps that only grow."""
import sqlalchemy as sa
from alembic import op


revision = '0090'
down_revision = '0070'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('objection',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('publication_id', sa.Integer(), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('subject', sa.String(length=40), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('sources', sa.JSON(), nullable=False),
        sa.Column('household_id', sa.Integer(), nullable=True),
        sa.Column('told_by', sa.String(length=120), nullable=False),
        sa.Column('late', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('state', sa.String(length=40), nullable=False),
        sa.Column('outcome', sa.String(length=40), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('answer_until', sa.Date(), nullable=False),
        sa.Column('appeal_until', sa.Date(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name='fk_objection_account_id_account'),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_objection_community_id_community'),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name='fk_objection_household_id_household'),
        sa.ForeignKeyConstraint(['publication_id'], ['publication.id'], name='fk_objection_publication_id_publication'),
        sa.PrimaryKeyConstraint('id', name='pk_objection'),
    )
    op.create_index('ix_objection_community_id_month_account_id', 'objection', ['community_id', 'month', 'account_id'])
    op.create_index('ix_objection_community_id_state', 'objection', ['community_id', 'state'])
    op.create_table('objection_step',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('objection_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('step', sa.String(length=40), nullable=False),
        sa.Column('outcome', sa.String(length=40), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('effects', sa.Text(), nullable=False),
        sa.Column('placed_in', sa.String(length=7), nullable=False),
        sa.Column('maker_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('previous_digest', sa.String(length=64), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name='fk_objection_step_community_id_community'),
        sa.ForeignKeyConstraint(['maker_id'], ['user_account.id'], name='fk_objection_step_maker_id_user_account'),
        sa.ForeignKeyConstraint(['objection_id'], ['objection.id'], name='fk_objection_step_objection_id_objection'),
        sa.PrimaryKeyConstraint('id', name='pk_objection_step'),
        sa.UniqueConstraint(
            'community_id', 'objection_id', 'number', name='uq_objection_step_community_id_objection_id_number'
        ),
        sa.UniqueConstraint('community_id', 'sequence', name='uq_objection_step_community_id_sequence'),
    )
    _let_only_grow('objection_step')


def _let_only_grow(table):
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade():
    op.drop_table('objection_step')
    op.drop_table('objection')
