"""Areas of photos that are made unrecognisable, consents of people in photos, and the deletion of a household's data."""
import sqlalchemy as sa
from alembic import op


revision = '0230'
down_revision = '0220'
branch_labels = None
depends_on = None

SEALED = (
    'id', 'community_id', 'objection_id', 'number', 'sequence', 'step', 'outcome', 'effects', 'placed_in', 'maker_id',
    'at', 'previous_digest', 'digest',
)


def upgrade():
    op.create_table(
        'photo_cover',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('areas', sa.JSON(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_photo_cover_community_id_community')),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_photo_cover_made_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_photo_cover')),
    )
    op.create_index(op.f('ix_photo_cover_community_id_sha256'), 'photo_cover', ['community_id', 'sha256'])
    op.create_table(
        'photo_consent',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('household_id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('given_at', sa.DateTime(), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['community_id'], ['community.id'], name=op.f('fk_photo_consent_community_id_community')
        ),
        sa.ForeignKeyConstraint(
            ['household_id'], ['household.id'], name=op.f('fk_photo_consent_household_id_household')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_photo_consent')),
        sa.UniqueConstraint(
            'community_id', 'household_id', 'sha256', name=op.f('uq_photo_consent_community_id_household_id_sha256')
        ),
    )
    op.create_table(
        'erasure',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('household_id', sa.Integer(), nullable=False),
        sa.Column('reason', sa.String(length=40), nullable=False),
        sa.Column('state', sa.String(length=40), nullable=False),
        sa.Column('asked_by', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(), nullable=False),
        sa.Column('ended_by', sa.Integer(), nullable=True),
        sa.Column('ended_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_erasure_asked_by_user_account')),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_erasure_community_id_community')),
        sa.ForeignKeyConstraint(['ended_by'], ['user_account.id'], name=op.f('fk_erasure_ended_by_user_account')),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_erasure_household_id_household')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    )
    op.create_index(op.f('ix_erasure_community_id_household_id'), 'erasure', ['community_id', 'household_id'])
    op.add_column('objection_step', sa.Column('text_digest', sa.String(length=64), nullable=True))
    _let_words_go()


def _let_words_go():
    """A step stays as it is, but that its words may give way to their own hash, once."""
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER objection_step_no_update')
        op.execute(
            f"CREATE TRIGGER objection_step_no_update BEFORE UPDATE ON objection_step WHEN NOT ({_words_go('IS')}) "
            "BEGIN SELECT RAISE(ABORT, 'objection_step only grows'); END"
        )
        return
    op.execute('DROP TRIGGER objection_step_only_grows ON objection_step')
    op.execute(
        'CREATE TRIGGER objection_step_only_grows BEFORE DELETE OR TRUNCATE ON objection_step '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
    )
    op.execute(
        'CREATE TRIGGER objection_step_no_update BEFORE UPDATE ON objection_step FOR EACH ROW '
        f"WHEN (NOT ({_words_go('IS NOT DISTINCT FROM')})) EXECUTE FUNCTION refuse_change()"
    )


def _words_go(same):
    kept = ' AND '.join(f'NEW.{name} {same} OLD.{name}' for name in SEALED)
    return f"NEW.text = '' AND OLD.text_digest IS NULL AND NEW.text_digest IS NOT NULL AND {kept}"


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER objection_step_no_update')
    else:
        op.execute('DROP TRIGGER objection_step_no_update ON objection_step')
        op.execute('DROP TRIGGER objection_step_only_grows ON objection_step')
        op.execute(
            'CREATE TRIGGER objection_step_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON objection_step '
            'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
        )
    op.drop_column('objection_step', 'text_digest')
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            'CREATE TRIGGER objection_step_no_update BEFORE UPDATE ON objection_step '
            "BEGIN SELECT RAISE(ABORT, 'objection_step only grows'); END"
        )
    op.drop_table('erasure')
    op.drop_table('photo_consent')
    op.drop_table('photo_cover')
