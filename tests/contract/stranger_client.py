"""A client of the wire, written from PROTOCOL.md alone by somebody who had seen nothing else of Sanbao.

It is kept as it came, but for its layout and its command line: what it takes to be true is what the page says.
"""

import base64
import contextlib
import datetime
import email.utils
import gzip
import hashlib
import http.client
import json
import secrets
import time
import types
import urllib.parse
import uuid
import zoneinfo

API = "/api/v1"
KEYS = {"courtyards": "code", "own_checks": "id", "own_deeds": "id", "settled": "digest"}
SEEN = {"received", "complete", "approved", "returned"}
NEXT = {
    **{"phone": SEEN | {"conflict", "rejected", "dismissed"}, "received": SEEN - {"received"}},
    **{"complete": {"approved", "returned"}, "approved": {"returned"}, "returned": {"approved"}},
    **{"conflict": SEEN | {"dismissed"}, "rejected": SEEN | {"dismissed"}},
}


class Refused(Exception):
    """The server said no; programs read `status` and `reason`."""

    def __init__(self, status, reason=None):
        super().__init__(f"{status} {reason or ''}".strip())
        self.status, self.reason = status, reason


class Paused(Refused):
    """Nothing is sent until the person signs in again."""


class Later(Refused):
    """Nothing is lost; the same may be asked again after a while."""


def seconds(retry_after):
    """The seconds that a `Retry-After` asks for, in seconds or as a date."""
    date = email.utils.parsedate_tz(retry_after)
    return int(retry_after) if retry_after.isdigit() else email.utils.mktime_tz(date) - time.time() if date else 0


def now_ms():
    return time.time_ns() // 1_000_000


def uuid7(ms):
    """A UUIDv7: 48 bits of milliseconds, version, 12 random bits, variant, 62 random bits."""
    return str(uuid.UUID(int=ms << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)))


