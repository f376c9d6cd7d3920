"""Write what a judged roster file asks for, in the transaction of whoever judged it."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.domain.household_code import make_code
from webapp.domain.imports.roster_plan import Home, Resident, RosterPlan, Yard
from webapp.domain.numbering import sort_key
from webapp.models import Account, AccountHolder, Courtyard, Grid, Household, Lane, Membership, Person, Team

COLUMNS = {"party_centre": "is_party_centre", "household_kind": "kind", "relation": "role"}


def write_roster(session: Session, community_id: int, plan: RosterPlan, month: str) -> None:
    """Accounts are opened for new courtyards and for new families without one, from `month` on at the latest."""
    writer = _Writer(session, community_id, month)
    writer.add_places(plan)
    position = writer.last(Courtyard.walk_position, Courtyard)
    for at, yard in enumerate(plan.yards, position + 1):
        writer.write_yard(yard, at)
    for home in plan.homes:
        writer.write_home(home)
    for resident in plan.residents:
        writer.write_resident(resident)
    session.flush()


class _Writer:
    """Rows that are there are read at once; those to come are flushed together at the end."""

    def __init__(self, session: Session, community_id: int, month: str) -> None:
        self.session, self.of, self.month = session, {"community_id": community_id}, month
        self._courtyards = {row.id: row for row in self._all(Courtyard)}
        self._households = {row.id: row for row in self._all(Household)}
        self._memberships = {row.id: row for row in self._all(Membership)}
        self._people = {row.id: row for row in self._all(Person)}
        accounts = sorted((row for row in self._all(Account) if row.closed_in is None), key=lambda row: row.id)
        by_id = {row.courtyard_id: row for row in accounts if row.courtyard_id}
        self._accounts = {self._courtyards[key]: account for key, account in by_id.items()}
        self._own = {self._households[row.household_id]: row for row in accounts if row.household_id}
        self._teams = {(row.team.group_name, row.team.name): row for row in accounts if row.team}
        self._lanes: dict[str, Lane] = {}
        self._grids: dict[str, Grid] = {}
        self._yards: dict[int, Courtyard] = {}  # by id() of what the plan asks for
        self._homes: dict[int, Household] = {}

    def _all(self, model: Any) -> list[Any]:
        return list(self.session.scalars(select(model).where(model.community_id == self.of["community_id"])))

    def last(self, column: Any, model: Any) -> int:
        found = select(func.max(column)).where(model.community_id == self.of["community_id"])
        return self.session.scalar(found) or 0

    def add_places(self, plan: RosterPlan) -> None:
        position = self.last(Lane.position, Lane)
        self.session.add_all(
            [Lane(**self.of, name=name, position=at) for at, name in enumerate(plan.lanes, position + 1)]
        )
        self.session.add_all([Grid(**self.of, code=code, name=code) for code in plan.grids])
        self.session.flush()
        self._lanes = {row.name: row for row in self._all(Lane)}
        self._grids = {row.code: row for row in self._all(Grid)}

    def write_yard(self, yard: Yard, position: int) -> None:
        values = _columns(yard.values)
        if code := values.pop("grid", None):
            values["grid"] = self._grids[code]
        if yard.known is not None:
            row = self._courtyards[yard.known.key]
            _change(row, values)
            account = self._accounts.get(row)
            if account is not None and row.enrolled_from and account.opened_in > row.enrolled_from:
                account.opened_in = row.enrolled_from  # it took part earlier than was known
        else:
            row = Courtyard(
                **self.of,
                code=make_code(secrets.token_bytes(8)),
                lane=self._lanes[yard.lane],
                number=yard.number,
                sort_key=sort_key(yard.number),
                walk_position=position,
                **values,
            )
            opened = min(row.enrolled_from or self.month, self.month)
            self._accounts[row] = Account(**self.of, kind="courtyard", courtyard=row, opened_in=opened)
            self.session.add(self._accounts[row])
        self._yards[id(yard)] = row

    def write_home(self, home: Home) -> None:
        values = _columns(home.values)
        team = values.pop("team", None)
        if home.known is not None:
            row = self._homes[id(home)] = self._households[home.known.key]
            _change(row, values)
            if home.known.household_kind != row.kind == "owner":
                self._open_account(row)
            self._join_team(row, team)
            return
        _, compound, address = home.place if home.yard is None else ("", "", "")
        row = self._homes[id(home)] = Household(
            **self.of,
            courtyard=self._yards[id(home.yard)] if home.yard else None,
            code=make_code(secrets.token_bytes(8)),
            address=address,
            group_name=compound,
            **values,
        )
        self.session.add(row)
        self._open_account(row)
        self._join_team(row, team)

    def _open_account(self, row: Household) -> None:
        """An owner holds the courtyard's account; a family without a courtyard has its own."""
        if row.courtyard is None:
            group = row.group_name
            own = Account(**self.of, kind="household", household=row, group_name=group, opened_in=self.month)
            self.session.add(own)
            self._own[row] = own
        elif row.kind == "owner" and row.courtyard in self._accounts:
            self._accounts[row.courtyard].holders.append(AccountHolder(**self.of, household=row))

    def _join_team(self, row: Household, name: str | None) -> None:
        """The family's points also count on the team of that name in its compound, which is made if it is new."""
        if name is None or row not in self._own:
            return
        if (row.group_name, name) not in self._teams:
            group = row.group_name
            team = Team(**self.of, name=name, group_name=group)
            self._teams[group, name] = Account(
                **self.of, kind="team", team=team, group_name=group, opened_in=self.month
            )
            self.session.add(self._teams[group, name])
        self._own[row].parent = self._teams[row.group_name, name]

    def write_resident(self, resident: Resident) -> None:
        values = _columns(resident.values)
        is_party_member = values.pop("party_member", None)
        if resident.known is not None:
            _change(self._memberships[resident.known.key], values)
            if is_party_member is not None:
                self._people[resident.known.person].is_party_member = is_party_member
            return
        person = Person(**self.of, name=resident.name, is_party_member=bool(is_party_member))
        household = self._homes[id(resident.home)]
        self.session.add(Membership(**self.of, household=household, person=person, **values))


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """As the tables call them."""
    return {COLUMNS.get(name, name): value for name, value in values.items()}


def _change(row: object, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
