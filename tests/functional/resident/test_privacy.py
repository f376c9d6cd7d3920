"""A card shows its own courtyard and nothing of others."""

from __future__ import annotations

import io
import uuid

import pillow_heif
import pytest
from PIL import Image

from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import TODAY, fault, jpeg, make_neighbourhood
from webapp import clock
from webapp.extensions import db

pillow_heif.register_heif_opener()


def photo(check, sha256: str) -> str:
    return f"/card/photos/{check.uuid}/{sha256}"


@pytest.mark.parametrize("size", ["small", "large"])
def test_own_photo_is_shown_without_metadata_of_the_original(card, home, size):
    answer = card.get(photo(home.check, home.sha256), query_string={"size": size})
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"].startswith("private")


def test_heic_of_a_phone_is_shown_on_the_card_as_jpeg(card, home):
    buffer = io.BytesIO()
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(buffer, "HEIF")
    sha256 = make_photo(home.community, buffer.getvalue())
    check = make_check(home.inspector, home.yards[0], at(TODAY.date()), {"W1": fault(sha256)})
    approve(home.staff, check)
    for size, longest in (("small", 320), ("large", 1280)):
        answer = card.get(photo(check, sha256), query_string={"size": size})
        picture = Image.open(io.BytesIO(answer.data))
        assert (picture.format, answer.mimetype, max(picture.size)) == ("JPEG", "image/jpeg", longest)


def test_card_links_the_photos_of_its_own_deduction(card, home):
    page = card.get("/card/").text
    assert photo(home.check, home.sha256) in page
    assert home.other_sha256 not in page


def test_photos_of_another_courtyard_are_not_there(card, home):
    assert card.get(photo(home.other_check, home.other_sha256)).status_code == 404
    assert card.get(photo(home.check, home.other_sha256)).status_code == 404
    assert card.get(photo(home.other_check, home.sha256)).status_code == 404


def test_photos_of_another_community_are_not_there(card, home):
    foreign = make_neighbourhood("别的社区")
    with clock.at(TODAY):
        assert card.get(photo(foreign.check, foreign.sha256)).status_code == 404
        assert card.get(photo(home.check, foreign.sha256)).status_code == 404


def test_unknown_ids_months_and_sizes_are_not_there(card, home):
    own = photo(home.check, home.sha256)
    for path in (
        photo(home.check, "0" * 64),
        f"/card/photos/{uuid.uuid4()}/{home.sha256}",
        f"/card/photos/x/{home.sha256}",
        f"{own}?size=huge",
        "/card/months/2026-11/",
        "/card/months/2019-01/",
        "/card/months/%27%20OR%201/",
    ):
        assert card.get(path).status_code == 404, path


def test_photo_of_a_check_not_yet_approved_is_not_there(card, home):
    sha256 = make_photo(home.community, jpeg("new"))
    check = make_check(home.inspector, home.yards[0], at(TODAY.date(), 9), {"W1": fault(sha256)})
    with clock.at(TODAY):
        assert card.get(photo(check, sha256)).status_code == 404
    approve(home.staff, check)
    with clock.at(TODAY):
        assert card.get(photo(check, sha256)).status_code == 200


def test_photos_from_before_the_account_was_opened_are_not_there(card, home):
    account_of(home.yards[0]).opened_in = "2026-11"
    db.session.commit()
    assert card.get(photo(home.check, home.sha256)).status_code == 404


def test_without_a_card_every_page_leads_to_the_form(client, home):
    for path in ("/card/months/2026-10/", photo(home.check, home.sha256)):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/card/")


def test_card_and_board_name_nobody_in_full(card, home):
    for path in ("/card/", "/", f"/d/{home.yards[0].code}/"):
        page = card.get(path).text
        assert not any(name in page for name in ("何桂芳", "欧阳兰", "王小明", "李秀英", "王志远")), path
