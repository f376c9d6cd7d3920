"""The tus server's answers, case by case."""

import base64
import hashlib

import pytest

from sync import tus
from sync.tus_headers import parse_metadata
from tests.contract.vectors import vectors

SHA256, TYPE, METADATA = (vectors("tus")[0][key] for key in ("sha256", "type", "header"))
VERSION = {"Tus-Resumable": "1.0.0"}
BYTES = {**VERSION, "Content-Type": "application/offset+octet-stream"}
POST = {**VERSION, "Upload-Length": "100", "Upload-Metadata": METADATA}
MOST = 1000
NOW = 1_000_000
HALF = tus.Upload(50, 100, SHA256)
DONE = tus.Upload(100, 100, SHA256, received=True)


def refusal(answer: object) -> tuple[int, str]:
    assert isinstance(answer, tus.Answer), answer
    assert answer.reason is not None
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    return answer.status, answer.reason.name


def test_options_tells_what_the_server_can_do():
    answer = tus.options(MOST)

    assert answer.status == 204
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload,checksum,expiration"
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == "1000"


def test_a_post_without_bytes_creates():
    assert tus.read_creation(POST, MOST) == tus.Create(100, SHA256, TYPE, False, METADATA)


def test_a_post_with_first_bytes_creates_and_names_of_headers_have_any_case():
    headers = {name.upper(): value for name, value in (POST | BYTES | {"Content-Length": "32"}).items()}

    assert tus.read_creation(headers, MOST) == tus.Create(100, SHA256, TYPE, True, METADATA)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Tus-Resumable": "0.2.2"}, (412, "tus_version_differs")),
        ({"Upload-Length": "0"}, (400, "upload_unreadable")),
        ({"Upload-Length": "-5"}, (400, "upload_unreadable")),
        ({"Upload-Length": "1e3"}, (400, "upload_unreadable")),
        ({"Upload-Length": "１００"}, (400, "upload_unreadable")),
        ({"Upload-Length": "9" * 400}, (400, "upload_unreadable")),
        ({"Upload-Length": "1001"}, (413, "photo_too_large")),
        ({"Upload-Metadata": ""}, (400, "upload_unreadable")),
        ({"Upload-Metadata": "sha256 !!!!,type aW1hZ2UvanBlZw=="}, (400, "upload_unreadable")),
        ({"Upload-Metadata": METADATA.replace("aW1hZ2UvanBlZw==", "dGV4dC9odG1s")}, (415, "photo_not_an_image")),
        ({"Upload-Metadata": METADATA + ",sha256 QQ=="}, (400, "upload_unreadable")),
        ({"Upload-Metadata": METADATA + ",filename 27.jpg"}, (400, "upload_unreadable")),
        ({"Upload-Metadata": METADATA + ", "}, (400, "upload_unreadable")),
        ({"Upload-Defer-Length": "1"}, (400, "upload_unreadable")),
        ({"Upload-Checksum": "md5 QQ=="}, (400, "checksum_unknown")),
        ({"Upload-Checksum": "sha1"}, (400, "upload_unreadable")),
        ({"Upload-Checksum": "sha1 ?"}, (400, "upload_unreadable")),
        ({"Content-Type": "image/jpeg", "Content-Length": "5"}, (415, "upload_type_differs")),
        ({"Transfer-Encoding": "chunked"}, (415, "upload_type_differs")),
        ({"Content-Length": "5"}, (415, "upload_type_differs")),
        (BYTES | {"Content-Length": "101"}, (413, "upload_overrun")),
    ],
)
def test_a_post_that_is_wrong_is_refused(changes, expected):
    assert refusal(tus.read_creation(POST | changes, MOST)) == expected


def test_another_version_is_told_ours():
    answer = tus.read_creation({}, MOST)

    assert isinstance(answer, tus.Answer)
    assert answer.headers["Tus-Version"] == "1.0.0"


@pytest.mark.parametrize("header", ["", ",", "sha256", "filename YQ==", "sha256 4pyT,type 4pyT", "x" * 5000, "🏠 🏠"])
def test_metadata_without_our_photo_names_none(header):
    assert parse_metadata(header) is None


def test_metadata_of_other_clients_may_say_more():
    assert parse_metadata(f"filename YS5qcGc=,{METADATA},is_confidential") == parse_metadata(METADATA)


def test_a_photo_that_is_here_gets_its_receipt_at_once():
    create = tus.Create(100, SHA256, TYPE, has_body=True)

    answer = tus.already_here(create, "/files/1")

    assert (answer.status, answer.headers["Upload-Offset"], answer.headers["Location"]) == (201, "100", "/files/1")
    assert answer.headers["Photo-Receipt"] == SHA256


def test_head_tells_the_offset_and_is_never_cached():
    answer = tus.head(HALF, VERSION, NOW)

    assert (answer.status, answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == (200, "50", "100")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Photo-Receipt" not in answer.headers
    assert tus.head(DONE, VERSION, NOW).headers["Photo-Receipt"] == SHA256


def test_head_of_an_unknown_upload_is_404_and_without_version_412():
    assert refusal(tus.head(None, VERSION, NOW)) == (404, "upload_unknown")
    assert refusal(tus.head(HALF, {}, NOW)) == (412, "tus_version_differs")


def test_a_patch_appends_from_the_offset():
    assert tus.read_append(HALF, BYTES | {"Upload-Offset": "50", "Content-Length": "50"}, NOW) == tus.Append(50, 50)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Tus-Resumable": ""}, (412, "tus_version_differs")),
        ({"Content-Type": "application/octet-stream"}, (415, "upload_type_differs")),
        ({"Upload-Offset": "-1"}, (400, "upload_unreadable")),
        ({"Upload-Offset": "0"}, (409, "upload_offset_differs")),
        ({"Upload-Offset": "51"}, (409, "upload_offset_differs")),
        ({"Content-Length": "51"}, (413, "upload_overrun")),
        ({"Upload-Checksum": "md5 QQ=="}, (400, "checksum_unknown")),
        ({"Upload-Checksum": "QQ=="}, (400, "upload_unreadable")),
    ],
)
def test_a_patch_that_is_wrong_is_refused(changes, expected):
    assert refusal(tus.read_append(HALF, BYTES | {"Upload-Offset": "50"} | changes, NOW)) == expected


