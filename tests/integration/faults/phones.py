"""Phones that send without pause, note what was acknowledged, and go on when the server is there again."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from sync.delivery import Delivered
from tests.contract.pictures import make_picture
from tests.factories.entries import as_text, deliver, make_entry, make_uuid7

CHUNK = 16_384
PATIENCE = 900.0  # a phone may meet every one of many kills
AWAY = (OSError, http.client.HTTPException)


@dataclass
class Notes:
    """What all phones did and were told; `shown` are the offsets a resumed upload was answered, with their bounds."""

    made: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)
    receipts: set[str] = field(default_factory=set)
    resumed: list[tuple[int, int, int]] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)
    waits: list[str | None] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    begun_anew: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Phone(threading.Thread):
    """Makes walks of one to three checks, delivers them, uploads their photos, until it is told to stop making more."""

    def __init__(self, port: int, token: str, codes: list[str], seed: int, notes: Notes) -> None:
        super().__init__(daemon=True)
        self.port, self.notes = port, notes
        self._token, self._codes, self._chance = token, codes, random.Random(seed)
        self._pictures = seed * 1000
        self._stopping = threading.Event()
        self.trouble: BaseException | None = None

    def stop_making(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        try:
            while not self._stopping.is_set():
                self.walk()
        except BaseException as trouble:  # noqa: BLE001 - told to the test, which fails by it
            self.trouble = trouble

    def walk(self) -> None:
        checks, photos = self._make()
        self.deliver(deliver(*checks))
        for picture in photos:
            self.upload(picture)

    def _make(self) -> tuple[list[dict], list[bytes]]:
        checks, photos = [], []
        walk = make_uuid7(time.time_ns() // 1_000_000)
        for code in self._chance.sample(self._codes, self._chance.randint(1, 3)):
            self._pictures += 1
            picture = make_picture(self._pictures) + b"\0" * self._pictures
            sha256 = hashlib.sha256(picture).hexdigest()
            faults = {"W1": {"result": "fault", "photos": [photo_claim_of(sha256, len(picture))]}}
            check = make_entry_of(code, walk, faults)
            checks.append(check)
            photos.append(picture)
            with self.notes.lock:
                self.notes.made[check["id"]] = hashlib.sha256(as_text(check).encode()).hexdigest()
                self.notes.pictures[sha256] = len(picture)
        return checks, photos

    def deliver(self, entries: tuple[Delivered, ...]) -> None:
        told = [{"digest": entry.digest, "text": entry.text} for entry in entries]
        body = json.dumps({"protocol": 1, "device_time": time.time_ns() // 1_000_000, "entries": told}).encode()
        answer = self.insist("POST", "/api/v1/batches", {"Content-Type": "application/json"}, body)
        assert answer.status == 200, (answer.status, answer.body[:300])
        for receipt in json.loads(answer.body)["receipts"]:
            assert receipt["outcome"] in {"accepted", "duplicate"}, receipt
            with self.notes.lock:
                self.notes.acknowledged[receipt["id"]] = receipt["digest"]

    def upload(self, picture: bytes) -> None:
        """Until its receipt is here. After every cut it asks where to go on."""
        sha256 = hashlib.sha256(picture).hexdigest()
        while not (location := self._create(picture, sha256)):
            pass
        offset = sent = min(CHUNK, len(picture))
        while sha256 not in self.notes.receipts:
            chunk = picture[offset : offset + CHUNK]
            sent = max(sent, offset + len(chunk))
            answer = self.ask("PATCH", location, {**OCTETS, "Upload-Offset": str(offset)}, chunk)
            if answer is not None and answer.status == 204:
                offset = int(answer.headers["Upload-Offset"])
                self._note_receipt(answer)
                continue
            if not (self._is_to_try_again(answer) or answer.status in {404, 409}):
                raise AssertionError((answer.status, answer.body[:300]))
            found = self.insist("HEAD", location, {})
            if found.status == 404:
                # Either the whole of it is here under its hash, or it begins anew; a part that was acknowledged stays.
                assert sent == len(picture), "an upload under way was forgotten"
                with self.notes.lock:
                    self.notes.begun_anew += 1
                return self.upload(picture)
            resumed = int(found.headers["Upload-Offset"])
            with self.notes.lock:
                self.notes.resumed.append((offset, resumed, sent))
            offset = resumed
        return None

    def _create(self, picture: bytes, sha256: str) -> str | None:
        metadata = ",".join(f"{key} {encode(value)}" for key, value in (("sha256", sha256), ("type", "image/jpeg")))
        headers = {**OCTETS, "Upload-Length": str(len(picture)), "Upload-Metadata": metadata}
        answer = self.insist("POST", "/api/v1/files/", headers, picture[:CHUNK])
        if self._is_to_try_again(answer):
            return None
        assert answer.status == 201, (answer.status, answer.body[:300])
        self._note_receipt(answer)
        return answer.headers["Location"]

    def _note_receipt(self, answer: Answer) -> None:
        if receipt := answer.headers.get("Photo-Receipt"):
            with self.notes.lock:
                self.notes.receipts.add(receipt)

    @staticmethod
    def _is_to_try_again(answer: Answer | None) -> bool:
        return answer is None or answer.status >= 500

    def insist(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """The first answer below 500; the server may be away in between."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.ask(method, path, headers, body)
            if answer is not None and answer.status < 500:
                return answer
            assert time.monotonic() < deadline, answer and (answer.status, answer.body[:300])
            time.sleep(0.1)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer | None:
        """None where the line ended without an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        given = {"Authorization": f"Bearer {self._token}", "Tus-Resumable": "1.0.0", **headers}
        try:
            connection.request(method, path, body, given)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except AWAY:
            return None
        finally:
            connection.close()
        with self.notes.lock:
            self.notes.answers[answer.status] = self.notes.answers.get(answer.status, 0) + 1
            if answer.status >= 500:
                self.notes.waits.append(answer.headers.get("Retry-After"))
                if answer.body:  # none to HEAD
                    self.notes.refusals[json.loads(answer.body)["reason"]] += 1
        return answer


OCTETS = {"Content-Type": "application/offset+octet-stream"}


def encode(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


@dataclass(frozen=True, slots=True)
class _Code:
    code: str


def make_entry_of(code: str, walk: str, faults: dict) -> dict:
    """The factories know courtyards of the database; a phone knows their codes."""
    return make_entry(_Code(code), at=dt.datetime.now(dt.UTC), faults=faults, walk=walk)  # type: ignore[arg-type]


def photo_claim_of(sha256: str, size: int) -> dict:
    now = time.time_ns() // 1_000_000
    return {"sha256": sha256, "bytes": size, "type": "image/jpeg", "taken_at": now, "shows": "before"}