def http_once(address, method, path, headers, body=None, cut=None):
    """One request and its answer: status, headers, json, reason. `cut`: after so many bytes the line breaks."""
    url, body = urllib.parse.urlsplit(address), body or b""
    connection = (http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection)(
        url.hostname, url.port, timeout=30
    )
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {"Accept-Encoding": "gzip", "Content-Length": str(len(body)), **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(body[:cut])
        if cut is not None:
            raise ConnectionError("cut")
        reply = connection.getresponse()
        packed, said = reply.read(), None
    with contextlib.suppress(ValueError, OSError, EOFError):
        said = json.loads(gzip.decompress(packed) if reply.headers.get("Content-Encoding") == "gzip" else packed)
    return types.SimpleNamespace(
        status=reply.status,
        headers=reply.headers,
        json=said,
        reason=said.get("reason") if isinstance(said, dict) else None,
    )


def sign_in(address, username, password, phone, name):
    """Signs an inspector in by password and registers this installation: `{"device", "token", "person"}`."""
    here = {"Sec-Fetch-Site": "same-origin"}
    form = urllib.parse.urlencode({"username": username, "password": password}).encode()
    answer = http_once(
        address, "POST", "/auth/sign-in", {**here, "Content-Type": "application/x-www-form-urlencoded"}, form
    )
    cookies = "; ".join(cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie", []))
    answer = http_once(
        address,
        "POST",
        "/auth/devices",
        {**here, "Cookie": cookies, "Content-Type": "application/json"},
        json.dumps({"phone": phone, "name": name}).encode(),
    )
    if answer.status != 201:
        raise Refused(answer.status, answer.reason)
    return answer.json


class Entry:
    """A frozen text with its digest, and what the server said of it."""

    def __init__(self, fields=None, text=None):
        self.fields = fields or {}
        self.text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if text is None else text
        self.digest = hashlib.sha256(self.text.encode()).hexdigest()
        self.id, self.state, self.reason, self.missing = self.fields.get("id"), "phone", None, []

    def news(self, state):
        """Takes a state over, unless it is unknown or would turn the entry back."""
        if state in NEXT.get(self.state, ()):
            self.state = state

    def take(self, receipt):
        """Takes a receipt; its state is null for what is put aside, and an unknown outcome changes nothing."""
        if receipt["outcome"] in ("accepted", "duplicate", "conflict", "rejected"):
            self.news(receipt["state"] or receipt["outcome"])
            self.reason, self.missing = receipt["reason"], receipt["missing"]

    def take_snapshot(self, snapshot):
        """News of `settled`, then of `own_checks` and `own_deeds`; a conflict waits until its digest is settled."""
        verdict = next((row["verdict"] for row in snapshot["settled"] if row["digest"] == self.digest), None)
        if verdict == "dismissed":
            self.news("dismissed")
        if self.state == "conflict" and verdict is None:
            return
        key = "replaces" if self.state == "conflict" else "id"
        for row in snapshot["own_checks"] + snapshot["own_deeds"]:
            if row[key] == self.id:
                self.news(row["state"])
                self.missing = row.get("missing", [])


def photo_of(data, kind, shows="before"):
    """A picture as a check names it."""
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "type": kind,
        "taken_at": now_ms(),
        "shows": shows,
    }


class Walk:
    """One round on one day: makes checks and deeds as the rule book of the snapshot wants them."""

    def __init__(self, snapshot):
        self.book, self.id = snapshot["rule_book"], uuid7(now_ms())
        self.zone = zoneinfo.ZoneInfo(snapshot["community"]["timezone"])

    def _head(self, kind, courtyard):
        now = now_ms()
        day = datetime.datetime.fromtimestamp(now / 1000, self.zone).date().isoformat()
        return {
            "kind": kind,
            "id": uuid7(now),
            "walk": self.id,
            "day": day,
            "courtyard": courtyard,
            "rule_version": self.book["version"],
        }

    def check(self, courtyard, faults=None, judged="whole", replaces=None):
        """A check; `faults` is `{item code: (note, photos)}`. Severity and count left out mean the mildest, and one."""
        opened, head, faults, results = now_ms(), self._head("check", courtyard), faults or {}, []
        for item in self.book["items"]:
            results.append({"item": item["code"], "result": "withdrawn" if judged == "withdrawn" else "pass"})
            if item["code"] in faults:
                note, photos = faults[item["code"]]
                results[-1].update(
                    result="fault", phrases=[row["zh"] for row in item["phrases"][:1]], note=note, photos=photos
                )
        return Entry(
            {
                **head,
                "judged": judged,
                "obstacle": None,
                "replaces": replaces,
                "opened_at": opened,
                "saved_at": now_ms(),
                "position": None,
                "results": results,
            }
        )

    def withdrawal(self, check):
        """The check that takes back another one."""
        return self.check(check.fields["courtyard"], judged="withdrawn", replaces=check.id)

    def deed(self, courtyard, rule, note=""):
        head = self._head("deed", courtyard)
        return Entry(
            {
                **head,
                "deed": rule["code"],
                "points": rule["least"],
                "happened_on": head["day"],
                "note": note,
                "replaces": None,
                "withdrawn": False,
                "saved_at": now_ms(),
            }
        )


def apply_delta(kept, delta):
    """The whole snapshot that a delta makes of the kept one."""
    apart = {*KEYS, "findings", "since", "removed"}
    new = {**kept, **{name: value for name, value in delta.items() if name not in apart}}
    for name, key in KEYS.items():
        rows = {row[key]: row for row in kept[name]}
        rows.update((row[key], row) for row in delta.get(name, []))
        new[name] = list(rows.values())
    touched = {row["code"] for row in delta.get("courtyards", [])}
    new["findings"] = [row for row in kept["findings"] if row["courtyard"] not in touched] + delta.get("findings", [])
    for name, _, key in (row.partition("/") for row in delta.get("removed", [])):
        if name in KEYS:
            new[name] = [row for row in new[name] if row[KEYS[name]] != key]
        if name == "courtyards":
            new["findings"] = [row for row in new["findings"] if row["courtyard"] != key]
    return new


class Client:
    """One phone. After a pause its person signs in anew: set `token`, and `paused` to False."""

    def __init__(self, address, token, patience=6, sleep=time.sleep):
        self.address, self.token, self.patience, self.sleep = address.rstrip("/"), token, patience, sleep
        self.paused, self.failures, self.quiet_until, self.clock_offset = False, 0, 0.0, None
        self.kept, self.etag, self.encodings = None, None, []
        self.limits = {"delivery_entries": 50, "delivery_bytes": 1048576, "chunk_bytes": 32768}

    def _later(self, status, reason, wait=0):
        """Keeps the whole phone quiet: at least `wait` seconds, each time longer, with a random part."""
        self.failures += 1
        self.quiet_until = time.monotonic() + max(wait, min(60, 2**self.failures)) + secrets.randbelow(1000) / 1000
        return Later(status, reason)

    def _once(self, method, path, headers=None, body=None, cut=None):
        """One request: 401 and 3xx pause, what means "later" is raised as Later, all else is given back."""
        if self.paused:
            raise Paused(401, "sign_in_again")
        self.sleep(max(0.0, self.quiet_until - time.monotonic()))
        try:
            answer = http_once(
                self.address, method, path, {"Authorization": f"Bearer {self.token}", **(headers or {})}, body, cut
            )
        except (OSError, http.client.HTTPException):
            raise self._later(0, "no_line") from None
        if answer.status == 401 or (300 <= answer.status < 400 and answer.status != 304):
            self.paused = True
            raise Paused(answer.status, answer.reason)
        proxys = (
            "Tus-Resumable" not in answer.headers
            if path.startswith(f"{API}/files/")
            else answer.status == 404 and not answer.json
        )
        if answer.status == 429 or answer.status >= 500 or proxys:
            raise self._later(answer.status, answer.reason, seconds(answer.headers.get("Retry-After", "")))
        self.failures = 0
        return answer

    def _patiently(self, method, path, headers=None, make_body=lambda: None, at_once=None):
        """Asks again, later and later, with a body made anew for its clock; the status `at_once` is given back."""
        for attempt in range(self.patience):
            try:
                return self._once(method, path, headers, make_body())
            except Later as late:
                if late.status == at_once:
                    return late
                if attempt + 1 == self.patience:
                    raise

    def _json(self, answer):
        if answer.status >= 400:
            raise Refused(answer.status, answer.reason)
        if not isinstance(answer.json, dict):
            self.paused = True
            raise Paused(answer.status, "portal")
        return answer.json

    def about(self):
        """`GET /api/v1/`: what the server takes."""
        said = self._json(self._patiently("GET", f"{API}/"))
        self.limits, self.encodings = {**self.limits, **said["limits"]}, said["content_encodings"]
        return said

    def snapshot(self, whole=False):
        """The snapshot of now: the whole one at first, then what the deltas make of it."""
        whole = whole or self.kept is None
        path, headers = ("", {}) if whole else (f"?since={self.kept['cursor']}", {"If-None-Match": self.etag})
        answer = self._patiently("GET", f"{API}/snapshot{path}", headers)
        if answer.status == 304:
            return self.kept
        said, self.etag = self._json(answer), answer.headers["ETag"]
        if "since" not in said:
            self.kept, self.limits = said, {**self.limits, **said["limits"]}
        elif whole or said["since"] != self.kept["cursor"]:
            return self.snapshot(whole=True)
        else:
            self.kept = apply_delta(self.kept, said)
        return self.kept

    def deliver(self, entries, compress=False):
        """Sends entries, whole or in halves; each takes its receipt. Gives back the receipts by digest."""
        zipped, several, sent_at = compress and "gzip" in self.encodings, len(entries) > 1, []

        def body(zipped=zipped):
            sent_at.append(now_ms())
            rows = [{"digest": entry.digest, "text": entry.text} for entry in entries]
            plain = json.dumps(
                {"protocol": 1, "device_time": sent_at[-1], "entries": rows}, ensure_ascii=False
            ).encode()
            return gzip.compress(plain) if zipped else plain

        fits = len(entries) <= self.limits["delivery_entries"] and len(body(False)) <= self.limits["delivery_bytes"]
        headers = {"Content-Type": "application/json", **({"Content-Encoding": "gzip"} if zipped else {})}
        answer = self._patiently("POST", f"{API}/batches", headers, body, at_once=500) if fits or not several else None
        if several and (answer is None or answer.status in (400, 413, 500)):
            middle = len(entries) // 2
            return {**self.deliver(entries[:middle], compress), **self.deliver(entries[middle:], compress)}
        if answer.reason == "encoding_unknown":
            return self.deliver(entries)
        said = self._json(answer)
        self.clock_offset = said["server_time"] - sent_at[-1]
        for entry, receipt in zip(entries, said["receipts"], strict=False):
            if receipt["reason"] == "device_revoked":
                self.paused = True
            elif receipt["digest"] == entry.digest:
                entry.take(receipt)
        return {receipt["digest"]: receipt for receipt in said["receipts"]}

    def upload(self, photo, data, break_at=None, log=lambda line: None):
        """Sends a photo in chunks until its receipt comes; the chunk at `break_at` is cut in its middle, once."""
        size, tus, stream = (
            self.limits["chunk_bytes"],
            {"Tus-Resumable": "1.0.0"},
            {"Content-Type": "application/offset+octet-stream"},
        )
        sha256, kind = (base64.b64encode(value.encode()).decode() for value in (photo["sha256"], photo["type"]))
        opening = {**tus, **stream, "Upload-Length": str(len(data)), "Upload-Metadata": f"sha256 {sha256},type {kind}"}
        path, offset, method, idle = None, 0, "POST", 0
        while idle < self.patience:
            cut, chunk = None, data[offset : offset + size]
            if method == "PATCH" and break_at is not None and offset >= break_at:
                cut, break_at = len(chunk) // 2, None
            step = {
                "POST": (f"{API}/files/", opening, chunk),
                "HEAD": (path, tus),
                "PATCH": (path, {**tus, **stream, "Upload-Offset": str(offset)}, chunk),
            }[method]
            try:
                answer = self._once(method, *step, cut=cut)
            except Later as late:
                log(f"{method} later: {late}")
                method, idle = "HEAD" if path else "POST", idle + 1
                continue
            log(f"{method} {answer.status} {answer.reason} Upload-Offset {answer.headers.get('Upload-Offset')}")
            if answer.headers.get("Photo-Receipt") == photo["sha256"]:
                return
            if answer.status in (200, 201, 204, 409):
                path = urllib.parse.urlsplit(answer.headers["Location"]).path if method == "POST" else path
                before, offset, method = offset, int(answer.headers["Upload-Offset"]), "PATCH"
                idle = 0 if offset > before else idle + 1
            elif answer.status in (404, 410, 460) or answer.reason == "upload_overrun":
                path, offset = (path, offset) if answer.reason == "chunk_checksum_differs" else (None, 0)
                method, idle = "HEAD" if path else "POST", idle + 1
            else:
                raise Refused(answer.status, answer.reason)
        raise Later(0, "no_receipt")

    def wait_until(self, entries, state="complete", tries=10):
        """Reads snapshots until all entries have the state."""
        for _ in range(tries):
            now = self.snapshot()
            for entry in entries:
                entry.take_snapshot(now)
            if all(entry.state == state for entry in entries):
                return True
            self.sleep(1)
        return False
