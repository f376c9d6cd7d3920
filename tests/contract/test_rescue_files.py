"""A rescue file that was damaged or made up is read or refused; nothing else comes of it."""

import hashlib
import io
import json
import struct
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rescue import NotARescueFile, RescueFile

TEXT = b'{"kind":"check"}'
PHOTO = bytes(range(256)) * 4
DEVICE = "6f1c9d3e-0000-4000-8000-000000000007"


def make_file() -> bytes:
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    manifest = {
        "sanbao": 1,
        "community": "shili",
        "device": DEVICE,
        "person": {"id": "7", "number": "03"},
        "entries": [
            {"id": "a", "digest": hashlib.sha256(TEXT).hexdigest(), "seal": "0" * 64, "file": "entries/a.json"}
        ],
        "photos": [{"sha256": sha256, "bytes": len(PHOTO), "type": "image/jpeg", "file": "photos/a.jpg"}],
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in [("manifest.json", json.dumps(manifest).encode()), ("entries/a.json", TEXT)]:
            archive.writestr(name, data)
        archive.writestr("photos/a.jpg", PHOTO)
    return buffer.getvalue()


FILE = make_file()
DIRECTORY = FILE.index(b"PK\x01\x02")


def read(data: bytes) -> str:
    """What came of it, having read every part."""
    try:
        rescue = RescueFile(io.BytesIO(data))
    except NotARescueFile as refused:
        return str(refused)
    for _entry, delivered in rescue.entries():
        assert delivered is None or isinstance(delivered.text, str)
    for photo in rescue.manifest.photos:
        kept = rescue.read(photo.file, 1 << 20)
        assert kept is None or len(kept) <= len(data)
    return "read"


def test_whole_file_is_read():
    rescue = RescueFile(io.BytesIO(FILE))
    [(entry, delivered)] = rescue.entries()
    assert (entry.file, delivered.text, delivered.seal, delivered.is_intact) == (
        "entries/a.json",
        TEXT.decode(),
        "0" * 64,
        True,
    )
    assert rescue.read("photos/a.jpg", len(PHOTO)) == PHOTO
    assert rescue.read("photos/a.jpg", len(PHOTO) - 1) is None
    assert rescue.read("photos/b.jpg", 1 << 20) is None


@given(st.lists(st.tuples(st.integers(0, len(FILE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_changed_bytes_never_break_the_reader(changes):
    data = bytearray(FILE)
    for place, value in changes:
        data[place] = value
    assert read(bytes(data))


@given(st.lists(st.tuples(st.integers(DIRECTORY, len(FILE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_changed_lists_of_members_never_break_the_reader(changes):
    data = bytearray(FILE)
    for place, value in changes:
        data[place] = value
    assert read(bytes(data))


@given(st.integers(0, len(FILE)), st.binary(max_size=64))
@settings(max_examples=200, deadline=None)
def test_cut_and_lengthened_files_never_break_the_reader(length, more):
    assert read(FILE[:length] + more)


@given(st.binary(max_size=60), st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_made_up_members_never_break_the_reader(fields, extra):
    directory = b"PK\x01\x02" + fields.ljust(42, b"\0")[:42] + extra
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    assert read(directory + end)
