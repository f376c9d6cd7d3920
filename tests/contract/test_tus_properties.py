"""Whatever the order of cuts, repeats and wrong offsets, what is stored is a prefix of the photo, and grows."""

import base64
import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sync import tus

BYTES = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def metadata(sha256: str) -> str:
    words = {"sha256": sha256, "type": "image/jpeg"}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())


NOW, LIFE = 1_000_000, 500


def checksum_of(chunk: bytes, algorithm: str) -> dict[str, str]:
    digest = hashlib.new(algorithm, chunk).digest()
    return {"Upload-Checksum": f"{algorithm} {base64.b64encode(digest).decode()}"}


class OneUpload(RuleBasedStateMachine):
    """A server that stores what the decisions tell it, a line that cuts and corrupts, and days that pass."""

    @initialize(photo=st.binary(min_size=1, max_size=60), honest=st.booleans())
    def create(self, photo: bytes, honest: bool) -> None:
        self.photo, self.stored, self.received, self.dropped = photo, b"", False, False
        self.now, self.touched = NOW, NOW
        self.sha256 = hashlib.sha256(photo if honest else photo + b"?").hexdigest()
        about = metadata(self.sha256)
        headers = BYTES | {"Upload-Length": str(len(photo)), "Upload-Metadata": about, "Content-Length": "1"}
        assert tus.read_creation(headers, 60) == tus.Create(len(photo), self.sha256, "image/jpeg", True, about)

    @property
    def upload(self) -> tus.Upload | None:
        if self.dropped:
            return None
        expires = None if self.received else self.touched + LIFE
        return tus.Upload(len(self.stored), len(self.photo), self.sha256, self.received, "", expires)

    @property
    def is_expired(self) -> bool:
        return not self.dropped and not self.received and self.now >= self.touched + LIFE

    @rule(seconds=st.integers(1, 400))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(
        offset=st.integers(0, 61),
        size=st.integers(0, 61),
        arrives=st.integers(0, 61),
        dies=st.booleans(),
        algorithm=st.sampled_from([None, "sha1", "sha256"]),
    )
    def patch(self, offset: int, size: int, arrives: int, dies: bool, algorithm: str | None) -> None:
        before, body = self.stored, self.photo[offset : offset + size]
        headers = BYTES | {"Upload-Offset": str(offset), "Content-Length": str(len(body))}
        headers |= checksum_of(body, algorithm) if algorithm else {}
        decision = tus.read_append(self.upload, headers, self.now)
        if isinstance(decision, tus.Answer):
            gone = "upload_unknown" if self.dropped else "upload_expired" if self.is_expired else None
            assert decision.reason is not None
            assert decision.reason.name == (gone or "upload_offset_differs")
            assert gone or offset != len(before)
            return
        assert decision.start == len(before) == offset
        came = body[: min(arrives, decision.most)]
        if decision.checksum is not None and not decision.checksum.is_of(came):
            assert came != body
            assert tus.chunk_differs(self.upload).status == 460
            return
        self.stored, self.touched = before + came, self.now
        if not dies:
            self.answer()

    def answer(self) -> None:
        assert self.upload is not None
        follows = tus.appended(self.upload)
        if isinstance(follows, tus.Finish):
            follows = tus.finished(self.upload, hashlib.sha256(self.stored).hexdigest())
            self.received = follows.reason is None
            self.dropped = not self.received
        assert ("Photo-Receipt" in follows.headers) == self.received
        assert ("Upload-Expires" in follows.headers) == (not self.received and not self.dropped)

    @precondition(lambda self: not self.dropped and not self.is_expired)
    @rule()
    def head(self) -> None:
        answer = tus.head(self.upload, BYTES, self.now)
        assert answer.headers["Upload-Offset"] == str(len(self.stored))

    @precondition(lambda self: not self.dropped and not self.is_expired)
    @rule(more=st.integers(1, 9))
    def send_too_much(self, more: int) -> None:
        size = len(self.photo) - len(self.stored) + more
        headers = BYTES | {"Upload-Offset": str(len(self.stored)), "Content-Length": str(size)}
        answer = tus.read_append(self.upload, headers, self.now)
        assert isinstance(answer, tus.Answer)
        assert answer.status == 413

    @invariant()
    def what_is_stored_is_a_prefix(self) -> None:
        assert self.photo.startswith(self.stored)

    @invariant()
    def a_receipt_means_the_whole_photo_under_its_hash(self) -> None:
        if self.received:
            assert hashlib.sha256(self.stored).hexdigest() == self.sha256


TestOneUpload = OneUpload.TestCase
TestOneUpload.settings = settings(max_examples=60, stateful_step_count=25)


NAMES = (
    "Tus-Resumable Upload-Length Upload-Offset Upload-Metadata Upload-Checksum Content-Type Content-Length "
    "Transfer-Encoding Upload-Defer-Length X-HTTP-Method-Override"
)
HEADERS = st.sampled_from(NAMES.split())
WORDS = st.sampled_from(["1.0.0", "application/offset+octet-stream", metadata("a" * 64), "sha1 QQ=="]) | st.text()


@given(headers=st.dictionaries(HEADERS, WORDS), state=st.none() | st.just(tus.Upload(5, 9, "a" * 64)))
def test_any_headers_get_an_answer_that_says_it_is_tus(headers, state):
    for decided in (
        tus.read_creation(headers, 60),
        tus.read_append(state, headers, NOW),
        tus.head(state, headers, NOW),
    ):
        if isinstance(decided, tus.Answer):
            assert decided.headers["Tus-Resumable"] == "1.0.0"
            assert (decided.reason is None) == (decided.status < 400)
