"""The inspector's pages without JavaScript: one plain form, saved by the same operation as the wire."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_user, recuse, sign_in
from webapp.extensions import db
from webapp.models import Check, Photo, ReceivedEntry

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def inspector(app, client):
    user = make_user(make_community(), "inspector")
    sign_in(client, user)
    return user


@pytest.fixture
def courtyard(inspector):
    return make_courtyard(inspector.community, "27")


def picture() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "orange").save(buffer, "JPEG")
    buffer.seek(0)
    return buffer


def form_of(client, courtyard, address: str | None = None) -> dict[str, str]:
    """What a browser would send of the untouched form: hidden fields and checked radios."""
    page = client.get(address or f"/inspect/courtyards/{courtyard.code}/").text
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'name="(result-\w+)" id="pass-\w+" value="(pass)" checked', page))
    return fields


def test_camera_address_leads_to_the_item_after_a_hard_reload(client, courtyard):
    address = f"/inspect/courtyards/{courtyard.code}/"
    answer = client.get(f"{address}items/W2/camera/")
    assert (answer.status_code, answer.location) == (303, f"{address}#item-W2")
    assert client.get(f"{address}items/Z9/camera/").status_code == 404
    assert client.get("/inspect/courtyards/NOWHERE1/items/W2/camera/").status_code == 404


def test_page_without_the_phones_own_server_offers_the_file_input_only(client, courtyard):
    page = client.get(f"/inspect/courtyards/{courtyard.code}/").text
    assert "camera/" not in page
    assert page.count('capture="environment"') == page.count('type="file"') == 10


def save(client, courtyard, fields: dict):
    return client.post(
        f"/inspect/courtyards/{courtyard.code}/", data=fields, headers=SAME_ORIGIN, content_type="multipart/form-data"
    )


def test_untouched_form_saves_ten_passes_and_goes_to_the_next_courtyard(client, inspector, courtyard):
    following = make_courtyard(inspector.community, "29")
    answer = save(client, courtyard, form_of(client, courtyard))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"/inspect/courtyards/{following.code}/?saved=")
    check = db.session.query(Check).one()
    assert (check.state, check.findings, check.walk.device_id) == ("complete", [], None)
    assert "27" in client.get(answer.headers["Location"]).text


def test_form_with_a_fault_and_a_photo_is_complete_at_once(client, inspector, courtyard):
    fields = form_of(client, courtyard) | {
        "result-W1": "fault",
        "phrase-W1": ["门口有垃圾", "污水外流"],
        "note-W1": "纸箱",
        "photo-W1": (picture(), "gate.jpg"),
    }
    assert save(client, courtyard, fields).status_code == 303
    [finding] = db.session.query(Check).one().findings
    assert (finding.result, finding.phrases, finding.note) == ("fault", ["门口有垃圾", "污水外流"], "纸箱")
    photo = db.session.query(Photo).one()
    assert client.get(f"/inspect/photos/{photo.sha256}").mimetype == "image/jpeg"


def test_form_sent_twice_is_one_check(client, inspector, courtyard):
    fields = form_of(client, courtyard)
    first, second = save(client, courtyard, dict(fields)), save(client, courtyard, dict(fields))
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.query(Check).count() == db.session.query(ReceivedEntry).count() == 1


def test_file_that_is_no_picture_is_refused_with_the_form_in_place(client, inspector, courtyard):
    fields = form_of(client, courtyard) | {
        "result-W1": "fault",
        "note-W1": "写过的话还在",
        "photo-W1": (io.BytesIO(b"<script>alert(1)</script>"), "photo.jpg"),
    }
    answer = save(client, courtyard, fields)
    assert answer.status_code == 422
    assert "写过的话还在" in answer.text
    assert "不是照片" in answer.text
    assert db.session.query(Check).count() == 0


def test_html_in_a_note_stays_text(client, inspector, courtyard):
    fields = form_of(client, courtyard) | {"result-W1": "fault", "note-W1": '<b onclick="x()">"&</b>' + "长" * 2000}
    assert save(client, courtyard, fields).status_code == 303
    [finding] = db.session.query(Check).one().findings
    assert finding.note.startswith('<b onclick="x()">')
    assert len(finding.note) == 500


def test_locked_gate_judges_only_what_is_seen_from_the_lane(client, inspector, courtyard):
    save(client, courtyard, form_of(client, courtyard) | {"obstacle": "locked"})
    check = db.session.query(Check).one()
    assert (check.judged, check.obstacle) == ("lane", "locked")
    assert {finding.item for finding in check.findings if finding.result == "not_assessed"} == {"W1", "O3"}


def test_bad_weather_judges_nothing(client, inspector, courtyard):
    save(client, courtyard, form_of(client, courtyard) | {"obstacle": "snow"})
    check = db.session.query(Check).one()
    assert check.judged == "weather"
    assert {finding.result for finding in check.findings} == {"not_assessed"}
    assert len(check.findings) == 10


def test_recused_and_foreign_courtyards_open_for_nobody(client, inspector, courtyard):
    recuse(inspector, courtyard)
    assert client.get(f"/inspect/courtyards/{courtyard.code}/").status_code == 403
    assert save(client, courtyard, {}).status_code == 403
    foreign = make_courtyard(make_community("别的社区"))
    assert client.get(f"/inspect/courtyards/{foreign.code}/").status_code == 404


def test_undo_takes_the_check_back_and_opens_the_courtyard_again(client, inspector, courtyard):
    save(client, courtyard, form_of(client, courtyard))
    saved = db.session.query(Check).one().uuid
    answer = client.post(f"/inspect/checks/{saved}/withdraw/", headers=SAME_ORIGIN)
    assert answer.status_code == 303
    taken_back = db.session.query(Check).filter_by(judged="withdrawn").one()
    assert taken_back.replaces == saved
    fields = form_of(client, courtyard, answer.headers["Location"])
    assert fields["replaces"] == taken_back.uuid
    assert client.post(f"/inspect/checks/{saved}/withdraw/", headers=SAME_ORIGIN).status_code == 409


def test_check_of_a_colleague_cannot_be_opened_or_taken_back(client, inspector, courtyard):
    save(client, courtyard, form_of(client, courtyard))
    check = db.session.query(Check).one().uuid
    sign_in(client, make_user(inspector.community, "inspector"))
    assert client.get(f"/inspect/checks/{check}/").status_code == 404
    assert client.post(f"/inspect/checks/{check}/withdraw/", headers=SAME_ORIGIN).status_code == 404


def test_list_shows_surname_only_and_search_finds_lane_and_number(client, inspector, courtyard):
    make_courtyard(inspector.community, "29", holder="周玉梅")
    page = client.get("/inspect/").text
    assert "何家" in page
    assert "何桂芳" not in page
    found = client.get("/inspect/?q=石阶巷29").text
    assert "周家" in found
    assert "何家" not in found


def test_settings_are_kept_in_this_browser(client, inspector):
    chosen = {"theme": "dark", "size": "elder", "language": "en"}
    client.post("/inspect/settings/", data=chosen, headers=SAME_ORIGIN)
    page = client.get("/inspect/").text
    assert 'lang="en"' in page
    assert 'data-theme="dark"' in page
    assert 'data-size="elder"' in page


def test_staff_without_the_role_are_refused_in_words(client, inspector):
    sign_in(client, make_user(inspector.community, "staff"))
    answer = client.get("/inspect/")
    assert answer.status_code == 403
    assert "不对您开放" in answer.text
