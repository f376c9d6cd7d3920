"""Staff take in the file that a phone exported: the last rescue."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry, photo_claim
from tests.factories.rescues import make_manifest, make_members, make_rescue, pack
from tests.factories.users import make_device, make_user
from tests.functional.api.test_files import digest, picture
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Check, Device, Photo, ReceivedEntry
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery


@pytest.fixture
def community(app):
    return make_community()


@pytest.fixture
def phone(community):
    return make_device(make_user(community, "inspector"))


@pytest.fixture
def desk(app, community) -> Browser:
    return Browser(app, make_user(community, "staff"))


def give(desk: Browser, data: bytes, name: str = "sanbao-03-2026-11-26.zip"):
    return desk.post("/staff/rescue/", {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def entry_with(community, *photos: bytes) -> dict:
    claims = [photo_claim(digest(data), len(data)) for data in photos]
    return make_entry(make_courtyard(community), faults={"W1": {"result": "fault", "photos": claims}})


def texts(answer) -> str:
    return answer.get_data(as_text=True)


def test_file_is_taken_whole_and_summed_up(desk, community, phone):
    photos = [picture("red"), picture("blue")]
    entries = [entry_with(community, *photos), make_entry(make_courtyard(community))]
    answer = give(desk, make_rescue(*phone, entries, photos))
    assert answer.status_code == 200
    assert "新收到2次检查" in texts(answer)
    assert "新收到2张照片" in texts(answer)
    checks = db.session.query(Check).all()
    assert {(check.state, check.inspector_id) for check in checks} == {("complete", phone[0].user_id)}
    actions = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions == ["checks_carried", "rescue_imported"]


def test_again_nothing_is_new_and_the_phone_itself_gets_duplicates(desk, community, phone):
    data = picture()
    entry = entry_with(community, data)
    file = make_rescue(*phone, [entry], [data])
    give(desk, file)
    again = texts(give(desk, file))
    assert "新收到0次检查" in again
    assert "1次早就收到了" in again
    assert "1张早就收到了" in again
    device = db.session.get(Device, phone[0].id)
    [receipt] = receive_delivery(Sender.of(device.user, device), clock.now_milliseconds(), deliver(entry))
    assert (receipt.outcome, receipt.state, receipt.missing) == ("duplicate", "complete", ())
    assert db.session.query(Check).count() == db.session.query(Photo).count() == 1


def test_what_is_broken_is_named_and_the_rest_is_taken(desk, community, phone):
    good, bad, gone = picture("red"), picture("blue"), picture("green")
    entries = [entry_with(community, good, bad, gone), *(make_entry(make_courtyard(community)) for _ in range(4))]
    manifest = make_manifest(*phone, entries, [good, bad, gone])
    manifest["entries"][1]["seal"] = "0" * 64
    members = dict(make_members(manifest, entries, [good, bad]))
    members[f"photos/{digest(bad)}.jpg"] = bad[:-1] + b"!"
    members[manifest["entries"][2]["file"]] = b"\xff\xfe"
    del members[manifest["entries"][3]["file"]]
    page = texts(give(desk, pack(list(members.items()))))
    assert "新收到2次检查" in page
    assert "1次没有收：封印对不上" in page
    for name in (f"photos/{digest(bad)}.jpg", *(manifest["entries"][place]["file"] for place in (2, 3))):
        assert f"这一件坏了，没有收：{name}" in page
    assert "新收到1张照片" in page
    assert "还差2张照片" in page
    assert {check.state for check in db.session.query(Check)} == {"received", "complete"}


def test_member_damaged_on_the_way_is_left_out(desk, community, phone):
    entries = [make_entry(make_courtyard(community)) for _ in range(2)]
    file = make_rescue(*phone, entries)
    page = texts(give(desk, file.replace(entries[0]["courtyard"].encode(), b"XXXXXXXX", 1)))
    assert "新收到1次检查" in page
    assert "这一件坏了" in page


def test_photo_that_no_taken_check_names_is_not_kept(desk, community, phone):
    assert "1张照片没有检查用到" in texts(give(desk, make_rescue(*phone, [], [picture()])))
    assert db.session.query(Photo).count() == 0


def test_file_of_a_phone_that_was_stopped_is_kept_for_staff_only(desk, community, phone):
    db.session.get(Device, phone[0].id).revoked_at = clock.now()
    db.session.commit()
    page = texts(give(desk, make_rescue(*phone, [make_entry(make_courtyard(community))])))
    assert "1次没有收：存它的手机停用了" in page
    assert (db.session.query(Check).count(), db.session.query(ReceivedEntry).count()) == (0, 1)


def test_file_of_another_community_is_refused(app, community, phone):
    far = Browser(app, make_user(make_community("别的社区"), "staff"))
    file = make_rescue(*phone, [make_entry(make_courtyard(community))])
    assert "别的社区的文件" in texts(give(far, file))
    renamed = make_rescue(*phone, [], community=db.session.get(Device, phone[0].id).user.community.slug)
    assert give(far, renamed).status_code == 422
    assert db.session.query(ReceivedEntry).count() == 0


def test_forged_community_does_not_open_another_one(app, community, phone):
    other = make_community("别的社区")
    far = Browser(app, make_user(other, "staff"))
    file = make_rescue(*phone, [make_entry(make_courtyard(community))], community=other.slug)
    assert "没有登记过这部手机" in texts(give(far, file))


@pytest.mark.parametrize("role", ["inspector", "oversight", "admin"])
def test_only_staff_take_files_in(app, community, phone, role):
    answer = give(Browser(app, make_user(community, role)), make_rescue(*phone, []))
    assert answer.status_code == 403


def encrypted(data: bytes) -> bytes:
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00", 1)


def with_member(name: str, data: bytes = b"x"):
    return lambda members: pack([*members, (name, data)])


def twice(members):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pack([*members, members[0]])


def overlapping(members) -> bytes:
    """Many names for the same bytes, as a bomb without compression would have it."""
    data = pack([("photos/a.jpg", bytes(100_000))])
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    names = [entry.replace(b"photos/a.jpg", f"photos/{letter}.jpg".encode()) for letter in "bcdefgh"]
    directory = b"".join([entry, *names])
    return data[:start] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 8, 8, len(directory), start, 0)


HOSTILE = {
    "nothing": (lambda members: b"", "文件读不全"),
    "no zip": (lambda members: b"<html>" * 100, "文件读不全"),
    "cut off": (lambda members: pack(members)[:-40], "文件读不全"),
    "cut in the middle": (lambda members: pack(members)[:200], "文件读不全"),
    "only an end": (lambda members: b"PK\x05\x06" + bytes(18), "不是手机导出来的文件"),
    "end that points nowhere": (
        lambda members: struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 9999, 0),
        "文件读不全",
    ),
    "end of 65000 members": (lambda members: b"PK\x05\x06" + bytes(6) + b"\xe8\xfd" + bytes(10), "文件太大"),
    "large list of members": (lambda members: b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\x7f" + bytes(6), "文件太大"),
    "with a comment": (lambda members: pack(members)[:-2] + b"\x01\x00!", "文件读不全"),
    "large zip": (lambda members: pack(members)[:-22] + b"PK\x06\x07" + bytes(16) + pack(members)[-22:], "文件读不全"),
    "encrypted": (lambda members: encrypted(pack(members)), "文件加了密"),
    "bomb": (lambda members: pack([*members, ("photos/a.jpg", bytes(1 << 22))], zipfile.ZIP_DEFLATED), "重新压缩过"),
    "overlapping": (overlapping, "文件读不全"),
    "path upwards": (with_member("../../etc/passwd"), "不该有的路径"),
    "absolute path": (with_member("/etc/passwd.txt"), "不该有的路径"),
    "windows path": (with_member("photos\\..\\a.jpg"), "不该有的路径"),
    "dots below": (with_member("photos/../a.jpg"), "不该有的路径"),
    "Chinese name": (with_member("照片.jpg"), "不该有的路径"),
    "name twice": (twice, "重名的内容"),
    "no manifest": (lambda members: pack(members[1:]), "不是手机导出来的文件"),
    "manifest no JSON": (lambda members: pack([("manifest.json", b"\xff{"), *members[1:]]), "不是手机导出来的文件"),
    "manifest a list": (lambda members: pack([("manifest.json", b"[]")]), "不是手机导出来的文件"),
    "manifest of later": (lambda members: pack([("manifest.json", b'{"sanbao": 2}')]), "不是手机导出来的文件"),
    "manifest too deep": (lambda members: pack([("manifest.json", b"[" * 99_999)]), "不是手机导出来的文件"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_file_is_refused_in_words(desk, community, phone, kind):
    entries = [make_entry(make_courtyard(community))]
    make, words = HOSTILE[kind]
    answer = give(desk, make(make_members(make_manifest(*phone, entries, []), entries, [])))
    assert (answer.status_code, words in texts(answer)) == (422, True)
    assert db.session.query(ReceivedEntry).count() == 0


def test_member_that_lies_about_its_place_breaks_nothing(desk, community, phone):
    entries = [make_entry(make_courtyard(community)) for _ in range(2)]
    file = bytearray(make_rescue(*phone, entries))
    second = file.index(b"PK\x01\x02", file.index(b"PK\x01\x02") + 1)
    file[second + 42 : second + 46] = b"\x00\x00\x00\x00"
    assert "新收到1次检查" in texts(give(desk, bytes(file)))


def test_unknown_members_and_fields_of_later_versions_are_passed_over(desk, community, phone):
    entries = [make_entry(make_courtyard(community))]
    manifest = make_manifest(*phone, entries, [], weather="rain", person={"id": "1", "number": "03", "shoes": 42})
    members = [*make_members(manifest, entries, []), ("deeds/0192.json", b"{}")]
    assert "新收到1次检查" in texts(give(desk, pack(members)))


def test_form_without_a_file_or_over_the_limit_says_so(desk, monkeypatch):
    assert desk.post("/staff/rescue/", {}, content_type="multipart/form-data").status_code == 422
    monkeypatch.setattr("webapp.blueprints.staff.rescue.MOST_BYTES", 0)
    answer = give(desk, bytes(1 << 18))
    assert (answer.status_code, "文件太大" in texts(answer)) == (413, True)


def test_walks_lead_to_the_page_and_it_shows_the_form(desk):
    assert 'href="/staff/rescue/"' in texts(desk.get("/staff/"))
    assert 'enctype="multipart/form-data"' in texts(desk.get("/staff/rescue/"))
