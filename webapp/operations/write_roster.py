"""Write what a judged roster file asks for, in the transaction of whoever judged it."""

from __future__ import annotations

import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.domain.household_code import make_code
from webapp.domain.numbering import sort_key
from webapp.domain.roster_plan import Home, Resident, RosterPlan, Yard
from webapp.models import Account, AccountHolder, Courtyard, Grid, Household, Lane, Membership, Person

Keys = dict[int, int]  # of the row by id() of what the plan asks for


def write_roster(session: Session, community_id: int, plan: RosterPlan, month: str) -> None:
    """Accounts are opened for new courtyards and for new families without one, from `month` on at the latest."""
    _Writer(session, community_id, month).write(plan)


class _Writer:
    def __init__(self, session: Session, community_id: int, month: str) -> None:
        self.session, self.community_id, self.month = session, community_id, month
        self.yards: Keys = {}
        self.homes: Keys = {}

    def write(self, plan: RosterPlan) -> None:
        there = [self._all(model) for model in (Courtyard, Household, Membership, Person)]
        lanes, grids = self._lanes(plan.lanes), self._grids(plan.grids)
        position = self._last(Courtyard.walk_position, Courtyard)
        for at, yard in enumerate(plan.yards, position + 1):
            self._yard(yard, lanes, grids, at)
        for home in plan.homes:
            self._home(home)
        for resident in plan.residents:
            self._resident(resident)
        self.session.flush()
        there.clear()

    def _all(self, model) -> list:
        """Read at once: as long as they are held, looking one up asks no database."""
        return list(self.session.scalars(select(model).where(model.community_id == self.community_id)))

    def _lanes(self, new: list[str]) -> dict[str, int]:
        position = self._last(Lane.position, Lane)
        self.session.add_all(
            [Lane(community_id=self.community_id, name=name, position=at) for at, name in enumerate(new, position + 1)]
        )
        self.session.flush()
        found = self.session.execute(select(Lane.name, Lane.id).where(Lane.community_id == self.community_id))
        return dict(found.all())

    def _grids(self, new: list[str]) -> dict[str, int]:
        self.session.add_all([Grid(community_id=self.community_id, code=code, name=code) for code in new])
        self.session.flush()
        found = self.session.execute(select(Grid.code, Grid.id).where(Grid.community_id == self.community_id))
        return dict(found.all())

    def _last(self, column, model) -> int:
        return self.session.scalar(select(func.max(column)).where(model.community_id == self.community_id)) or 0

    def _yard(self, yard: Yard, lanes: dict[str, int], grids: dict[str, int], position: int) -> None:
        values = {"is_party_centre" if name == "party_centre" else name: each for name, each in yard.values.items()}
        grid = values.pop("grid", None)
        if grid:
            values["grid_id"] = grids[grid]
        if yard.known is not None:
            row = self.session.get_one(Courtyard, yard.known.key)
            _change(row, values)
            if row.enrolled_from:
                self._reach_back(row)
        else:
            row = Courtyard(
                community_id=self.community_id,
                code=make_code(secrets.token_bytes(8)),
                lane_id=lanes[yard.lane],
                number=yard.number,
                sort_key=sort_key(yard.number),
                walk_position=position,
                **values,
            )
            self.session.add(row)
            self.session.flush()
            opened = min(row.enrolled_from or self.month, self.month)
            self.session.add(Account(community_id=self.community_id, courtyard_id=row.id, opened_in=opened))
            self.session.flush()
        self.yards[id(yard)] = row.id

    def _reach_back(self, row: Courtyard) -> None:
        """A courtyard that took part earlier than was known had its account earlier, too."""
        account = self._account(row.id)
        if account is not None and row.enrolled_from and account.opened_in > row.enrolled_from:
            account.opened_in = row.enrolled_from

    def _account(self, courtyard_id: int) -> Account | None:
        return self.session.scalar(
            select(Account)
            .where(
                Account.community_id == self.community_id,
                Account.courtyard_id == courtyard_id,
                Account.closed_in.is_(None),
            )
            .order_by(Account.id.desc())
            .limit(1)
        )

    def _home(self, home: Home) -> None:
        values = {"kind" if name == "household_kind" else name: each for name, each in home.values.items()}
        if home.known is not None:
            _change(self.session.get_one(Household, home.known.key), values)
            self.homes[id(home)] = home.known.key
            return
        _, compound, address = home.place if home.yard is None else ("", "", "")
        row = Household(
            community_id=self.community_id,
            courtyard_id=self.yards[id(home.yard)] if home.yard else None,
            code=make_code(secrets.token_bytes(8)),
            address=address,
            group_name=compound,
            **values,
        )
        self.session.add(row)
        self.session.flush()
        self.homes[id(home)] = row.id
        self._open_account(row)

    def _open_account(self, row: Household) -> None:
        """An owner holds the courtyard's account; a family without a courtyard has its own."""
        if row.courtyard_id is None:
            account = Account(
                community_id=self.community_id,
                kind="household",
                household_id=row.id,
                group_name=row.group_name,
                opened_in=self.month,
            )
            self.session.add(account)
            return
        held = self._account(row.courtyard_id) if row.kind == "owner" else None
        if held is not None:
            holder = AccountHolder(community_id=self.community_id, account_id=held.id, household_id=row.id)
            self.session.add(holder)

    def _resident(self, resident: Resident) -> None:
        values = {"role" if name == "relation" else name: each for name, each in resident.values.items()}
        is_party_member = values.pop("party_member", None)
        known = resident.known
        if known is not None:
            _change(self.session.get_one(Membership, known.key), values)
            if is_party_member is not None:
                self.session.get_one(Person, known.person).is_party_member = is_party_member
            return
        person = Person(community_id=self.community_id, name=resident.name, is_party_member=bool(is_party_member))
        self.session.add(person)
        self.session.flush()
        household_id = self.homes[id(resident.home)]
        self.session.add(
            Membership(community_id=self.community_id, household_id=household_id, person_id=person.id, **values)
        )


def _change(row: object, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)
