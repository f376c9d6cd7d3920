"""Take in a roster, people, checks or deeds from a file: kept and judged first, written once somebody confirms."""

from __future__ import annotations

import json
import re
import secrets
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.imports.check_rows import ITEM, CheckPlan, judge_checks
from webapp.domain.imports.deed_rows import DeedPlan, judge_deeds
from webapp.domain.imports.judged_row import Fate, JudgedRow, counts_of
from webapp.domain.imports.kinds import CHECKS, DEEDS, PEOPLE, ROSTER, field_of, header_word, missing_fields
from webapp.domain.imports.people import PeoplePlan, judge_people
from webapp.domain.imports.roster import judge_roster
from webapp.domain.imports.roster_plan import RosterPlan
from webapp.domain.imports.table import Row, Table
from webapp.extensions import db
from webapp.models import AuditEvent, Community, User
from webapp.operations.transaction import transaction
from webapp.operations.write_checks import write_checks
from webapp.operations.write_deeds import refuse_deeds, write_deeds
from webapp.operations.write_people import write_people
from webapp.operations.write_roster import write_roster
from webapp.photo_store import uploads
from webapp.queries.known_checks import known_checks, words_of_items
from webapp.queries.known_deeds import known_deeds
from webapp.queries.known_roster import known_people, known_roster
from webapp.tables.limits import MOST_BYTES, TableRefused
from webapp.tables.read import is_xlsx, read_table
from webapp.tables.write import CSV, XLSX

KINDS = (ROSTER, PEOPLE, CHECKS, DEEDS)
TOKEN = re.compile(r"([0-9a-f]{32})-(\d{1,9})")
Plan = RosterPlan | PeoplePlan | CheckPlan | DeedPlan


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A table between preview and confirmation: the cells that were read, never the file itself."""

    kind: str
    form: str
    table: Table


@dataclass(frozen=True, slots=True)
class Preview:
    """What the rows would do now; `seen` stands for it, so that nobody confirms something else."""

    file: KeptFile
    plan: Plan
    counts: dict[Fate, int]
    seen: str

    @property
    def rows(self) -> list[JudgedRow]:
        return self.plan.rows


class Changed(Exception):
    """The roster changed after the preview: it would do something else now."""


def read_file(community: Community, kind: str, data: bytes) -> KeptFile:
    """The table of a file, without identity-card numbers. Raises TableRefused."""
    columns = partial(_check_field, words_of_items(community.id, clock.today(community)))
    table = read_table(data, columns if kind == CHECKS else partial(field_of, kind))
    if missing_fields(kind, table.fields):
        raise TableRefused("no_header")
    if not table.rows:
        raise TableRefused("empty")
    return KeptFile(kind, XLSX if is_xlsx(data) else CSV, table)


def _check_field(items: dict[str, str], header: str) -> str:
    item = items.get(header_word(header))
    return f"{ITEM}{item}" if item else field_of(CHECKS, header)


def keep_file(user: User, file: KeptFile) -> str:
    """The word under which this person finds it again, for a day; the sweeping of uploads drops it then."""
    table = file.table
    text = json.dumps(
        {
            "kind": file.kind,
            "form": file.form,
            "headers": table.headers,
            "fields": table.fields,
            "rows": [[row.number, *row.cells] for row in table.rows],
            "refused": table.refused,
        },
        ensure_ascii=False,
    )
    data = zlib.compress(text.encode())
    token = f"{secrets.token_hex(16)}-{len(data)}"
    uploads().begin(user.community_id, _identity(user, token), iter([data])).stay()
    return token


def kept_file(user: User, token: str) -> KeptFile | None:
    """What this person kept; None after a day, or for anybody else."""
    found = TOKEN.fullmatch(token)
    if found is None or int(found[2]) > MOST_BYTES:
        return None
    try:
        data = uploads().read(user.community_id, _identity(user, token), int(found[2]))
        read = json.loads(zlib.decompress(data))
    except (FileNotFoundError, zlib.error):
        return None
    rows = tuple(Row(number, tuple(cells)) for number, *cells in read["rows"])
    table = Table(tuple(read["headers"]), tuple(read["fields"]), rows, tuple(read["refused"]))
    return KeptFile(read["kind"], read["form"], table)


def drop_file(user: User, token: str) -> None:
    if TOKEN.fullmatch(token):
        with suppress(FileNotFoundError):
            uploads().drop(user.community_id, _identity(user, token))


def _identity(user: User, token: str) -> str:
    return f"import-{user.id}-{token}"


def preview(community: Community, actor: User | None, file: KeptFile) -> Preview:
    """Judge the file, taken in by `actor`, against what is there now."""
    if file.kind != CHECKS:
        return _judged(community, actor, file)
    with transaction(community.id):  # for the trial in it, which leaves nothing
        return _judged(community, actor, file)


def _judged(community: Community, actor: User | None, file: KeptFile) -> Preview:
    today = clock.today(community)
    plan: Plan
    if file.kind == ROSTER:
        plan = judge_roster(file.table, known_roster(community.id, today))
    elif file.kind == PEOPLE:
        plan = judge_people(file.table, known_people(community.id, today))
    elif file.kind == DEEDS:
        plan = refuse_deeds(community, actor, judge_deeds(file.table, known_deeds(community.id, today)))
    else:
        plan = _tried(community, judge_checks(file.table, known_checks(community.id, today)))
    told = [(row.number, row.fate, row.problems, row.differences) for row in plan.rows]
    return Preview(file, plan, counts_of(plan.rows), sha256(repr(told).encode()).hexdigest())


def _tried(community: Community, plan: CheckPlan) -> CheckPlan:
    """With the problems that receiving them brings to light; nothing of it stays."""
    session = db.session()  # that of the transaction
    trial = session.begin_nested()
    write_checks(session, community, plan)
    trial.rollback()
    bad = {row.number for row in plan.rows if row.problems}
    plan.checks = [check for check in plan.checks if check.row not in bad]
    return plan


def take_file(community_id: int, actor: User | None, file: KeptFile, seen: str) -> Preview:
    """Write the good rows, all or none. Raises Changed when it would not be what was `seen`."""
    with transaction(community_id) as session:
        community = session.get_one(Community, community_id)
        judged = _judged(community, actor, file)
        if judged.seen != seen:
            raise Changed
        month = f"{clock.today(community):%Y-%m}"
        if isinstance(judged.plan, RosterPlan):
            write_roster(session, community_id, judged.plan, month)
        elif isinstance(judged.plan, PeoplePlan):
            write_people(session, community_id, judged.plan, month)
        elif isinstance(judged.plan, DeedPlan):
            write_deeds(session, community, actor, judged.plan)
        else:
            write_checks(session, community, judged.plan)
        _note(session, community_id, actor, judged)
    return judged


def _note(session: Session, community_id: int, actor: User | None, judged: Preview) -> None:
    session.add(
        AuditEvent(
            community_id=community_id,
            at=clock.now(),
            actor_id=actor.id if actor else None,
            action="file_imported",
            subject=judged.file.kind,
            reference="",
            details={str(fate): count for fate, count in judged.counts.items()},
        )
    )
