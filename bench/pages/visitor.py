"""Somebody who opens pages: cookies and forms, nothing else; and the pages that somebody finds by following links."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from html import unescape

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

LINK = re.compile(r'href="(/[^"#]*)')
HEAVY = ("export", "error_file", "rules_file")  # files, not pages


class Visitor:
    def __init__(self, address: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.address, self.opener = address, urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        return self.opener.open(self.address + urllib.parse.quote(path, safe="/?&=%"), timeout=60).read().decode()

    def post(self, path: str, **fields: str) -> str:
        data = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.address + path, data, {"Origin": self.address})
        return self.opener.open(request, timeout=60).read().decode()

    def signed_in(self, username: str, password: str) -> Visitor:
        self.post("/auth/sign-in", username=username, password=password)
        return self


def pages_below(visitor: Visitor, start: str, adapter: MapAdapter) -> dict[str, str]:
    """One address for each endpoint below `start` that links lead to."""
    found: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        endpoint = _endpoint(adapter, path) if path.startswith(start.rstrip("/")) else ""
        if not endpoint or endpoint in found or endpoint.endswith(HEAVY):
            continue
        try:
            text = visitor.get(path)
        except (urllib.error.HTTPError, UnicodeDecodeError):  # a picture, or what this role may not see
            continue
        found[endpoint] = path
        waiting.extend(unescape(each) for each in LINK.findall(text))
    return found


def _endpoint(adapter: MapAdapter, path: str) -> str:
    try:
        return str(adapter.match(path.partition("?")[0], method="GET")[0])
    except HTTPException:
        return ""
