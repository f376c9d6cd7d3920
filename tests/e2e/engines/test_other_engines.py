"""Firefox and WebKitGTK do the inspector's whole job, as Chromium does: no engine lacks a step."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.conftest import make_settings
from tests.e2e.engines.remote import Remote
from tests.e2e.faults.evidence import arrived_checks, outcomes, photo_rows
from tests.e2e.faults.phone_store import READ
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.running import Server
from tests.factories.users import PASSWORD

SHOWN = """
const image = document.querySelector(arguments[0]);
return image.decode().then(() => image.naturalWidth >= 960);
"""
# A camera in the page hands over pictures that were never a file on the disk.
MADE_IN_THE_PAGE = """
const [css] = arguments;
const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 1200 });
canvas.getContext('2d').fillRect(200, 200, 800, 500);
return new Promise((resolve) => canvas.toBlob((picture) => {
  const hand = new DataTransfer();
  hand.items.add(new File([picture], 'picture.jpg', { type: picture.type }));
  const input = document.querySelector(css);
  input.files = hand.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  resolve();
}, 'image/jpeg'));
"""
MOST_BYTES = 150 * 1024
# Longer than the app waits for an answer before it asks again.
SENT_WITHIN = 90


def sign_in(phone: Remote, address: str) -> None:
    phone.goto(f"{address}/auth/sign-in?next=/inspect/")
    phone.fill("input[name=username]", "xuncha")
    phone.fill("input[name=password]", PASSWORD)
    phone.tap("main button.main")


def open_next_courtyard(phone: Remote, number: str) -> None:
    phone.tap("footer .main")
    phone.see("header .plate", number)


def find_fault(phone: Remote, item: str, photo: Path) -> None:
    """A tap, a phrase and a photo, each kept before the next."""
    phone.tap(f"#item-{item} label.seg.no")
    phone.see(f"#item-{item}.is-fault")
    phone.tap(f"#item-{item} label[for=phrase-{item}-1]")
    phone.upload(f"#item-{item} input[type=file]", photo)
    phone.see(f"#item-{item} figure.shot", count=1)
    phone.see_that(SHOWN, f"#item-{item} figure.shot img")


def save(phone: Remote, following: str) -> None:
    phone.pause(0.7)  # a new page's save ignores taps for 600 ms
    phone.tap("#save")
    phone.see("header .plate", following)


def walk_until_the_browser_dies(phone: Remote, address: str, server: Server, photo: Path) -> None:
    sign_in(phone, address)
    phone.see("#notices", "可以离线用了")
    server.kill()
    phone.reload()
    open_next_courtyard(phone, "21")
    save(phone, "23")
    find_fault(phone, "W2", photo)
    phone.kill()


def walk_on_after_it(phone: Remote, address: str, photo: Path) -> None:
    """The browser opens with the server still dead: the saved check and the draft with its photo are there.

    The settings are a page like the others, although WebKitGTK tells nothing of its store.
    """
    phone.start()
    phone.goto(f"{address}/inspect/")
    phone.see("header", "待发1")
    open_next_courtyard(phone, "23")
    phone.reload()
    phone.see("#item-W2.is-fault figure.shot", count=1)
    assert phone.evaluate("return document.querySelector('#phrase-W2-1').checked")
    phone.see_that(SHOWN, "#item-W2 figure.shot img")
    save(phone, "25")
    find_fault(phone, "O1", photo)
    phone.evaluate(MADE_IN_THE_PAGE, "#item-O1 input[type=file]")
    phone.see("#item-O1 figure.shot", count=2)
    save(phone, "27")
    phone.goto(f"{address}/inspect/settings/")
    phone.see("main", "其中3张照片还没发")


def send_now(phone: Remote, address: str) -> None:
    phone.goto(f"{address}/inspect/outbox/")
    phone.tap("form.bar .main")
    phone.see("header .mid", "都发完了", patience=SENT_WITHIN)


def send_and_go_back(phone: Remote, address: str) -> None:
    """Going back afterwards shows no page of before."""
    phone.goto(f"{address}/inspect/")
    phone.see("header", "待发3")
    send_now(phone, address)
    phone.back()
    phone.see("header", "都发了")


def check_what_arrived(neighbourhood: Neighbourhood) -> None:
    """Each check once and whole, with what was tapped."""
    arrived = {check.courtyard: check for check in arrived_checks(neighbourhood.folder)}
    assert outcomes(neighbourhood.folder) == ["accepted"] * 3
    found = [arrived.pop(neighbourhood.codes[number]) for number in ("21", "23", "25")]
    assert arrived == {}
    assert [check.state for check in found] == ["complete"] * 3
    assert [sorted(check.faults) for check in found] == [[], ["W2"], ["O1"]]
    assert [len(check.photos) for check in found] == [0, 1, 2], "of each photo the bytes on the disk have its hash"
    assert len(photo_rows(neighbourhood.folder)) == 3


def check_photos(neighbourhood: Neighbourhood) -> None:
    """Small JPEGs without the camera's notes; the one taken with the phone upright stands upright, red above."""
    paths = [path for path in make_settings(neighbourhood.folder).photos.rglob("*") if path.is_file()]
    upright = []
    for path in paths:
        assert path.stat().st_size <= MOST_BYTES
        with Image.open(path) as picture:
            assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
            if picture.height > picture.width:
                upright.append((picture.size, picture.getpixel((480, 100)), picture.getpixel((480, 1000))))
    [(size, above, below)] = upright
    assert size == (960, 1280)
    assert (above[0] > 200, above[2] > 200) == (True, False)
    assert (below[0] > 200, below[2] > 200) == (False, True)


def test_the_inspectors_job_from_the_first_visit_to_the_last_receipt(
    phone, server, neighbourhood, photographs, upright
):
    walk_until_the_browser_dies(phone, server.address, server, photographs[0])
    walk_on_after_it(phone, server.address, upright)
    server.start()
    send_and_go_back(phone, server.address)
    check_what_arrived(neighbourhood)
    check_photos(neighbourhood)
    kept = phone.evaluate(f"return ({READ})()")
    assert (kept["outbox"], kept["drafts"], kept["photos"]) == ([], [], [])
    assert {each["digest"] for each in kept["checks"]} == {each.digest for each in arrived_checks(neighbourhood.folder)}
