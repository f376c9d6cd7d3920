"""The administrator's desk: a draft of the rules, and a file that is looked at, with a row that can't be taken."""

from __future__ import annotations

import io

from flask import Flask

from tests.factories.browsers import Browser
from tests.factories.worlds.world import World
from webapp.operations.draft_rule_book import save_draft
from webapp.rulebooks import default_text

FILE = "巷,门牌号,网格\n石阶巷,9-9,1\n没有的巷,1,\n"


def add(app: Flask, world: World) -> None:
    save_draft(world.users["admin"], default_text())
    data = {"kind": "roster", "file": (io.BytesIO(FILE.encode()), "a.csv")}
    looked = Browser(app, world.users["admin"]).post("/admin/import/", data, content_type="multipart/form-data")
    token = looked.headers["Location"].split("/")[-2]
    world.name("admin.preview_import", "admin.take", "admin.problems", token=token)
