"""Every address that takes a form, as everybody who may send it, with what no page of ours sends in each of its fields.

What fields there are is told by the pages' own forms and by what the server looks for while it answers: a new form or
field is tried without a line here. Everything is put back between two addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.worlds import CARD, card_of, make_world
from tests.functional.security.test_access import EVERYBODY, Address, addresses
from tests.scenes import leave
from webapp.extensions import limiter

TAG = "<script>alert"
SCRIPT = f"=1+1{TAG}(1)</script>\"'"
HOSTILE = ("a\0b", "-1", "9" * 25, "1e999", "²", "0001-01-01", "9999-12-31", f"\x0b\x1f\u202e\ufffe{SCRIPT}")
# Bytes that are no UTF-8: half a pair of surrogates, and a byte that stands nowhere.
NO_UTF8 = b"%ED%A0%80%FF"
URLENCODED = "application/x-www-form-urlencoded"
LONG = 1_000_000
MOST_PAPERS = 3  # of one address: printing takes long, and what is printed was understood
# These speak JSON or the wire's own words.
NO_FORMS = frozenset({"auth.devices", "api.batches", "api.files", "api.file"})
# How many forms are sent at least, by whom: fewer would mean that fields are no longer found.
LEAST = {EVERYBODY: 150, CARD: 300, "inspector": 200, "staff": 1000, "oversight": 200, "admin": 500}
FILES = (".pdf", ".png", ".jpg", ".csv", ".xlsx", ".json", ".yaml", ".js")


class Asked(ImmutableMultiDict):
    """A form that remembers what was looked for in it."""

    names: ClassVar[set[str]] = set()

    def get(self, key, default=None, type=None):
        self.names.add(key)
        return super().get(key, default, type)

    def getlist(self, key, type=None):
        self.names.add(key)
        return super().getlist(key, type)

    def __getitem__(self, key):
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.names.add(key)
        return super().__contains__(key)


class AskedRequest(Request):
    parameter_storage_class = Asked


@dataclass
class Form:
    """Where a page's form goes, and what it sends when it is sent as it stands."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Of a page, those that post."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path, self._open, self._select = path, None, ""
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "form":
            self._open = Form(told.get("action") or self._path) if told.get("method") == "post" else None
            self.found += [self._open] if self._open else []
        elif self._open is None:
            return
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._open.fields.setdefault(self._select, value)
        elif tag in ("input", "button", "textarea") and name and told.get("type") != "file":
            self._open.fields.setdefault(name, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


@dataclass
class Tried:
    """An address with what its form sends."""

    address: Address
    fields: dict[str, str]


@pytest.fixture
def unlimited(monkeypatch) -> None:
    """Who sends too much at once is told so before anybody reads it, test_requests."""
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture
def world(app, home, unlimited):
    app.request_class = AskedRequest
    return make_world(app, home)


def browser_of(app: Flask, world, who: str) -> Browser:
    if who == CARD:
        return card_of(app, world.home.household)
    return Browser(app, world.users.get(who))


def same_again(app: Flask, browser: Browser) -> Browser:
    """With the cookies as they were: a form may have signed its sender out."""
    again = Browser(app)
    again._client._cookies = dict(browser._client._cookies)
    return again


def fields_on_pages(app: Flask, world, who: str) -> dict[str, dict[str, str]]:
    """By endpoint: the fields of all forms on pages of theirs that lead there."""
    found: dict[str, dict[str, str]] = {}
    adapter, browser = app.url_map.bind("localhost"), browser_of(app, world, who)
    for address in addresses(world, app, who):
        if address.method != "GET" or who not in address.who or address.path.endswith(FILES):
            continue
        answer = browser.get(address.path, query_string=address.sent)
        assert answer.status_code < 500, address.path
        if answer.mimetype == "text/html":
            page = Forms(address.path)
            page.feed(answer.text)
            for form in page.found:
                endpoint = endpoint_of(adapter, form.action)
                found[endpoint] = form.fields | found.get(endpoint, {})
    return found


def endpoint_of(adapter: MapAdapter, action: str) -> str:
    try:
        return adapter.match(urlsplit(action).path, method="POST")[0]
    except HTTPException:
        return ""


def forms_for(app: Flask, world, who: str) -> Iterator[Tried]:
    found = fields_on_pages(app, world, who)
    for address in addresses(world, app, who):
        if address.method == "POST" and address.endpoint not in NO_FORMS and who in address.who:
            sent = {name: str(value) for name, value in address.sent.items()}
            yield Tried(address, found.get(address.endpoint, {}) | sent)


def names_of(browser: Browser, tried: Tried) -> list[str]:
    """Those of the form, and those that the server looks for when it is sent."""
    Asked.names = set()
    browser.post(tried.address.path, tried.fields)
    return sorted(Asked.names | set(tried.fields))


def attacks(tried: Tried, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """(what is tried, the body) with everything else as the page sends it."""
    names = list(names)
    for name in names:
        rest = {other: value for other, value in tried.fields.items() if other != name}
        for text in HOSTILE:
            yield f"{name}={text[:12]!r}", urlencode({**rest, name: text}).encode()
        yield f"{name} no UTF-8", urlencode({**rest, name: ""}).encode() + NO_UTF8
    if names:
        each = LONG // (3 * len(names))
        yield "long", urlencode(dict.fromkeys(names, "x" * each)).encode()
        yield "longer than taken", urlencode(dict.fromkeys(names, "x" * LONG)).encode()


def crashes(app: Flask, browser: Browser, tried: Tried) -> tuple[int, dict[tuple[str, str], int]]:
    """How often the form was sent, and what of that crashed a page or stands in it as a tag."""
    told, counted, papers = {}, 0, 0
    for what, body in attacks(tried, names_of(same_again(app, browser), tried)):
        again = same_again(app, browser)._client
        answer = again.post(tried.address.path, data=body, headers=SAME_ORIGIN, content_type=URLENCODED)
        counted, papers = counted + 1, papers + (answer.mimetype == "application/pdf")
        if answer.status_code >= 500 or (answer.mimetype == "text/html" and TAG in answer.text):
            told[tried.address.endpoint, what] = answer.status_code
        if papers == MOST_PAPERS:
            break
    return counted, told


@pytest.mark.parametrize("who", LEAST)
def test_no_field_of_any_form_crashes_a_page_or_stands_in_it_as_a_tag(app, world, databases, who):
    url, told, sent = app.config["SANBAO"].database_url, {}, 0
    browser, forms = browser_of(app, world, who), list(forms_for(app, world, who))
    leave()
    kept = databases.keep(url)
    for tried in forms:
        counted, found = crashes(app, browser, tried)
        told, sent = told | found, sent + counted
        leave()
        databases.put_back(kept, url)
    assert told == {}
    assert sent >= LEAST[who]
