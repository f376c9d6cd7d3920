"""Whatever the order of cuts, repeats and wrong offsets, what is stored is a prefix of the photo, and grows."""

import base64
import hashlib

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sync import tus

BYTES = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def metadata(sha256: str) -> str:
    words = {"sha256": sha256, "type": "image/jpeg"}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())


class OneUpload(RuleBasedStateMachine):
    """A server that stores what the decisions tell it, and a line that cuts."""

    @initialize(photo=st.binary(min_size=1, max_size=60), honest=st.booleans())
    def create(self, photo: bytes, honest: bool) -> None:
        self.photo, self.stored, self.received, self.dropped = photo, b"", False, False
        self.sha256 = hashlib.sha256(photo if honest else photo + b"?").hexdigest()
        headers = BYTES | {"Upload-Length": str(len(photo)), "Upload-Metadata": metadata(self.sha256)}
        assert tus.read_creation(headers, 60) == tus.Create(len(photo), self.sha256, "image/jpeg", True)

    @property
    def upload(self) -> tus.Upload | None:
        if self.dropped:
            return None
        return tus.Upload(len(self.stored), len(self.photo), self.sha256, self.received)

    @rule(offset=st.integers(0, 61), size=st.integers(0, 61), arrives=st.integers(0, 61), dies=st.booleans())
    def patch(self, offset: int, size: int, arrives: int, dies: bool) -> None:
        before, body = self.stored, self.photo[offset : offset + size]
        headers = BYTES | {"Upload-Offset": str(offset), "Content-Length": str(len(body))}
        decision = tus.read_append(self.upload, headers)
        if isinstance(decision, tus.Answer):
            expected = "upload_unknown" if self.dropped else "upload_offset_differs"
            assert decision.reason is not None
            assert decision.reason.name == expected
            assert self.dropped or offset != len(before)
            return
        assert decision.start == len(before) == offset
        self.stored += body[: min(arrives, decision.most)]
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

    @precondition(lambda self: not self.dropped)
    @rule()
    def head(self) -> None:
        answer = tus.head(self.upload, BYTES)
        assert answer.headers["Upload-Offset"] == str(len(self.stored))

    @precondition(lambda self: not self.dropped)
    @rule(more=st.integers(1, 9))
    def send_too_much(self, more: int) -> None:
        size = len(self.photo) - len(self.stored) + more
        headers = BYTES | {"Upload-Offset": str(len(self.stored)), "Content-Length": str(size)}
        answer = tus.read_append(self.upload, headers)
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
