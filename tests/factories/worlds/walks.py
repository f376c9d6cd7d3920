"""Walks: one with a throw, and one on paper, typed in from its sheet."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.factories.checks import make_photo
from tests.factories.pictures import make_telling_jpeg
from tests.factories.samples import look, throw
from tests.factories.worlds.world import World
from webapp.domain.imports.typed_line import TypedLine, statement_of
from webapp.models import Walk
from webapp.operations.add_sheets import add_sheets
from webapp.operations.type_check import Line, type_check
from webapp.queries.paper_walks import sheets_of, walk_on_paper
from webapp.queries.rule_books import rule_book_in_force

DAY = dt.date(2026, 11, 2)


def add(app: Flask, world: World) -> None:
    home = world.home
    walk = home.check.walk.uuid
    assert throw(home.oversight, home.check) is None
    photo = make_photo(home.community, make_telling_jpeg("grey"))
    assert look(home.oversight, home.check, {}, ("W2",), photos=(photo,)) is None
    world.name("oversight.look_picture", uuid=home.check.uuid, sha256=photo)
    world.name("staff.walk", "staff.approve_walk", uuid=walk)
    world.name(*(f"oversight.{name}" for name in ("sample", "throw", "sample_again", "look", "write_look")), uuid=walk)
    world.sent["staff.decide"] = {"do": "approve", "seen": "complete"}
    typed = type_walk(world)
    world.known |= {"person": home.inspector.id, "day": DAY}
    world.sent["staff.type_line"] = {"courtyard": home.yards[1].code}
    [sheet] = sheets_of(typed)
    world.name("staff.walk_sheet", "oversight.walk_sheet", uuid=typed.uuid, sha256=sheet.sha256)


def type_walk(world: World) -> Walk:
    home = world.home
    _version, book = rule_book_in_force(home.community.id, f"{DAY:%Y-%m}")
    statement = statement_of(book, DAY.month, TypedLine(codes="O2")) | {"companions": []}
    taken = type_check(home.staff, Line(home.inspector.id, DAY, home.yards[0].code, statement))
    assert taken is not None
    assert taken.refusal is None
    walk = walk_on_paper(home.community.id, home.inspector.id, DAY)
    assert walk is not None
    add_sheets(home.staff, walk.uuid, [make_telling_jpeg("white")])
    return walk