def test_a_patch_of_an_unknown_upload_is_404():
    assert refusal(tus.read_append(None, BYTES | {"Upload-Offset": "0"}, NOW)) == (404, "upload_unknown")


def test_half_a_photo_is_stored_without_a_receipt():
    answer = tus.appended(HALF)

    assert isinstance(answer, tus.Answer)
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, "50")
    assert "Photo-Receipt" not in answer.headers


def test_the_last_byte_asks_for_the_hash_and_only_the_right_one_gets_a_receipt():
    whole = tus.Upload(100, 100, SHA256)

    assert tus.appended(whole) == tus.Finish(SHA256)
    assert tus.finished(whole, SHA256).headers["Photo-Receipt"] == SHA256
    assert refusal(tus.finished(whole, "0" * 64)) == (460, "photo_hash_differs")


def test_a_server_that_died_before_the_hash_finishes_on_an_empty_patch():
    whole = tus.Upload(100, 100, SHA256)

    assert tus.read_append(whole, BYTES | {"Upload-Offset": "100", "Content-Length": "0"}, NOW) == tus.Append(100, 0)
    assert tus.appended(whole) == tus.Finish(SHA256)


def test_a_creation_answers_201_with_its_place():
    begun = tus.appended(HALF, "/files/1")
    ended = tus.finished(HALF, SHA256, "/files/1")

    assert isinstance(begun, tus.Answer)
    assert (begun.status, begun.headers["Location"], begun.headers["Upload-Offset"]) == (201, "/files/1", "50")
    assert (ended.status, ended.headers["Location"], ended.headers["Photo-Receipt"]) == (201, "/files/1", SHA256)


def test_a_method_may_come_in_a_header():
    assert tus.method_of("POST", {"X-HTTP-Method-Override": "patch"}) == "PATCH"
    assert tus.method_of("HEAD", {}) == "HEAD"


SOON = tus.Upload(50, 100, SHA256, metadata=METADATA, expires=NOW + 60)


def test_what_its_creator_said_of_an_upload_is_told_word_for_word():
    assert tus.head(SOON, VERSION, NOW).headers["Upload-Metadata"] == METADATA


def test_every_answer_of_an_unfinished_upload_says_when_it_expires():
    answers = [
        tus.head(SOON, VERSION, NOW),
        tus.appended(SOON),
        tus.appended(SOON, "/files/1"),
        tus.read_append(SOON, BYTES | {"Upload-Offset": "1"}, NOW),
        tus.read_append(SOON, BYTES | {"Upload-Offset": "50", "Content-Length": "51"}, NOW),
        tus.read_append(SOON, BYTES | {"Upload-Offset": "50", "Upload-Checksum": "md5 QQ=="}, NOW),
        tus.read_append(SOON, {}, NOW),
        tus.chunk_differs(SOON),
    ]
    for answer in answers:
        assert isinstance(answer, tus.Answer)
        assert answer.headers["Upload-Expires"] == "Mon, 12 Jan 1970 13:47:40 GMT"
    assert "Upload-Expires" not in tus.finished(SOON, SHA256).headers


def test_an_expired_upload_is_gone():
    assert refusal(tus.head(SOON, VERSION, NOW + 60)) == (410, "upload_expired")
    assert refusal(tus.read_append(SOON, BYTES | {"Upload-Offset": "50"}, NOW + 60)) == (410, "upload_expired")


def test_a_refused_head_is_not_cached_and_tells_no_offset():
    for answer in (tus.head(None, VERSION, NOW), tus.head(SOON, {}, NOW), tus.head(SOON, VERSION, NOW + 60)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Upload-Offset" not in answer.headers


def test_a_checksum_speaks_for_the_bytes_of_its_request():
    chunk = b"some bytes"
    for name, algorithm in (("sha1", hashlib.sha1), ("SHA256", hashlib.sha256)):
        said = f"{name} {base64.b64encode(algorithm(chunk).digest()).decode()}"
        append = tus.read_append(HALF, BYTES | {"Upload-Offset": "50", "Upload-Checksum": said}, NOW)
        assert isinstance(append, tus.Append)
        assert append.checksum is not None
        assert append.checksum.is_of(chunk)
        assert not append.checksum.is_of(chunk + b"!")
    assert refusal(tus.chunk_differs(HALF)) == (460, "chunk_checksum_differs")


def test_a_content_type_may_carry_parameters_and_any_case():
    typed = {"Content-Type": "Application/Offset+Octet-Stream; charset=x", "Upload-Offset": "50"}
    assert tus.read_append(HALF, BYTES | typed, NOW) == tus.Append(50, 50)


def test_a_content_type_without_a_body_is_no_matter():
    typed = POST | {"Content-Type": "text/plain", "Content-Length": "0"}
    assert tus.read_creation(typed, MOST) == tus.Create(100, SHA256, TYPE, False, METADATA)
