"""The tus server's answers, case by case."""

import pytest

from sync import tus
from sync.picture import picture_type
from sync.tus_headers import parse_metadata
from tests.contract.vectors import vectors

SHA256, TYPE, METADATA = (vectors("tus")[0][key] for key in ("sha256", "type", "header"))
VERSION = {"Tus-Resumable": "1.0.0"}
BYTES = {**VERSION, "Content-Type": "application/offset+octet-stream"}
POST = {**VERSION, "Upload-Length": "100", "Upload-Metadata": METADATA}
MOST = 1000
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
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload"
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == "1000"


def test_a_post_without_bytes_creates():
    assert tus.read_creation(POST, MOST) == tus.Create(100, SHA256, TYPE, has_body=False)


def test_a_post_with_first_bytes_creates_and_names_of_headers_have_any_case():
    headers = {name.upper(): value for name, value in (POST | BYTES | {"Content-Length": "32"}).items()}

    assert tus.read_creation(headers, MOST) == tus.Create(100, SHA256, TYPE, has_body=True)


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
        ({"Content-Type": "image/jpeg"}, (415, "upload_type_differs")),
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
    answer = tus.head(HALF, VERSION)

    assert (answer.status, answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == (200, "50", "100")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Photo-Receipt" not in answer.headers
    assert tus.head(DONE, VERSION).headers["Photo-Receipt"] == SHA256


def test_head_of_an_unknown_upload_is_404_and_without_version_412():
    assert refusal(tus.head(None, VERSION)) == (404, "upload_unknown")
    assert refusal(tus.head(HALF, {})) == (412, "tus_version_differs")


def test_a_patch_appends_from_the_offset():
    assert tus.read_append(HALF, BYTES | {"Upload-Offset": "50", "Content-Length": "50"}) == tus.Append(50, 50)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Tus-Resumable": ""}, (412, "tus_version_differs")),
        ({"Content-Type": "application/octet-stream"}, (415, "upload_type_differs")),
        ({"Upload-Offset": "-1"}, (400, "upload_unreadable")),
        ({"Upload-Offset": "0"}, (409, "upload_offset_differs")),
        ({"Upload-Offset": "51"}, (409, "upload_offset_differs")),
        ({"Content-Length": "51"}, (413, "upload_overrun")),
    ],
)
def test_a_patch_that_is_wrong_is_refused(changes, expected):
    assert refusal(tus.read_append(HALF, BYTES | {"Upload-Offset": "50"} | changes)) == expected


def test_a_patch_of_an_unknown_upload_is_404():
    assert refusal(tus.read_append(None, BYTES | {"Upload-Offset": "0"})) == (404, "upload_unknown")


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

    assert tus.read_append(whole, BYTES | {"Upload-Offset": "100", "Content-Length": "0"}) == tus.Append(100, 0)
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


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(12), "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(4), "image/heic"),
        (b"<svg onload=alert(1)>", None),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"", None),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(head, expected):
    assert picture_type(head) == expected
