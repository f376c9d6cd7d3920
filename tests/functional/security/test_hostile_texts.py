"""Whatever stands in a field, it is refused or shown as text; nothing crashes."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from itertools import product

import pytest

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.checks import approve, at, make_check
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Device

SCRIPT = "<script>alert(1)</script>\"'><img src=x hx-get=/x hx-trigger=load>{{7*7}}"
TEXTS = [
    "\0",
    "a\0b",
    SCRIPT,
    "\u202eabc",
    "\uffff",
    "字" * 50_000,
    "%00%ff",
    "9" * 4000,
    "-1",
    "٣",
    "²",
    "\r\nSet-Cookie: a=b",
]
# Urlencoded bytes that are no UTF-8, as a lone surrogate arrives.
URLENCODED = "application/x-www-form-urlencoded"
RAW = b"%ED%A0%80%FF"

FORMS = {
    "/auth/sign-in": ("username", "password", "next"),
    "/card/": ("code", "pin"),
    "/look/": ("next", "theme", "size", "language"),
    "/inspect/settings/": ("theme", "size", "language"),
    "/staff/deeds/": ("deed", "do", "points", "household", "text"),
    "/staff/goods/": ("name", "unit", "points", "low_at", "most_each", "sponsor"),
    "/staff/counter/1/": ("pieces-1", "pieces-x", "other", "other_points", "picked_up_by", "token"),
    "/staff/months/2026-10/": ("step",),
    "/oversight/months/2026-10/": ("step", "note"),
    "/staff/checks/{check}/": ("do", "seen", "reason", "text"),
    "/staff/walks/{walk}/approve": ("check",),
    "/inspect/courtyards/{code}/": (
        "id",
        "opened_at",
        "replaces",
        "obstacle",
        "result-W1",
        "note-W1",
        "phrase-W1",
        "fixed-W1",
    ),
    "/inspect/checks/{check}/withdraw/": ("x",),
    "/inspect/courtyards/{code}/deed/": ("id", "check", "deed", "points-activity", "happened_on", "note"),
    "/inspect/companions/": ("along",),
}
QUERIES = {
    "/": ("lane", "number"),
    "/card/": ("code",),
    "/auth/sign-in": ("next",),
    "/inspect/": ("show", "grid", "q", "saved", "withdrawn"),
    "/inspect/courtyards/{code}/": ("replaces", "saved", "deed"),
    "/inspect/courtyards/{code}/deed/": ("check",),
    "/staff/": ("page",),
    "/staff/counter/": ("q",),
    "/staff/checks/{check}/": ("done", "approved", "return"),
    "/staff/months/2026-10/": ("done",),
    "/oversight/ledger/": ("page",),
    "/oversight/audit/": ("page",),
}  # fmt: skip


@pytest.fixture
def desk(app, everything) -> Browser:
    return Browser(app, everything)


def is_harmless(page: str) -> bool:
    """Whether no tag of ours stands in it as a tag."""
    return "<script>alert" not in page and "<img src=x" not in page


def path_of(template: str, home) -> str:
    return template.format(check=home.check.uuid, walk=home.check.walk.uuid, code=home.yards[0].code)


@pytest.mark.parametrize("form", FORMS)
def test_any_text_in_any_field_is_answered_without_a_crash(desk, home, form):
    sound = {"do": "return", "seen": "approved", "reason": "other", "step": "stop", "result-W1": "fault"}
    path = path_of(form, home)
    for name in FORMS[form]:
        for text in TEXTS:
            answer = desk.post(path, {**sound, name: text})
            assert answer.status_code < 500, (name, text[:20])
            assert answer.headers.getlist("Set-Cookie", type=lambda cookie: cookie.index("a=b")) == []
            assert is_harmless(answer.text), name
        assert desk.post(path, name.encode() + b"=" + RAW, content_type=URLENCODED).status_code < 500, name


def test_any_text_in_an_address_is_answered_without_a_crash(desk, home):
    for address, names in QUERIES.items():
        for name, text in product(names, (text[:2000] for text in TEXTS)):
            answer = desk.get(path_of(address, home), query_string={name: text})
            assert answer.status_code < 500, (address, name, text[:20])
            assert is_harmless(answer.text), (address, name)


def test_any_text_in_a_path_is_not_there(desk, home):
    paths = ("/c/{}/", "/c/a/{}/", "/d/{}/", "/staff/checks/{}/", "/staff/months/{}/", "/inspect/photos/{}")
    texts = ("%00", "%ED%A0%80", "..%2f..%2fetc%2fpasswd", "9" * 40, "%3Cscript%3Ealert(1)%3C/script%3E")
    for path, text in product(paths, texts):
        answer = desk.get(path.format(text))
        assert answer.status_code == 404, (path, text)
        assert is_harmless(answer.text)


def test_number_beyond_the_database_is_not_there(desk, home):
    for area in ("staff", "oversight"):
        assert desk.get(f"/{area}/months/2026-10/accounts/{'9' * 25}/").status_code == 404
    assert desk.post("/staff/deeds/", {"deed": "9" * 25, "do": "accept"}).status_code == 404


HX = {
    "HX-Request": "true",
    "HX-Request-Type": "partial",
    "HX-Target": SCRIPT,
    "HX-Source": SCRIPT,
    "HX-Current-URL": SCRIPT,
}


def test_headers_of_htmx_are_never_repeated(desk, home):
    for path in ("/", "/inspect/", "/staff/", "/oversight/"):
        answer = desk.get(path, headers=HX)
        assert answer.status_code == 200
        assert "alert(1)" not in answer.text + str(answer.headers)


def test_note_phrase_and_names_are_shown_as_text_wherever_they_come(app, home, everything):
    yard = home.yards[1]
    inspector = make_user(home.community, "inspector", name=SCRIPT[:60])
    yard.lane.name = SCRIPT[:60]
    db.session.commit()
    found = {"W2": {"result": "fault", "note": SCRIPT, "phrases": [SCRIPT[:40]]}}
    check = make_check(inspector, yard, at(dt.date(2026, 11, 4)), found)
    assert approve(home.staff, check).refusal is None
    browser = Browser(app, everything)
    paths = ["/staff/", f"/staff/checks/{check.uuid}/", f"/oversight/checks/{check.uuid}/", "/staff/months/2026-11/"]
    for path in [*paths, "/inspect/", f"/inspect/courtyards/{yard.code}/", "/admin/", "/", f"/d/{yard.code}/"]:
        page = browser.get(path).text
        assert is_harmless(page), path


BODIES = [
    json.dumps({"phone": str(uuid.uuid4()), "name": "a\ud800"}),
    json.dumps({"phone": str(uuid.uuid4()), "name": "a\0"}),
    json.dumps({"phone": str(uuid.uuid4()), "name": "a" * 121}),
    "[" * 200_000,
    "[]",
    "null",
    "",
    b"\xff\xfe",
    '{"phone": 1}',
]


def test_phone_that_says_nonsense_gets_no_token(app, home):
    browser = Browser(app, home.inspector)
    headers = {**SAME_ORIGIN, "Content-Type": "application/json"}
    for body in BODIES:
        browser._forget_the_other()
        answer = browser._client.post("/auth/devices", headers=headers, data=body)
        assert (answer.status_code, answer.json["reason"]) == (400, "request_unreadable"), body[:20]
    assert db.session.query(Device).count() == 0
