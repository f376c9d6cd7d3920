"""Changes of holder, splits and merges are kept so that they can be taken back; oversight's looks have photos;
words of the audit trail stand beside it, because they go at the end of their retention.
"""
import hashlib
import sqlalchemy as sa
from alembic import op

revision = '0260'
down_revision = '0250'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('courtyard', sa.Column('is_void', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        'roster_act',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('month', sa.String(length=7), nullable=False),
        sa.Column('courtyard_id', sa.Integer(), nullable=False),
        sa.Column('told', sa.JSON(), nullable=False),
        sa.Column('touched', sa.JSON(), nullable=False),
        sa.Column('made_by', sa.Integer(), nullable=False),
        sa.Column('made_at', sa.DateTime(), nullable=False),
        sa.Column('reason', sa.String(length=200), server_default='', nullable=False),
        sa.Column('undone_by', sa.Integer(), nullable=True),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_roster_act_community_id_community')),
        sa.ForeignKeyConstraint(['courtyard_id'], ['courtyard.id'], name=op.f('fk_roster_act_courtyard_id_courtyard')),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_roster_act_made_by_user_account')),
        sa.ForeignKeyConstraint(['undone_by'], ['user_account.id'], name=op.f('fk_roster_act_undone_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_act')),
    )
    op.create_index(op.f('ix_roster_act_community_id_id'), 'roster_act', ['community_id', 'id'])
    op.create_table(
        'sample_photo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_sample_photo_community_id_community')),
        sa.ForeignKeyConstraint(['visit_id'], ['sample_visit.id'], name=op.f('fk_sample_photo_visit_id_sample_visit')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sample_photo')),
        sa.UniqueConstraint('community_id', 'visit_id', 'sha256', name=op.f('uq_sample_photo_community_id_visit_id_sha256')),
    )
    op.create_index(op.f('ix_sample_photo_community_id_sha256'), 'sample_photo', ['community_id', 'sha256'])
    _only_grows('sample_photo')
    _words()


def _words():
    op.add_column('community', sa.Column('words_months', sa.Integer(), nullable=False, server_default='36'))
    op.create_table(
        'audit_words',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('community_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_audit_words_community_id_community')),
        sa.ForeignKeyConstraint(['event_id'], ['audit_event.id'], name=op.f('fk_audit_words_event_id_audit_event')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_words')),
        sa.UniqueConstraint('community_id', 'event_id', name=op.f('uq_audit_words_community_id_event_id')),
    )
    _let_change('audit_event')
    _move_words()
    _only_grows('audit_event')
    _never_changes('audit_words')


def _move_words():
    """This once: what was written into events until now, too, leaves its digest there."""
    event = sa.table('audit_event', sa.column('id'), sa.column('community_id'), sa.column('details', sa.JSON()))
    words = sa.table('audit_words', *map(sa.column, ('event_id', 'community_id', 'text')))
    told = sa.cast(sa.column('details'), sa.Text())
    found = sa.select(event).where(sa.or_(*(told.like(f'%"{name}"%') for name in ('reason', 'note'))))
    connection = op.get_bind()
    for row in connection.execute(found).all():
        text = next((row.details[name] for name in ('reason', 'note') if row.details.get(name)), '')
        if not text:
            continue
        kept = {name: value for name, value in row.details.items() if name not in ('reason', 'note')}
        kept['words'] = hashlib.sha256(f'{len(text.encode())}:{text}\n'.encode()).hexdigest()
        connection.execute(sa.update(event).where(event.c.id == row.id).values(details=kept))
        connection.execute(sa.insert(words).values(event_id=row.id, community_id=row.community_id, text=text))


def _put_back():
    event = sa.table('audit_event', sa.column('id'), sa.column('details', sa.JSON()))
    words = sa.table('audit_words', *map(sa.column, ('event_id', 'text')))
    connection = op.get_bind()
    found = sa.select(event.c.id, event.c.details, words.c.text).join(words, words.c.event_id == event.c.id)
    for row in connection.execute(found).all():
        kept = {name: value for name, value in row.details.items() if name != 'words'} | {'reason': row.text}
        connection.execute(sa.update(event).where(event.c.id == row.id).values(details=kept))


def _let_change(table):
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('update', 'delete'):
            op.execute(f'DROP TRIGGER {table}_no_{verb}')
    else:
        op.execute(f'DROP TRIGGER {table}_only_grows ON {table}')


def _never_changes(table):
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        )
        return
    op.execute(
        f'CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()'
    )


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
    _let_change('audit_event')
    _put_back()
    _only_grows('audit_event')
    op.drop_table('audit_words')
    op.drop_column('community', 'words_months')
    op.drop_table('sample_photo')
    op.drop_table('roster_act')
    op.drop_column('courtyard', 'is_void')
